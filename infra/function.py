"""A Lambda function as this program runs them: a role and a log of its own, and nothing that it does not need."""

from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.nag import KEY_OF_AWS, suppress_checkov, suppress_nag
from infra.spec import PYTHON, FunctionSpec
from infra.stage import Stage, construct_id

UNCHECKED = {
    "CKV_AWS_115": "the API's throttle and the queues' own limits bound it; a reservation would starve the others",
    "CKV_AWS_116": "the stream, the queues and the tick each have their dead letters; a request answers its caller",
    "CKV_AWS_117": "it reaches AWS services only, with TLS and a role; a VPC would add cost and slower starts",
    "CKV_AWS_173": "its environment holds names, no secrets",
}


class Function(lambda_.Function):
    """One responsibility of the program, from its folder in the build directory, as its `spec` declares it."""

    def __init__(self, scope: Construct, spec: FunctionSpec, stage: Stage, logs_key: kms.IKey | None) -> None:
        self.spec, self._stage = spec, stage
        name, construct, physical = spec.name, construct_id(spec.name), stage.physical(spec.name)
        log = logs.LogGroup(
            scope,
            f"{construct}Log",
            log_group_name=f"/aws/lambda/{physical}",
            retention=stage.log_retention,
            encryption_key=logs_key,
            removal_policy=stage.removal,
        )
        if logs_key is None:
            suppress_checkov(log, {"CKV_AWS_158": KEY_OF_AWS})
        self._role = role = iam.Role(
            scope,
            f"{construct}Role",
            assumed_by=_who_works(spec, stage),
            description=f"What {name} of the mentoring program may do",
        )
        super().__init__(
            scope,
            construct,
            function_name=physical,
            description=f"Mentoring program: {name}",
            runtime=lambda_.Runtime(f"python{PYTHON}", lambda_.RuntimeFamily.PYTHON),
            architecture=stage.architecture(spec.architecture),
            code=lambda_.Code.from_asset(str(stage.build / name)),
            handler=f"functions.{name}.handler.handler",
            memory_size=spec.memory,
            timeout=Duration.seconds(spec.timeout),
            role=role,
            log_group=log,
            logging_format=lambda_.LoggingFormat.JSON,
            application_log_level_v2=lambda_.ApplicationLogLevel[stage.log_level],
        )
        #: Its environment, which its container has as well.
        self.settings: dict[str, str] = {}
        self.tell(POWERTOOLS_SERVICE_NAME=name, POWERTOOLS_LOG_LEVEL=stage.log_level)
        log.grant_write(role)
        suppress_nag(
            self, "L1", f"{PYTHON} is what the bundles are compiled, trimmed and measured for; it is supported to 2029"
        )
        suppress_checkov(self, UNCHECKED)

    def principals(self) -> list[str]:
        """The ARNs that a policy knows this function by."""
        arns = [self._role.role_arn]
        if self._stage.local:  # there a function's principal is its session, not its role
            arns.append(f"arn:aws:sts::{self._stage.account}:assumed-role/{self._role.role_name}/*")
        return arns

    def tell(self, **settings: str) -> None:
        """Put settings into its environment."""
        self.settings |= settings
        for name, value in settings.items():
            self.add_environment(name, value)

    def allow(self, actions: str, *resources: str, conditions: Mapping[str, object] | None = None) -> None:
        """Allow the space-separated actions on exactly these resources."""
        self.add_to_role_policy(
            iam.PolicyStatement(actions=actions.split(), resources=list(resources), conditions=conditions)
        )


def _who_works(spec: FunctionSpec, stage: Stage) -> iam.IPrincipal:
    """Who may take the function's role: Lambda, and the container of what outgrows it."""
    function = iam.ServicePrincipal("lambda.amazonaws.com")
    if not (spec.outgrows and stage.size == "large"):
        return function
    ours = {"StringEquals": {"aws:SourceAccount": stage.account}}
    return iam.CompositePrincipal(function, iam.ServicePrincipal("ecs-tasks.amazonaws.com", conditions=ours))
