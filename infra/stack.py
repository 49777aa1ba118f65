"""The whole program on one screen: what there is, and below it who may touch what."""

from aws_cdk import CfnOutput, CfnResource, Environment, Stack
from constructs import Construct

from infra.api import Api
from infra.dashboard import Dashboard
from infra.data import Data
from infra.edge import Edge
from infra.events import Events
from infra.function import Function
from infra.identity import Identity, sign_in_url
from infra.mail import Mail
from infra.monitoring import Monitoring, OperationsKey
from infra.nag import suppress_nag
from infra.stage import Stage
from infra.uploads import Uploads

#: What the local cloud's CloudFormation refuses. Nothing else refers to these, so there they are left out.
UNKNOWN_LOCALLY = {"AWS::Cognito::ManagedLoginBranding", "AWS::Events::Archive", "AWS::Logs::QueryDefinition"}

#: Function -> table -> what it may do there; `Query:by_status` is a query of that index and no other.
#: A function also learns the names of exactly these tables. A record is replaced as a whole, over the revision it was
#: read at: that is a PutItem, in a transaction too.
GRANTS = {
    "portal": {"cycles": "GetItem Scan", "inquiries": "PutItem", "activity": "PutItem"},
    "applications": {
        "cycles": "GetItem",
        "applications": "GetItem PutItem",
        "self_identification": "UpdateItem",
        "matches": "GetItem Query:by_applicant",
        "mentors": "GetItem",
        "activity": "PutItem",
    },
    "mentors": {
        "cycles": "GetItem Scan",
        "applications": "GetItem PutItem",
        "mentors": "GetItem PutItem",
        "matches": "GetItem PutItem Query:by_applicant Query:by_mentor",
        "activity": "PutItem",
    },
    "staff": {
        "cycles": "GetItem PutItem Scan",
        "applications": "GetItem PutItem Query:by_status Query:by_school",
        "self_identification": "GetItem",
        "mentors": "GetItem PutItem Query:by_status",
        "matches": "GetItem PutItem Query:by_applicant Query:by_mentor Query:by_state",
        "rounds": "GetItem PutItem Query:by_cycle",
        "activity": "GetItem PutItem Query:by_subject Query:by_day",
    },
    "relay": {},
    "eligibility": {
        "cycles": "GetItem",
        "applications": "GetItem PutItem",
        "self_identification": "GetItem",
        "activity": "PutItem",
    },
    "matching": {
        "cycles": "GetItem Scan",
        "applications": "GetItem BatchGetItem PutItem Query:by_status",
        "mentors": "GetItem BatchGetItem PutItem Query:by_status",
        "matches": "GetItem PutItem Query:by_applicant Query:by_mentor",
        "rounds": "GetItem PutItem Query:by_cycle",
        "activity": "GetItem PutItem",
    },
    "notifications": {
        "cycles": "GetItem Scan",
        "applications": "GetItem Query:by_status",
        "mentors": "GetItem",
        "matches": "GetItem",
        "inquiries": "GetItem",
        "mails": "UpdateItem",
    },
    "materials": {"applications": "GetItem PutItem", "activity": "PutItem"},
    "deadlines": {
        "cycles": "Scan",
        "applications": "GetItem PutItem Query:by_status",
        "mentors": "GetItem PutItem Query:by_status",
        "matches": "GetItem PutItem Query:by_state",
        "activity": "GetItem PutItem",
    },
}

#: What DynamoDB does with the key of self-identification in the name of who calls it.
KEY_TO_READ = "kms:Decrypt kms:DescribeKey"
KEY_TO_WRITE = f"{KEY_TO_READ} kms:Encrypt kms:GenerateDataKey kms:ReEncryptFrom kms:ReEncryptTo"


