"""The commands for an account on AWS, on moto: what the doctor says, the first coordinator, who is signed in."""

from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from infra.account import checks, coordinator, deploy, doctor, restore
from infra.account.checks import Finding, Subject
from infra.account.stack import Clients, Deployed, deployed
from tests.infra.account import ACCOUNT, GIVEN, OUTPUTS, Account, aws, make_stack

TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:mentoring-production-alarms"
__all__ = ["aws"]  # a fixture


def subject(aws: Account, **given: str) -> Subject:
    """The stage, as it is deployed."""
    return Subject(aws, "production", {**GIVEN, **given}, deployed(aws, "production"))


def answering(service: str, method: str, answer: dict[str, Any]) -> Clients:
    """A client whose one call is answered like this: moto doesn't know it."""
    client = boto3.client(service, region_name="us-east-1")  # type: ignore[call-overload]
    stub = Stubber(client)
    stub.add_response(method, answer)
    stub.activate()
    return lambda _: client


def test_doctor_of_an_empty_account_says_what_comes_first(aws: Account) -> None:
    findings = {it.title: (it.state, it.do) for it in doctor.examine(aws, "production", GIVEN)}
    again = ("missing", "make deploy STAGE=production")
    assert findings == {
        "Functions at once": ("unknown", ""),
        "Mail to everyone": ("unknown", ""),
        **dict.fromkeys(
            ("Deployment", "Sender is proven", "Sign in mail", "Own address", "Alarm mail", "First coordinator"), again
        ),
    }


@pytest.mark.parametrize(
    ("status", "protected", "advice"),
    [
        ("UPDATE_COMPLETE", True, ""),
        ("CREATE_COMPLETE", False, "make deploy STAGE=production"),
        ("UPDATE_ROLLBACK_COMPLETE", True, "When a deployment fails"),
        ("UPDATE_ROLLBACK_FAILED", True, "When a deployment fails"),
    ],
)
def test_doctor_says_how_to_go_on_with_a_stack(aws: Account, status: str, protected: bool, advice: str) -> None:
    found = checks.deployment(Subject(aws, "production", GIVEN, Deployed(status, protected, OUTPUTS)))
    assert (found.state, advice in found.do) == ("missing" if advice else "done", True)


def test_doctor_in_the_local_cloud_says_what_cannot_be_checked_there(aws: Account) -> None:
    findings = doctor.examine(aws, "local", GIVEN, alarm=True)
    unchecked = [it.title for it in findings if it.says == doctor.UNCHECKED]
    assert unchecked == [
        "Functions at once", "Mail to everyone", "Sender is proven", "Sign in mail", "Own address", "Alarm mail",
        "Forced alarm",
    ]  # fmt: skip
    assert len(findings) == len(unchecked) + 2


@pytest.mark.parametrize(("limit", "state"), [(10, "missing"), (1000, "done")])
def test_doctor_asks_for_more_functions_at_once(limit: int, state: str) -> None:
    answer = {"AccountLimit": {"ConcurrentExecutions": limit}}
    found = checks.functions_at_once(subject_with(answering("lambda", "get_account_settings", answer)))
    assert (found.state, "L-B99A9384" in found.do) == (state, limit == 10)


def subject_with(aws: Clients) -> Subject:
    """A stage that is deployed, seen through these clients."""
    return Subject(aws, "production", GIVEN, Deployed("CREATE_COMPLETE", True, OUTPUTS))


@pytest.mark.parametrize("production", [True, False])
def test_doctor_says_that_ses_is_in_its_sandbox(production: bool) -> None:
    quota = {"Max24HourSend": 200.0, "MaxSendRate": 1.0, "SentLast24Hours": 0.0}
    answer = {"ProductionAccessEnabled": production, "SendingEnabled": True, "SendQuota": quota}
    found = checks.mail_to_everyone(subject_with(answering("sesv2", "get_account", answer)))
    assert (found.state, "sandbox" in found.says) == (("done", False) if production else ("missing", True))


