"""A deployed stack as AWS describes it, for the commands that look at one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.local.cloud import running

#: A client of an AWS service by its name, such as `boto3.client`.
Clients = Callable[[str], Any]
#: Where CloudFront's firewall and certificate are, and so the stack.
REGION = "us-east-1"
#: A stack that was never there, or whose first deployment failed: the CDK deletes what is left of it.
FAILED = {"REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED"}


def clients(stage: str) -> Clients:
    """AWS as the caller is signed in, or the local cloud; SystemExit with what to do where neither answers."""
    if stage != "local":
        return _signed_in()
    cloud = running()
    if cloud is None:
        raise SystemExit("The local cloud is not running: `make run` starts it.")
    return cloud.client


def _signed_in() -> Clients:
    try:
        session = boto3.Session(region_name=REGION)
        session.client("sts").get_caller_identity()
    except (BotoCoreError, ClientError) as error:
        raise SystemExit(f"AWS doesn't let you in: sign in first (`aws sso login`, or AWS_PROFILE).\n{error}") from None
    return cast("Clients", session.client)


@dataclass(frozen=True)
class Deployed:
    """A stack that is there: its state, whether it is safe from deletion, and its outputs."""

    status: str
    protected: bool
    outputs: dict[str, str]


def deployed(aws: Clients, stage: str) -> Deployed | None:
    """Describe the stack of a stage; None when there is none."""
    try:
        stack = aws("cloudformation").describe_stacks(StackName=f"mentoring-{stage}")["Stacks"][0]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    if stack["StackStatus"] in FAILED:
        return None
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    return Deployed(stack["StackStatus"], bool(stack.get("EnableTerminationProtection")), outputs)


def mail_identity(aws: Clients, name: str) -> dict[str, Any] | None:
    """Describe what SES knows of a domain or an address; None when it knows nothing."""
    ses = aws("sesv2")
    try:
        return dict(ses.get_email_identity(EmailIdentity=name))
    except ses.exceptions.NotFoundException:
        return None
