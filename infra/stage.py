"""What differs between the deployments of the one stack, and nothing else may."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path

from aws_cdk import RemovalPolicy
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Node

from infra.spec import Architecture

PROJECT = Path(__file__).resolve().parents[1]
#: What visitors may ask for in an hour; a whole campus can be one sender.
HOURLY_LIMITS = "inquiries_per_address=3 inquiries_per_sender=20 inquiries=200 accounts=10000"


@dataclass(frozen=True)
class Stage:
    """One deployment: `production` (or any other name) in AWS, `local` in the local cloud."""

    name: str
    account: str
    region: str
    build: Path
    mail_sender: str
    mail_verified: bool
    alarm_mail: str | None
    portal_url: str | None
    certificate_arn: str | None
    hourly_limits: str = HOURLY_LIMITS

    @classmethod
    def from_context(cls, node: Node) -> "Stage":
        """Read the stage from the CDK context; raise ValueError when no account is known."""
        name = str(node.try_get_context("stage") or "production")
        account = node.try_get_context("account") or os.environ.get("CDK_DEFAULT_ACCOUNT")
        if not account:
            raise ValueError("no account: sign in to AWS, or give one with `-c account=<twelve digits>`")
        stage = cls(
            name=name,
            account=str(account),
            region=node.try_get_context("region") or "us-east-1",
            build=PROJECT / (node.try_get_context("build") or f".build/{name}"),
            mail_sender=node.try_get_context("mail_sender") or "mentoring@example.org",
            mail_verified=node.try_get_context("mail_verified") in (True, "true"),
            alarm_mail=node.try_get_context("alarm_mail"),
            portal_url=(node.try_get_context("portal_url") or "").rstrip("/") or None,
            certificate_arn=node.try_get_context("certificate_arn"),
            hourly_limits=str(node.try_get_context("hourly_limits") or HOURLY_LIMITS),
        )
        stage._check()
        return stage

    def _check(self) -> None:
        if not self.local and self.region != "us-east-1":
            raise ValueError("the edge's WAF and certificate exist in us-east-1 only: deploy the stack there")
        if self.certificate_arn and not self.portal_url:
            raise ValueError("a certificate is for a name of the program's own: give `portal_url` too")

    @property
    def local(self) -> bool:
        """Whether this is the local cloud, which is thrown away and holds synthetic people only."""
        return self.name == "local"

    @property
    def removal(self) -> RemovalPolicy:
        """What becomes of data when it leaves the stack."""
        return RemovalPolicy.DESTROY if self.local else RemovalPolicy.RETAIN

    @property
    def log_level(self) -> str:
        """The lowest level that functions log."""
        return "DEBUG" if self.local else "INFO"

    @property
    def log_retention(self) -> logs.RetentionDays:
        """How long logs are kept."""
        return logs.RetentionDays.ONE_WEEK if self.local else logs.RetentionDays.ONE_YEAR

    def architecture(self, declared: Architecture) -> lambda_.Architecture:
        """What functions.py says in AWS; in the local cloud the machine at hand, since bundles hold compiled wheels."""
        local = "x86_64" if platform.machine() in ("x86_64", "AMD64") else "arm64"
        return lambda_.Architecture.custom(local if self.local else declared)

    def physical(self, name: str) -> str:
        """The name that people see in the console, such as `mentoring-production-cycles`."""
        return f"mentoring-{self.name}-{name.replace('_', '-')}"


def construct_id(name: str) -> str:
    """The id in the stack of what is called `mail_events`: `MailEvents`."""
    return name.title().replace("_", "")
