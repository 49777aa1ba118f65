"""The commands for an account on AWS, on moto: what is deployed, what the doctor says, the first coordinator."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber
from moto import mock_aws
from moto.ses.models import ses_backends

from infra.account import checks, coordinator, deploy, doctor
from infra.account.checks import Finding, Subject
from infra.account.settings import settings
from infra.account.stack import Clients, Deployed, deployed

GIVEN = {"mail_sender": "mentoring@example.org"}
ACCOUNT = "123456789012"
OUTPUTS = {"MailSender": GIVEN["mail_sender"], "PortalUrl": "https://portal.example.org"}
#: What moto doesn't know, and a person may not be allowed to ask.
DENIED = {"lambda": "GetAccountSettings", "sesv2": "GetAccount"}
TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:mentoring-production-alarms"


def deny(model: Any, **_: Any) -> None:
    """Refuse a call, as AWS does to someone without the right."""
    raise ClientError({"Error": {"Code": "AccessDenied", "Message": "No right"}}, model.name)


class Account:
    """An account on moto, with at most one stack: moto's CloudFormation wants more than its own packages."""

    def __init__(self) -> None:
        self.outputs: dict[str, str] | None = None

    def __call__(self, service: str) -> Any:
        client = boto3.client(service, region_name="us-east-1")  # type: ignore[call-overload]
        if service in DENIED:
            client.meta.events.register(f"before-call.{service}.{DENIED[service]}", deny)
        if service != "cloudformation":
            return client
        stub = Stubber(client)
        if self.outputs is None:
            stub.add_client_error("describe_stacks", "ValidationError", "Stack with id mentoring-… does not exist")
        else:
            outputs = [{"OutputKey": key, "OutputValue": value} for key, value in self.outputs.items()]
            stack = {"StackName": "mentoring-production", "CreationTime": datetime(2026, 1, 1, tzinfo=UTC)}
            state = {"StackStatus": "CREATE_COMPLETE", "EnableTerminationProtection": True}
            stub.add_response("describe_stacks", {"Stacks": [{**stack, **state, "Outputs": outputs}]})
        stub.activate()
        return client


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    """An empty account."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    with mock_aws():
        yield Account()


def make_stack(aws: Account, **outputs: str) -> None:
    """Deploy a stack of the stage's name with these outputs."""
    aws.outputs = {**OUTPUTS, **outputs}


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


def test_first_deployment_is_followed_by_one_that_protects(aws: Account) -> None:
    first, second = deploy.plan(aws, "production", GIVEN)
    assert second == {**GIVEN, "stage": "production", "account": ACCOUNT, "mail_verified": "false"}
    assert first == {**second, "first": "true"}


def test_later_deployment_is_one(aws: Account) -> None:
    make_stack(aws)
    assert [context.get("first") for context in deploy.plan(aws, "production", GIVEN)] == [None]


def test_codes_come_from_the_sender_once_it_is_proven(aws: Account) -> None:
    make_stack(aws)
    aws("sesv2").create_email_identity(EmailIdentity="example.org")
    contexts = deploy.plan(aws, "production", GIVEN)
    ses_backends[ACCOUNT]["us-east-1"].email_identities["example.org"].verified_for_sending_status = True
    contexts += deploy.plan(aws, "production", GIVEN)
    assert [context["mail_verified"] for context in contexts] == ["false", "true"]


@pytest.mark.parametrize(
    ("stage", "given", "advice"),
    [
        ("local", GIVEN, "make run"),
        ("production", {}, "mail_sender"),
        ("production", {**GIVEN, "portal_url": "https://mentoring.example.org"}, "certificate_arn"),
        ("production", {**GIVEN, "account": "999999999999"}, "signed in to account 123456789012"),
    ],
)
def test_deployment_that_cannot_work_is_refused_with_what_to_do(
    aws: Clients, stage: str, given: dict[str, str], advice: str
) -> None:
    with pytest.raises(deploy.Refused, match=advice):
        deploy.plan(aws, stage, given)


def test_large_stage_is_refused_where_no_image_can_be_built(
    aws: Account, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert len(deploy.plan(aws, "production", GIVEN)) == 2
    large = {**GIVEN, "size": "large"}
    with pytest.raises(deploy.Refused, match="install Docker"):
        deploy.plan(aws, "production", large)
    (tmp_path / "podman").touch(mode=0o755)
    monkeypatch.setenv("CDK_DOCKER", "podman")
    assert [context["size"] for context in deploy.plan(aws, "production", large)] == ["large", "large"]


def test_identity_that_is_there_is_not_made_again(aws: Account) -> None:
    aws("sesv2").create_email_identity(EmailIdentity="example.org")
    with pytest.raises(deploy.Refused, match="mail_identity_exists = true"):
        deploy.plan(aws, "production", GIVEN)
    assert len(deploy.plan(aws, "production", {**GIVEN, "mail_identity_exists": "true"})) == 2


def test_no_one_is_asked_where_there_is_no_terminal() -> None:
    tail = ["-c", "stage=production"]
    assert deploy.command({"stage": "production"}, interactive=True)[1:] == ["deploy", "--all", *tail]
    imported = deploy.command({"stage": "production"}, ["--import-existing-resources"], interactive=True)
    assert imported[1:] == ["deploy", "--all", "--import-existing-resources", *tail]
    assert deploy.difference({"stage": "production"})[1:] == ["diff", "--all", "--no-color", *tail]
    unattended = ["deploy", "--all", "--require-approval", "never", *tail]
    assert deploy.command({"stage": "production"}, interactive=False)[1:] == unattended


def test_stage_keeps_its_settings_unless_others_are_given(tmp_path: Path) -> None:
    (tmp_path / "trial.toml").write_text('mail_sender = "a@example.org"\nmail_identity_exists = true\n')
    assert settings("trial", ["-c", "mail_sender=b@example.org"], tmp_path) == {
        "mail_sender": "b@example.org",
        "mail_identity_exists": "true",
    }
    assert settings("other", directory=tmp_path) == {}


def test_doctor_of_an_empty_account_says_what_comes_first(aws: Account) -> None:
    findings = {it.title: (it.state, it.do) for it in doctor.examine(aws, "production", GIVEN)}
    again = ("missing", "make deploy STAGE=production")
    assert findings == {
        "Functions at once": ("unknown", ""),
        "Mail to everyone": ("unknown", ""),
        "Deployment": ("missing", "infra/README.md, “When a deployment fails”"),
        **dict.fromkeys(("Sender is proven", "Sign in mail", "Own address", "Alarm mail", "First coordinator"), again),
    }


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
