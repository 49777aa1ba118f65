"""What outgrows a function runs in a container: the same code with the same role, there only while there is work."""

from aws_cdk import Duration
from aws_cdk import aws_applicationautoscaling as scaling
from aws_cdk import aws_cloudwatch as cw
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecr_assets as assets
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.function import Function
from infra.nag import suppress_nag
from infra.spec import PYTHON
from infra.stage import Stage

#: The most memory that Fargate gives to four processors.
PROCESSORS, MEGABYTES = 4, 30 * 1024
#: What Docker calls the architectures.
PLATFORMS = {"arm64": assets.Platform.LINUX_ARM64, "x86_64": assets.Platform.LINUX_AMD64}
MINUTE = Duration.minutes(1)
#: Minutes of which one with work starts the container: the newest have no figure yet, which FILL takes for no work.
RECENT = 5
#: Minutes without work until it stops: longer than the quarter of an hour that a queue which slept is silent for.
IDLE = 20


class Network(ec2.Vpc):
    """Two public subnets that nothing can be reached in: a way out to AWS without the price of a NAT gateway."""

    def __init__(self, scope: Construct, stage: Stage) -> None:
        super().__init__(
            scope,
            "Network",
            vpc_name=stage.physical("container"),
            ip_addresses=ec2.IpAddresses.cidr("10.0.0.0/24"),
            nat_gateways=0,
            subnet_configuration=[
                ec2.SubnetConfiguration(name="Public", subnet_type=ec2.SubnetType.PUBLIC, map_public_ip_on_launch=False)
            ],
            gateway_endpoints={
                "DynamoDB": ec2.GatewayVpcEndpointOptions(service=ec2.GatewayVpcEndpointAwsService.DYNAMODB),
                "S3": ec2.GatewayVpcEndpointOptions(service=ec2.GatewayVpcEndpointAwsService.S3),
            },
        )
        suppress_nag(self, "VPC7", "nothing can connect to its one task, whose calls to AWS CloudTrail knows")


