"""What a first day on AWS needs of the template: alarms that arrive, mail that is believed, a small bill."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from infra.edge import KEPT_ERRORS
from infra.functions import FUNCTIONS
from tests.infra.templates import Synthesized, logical, named, permissions, synthesize


def test_alarms_of_the_account_may_publish(stage: Synthesized) -> None:
    (policy,) = stage.of_type("AWS::SNS::TopicPolicy").values()
    (allowed,) = [it for it in policy["PolicyDocument"]["Statement"] if it["Effect"] == "Allow"]
    assert (allowed["Principal"], allowed["Action"]) == ({"Service": "cloudwatch.amazonaws.com"}, "sns:Publish")
    assert {key for keys in allowed["Condition"].values() for key in keys} == {"aws:SourceAccount"}
    topic = logical(stage, "AWS::SNS::Topic", "Monitoring")
    alarms = stage.of_type("AWS::CloudWatch::Alarm").values()
    assert {named(action) for alarm in alarms for action in alarm["AlarmActions"]} == {topic}


def test_error_is_kept_for_no_one_else(production: Synthesized) -> None:
    (distribution,) = production.of_type("AWS::CloudFront::Distribution").values()
    errors = distribution["DistributionConfig"]["CustomErrorResponses"]
    assert errors == [{"ErrorCode": status, "ErrorCachingMinTTL": 0} for status in KEPT_ERRORS]


def test_saved_queries_hold_no_unfinished_expression(production: Synthesized) -> None:
    queries = production.of_type("AWS::Logs::QueryDefinition").values()
    assert [query["Name"] for query in queries if "/" in query["QueryString"].replace("'application/{proxy'", "")] == []


def test_mail_comes_from_a_domain_that_signs_it(production: Synthesized) -> None:
    (identity,) = production.of_type("AWS::SES::EmailIdentity").values()
    assert identity["EmailIdentity"] == "example.org"
    assert identity["MailFromAttributes"] == {
        "MailFromDomain": "bounces.example.org",
        "BehaviorOnMxFailure": "USE_DEFAULT_VALUE",
    }
    assert "ConfigurationSetAttributes" in identity


@pytest.mark.parametrize(
    ("context", "identities", "source"),
    [
        ({}, ["example.org"], "example.org"),
        ({"mail_identity": "mentoring@example.org"}, ["mentoring@example.org"], "mentoring@example.org"),
        ({"mail_identity_exists": "true"}, [], "example.org"),
    ],
)
def test_codes_and_mails_come_from_the_identity_there_is(
    tmp_path: Path, context: dict[str, str], identities: list[str], source: str
) -> None:
    stage = synthesize(tmp_path, mail_verified="true", **context)
    assert [it["EmailIdentity"] for it in stage.of_type("AWS::SES::EmailIdentity").values()] == identities
    for pool in stage.of_type("AWS::Cognito::UserPool").values():
        mail = pool["EmailConfiguration"]
        assert (mail["EmailSendingAccount"], mail["From"]) == ("DEVELOPER", "mentoring@example.org")
        assert named(mail["SourceArn"]).endswith(f":identity/{source}")
    sending = [arn for arn in permissions(stage)["notifications"] if ":identity/" in arn]
    assert [arn.rpartition("/")[2] for arn in sending] == [source]


def test_first_deployment_protects_nothing_and_the_next_everything(small: Synthesized, production: Synthesized) -> None:
    assert [_protection(stage) for stage in (small, production)] == [({False}, {"INACTIVE"}), ({True}, {"ACTIVE"})]
    kept = [resource for resource in small.resources.values() if resource.get("DeletionPolicy") == "Retain"]
    assert kept == []
    # Nothing writes into a bucket before anyone is there: one that isn't empty can't be deleted.
    assert [len(stage.of_type("AWS::CloudTrail::Trail")) for stage in (small, production)] == [0, 1]


def _protection(stage: Synthesized) -> tuple[set[Any], set[Any]]:
    tables = stage.of_type("AWS::DynamoDB::GlobalTable").values()
    pools = stage.of_type("AWS::Cognito::UserPool").values()
    return (
        {replica["DeletionProtectionEnabled"] for table in tables for replica in table["Replicas"]},
        {pool["DeletionProtection"] for pool in pools},
    )


def test_small_program_has_no_firewall_and_few_alarms(small: Synthesized, production: Synthesized) -> None:
    def counts(stage: Synthesized) -> Counter[str]:
        kinds = ("WAFv2::WebACL", "CloudWatch::Alarm", "KMS::Key")
        return Counter({kind: len(stage.of_type(f"AWS::{kind}")) for kind in kinds})

    assert production.findings == small.findings == []
    spared = counts(production) - counts(small)
    assert spared == {"WAFv2::WebACL": 2, "CloudWatch::Alarm": 2 * len(FUNCTIONS) - 2, "KMS::Key": 1}
    (distribution,) = small.of_type("AWS::CloudFront::Distribution").values()
    assert "WebACLId" not in distribution["DistributionConfig"]


def test_month_that_costs_more_than_planned_is_mailed(tmp_path: Path, production: Synthesized) -> None:
    stage = synthesize(tmp_path, alarm_mail="alarms@example.org", monthly_budget="80")
    (budget,) = stage.of_type("AWS::Budgets::Budget").values()
    assert budget["Budget"]["BudgetLimit"] == {"Amount": 80, "Unit": "USD"}
    subscribed = budget["NotificationsWithSubscribers"]
    assert {it["Notification"]["NotificationType"] for it in subscribed} == {"ACTUAL", "FORECASTED"}
    assert {it["Address"] for each in subscribed for it in each["Subscribers"]} == {"alarms@example.org"}
    assert production.of_type("AWS::Budgets::Budget") == {}
    assert stage.findings == []


#: An account's first three dashboards cost nothing with so many metrics at most; with more, one is $3 a month.
FREE_METRICS = 50
#: What AWS's services emit by themselves, by namespace: the names, and the type that the one dimension points to.
EMITTED: dict[str, tuple[set[str], str | None]] = {
    "AWS/ApiGateway": ({"Count", "4xx", "5xx", "Latency"}, "AWS::ApiGatewayV2::Api"),
    "AWS/Lambda": ({"Errors", "Throttles", "IteratorAge"}, "AWS::Lambda::Function"),
    "AWS/SQS": ({"ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage"}, "AWS::SQS::Queue"),
    "AWS/SES": ({"Send", "Delivery", "Bounce", "Complaint"}, None),
}


def test_dashboard_shows_metrics_of_what_the_stack_has_and_its_logs(production: Synthesized) -> None:
    widgets = _widgets(production)
    shown = _metrics(production)
    for namespace, name, *dimension in (metric[:-1] for metric in shown):
        names, kind = EMITTED[namespace]
        assert name in names
        assert [production.resources[it]["Type"] for it in dimension[1:]] == ([kind] if kind else []), dimension
    queries = [widget["properties"]["query"] for widget in widgets if widget["type"] == "log"]
    logs = [part.removeprefix("SOURCE '").rstrip("' ") for it in queries for part in it.split("|") if "SOURCE" in part]
    assert len(logs) == 2
    assert {production.resources[log]["Type"] for log in logs} == {"AWS::Logs::LogGroup"}
    titles = {widget["properties"].get("title", "").split(":")[0] for widget in widgets}
    health = {"The window", "Refused requests", "Failures", "The oldest waiting work (seconds)", "Given up on", "Mails"}
    assert health - titles == set()


@pytest.mark.parametrize("size", ["small", "production", "large"])
def test_dashboard_costs_nothing(size: str, request: pytest.FixtureRequest) -> None:
    assert 0 < len(_metrics(request.getfixturevalue(size))) <= FREE_METRICS


def _widgets(stage: Synthesized) -> list[dict[str, Any]]:
    """The dashboard's widgets; in place of each reference stands the logical id that it points to."""
    (dashboard,) = stage.of_type("AWS::CloudWatch::Dashboard").values()
    widgets: list[dict[str, Any]] = json.loads(named(dashboard["DashboardBody"]))["widgets"]
    return widgets


def _metrics(stage: Synthesized) -> list[list[Any]]:
    return [metric for widget in _widgets(stage) for metric in widget["properties"].get("metrics", ())]
