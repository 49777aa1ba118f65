"""What differs between the deployments of the one stack, and nothing else may."""

import os
import platform
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from aws_cdk import RemovalPolicy
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Node

from infra.spec import Architecture
from shared.domain.kept import KEPT

PROJECT = Path(__file__).resolve().parents[1]
#: The account that the local cloud pretends to be; AWS gives no one this number.
LOCAL_ACCOUNT = "000000000000"
# CloudWatch keeps logs for some numbers of days only.
_LOGS = {365: logs.RetentionDays.ONE_YEAR, 400: logs.RetentionDays.THIRTEEN_MONTHS}
#: `large` is `usual`, with a container for rounds that outgrow a function.
Size = Literal["small", "usual", "large"]
#: Names of buckets hold a stage's, and so do the sign-in addresses, in which Cognito wants none of three words.
_NAME = re.compile(r"(?!.*(aws|amazon|cognito))[a-z][a-z0-9-]{0,19}")
#: What visitors may ask for in an hour; a whole campus can be one sender.
HOURLY_LIMITS = "inquiries_per_address=3 inquiries_per_sender=20 inquiries=200 accounts=10000"
#: A new account may send 14 mails a second; the local cloud takes any number.
MAIL_RATE, LOCAL_MAIL_RATE = 10, 1000


@dataclass(frozen=True)
class Stage:
    """One deployment: `production` (or any other name) in AWS, `local` in the local cloud."""

    name: str
    account: str
    region: str
    build: Path
    mail_sender: str
    mail_identity: str  # what SES proves the sender by: its domain, or the address itself
    alarm_mail: str | None
    portal_url: str | None
    certificate_arn: str | None
    mail_identity_exists: bool = False  # made by hand or by another stage: an account has one of a name
    mail_verified: bool = False
    size: Size = "usual"
    first: bool = False  # nothing is protected from deletion yet: a deployment that fails leaves nothing behind
    origin_secrets: tuple[str, ...] = ("1",)  # those that the API takes; CloudFront sends the last
    hourly_limits: str = HOURLY_LIMITS
    monthly_budget: int = 50  # dollars of the account's month, past which `alarm_mail` hears of it
    mail_rate: int = MAIL_RATE  # mails a second that SES gets from us; sign-in codes need some of the account's

    @classmethod
    def from_context(cls, node: Node) -> "Stage":
        """Read the stage from the CDK context; ValueError, with what to do, when it can't be deployed."""
        name = str(node.try_get_context("stage") or "production")
        account = node.try_get_context("account") or os.environ.get("CDK_DEFAULT_ACCOUNT")
        if not account:
            raise ValueError("no account: sign in to AWS, or give one with `-c account=<twelve digits>`")
        sender = str(node.try_get_context("mail_sender") or ("mentoring@example.org" if name == "local" else ""))
        stage = cls(
            name=name,
            account=str(account),
            region=node.try_get_context("region") or "us-east-1",
            build=PROJECT / (node.try_get_context("build") or f".build/{name}"),
            mail_sender=sender,
            mail_identity=node.try_get_context("mail_identity") or sender.rpartition("@")[2],
            alarm_mail=node.try_get_context("alarm_mail"),
            portal_url=(node.try_get_context("portal_url") or "").rstrip("/") or None,
            certificate_arn=node.try_get_context("certificate_arn"),
            mail_identity_exists=_is_true(node, "mail_identity_exists"),
            mail_verified=_is_true(node, "mail_verified"),
            size=node.try_get_context("size") or "usual",
            first=_is_true(node, "first"),
            origin_secrets=tuple(str(node.try_get_context("origin_secrets") or "1").split(",")),
            monthly_budget=int(node.try_get_context("monthly_budget") or 50),
            hourly_limits=str(node.try_get_context("hourly_limits") or HOURLY_LIMITS),
            mail_rate=int(node.try_get_context("mail_rate") or (LOCAL_MAIL_RATE if name == "local" else MAIL_RATE)),
        )
        stage._check()
        return stage

    def _check(self) -> None:
        refusals = {
            "a stage's name is part of addresses: up to 20 lowercase letters, digits and hyphens, a letter first, "
            "without `aws`, `amazon` and `cognito`": not _NAME.fullmatch(self.name),
            "the stage `local` is for the local cloud, `make run`: give another STAGE": (
                self.local != (self.account == LOCAL_ACCOUNT)
            ),
            "the edge's WAF and certificate exist in us-east-1 only: deploy the stack there": (
                not self.local and self.region != "us-east-1"
            ),
            "no sender: give the address that mail comes from, `-c mail_sender=you@your-domain.org`": (
                "@" not in self.mail_sender
            ),
            "`mail_identity` is the sender's domain or the sender itself": (
                self.mail_identity not in (self.mail_sender, self.mail_sender.rpartition("@")[2])
            ),
            "`portal_url` starts with https://": bool(self.portal_url and not self.portal_url.startswith("https://")),
            "an address of your own needs a certificate, and a certificate an address: "
            "give both `portal_url` and `certificate_arn`, or neither": (
                bool(self.portal_url) != bool(self.certificate_arn)
            ),
            "`mail_rate` is how many mails a second SES gets, 1 at least": self.mail_rate < 1,
            f"`size` is one of {', '.join(get_args(Size))}": self.size not in get_args(Size),
            "the local cloud runs no containers: `size=large` is for AWS": self.local and self.size == "large",
        }
        for reason, refused in refusals.items():
            if refused:
                raise ValueError(reason)

    @property
    def local(self) -> bool:
        """Whether this is the local cloud, which is thrown away and holds synthetic people only."""
        return self.name == "local"

    @property
    def removal(self) -> RemovalPolicy:
        """What becomes of data when it leaves the stack."""
        return RemovalPolicy.DESTROY if self.local else RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE

    @property
    def protected(self) -> bool:
        """Whether tables, pools and the stack refuse to be deleted."""
        return not (self.local or self.first)

    @property
    def log_level(self) -> str:
        """The lowest level that functions log."""
        return "DEBUG" if self.local else "INFO"

    @property
    def log_retention(self) -> logs.RetentionDays:
        """How long logs are kept."""
        return logs.RetentionDays.ONE_WEEK if self.local else _LOGS[KEPT["logs"].days]

    def architecture(self, declared: Architecture) -> lambda_.Architecture:
        """What functions.py says in AWS; in the local cloud the machine at hand, since bundles hold compiled wheels."""
        local = "x86_64" if platform.machine() in ("x86_64", "AMD64") else "arm64"
        return lambda_.Architecture.custom(local if self.local else declared)

    def physical(self, name: str) -> str:
        """The name that people see in the console, such as `mentoring-production-cycles`."""
        return f"mentoring-{self.name}-{name.replace('_', '-')}"


def _is_true(node: Node, name: str) -> bool:
    return node.try_get_context(name) in (True, "true")


def construct_id(name: str) -> str:
    """The id in the stack of what is called `mail_events`: `MailEvents`."""
    return name.title().replace("_", "")