class MentoringStack(Stack):
    """Everything the program runs on."""

    def __init__(self, scope: Construct, stage: Stage) -> None:
        super().__init__(
            scope,
            f"mentoring-{stage.name}",
            description="Mentoring program: applications, eligibility, matching, mails",
            env=Environment(account=stage.account, region=stage.region),
            termination_protection=not stage.local,
        )
        # CDK lets every function wait for its role explicitly, which cfn-lint finds superfluous.
        self.template_options.metadata = {"cfn-lint": {"config": {"ignore_checks": ["W3005"]}}}
        key = OperationsKey(self, stage)
        self.data = Data(self, stage)
        self.mail = Mail(self, stage)
        self.api = Api(self, stage, key)
        self.portal_url = self.api.http.api_endpoint if stage.local else Edge(self, stage, self.api, key).url
        self.identity = Identity(self, stage, self.portal_url)
        self.functions = {name: Function(self, name, stage, key) for name in GRANTS}
        self.api.route(self.functions, self.identity)
        self.uploads = Uploads(self, stage, self.portal_url, self.api.http.api_endpoint)
        self.events = Events(self, stage, self.data.tables["activity"], self.functions)
        self.monitoring = Monitoring(self, stage, key, self.api, self.events, self.functions)
        self.dashboard = Dashboard(self, stage, self.api, self.events, self.functions)
        self._grant_tables()
        self._grant_the_key(stage)
        self._grant_bus_people_and_mail(stage)
        self._grant_uploads()
        self._tell_the_pages(stage)
        self._outputs(stage)
        if stage.local:
            self._leave_out(UNKNOWN_LOCALLY)

    def _grant_tables(self) -> None:
        for name, tables in GRANTS.items():
            function = self.functions[name]
            for table, grants in tables.items():
                target = self.data.tables[table]
                function.add_environment(f"{table.upper()}_TABLE", target.table_name)
                for grant in grants.split():
                    action, _, index = grant.partition(":")
                    arn = f"{target.table_arn}/index/{index}" if index else target.table_arn
                    function.allow(f"dynamodb:{action}", arn)

    def _grant_the_key(self, stage: Stage) -> None:
        arn = self.data.self_identification_key.key_arn
        through_dynamodb = {"StringEquals": {"kms:ViaService": f"dynamodb.{stage.region}.amazonaws.com"}}
        for name, actions in {"applications": KEY_TO_WRITE, "eligibility": KEY_TO_READ, "staff": KEY_TO_READ}.items():
            self.functions[name].allow(actions, arn, conditions=through_dynamodb)

    def _grant_bus_people_and_mail(self, stage: Stage) -> None:
        relay, notifications = self.functions["relay"], self.functions["notifications"]
        relay.add_environment("BUS_NAME", self.events.bus.event_bus_name)
        relay.allow("events:PutEvents", self.events.bus.event_bus_arn)
        people = self.identity.people.pool
        for name, actions in {
            "portal": "cognito-idp:AdminCreateUser cognito-idp:AdminSetUserPassword",
            "applications": "cognito-idp:AdminGetUser",
            "mentors": "cognito-idp:AdminGetUser",
        }.items():
            self.functions[name].add_environment("PEOPLE_POOL_ID", people.user_pool_id)
            self.functions[name].allow(actions, people.user_pool_arn)
        configuration = self.mail.configuration.configuration_set_name
        notifications.add_environment("MAIL_SENDER", stage.mail_sender)
        notifications.add_environment("MAIL_CONFIGURATION_SET", configuration)
        notifications.add_environment("PORTAL_URL", self.portal_url)
        if stage.local:  # where sending is known neither by its resources nor by its sender
            notifications.allow("ses:SendEmail", "*")
            suppress_nag(
                notifications.role or notifications,
                "IAM5[Resource::*]",
                "the local cloud knows no resource of ses:SendEmail",
            )
            return
        notifications.allow(
            "ses:SendEmail",
            self.mail.sender.email_identity_arn,
            self.format_arn(service="ses", resource="configuration-set", resource_name=configuration),
            conditions={"StringEquals": {"ses:FromAddress": stage.mail_sender}},
        )

    def _grant_uploads(self) -> None:
        applications, materials, staff = (self.functions[name] for name in ("applications", "materials", "staff"))
        self.uploads.grant(applications, materials, staff)
        self.uploads.notify(self.events.queues["materials"], self.events.dead_letters["materials"])
        for function in (applications, materials):
            function.add_environment("UPLOADS_BUCKET", self.uploads.bucket.bucket_name)
        for function in (applications, staff):
            function.add_environment("UPLOADS_URL", self.uploads.url)
        self.functions["portal"].add_environment("UPLOAD_ORIGIN", self.uploads.origin)

    def _tell_the_pages(self, stage: Stage) -> None:
        """Let the pages know where to sign in; in the local cloud every service answers at one address."""
        portal, sign_in = self.functions["portal"], self.uploads.origin if stage.local else sign_in_url(stage, "people")
        portal.add_environment("PEOPLE_CLIENT_ID", self.identity.people.client.user_pool_client_id)
        portal.add_environment("PEOPLE_SIGN_IN_URL", sign_in)

    def _outputs(self, stage: Stage) -> None:
        """Say in outputs what people and clients need to know."""
        told = {
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
        for name, sign_in in {"People": self.identity.people, "Staff": self.identity.staff}.items():
            told[f"{name}PoolId"] = sign_in.pool.user_pool_id
            told[f"{name}ClientId"] = sign_in.client.user_pool_client_id
            told[f"{name}Domain"] = sign_in_url(stage, name.lower())
        told |= {f"{name.title()}QueueUrl": queue.queue_url for name, queue in self.events.queues.items()}
        told |= {f"{name.title()}DeadLettersUrl": dead.queue_url for name, dead in self.events.dead_letters.items()}
        told |= {f"{_title(name)}Table": table.table_name for name, table in self.data.tables.items()}
        for name, value in told.items():
            CfnOutput(self, name, value=value)

    def _leave_out(self, types: set[str]) -> None:
        for construct in self.node.find_all():
            if isinstance(construct, CfnResource) and construct.cfn_resource_type in types:
                parent = construct.node.scope or self
                parent.node.try_remove_child(construct.node.id)


def _title(name: str) -> str:
    return name.title().replace("_", "")
