"""What `make deploy` deploys, on moto: what is refused, in which steps, with which sender of codes."""

from pathlib import Path

import boto3
import pytest
from botocore.stub import Stubber
from moto.ses.models import ses_backends

from infra.account import deploy
from infra.account.settings import settings
from infra.account.stack import Clients
from tests.infra.account import ACCOUNT, GIVEN, Account, aws, make_stack

SANDBOX = {"ProductionAccessEnabled": False, "SendingEnabled": True}
__all__ = ["aws"]  # a fixture


def test_first_deployment_is_followed_by_one_that_protects(aws: Account) -> None:
    first, second = deploy.plan(aws, "production", GIVEN)
    assert second == {**GIVEN, "stage": "production", "account": ACCOUNT, "mail_verified": "false"}
    assert first == {**second, "first": "true"}


def test_later_deployment_is_one(aws: Account) -> None:
    make_stack(aws)
    assert [context.get("first") for context in deploy.plan(aws, "production", GIVEN)] == [None]


def test_codes_come_from_the_sender_once_it_is_proven_and_ses_mails_everyone(aws: Account) -> None:
    make_stack(aws)
    aws.mail = SANDBOX
    aws("sesv2").create_email_identity(EmailIdentity="example.org")
    contexts = deploy.plan(aws, "production", GIVEN)
    ses_backends[ACCOUNT]["us-east-1"].email_identities["example.org"].verified_for_sending_status = True
    contexts += deploy.plan(aws, "production", GIVEN)
    aws.mail = {**SANDBOX, "ProductionAccessEnabled": True}
    contexts += deploy.plan(aws, "production", GIVEN)
    assert [context["mail_verified"] for context in contexts] == ["false", "false", "true"]


def test_account_is_prepared_before_the_first_deployment_where_no_app_is_run(aws: Account) -> None:
    first, *rest = deploy.steps(deploy.plan(aws, "production", GIVEN), interactive=True)
    assert (first[0][1:], (first[1] / "cdk.json").exists()) == (["bootstrap", f"aws://{ACCOUNT}/us-east-1"], False)
    assert [(step[1], (directory / "cdk.json").exists()) for step, directory in rest] == [("deploy", True)] * 2
    make_stack(aws)
    later = deploy.steps(deploy.plan(aws, "production", GIVEN), interactive=True)
    assert [step[1] for step, _ in later] == ["deploy"]


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


def test_account_gets_the_roles_of_containers_for_a_large_stage_alone(aws: Account) -> None:
    made = []
    for size in ("usual", "large"):
        deploy.make_roles(aws, {"size": size})
        made.append(sorted(role["Path"].split("/")[2] for role in aws("iam").list_roles()["Roles"]))
    assert made == [[], ["ecs.amazonaws.com", "ecs.application-autoscaling.amazonaws.com"]]


def test_role_of_containers_that_is_there_or_may_not_be_made_stops_nothing() -> None:
    client = boto3.client("iam", region_name="us-east-1")
    with Stubber(client) as refusing:
        for reason in ("InvalidInput", "AccessDenied"):
            refusing.add_client_error("create_service_linked_role", reason)
        deploy.make_roles(lambda _: client, {"size": "large"})
        refusing.assert_no_pending_responses()


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
