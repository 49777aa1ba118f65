"""What each worker subscribes to, and where a message ends that no worker can process."""

import json
from collections import defaultdict

import pytest

from functions.relay.entries import UNREADABLE
from infra.functions import FUNCTIONS
from infra.mail import REPORTS
from infra.silent import SILENT, UNPUBLISHED
from shared.runtime.queues import MOST_RECEIVES
from tests.infra.templates import Synthesized, named, permissions, who_may

FANNING_OUT = ["erasure", "exports", "matching", "notifications"]
REPORTED = {detail_type for detail_type, _ in REPORTS.values()}


def test_workers_get_the_activities_they_subscribe_to(stage: Synthesized) -> None:
    queues = {name: queue["QueueName"] for name, queue in stage.of_type("AWS::SQS::Queue").items()}
    routed: dict[str, set[str]] = defaultdict(set)
    for rule in stage.of_type("AWS::Events::Rule").values():
        for target in rule["Targets"] if "EventPattern" in rule else ():
            pattern = rule["EventPattern"]
            assert (*pattern["source"], "detail" in pattern) in (
                ("mentoring", False),
                ("aws.s3", True),
                ("aws.ses", True),
            )
            routed[queues[named(target["Arn"])].split("-", 2)[2]] |= set(pattern["detail-type"])
    assert routed.pop("relay-dead-letters") == {UNREADABLE}
    assert routed == {
        name.replace("_", "-"): {
            *spec.subscriptions,
            *(["Object Created"] if spec.uploads else []),
            *(REPORTED if spec.mail_reports else ()),
        }
        for name, spec in FUNCTIONS.items()
        if spec.queued
    }


def test_queues_outlast_their_worker_and_end_in_dead_letters(stage: Synthesized) -> None:
    queues, functions = stage.of_type("AWS::SQS::Queue"), stage.of_type("AWS::Lambda::Function")
    worked = [
        mapping
        for mapping in stage.of_type("AWS::Lambda::EventSourceMapping").values()
        if named(mapping["EventSourceArn"]) in queues
    ]
    assert len(worked) == sum(spec.queued for spec in FUNCTIONS.values())
    for mapping in worked:
        queue, worker = queues[named(mapping["EventSourceArn"])], functions[named(mapping["FunctionName"])]
        assert queue["VisibilityTimeout"] >= 6 * worker["Timeout"]
        assert queue["RedrivePolicy"]["maxReceiveCount"] == MOST_RECEIVES
        assert named(queue["RedrivePolicy"]["deadLetterTargetArn"]) in queues
        assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        assert mapping["BatchSize"] == 10
    most = [mapping["ScalingConfig"]["MaximumConcurrency"] for mapping in worked]
    assert (len(most), max(most)) == (len(worked), 5)  # a new account runs ten at once


@pytest.mark.parametrize("worker", FANNING_OUT)
def test_worker_that_fans_out_sends_to_its_own_queue_alone(stage: Synthesized, worker: str) -> None:
    own = named(stage.variables(worker)["QUEUE_URL"])
    assert stage.of_type("AWS::SQS::Queue")[own]["QueueName"].endswith(f"-{worker}")
    assert sorted(name for name, spec in FUNCTIONS.items() if spec.fans_out) == FANNING_OUT
    assert who_may(stage, own, {"sqs:SendMessage"}) == {worker, "staff"}
    granted = permissions(stage)[worker].items()
    assert {queue for queue, actions in granted if "sqs:SendMessage" in actions} == {own}


def test_staff_read_dead_letters_and_send_them_to_the_workers_queues(stage: Synthesized) -> None:
    queues = {name: queue["QueueName"].split("-", 2)[2] for name, queue in stage.of_type("AWS::SQS::Queue").items()}
    granted = permissions(stage)["staff"].items()
    may = {queues[queue]: actions for queue, actions in granted if queue in queues}
    reading = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}
    assert may == {name: reading if name.endswith("-dead-letters") else {"sqs:SendMessage"} for name in queues.values()}


def test_queues_are_encrypted_and_refuse_plain_http_in_aws(production: Synthesized, local: Synthesized) -> None:
    for stage in (production, local):
        assert all(queue["SqsManagedSseEnabled"] for queue in stage.of_type("AWS::SQS::Queue").values())
    assert _refusing_http(production) == set(production.of_type("AWS::SQS::Queue"))
    assert _refusing_http(local) == set()


def _refusing_http(stage: Synthesized) -> set[str]:
    return {
        named(queue)
        for policy in stage.of_type("AWS::SQS::QueuePolicy").values()
        for queue in policy["Queues"]
        for statement in policy["PolicyDocument"]["Statement"]
        if statement.get("Condition") == {"Bool": {"aws:SecureTransport": "false"}} and statement["Effect"] == "Deny"
    }


def test_dead_letters_each_have_an_alarm(stage: Synthesized) -> None:
    dead = {name for name, queue in stage.of_type("AWS::SQS::Queue").items() if "RedrivePolicy" not in queue}
    watched = {
        named(dimension["Value"])
        for alarm in stage.of_type("AWS::CloudWatch::Alarm").values()
        for dimension in alarm.get("Dimensions", [])
        if alarm["MetricName"] == "ApproximateNumberOfMessagesVisible" and alarm["AlarmActions"]
    }
    assert watched == dead
    assert len(dead) == sum(spec.dead_letters for spec in FUNCTIONS.values())


def test_relay_reads_new_facts_and_gives_up_on_none_in_silence(stage: Synthesized) -> None:
    (stream,) = [
        mapping
        for mapping in stage.of_type("AWS::Lambda::EventSourceMapping").values()
        if named(mapping["EventSourceArn"]).startswith("DataActivity")
    ]
    # What no one waits for stays in the table; what says no type can't be read, and must end in the dead letters.
    assert set(UNPUBLISHED) <= set(SILENT)
    assert [json.loads(it["Pattern"]) for it in stream["FilterCriteria"]["Filters"]] == [
        {"eventName": ["INSERT", "MODIFY"], "dynamodb": {"NewImage": {"type": {"S": types}}}}
        for types in ([{"anything-but": UNPUBLISHED}], [{"exists": False}])
    ]
    assert (stream["StartingPosition"], stream["BisectBatchOnFunctionError"]) == ("TRIM_HORIZON", True)
    assert stream["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert named(stream["DestinationConfig"]["OnFailure"]["Destination"]).startswith("EventsRelayDeadLetters")


def test_deadlines_run_every_minute(stage: Synthesized) -> None:
    (tick,) = [rule for rule in stage.of_type("AWS::Events::Rule").values() if "ScheduleExpression" in rule]
    (target,) = tick["Targets"]
    assert tick["ScheduleExpression"] == "rate(1 minute)"
    assert named(target["Arn"]).startswith("Deadlines")
    assert named(target["DeadLetterConfig"]["Arn"]).startswith("EventsDeadlinesDeadLetters")
