"""The whole program on one screen: what there is, and how each function gets what functions.py declares."""

from operator import attrgetter

from aws_cdk import CfnOutput, CfnResource, Environment, Fn, Stack
from constructs import Construct

from infra.api import Api
from infra.container import Container
from infra.dashboard import Dashboard
from infra.data import SEALED, Data
from infra.edge import Edge
from infra.environment import ENVIRONMENT
from infra.events import Events
from infra.firewall import SignInFirewall
from infra.function import Function
from infra.functions import FUNCTIONS
from infra.identity import Identity, sign_in_url
from infra.mail import Mail
from infra.monitoring import Monitoring, OperationsKey
from infra.stage import Stage, construct_id
from infra.trail import Trail
from infra.uploads import Uploads
from shared.store.tables import setting

#: What the local cloud's CloudFormation refuses. Nothing else refers to these, so there they are left out.
UNKNOWN_LOCALLY = {"AWS::Cognito::ManagedLoginBranding", "AWS::Events::Archive", "AWS::Logs::QueryDefinition"}


class MentoringStack(Stack):
    """Everything the program runs on."""

    def __init__(self, scope: Construct, stage: Stage) -> None:
        super().__init__(
            scope,
            f"mentoring-{stage.name}",
            description="Mentoring program: applications, eligibility, matching, mails",
            env=Environment(account=stage.account, region=stage.region),
            termination_protection=stage.protected,
        )
        # CDK lets every function wait for its role explicitly, which cfn-lint finds superfluous.
        self.template_options.metadata = {"cfn-lint": {"config": {"ignore_checks": ["W3005"]}}}
        self.hourly_limits, self.confirm_accounts = stage.hourly_limits, "yes" if stage.local else "no"
        self.provisional_every = "5" if stage.local else "600"  # seconds from one provisional round to the next
        self.erasure_wait = "5" if stage.local else "900"  # seconds for the mails about it to go out, again too
        self.mail_rate = str(stage.mail_rate)
        key = None if stage.size == "small" else OperationsKey(self, stage)
        self.data = Data(self, stage)
        self.mail = Mail(self, stage)
        self.api = Api(self, stage, key)
        self.portal_url = self.api.http.api_endpoint if stage.local else Edge(self, stage, self.api, key).url
        #: Empty when the address is CloudFront's own: what's behind a distribution can't know its name.
        self.public_url = stage.portal_url or ""
        self.identity = Identity(self, stage, self.portal_url)
        if not stage.local and stage.size != "small":
            SignInFirewall(self, stage, {name: it.pool.user_pool_arn for name, it in self.identity.pools.items()})
        self.functions = {name: Function(self, spec, stage, key) for name, spec in FUNCTIONS.items()}
        self.api.route(self.functions, self.identity)
        self.uploads = Uploads(self, stage, self.portal_url, self.api.http.api_endpoint)
        # In the local cloud every service answers at one address.
        self.people_sign_in_url, self.staff_sign_in_url = (
            self.uploads.origin if stage.local else sign_in_url(stage, pool) for pool in self.identity.pools
        )
        self.events = Events(self, stage, self.data.tables, self.functions)
        #: Empty where functions do everything themselves.
        self.container_queue_url = "".join(queue.queue_url for queue in self.events.handed_over.values())
        self.monitoring = Monitoring(self, stage, key, self.api, self.events, self.functions)
        for function in self.functions.values():
            self._grant(function, stage)
        containers = [
            Container(self, stage, key, self.functions[name], handed_over)
            for name, handed_over in self.events.handed_over.items()
        ]
        self.dashboard = Dashboard(self, stage, self.api, self.events, self.functions, containers)
        self.data.fence(self.functions.values())
        # What CloudTrail writes into its bucket would keep a failed first deployment from going away.
        if stage.protected:
            Trail(self, stage, self.data.tables[SEALED], self.uploads.bucket)
        self._outputs(stage)
        if stage.local:
            self._leave_out(UNKNOWN_LOCALLY)

    @property
    def availability_zones(self) -> list[str]:
        """Two of the region's, whatever their names: the CDK would ask the account for these."""
        return [Fn.select(number, Fn.get_azs()) for number in range(2)]

    def _grant(self, function: Function, stage: Stage) -> None:
        """Let a function do and know what it declares in functions.py, and nothing else."""
        spec = function.spec
        self.data.grant(function)
        for resource, actions in (*spec.allow.items(), *(spec.allow_locally.items() if stage.local else ())):
            function.allow(actions, attrgetter(resource)(self))
        if spec.sends_mail:
            self.mail.grant(function)
        if spec.fans_out:
            self.events.grant_own_queue(function)
        self.events.grant_handover(function)
        if spec.redrives:
            self.events.grant_redrive(function)
        self.uploads.grant(function)
        if spec.uploads:
            self.uploads.guard(function)
            self.uploads.notify(spec.name, self.events.queues[spec.name], self.events.dead_letters[spec.name])
        if spec.mail_reports:
            self.mail.report(function, self.events.queues[spec.name], self.events.dead_letters[spec.name])
        if spec.routes:
            function.tell(ORIGIN_SECRETS=self.api.taken_secrets)
        for name in spec.environment:
            function.tell(**{name: attrgetter(ENVIRONMENT[name])(self)})
        for table in spec.tables:
            function.tell(**{setting(table): self.data.tables[table].table_name})

    def _outputs(self, stage: Stage) -> None:
        """Say in outputs what people and clients need to know."""
        values = {
            "Region": stage.region,
            "ApiUrl": self.api.http.api_endpoint,
            "ApiId": self.api.http.api_id,
            "PortalUrl": self.portal_url,
            "BusName": self.events.bus.event_bus_name,
            "DashboardName": stage.physical("program"),
            "AlarmTopicArn": self.monitoring.topic.topic_arn,
            "MailSender": stage.mail_sender,
            "UploadsBucket": self.uploads.bucket.bucket_name,
            "MailConfigurationSet": self.mail.configuration.configuration_set_name,
        }
        for name, sign_in in self.identity.pools.items():
            values[f"{construct_id(name)}PoolId"] = sign_in.pool.user_pool_id
            values[f"{construct_id(name)}ClientId"] = sign_in.client.user_pool_client_id
            values[f"{construct_id(name)}Domain"] = sign_in_url(stage, name)
        values |= {f"{construct_id(name)}QueueUrl": queue.queue_url for name, queue in self.events.queues.items()}
        values |= {
            f"{construct_id(name)}DeadLettersUrl": dead.queue_url for name, dead in self.events.dead_letters.items()
        }
        values |= {f"{construct_id(name)}Table": table.table_name for name, table in self.data.tables.items()}
        for name, value in values.items():
            CfnOutput(self, name, value=value)

    def _leave_out(self, types: set[str]) -> None:
        for construct in self.node.find_all():
            if isinstance(construct, CfnResource) and construct.cfn_resource_type in types:
                parent = construct.node.scope or self
                parent.node.try_remove_child(construct.node.id)