def test_doctor_gives_the_records_of_a_domain_that_is_not_proven() -> None:
    answer = {
        "VerifiedForSendingStatus": False,
        "DkimAttributes": {"Tokens": ["one", "two"]},
        "MailFromAttributes": {
            "MailFromDomain": "bounces.example.org",
            "MailFromDomainStatus": "PENDING",
            "BehaviorOnMxFailure": "USE_DEFAULT_VALUE",
        },
    }
    found = checks.sender_is_proven(subject_with(answering("sesv2", "get_email_identity", answer)))
    assert (found.state, found.do.splitlines()[1:]) == (
        "missing",
        [
            "CNAME one._domainkey.example.org  one.dkim.amazonses.com",
            "CNAME two._domainkey.example.org  two.dkim.amazonses.com",
            "MX    bounces.example.org  10 feedback-smtp.us-east-1.amazonses.com",
            "TXT   bounces.example.org  v=spf1 include:amazonses.com ~all",
            "TXT   _dmarc.example.org  v=DMARC1; p=quarantine  (if there is none yet)",
        ],
    )


def test_doctor_follows_the_alarm_mail_until_someone_gets_it(aws: Account) -> None:
    aws("sns").create_topic(Name=TOPIC.rpartition(":")[2])
    make_stack(aws, AlarmTopicArn=TOPIC)
    found = [checks.alarm_mail(subject(aws))]
    aws("sns").subscribe(TopicArn=TOPIC, Protocol="email", Endpoint="ops@example.org")
    found.append(checks.alarm_mail(subject(aws)))
    assert [it.state for it in found] == ["missing", "done"]  # moto confirms at once


def test_coordinator_is_made_once_and_the_doctor_knows_until_they_signed_in(aws: Account) -> None:
    pool = aws("cognito-idp").create_user_pool(PoolName="staff", UsernameAttributes=["email"])["UserPool"]["Id"]
    for group in coordinator.GROUPS:
        aws("cognito-idp").create_group(UserPoolId=pool, GroupName=group)
    make_stack(aws, StaffPoolId=pool, PeoplePoolId=pool)
    states = [checks.first_coordinator(subject(aws)).says]
    password = coordinator.make_coordinator(aws, "Ada@example.org", "production")
    assert password
    assert coordinator.make_coordinator(aws, "ada@example.org", "production") is None
    states.append(checks.first_coordinator(subject(aws)).says)
    groups = aws("cognito-idp").admin_list_groups_for_user(UserPoolId=pool, Username="ada@example.org")["Groups"]
    assert {group["GroupName"] for group in groups} == set(coordinator.GROUPS)
    aws("cognito-idp").admin_set_user_password(
        UserPoolId=pool, Username="ada@example.org", Password=password, Permanent=True
    )
    states.append(checks.first_coordinator(subject(aws)).says)
    assert states == ["none", "has not signed in yet", "1"]
    assert checks.sign_in_mail(subject(aws)).state == "missing"


def test_coordinator_without_a_stack_is_asked_to_deploy(aws: Account) -> None:
    with pytest.raises(SystemExit, match="make deploy STAGE=production"):
        coordinator.make_coordinator(aws, "ada@example.org", "production")


def test_report_counts_what_is_left() -> None:
    findings = [Finding("done", "1,000", "never said", "One"), Finding("missing", "none", "do this\nand this", "Two")]
    assert doctor.report(findings).splitlines() == [
        "ok     One: 1,000",
        "TO DO  Two: none",
        "         do this",
        "         and this",
        "",
        "1 left to do.",
    ]
    assert doctor.report(findings[:1]).endswith("Nothing is left to do.")


def test_who_is_not_signed_in_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for command in (
        lambda: doctor.main("production"),
        lambda: restore.main("production"),
        lambda: coordinator.main("ada@example.org", "production"),
        lambda: deploy.main("production", ()),
    ):
        with pytest.raises(SystemExit, match="aws sso login"):
            command()
    with pytest.raises(SystemExit, match="make run"):
        deploy.main("local", ())