class Container(Construct):
    """One task at most, of the bundle, the role and the settings of the function that hands its work over."""

    def __init__(
        self, scope: Construct, stage: Stage, key: kms.IKey | None, worker: Function, handed_over: sqs.Queue
    ) -> None:
        super().__init__(scope, "Container")
        self._stage, self._name = stage, f"{worker.spec.name}-container"
        network = Network(self, stage)
        cluster = ecs.Cluster(
            self,
            "Cluster",
            cluster_name=stage.physical("container"),
            vpc=network,
            container_insights_v2=ecs.ContainerInsights.DISABLED,
        )
        suppress_nag(cluster, "ECS4", "the age of what waits has its alarm, and the log says the rest")
        service = ecs.FargateService(
            self,
            "Service",
            service_name=stage.physical(self._name),
            cluster=cluster,
            task_definition=self._task(worker, key),
            desired_count=0,
            # The old one stops before the new one starts: two at once would draw a round twice.
            min_healthy_percent=0,
            max_healthy_percent=100,
            assign_public_ip=True,
            security_groups=[self._closed(network)],
            circuit_breaker=ecs.DeploymentCircuitBreaker(rollback=True),
        )
        self._scale(cluster, service, worker, handed_over)

    def _task(self, worker: Function, key: kms.IKey | None) -> ecs.FargateTaskDefinition:
        architecture = self._stage.architecture(worker.spec.architecture)
        task = ecs.FargateTaskDefinition(
            self,
            "Task",
            family=self._stage.physical(self._name),
            cpu=PROCESSORS * 1024,
            memory_limit_mib=MEGABYTES,
            runtime_platform=ecs.RuntimePlatform(
                cpu_architecture=ecs.CpuArchitecture.of(architecture.name.upper()),
                operating_system_family=ecs.OperatingSystemFamily.LINUX,
            ),
            task_role=worker.role,
        )
        image = assets.DockerImageAsset(
            self,
            "Image",
            directory=str(self._stage.build / worker.spec.name),
            file=f"functions/{worker.spec.name}/Dockerfile",
            build_args={"PYTHON": PYTHON},
            platform=PLATFORMS[architecture.name],
        )
        self.log = logs.LogGroup(
            self,
            "Log",
            log_group_name=f"/aws/ecs/{self._stage.physical(self._name)}",
            retention=self._stage.log_retention,
            encryption_key=key,
            removal_policy=self._stage.removal,
        )
        task.add_container(
            "Worker",
            container_name=worker.spec.name,
            image=ecs.ContainerImage.from_docker_image_asset(image),
            environment={**worker.settings, "AWS_DEFAULT_REGION": self._stage.region},
            logging=ecs.LogDrivers.aws_logs(stream_prefix=worker.spec.name, log_group=self.log),
            readonly_root_filesystem=True,
            stop_timeout=Duration.minutes(2),
        )
        suppress_nag(task, "ECS2", "its environment holds names, no secrets")
        suppress_nag(task, "IAM5[Resource::*]", "a token of ECR, for pulling the image, is for no one repository")
        return task

    def _closed(self, network: ec2.IVpc) -> ec2.SecurityGroup:
        closed = ec2.SecurityGroup(
            self,
            "Closed",
            vpc=network,
            description="Nothing in, HTTPS to AWS out",
            allow_all_outbound=False,
        )
        closed.add_egress_rule(ec2.Peer.any_ipv4(), ec2.Port.tcp(443), "AWS")
        return closed

    def _scale(
        self, cluster: ecs.Cluster, service: ecs.FargateService, worker: Function, handed_over: sqs.Queue
    ) -> None:
        """Start within minutes of the first work, stop after a while without any."""
        role = (
            f"arn:aws:iam::{self._stage.account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com"
            "/AWSServiceRoleForApplicationAutoScaling_ECSService"
        )
        target = scaling.ScalableTarget(
            self,
            "Tasks",
            service_namespace=scaling.ServiceNamespace.ECS,
            scalable_dimension="ecs:service:DesiredCount",
            resource_id=f"service/{cluster.cluster_name}/{service.service_name}",
            min_capacity=0,
            max_capacity=1,
            role=iam.Role.from_role_arn(self, "ScalingRole", role),
        )
        # A queue that slept reports for itself up to a quarter of an hour late, the function within a minute.
        work = cw.MathExpression(
            expression="FILL(waiting, 0) + FILL(taken, 0) + FILL(runs, 0)",
            using_metrics={
                "waiting": handed_over.metric_approximate_number_of_messages_visible(period=MINUTE, statistic="max"),
                "taken": handed_over.metric_approximate_number_of_messages_not_visible(period=MINUTE, statistic="max"),
                "runs": worker.metric_invocations(period=MINUTE),
            },
            period=MINUTE,
        )
        self._step(target, work, "start", tasks=1)
        self._step(target, work, "stop", tasks=0)

    def _step(self, target: scaling.ScalableTarget, work: cw.MathExpression, name: str, tasks: int) -> None:
        comparison, missing = cw.ComparisonOperator, cw.TreatMissingData
        starts = bool(tasks)
        alarm = cw.Alarm(
            self,
            name.title(),
            alarm_name=self._stage.physical(f"{self._name}-{name}"),
            alarm_description=f"No one's to look at: it lets the container {name}",
            metric=work,
            threshold=1,
            comparison_operator=(
                comparison.GREATER_THAN_OR_EQUAL_TO_THRESHOLD if starts else comparison.LESS_THAN_THRESHOLD
            ),
            evaluation_periods=RECENT if starts else IDLE,
            datapoints_to_alarm=1 if starts else IDLE,
            # No figure at all is no work, whether or not FILL makes zeros of it.
            treat_missing_data=missing.NOT_BREACHING if starts else missing.BREACHING,
        )
        step = scaling.StepScalingAction(
            self,
            f"{name.title()}Step",
            scaling_target=target,
            adjustment_type=scaling.AdjustmentType.EXACT_CAPACITY,
            metric_aggregation_type=scaling.MetricAggregationType.MAXIMUM,
            cooldown=MINUTE,
        )
        step.add_adjustment(adjustment=tasks, **({"lower_bound": 0} if starts else {"upper_bound": 0}))
        alarm.add_alarm_action(actions.ApplicationScalingAction(step))
