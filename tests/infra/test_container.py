"""What a large stage has besides: a container for rounds, which is there only while there is work; no other has any."""

import json
from typing import Any

from infra.container import IDLE, RECENT
from infra.functions import FUNCTIONS
from infra.spec import PYTHON
from shared.runtime.queues import MOST_RECEIVES
from tests.infra.templates import Synthesized, logical, many, named

QUEUE = "EventsMatchingContainerQueue"
#: The kinds of resources that a container is made of.
OF_CONTAINERS = ("AWS::ECS::", "AWS::EC2::", "AWS::ApplicationAutoScaling::")


def only(stage: Synthesized, kind: str) -> dict[str, Any]:
    """The properties of the only resource of a type."""
    (properties,) = stage.of_type(kind).values()
    return properties


def assumed_by(stage: Synthesized, function: str) -> dict[str, Any]:
    """Who may take the role of a function: the service, and under which condition."""
    role = stage.resources[named(stage.functions()[function]["Role"])]["Properties"]
    statements = role["AssumeRolePolicyDocument"]["Statement"]
    return {it["Principal"]["Service"]: it.get("Condition") for it in statements}


def test_stages_of_other_sizes_have_no_container(
    production: Synthesized, small: Synthesized, local: Synthesized
) -> None:
    for stage in (production, small, local):
        kinds = {resource["Type"] for resource in stage.resources.values()}
        assert [kind for kind in kinds if kind.startswith(OF_CONTAINERS)] == []
        assert [name for name in stage.resources if "Container" in name] == []
        assert stage.variables("matching")["CONTAINER_QUEUE_URL"] == ""
        assert assumed_by(stage, "matching") == {"lambda.amazonaws.com": None}


def test_large_stage_is_the_usual_one_and_a_container(large: Synthesized, production: Synthesized) -> None:
    def without_container(stage: Synthesized) -> dict[str, Any]:
        """Everything but the container and what tells of it."""
        told = ("Matching", "Container", "EventsMatchingContainer", "Monitoringmatchingcontainer", "Dashboard")
        return {name: it for name, it in stage.resources.items() if not name.startswith(told)}

    assert (large.findings, large.asks, production.images) == ([], [], [])
    assert set(production.resources) - set(large.resources) == set()
    assert without_container(large) == without_container(production)
    assert set(large.outputs) == set(production.outputs)


def test_container_runs_the_functions_own_bundle_with_its_role_and_settings(large: Synthesized) -> None:
    task, function = only(large, "AWS::ECS::TaskDefinition"), large.functions()["matching"]
    (container,) = task["ContainerDefinitions"]
    settings = {each["Name"]: each["Value"] for each in container["Environment"]}
    assert settings == {**large.variables("matching"), "AWS_DEFAULT_REGION": "us-east-1"}
    assert named(settings["CONTAINER_QUEUE_URL"]) == logical(large, "AWS::SQS::Queue", QUEUE)
    assert named(task["TaskRoleArn"]) == named(function["Role"])
    assert (task["Cpu"], task["Memory"]) == ("4096", "30720")
    assert task["RuntimePlatform"] == {"CpuArchitecture": "ARM64", "OperatingSystemFamily": "LINUX"}
    assert function["Architectures"] == ["arm64"]
    (image,) = large.images
    assert (image["platform"], image["dockerBuildArgs"]) == ("linux/arm64", {"PYTHON": PYTHON})
    assert f"python{PYTHON}" == function["Runtime"]
    assert (container["ReadonlyRootFilesystem"], container["StopTimeout"]) == (True, 120)
    log_id = named(container["LogConfiguration"]["Options"]["awslogs-group"])
    log = large.of_type("AWS::Logs::LogGroup")[log_id]
    read = {it["Name"]: it["LogGroupNames"] for it in large.of_type("AWS::Logs::QueryDefinition").values()}
    assert log_id in map(named, read["mentoring/production/errors by function"])
    assert log["LogGroupName"] == "/aws/ecs/mentoring-production-matching-container"
    assert (log["RetentionInDays"], "KmsKeyId" in log) == (365, True)


def test_role_of_matching_is_taken_by_containers_of_this_account_alone(large: Synthesized) -> None:
    of_ours = {"StringEquals": {"aws:SourceAccount": "123456789012"}}
    assert assumed_by(large, "matching") == {"lambda.amazonaws.com": None, "ecs-tasks.amazonaws.com": of_ours}
    others = {json.dumps(assumed_by(large, name)) for name in FUNCTIONS if not FUNCTIONS[name].outgrows}
    assert others == {'{"lambda.amazonaws.com": null}'}


def test_what_starts_the_container_may_pull_its_image_and_log_and_nothing_else(large: Synthesized) -> None:
    starts = named(only(large, "AWS::ECS::TaskDefinition")["ExecutionRoleArn"])
    (policy,) = [it for it in large.policies() if [named(role) for role in it["Roles"]] == [starts]]
    actions = {action for it in policy["PolicyDocument"]["Statement"] for action in many(it["Action"])}
    assert {action.partition(":")[0] for action in actions} == {"ecr", "logs"}
    anywhere = [it["Action"] for it in policy["PolicyDocument"]["Statement"] if it["Resource"] == "*"]
    assert anywhere == ["ecr:GetAuthorizationToken"]


def test_nothing_reaches_the_container_and_it_reaches_aws_without_a_gateway_that_costs(large: Synthesized) -> None:
    assert large.of_type("AWS::EC2::NatGateway") == large.of_type("AWS::EC2::SecurityGroupIngress") == {}
    group = only(large, "AWS::EC2::SecurityGroup")
    assert "SecurityGroupIngress" not in group
    assert [(it["IpProtocol"], it["FromPort"], it["ToPort"]) for it in group["SecurityGroupEgress"]] == [
        ("tcp", 443, 443)
    ]
    network = only(large, "AWS::ECS::Service")["NetworkConfiguration"]["AwsvpcConfiguration"]
    assert network["AssignPublicIp"] == "ENABLED"
    assert {named(subnet) for subnet in network["Subnets"]} == set(large.of_type("AWS::EC2::Subnet"))
    zones = [subnet["AvailabilityZone"] for subnet in large.of_type("AWS::EC2::Subnet").values()]
    assert zones == [{"Fn::Select": [number, {"Fn::GetAZs": ""}]} for number in (0, 1)]
    free = {it["ServiceName"]["Fn::Join"][1][-1] for it in large.of_type("AWS::EC2::VPCEndpoint").values()}
    assert free == {".dynamodb", ".s3"}
    assert {it["VpcEndpointType"] for it in large.of_type("AWS::EC2::VPCEndpoint").values()} == {"Gateway"}


def test_container_is_there_while_there_is_work(large: Synthesized) -> None:
    service, target = only(large, "AWS::ECS::Service"), only(large, "AWS::ApplicationAutoScaling::ScalableTarget")
    assert (service["DesiredCount"], target["MinCapacity"], target["MaxCapacity"]) == (0, 0, 1)
    # One stops before the next starts.
    deployment = service["DeploymentConfiguration"]
    assert (deployment["MinimumHealthyPercent"], deployment["MaximumPercent"]) == (0, 100)
    start, stop = (_step(large, f"matching-container-{what}") for what in ("start", "stop"))
    # FILL takes a minute that isn't reported yet for one without work: one minute with work among some must do.
    assert start == {
        "ComparisonOperator": "GreaterThanOrEqualToThreshold",
        "DatapointsToAlarm": 1,
        "EvaluationPeriods": RECENT,
        "TreatMissingData": "notBreaching",
        "steps": [{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 1}],
    }
    # It outlasts the quarter of an hour that a queue which slept is silent for, and stops without any figure too.
    assert stop == {
        "ComparisonOperator": "LessThanThreshold",
        "DatapointsToAlarm": IDLE,
        "EvaluationPeriods": IDLE,
        "TreatMissingData": "breaching",
        "steps": [{"MetricIntervalUpperBound": 0, "ScalingAdjustment": 0}],
    }
    # They never ask for both at once: what starts has left the sight of the one long before the other sees nothing.
    assert 1 < RECENT < 15 < IDLE


def _step(stage: Synthesized, name: str) -> dict[str, Any]:
    """An alarm of the container's: how it judges the minutes, and what follows."""
    alarm = _alarm(stage, name)
    assert alarm["Threshold"] == 1
    metrics = {it["Id"]: it["MetricStat"] for it in alarm["Metrics"] if "MetricStat" in it}
    (expression,) = [it["Expression"] for it in alarm["Metrics"] if "Expression" in it]
    assert expression == " + ".join(f"FILL({name}, 0)" for name in metrics)
    assert {(it["Metric"]["MetricName"], named(it["Metric"]["Dimensions"][0]["Value"])) for it in metrics.values()} == {
        ("ApproximateNumberOfMessagesVisible", logical(stage, "AWS::SQS::Queue", QUEUE)),
        ("ApproximateNumberOfMessagesNotVisible", logical(stage, "AWS::SQS::Queue", QUEUE)),
        ("Invocations", next(id for id, it in stage.of_type("AWS::Lambda::Function").items() if _is_matching(it))),
    }
    assert {it["Period"] for it in metrics.values()} == {60}
    (action,) = alarm["AlarmActions"]
    policy = stage.of_type("AWS::ApplicationAutoScaling::ScalingPolicy")[named(action)]
    steps = policy["StepScalingPolicyConfiguration"]
    assert steps["AdjustmentType"] == "ExactCapacity"
    judges = ("ComparisonOperator", "DatapointsToAlarm", "EvaluationPeriods", "TreatMissingData")
    return {**{each: alarm.get(each) for each in judges}, "steps": steps["StepAdjustments"]}


def _is_matching(function: dict[str, Any]) -> bool:
    return str(function["Handler"]).startswith("functions.matching.")


def _alarm(stage: Synthesized, name: str) -> dict[str, Any]:
    alarms = {it["AlarmName"]: it for it in stage.of_type("AWS::CloudWatch::Alarm").values()}
    found: dict[str, Any] = alarms[f"mentoring-production-{name}"]
    return found


def test_what_is_handed_over_is_kept_like_all_work_and_missed_by_an_alarm(large: Synthesized) -> None:
    handed_over = logical(large, "AWS::SQS::Queue", QUEUE)
    queue = large.of_type("AWS::SQS::Queue")[handed_over]
    assert queue["SqsManagedSseEnabled"] is True
    assert queue["RedrivePolicy"]["maxReceiveCount"] == MOST_RECEIVES
    assert named(queue["RedrivePolicy"]["deadLetterTargetArn"]).startswith("EventsMatchingDeadLetters")
    refusing = [
        (it["Effect"], it["Condition"])
        for policy in large.of_type("AWS::SQS::QueuePolicy").values()
        if [named(each) for each in policy["Queues"]] == [handed_over]
        for it in policy["PolicyDocument"]["Statement"]
    ]
    assert refusing == [("Deny", {"Bool": {"aws:SecureTransport": "false"}})]
    waiting = _alarm(large, "matching-container-waiting")
    assert (waiting["MetricName"], waiting["Threshold"]) == ("ApproximateAgeOfOldestMessage", 1800)
    assert named(waiting["Dimensions"][0]["Value"]) == handed_over
    assert [named(action) for action in waiting["AlarmActions"]] == [logical(large, "AWS::SNS::Topic", "Monitoring")]
