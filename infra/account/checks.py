"""The doctor's checks: each asks AWS for one thing, and says what it found and what a person does about it."""

import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from infra.account.stack import Clients, Deployed, mail_identity

State = Literal["done", "missing", "unknown"]
#: Ten workers, the APIs at the rush before a deadline, and room for what else runs in the account.
ENOUGH_AT_ONCE = 100
#: The alarm that the doctor raises: it goes back by itself within five minutes.
TRIED_ALARM = "api-failing"
_WAIT, _LOOKS = 2.0, 15


@dataclass(frozen=True)
class Finding:
    """What a check found, and what a person does about it, line by line."""

    state: State
    says: str
    do: str = ""
    title: str = ""

    def titled(self, title: str) -> "Finding":
        """The same under a title."""
        return replace(self, title=title)


@dataclass(frozen=True)
class Subject:
    """What is looked at: an account by its clients, what the stage is deployed with, and the stack if there is one."""

    aws: Clients
    stage: str
    given: Mapping[str, str]
    stack: Deployed | None

    @property
    def outputs(self) -> Mapping[str, str]:
        """The stack's outputs by name; nothing without a stack."""
        return self.stack.outputs if self.stack else {}

    @property
    def sender(self) -> str:
        """The address that mail comes from; empty when neither the stack nor the stage's file names one."""
        return self.outputs.get("MailSender") or self.given.get("mail_sender", "")


Check = Callable[[Subject], Finding]


def functions_at_once(subject: Subject) -> Finding:
    """Whether the account may run enough functions at the same time."""
    limit = subject.aws("lambda").get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
    if limit >= ENOUGH_AT_ONCE:
        return Finding("done", f"{limit:,}")
    ask = "aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384"
    return Finding("missing", f"{limit}, as in a new account", f"{ask} --desired-value 1000\n(answered in a day or so)")


def mail_to_everyone(subject: Subject) -> Finding:
    """Whether SES is out of its sandbox, in which it sends to proven addresses alone."""
    account = subject.aws("sesv2").get_account()
    quota = account.get("SendQuota", {})
    most = f"{quota.get('Max24HourSend', 0):,.0f} a day, {quota.get('MaxSendRate', 0):,.0f} a second"
    if account.get("ProductionAccessEnabled") and account.get("SendingEnabled"):
        return Finding("done", most)
    return Finding(
        "missing",
        f"SES is in its sandbox: {most}, to proven addresses only",
        "SES console, us-east-1, Account dashboard, “Request production access”: transactional mail, and say that\n"
        "people get mail about their own application only, and that bounces are watched. Answered in a day or so.",
    )


def sender_is_proven(subject: Subject) -> Finding:
    """Whether the sender's domain is proven and signs; if not, the records that its DNS needs."""
    if not subject.sender:
        return Finding("missing", "no sender", f"write mail_sender into infra/stages/{subject.stage}.toml")
    name = subject.given.get("mail_identity") or subject.sender.rpartition("@")[2]
    identity = mail_identity(subject.aws, name)
    if identity is None:
        return Finding("missing", f"SES doesn't know {name} yet", f"make deploy STAGE={subject.stage}")
    if identity.get("VerifiedForSendingStatus") and "@" in name:
        return Finding("missing", f"{name} is proven, but signs nothing: many mailboxes will refuse it", _DOMAIN)
    mail_from = identity.get("MailFromAttributes", {})
    if identity.get("VerifiedForSendingStatus") and mail_from.get("MailFromDomainStatus", "SUCCESS") == "SUCCESS":
        return Finding("done", f"{name} signs its mail")
    return Finding("missing", f"{name} isn't proven yet", _records(name, identity))


_DOMAIN = "Take the domain instead: leave mail_identity out of the stage's file, and deploy again."


def _records(name: str, identity: Mapping[str, Any]) -> str:
    """The DNS records that prove a domain, or what the owner of an address does."""
    if "@" in name:
        return f"Open the link that SES mailed to {name}."
    tokens = identity.get("DkimAttributes", {}).get("Tokens", [])
    rows = [f"CNAME {token}._domainkey.{name}  {token}.dkim.amazonses.com" for token in tokens]
    bounces = identity.get("MailFromAttributes", {}).get("MailFromDomain")
    if bounces:
        rows += [f"MX    {bounces}  10 feedback-smtp.us-east-1.amazonses.com"]
        rows += [f"TXT   {bounces}  v=spf1 include:amazonses.com ~all"]
    rows += [f"TXT   _dmarc.{name}  v=DMARC1; p=quarantine  (if there is none yet)"]
    return "\n".join(["Add to the domain's DNS, and wait up to a day:", *rows])


def deployment(subject: Subject) -> Finding:
    """Whether the stack is there and can't be deleted by mistake."""
    stack = subject.stack
    if stack is None:
        return Finding("missing", "none", f"make deploy STAGE={subject.stage}")
    if stack.status.endswith("_COMPLETE") and "ROLLBACK" not in stack.status:
        if stack.protected or subject.stage == "local":
            return Finding("done", stack.status)
        return Finding("missing", "not protected from deletion yet", f"make deploy STAGE={subject.stage}")
    return Finding("missing", stack.status, "infra/README.md, “When a deployment fails”")


def own_address(subject: Subject) -> Finding:
    """Whether the portal answers at its address, and the API behind it to no one who walks around CloudFront."""
    portal, api = subject.outputs["PortalUrl"], subject.outputs["ApiUrl"]
    answers = {address: _status(f"{address}/api/schools") for address in (portal, api)}
    if answers[portal] != 200:
        wait = "A new distribution takes minutes. For a name of your own, point it (CNAME) to the distribution."
        return Finding("missing", f"{portal} answers {answers[portal]}", wait)
    if answers[api] != 403:
        return Finding("missing", f"{api} answers {answers[api]} to everyone", f"make deploy STAGE={subject.stage}")
    return Finding("done", f"{portal} answers; the API's own address is closed")


def _status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310 - the stack's own address
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code


def alarm_mail(subject: Subject) -> Finding:
    """Whether someone has confirmed that they get the alarms."""
    pages = subject.aws("sns").get_paginator("list_subscriptions_by_topic")
    found = [it for page in pages.paginate(TopicArn=subject.outputs["AlarmTopicArn"]) for it in page["Subscriptions"]]
    if any(it["SubscriptionArn"].startswith("arn:") for it in found):
        return Finding("done", "confirmed")
    if found:
        return Finding("missing", "not confirmed", "Open the link in the mail “AWS Notification - Subscription”.")
    return Finding("missing", "no one gets alarms", "write alarm_mail into the stage's file, and deploy again")


def sign_in_mail(subject: Subject) -> Finding:
    """Whether codes come from the program's own sender: Cognito's own sends 50 a day."""
    cognito, own = subject.aws("cognito-idp"), []
    for pool in (subject.outputs["PeoplePoolId"], subject.outputs["StaffPoolId"]):
        mail = cognito.describe_user_pool(UserPoolId=pool)["UserPool"].get("EmailConfiguration", {})
        own.append(mail.get("EmailSendingAccount") == "DEVELOPER")
    if all(own):
        return Finding("done", f"from {subject.sender}")
    again = f"once the sender is proven and SES out of its sandbox: make deploy STAGE={subject.stage}"
    return Finding("missing", "by Cognito itself, 50 a day at most", again)


def first_coordinator(subject: Subject) -> Finding:
    """Whether there is someone who may make the first cycle."""
    users = subject.aws("cognito-idp").list_users_in_group(
        UserPoolId=subject.outputs["StaffPoolId"], GroupName="coordinator"
    )["Users"]
    if any(user["UserStatus"] == "CONFIRMED" for user in users):
        return Finding("done", f"{len(users)}")
    if users:
        return Finding("missing", "has not signed in yet", f"open {subject.outputs['PortalUrl']}/staff/ and sign in")
    return Finding("missing", "none", f"make coordinator EMAIL=name@your-domain.org STAGE={subject.stage}")


def forced_alarm(subject: Subject) -> Finding:
    """Raise an alarm, and look whether CloudWatch could send it."""
    cloudwatch, name = subject.aws("cloudwatch"), f"mentoring-{subject.stage}-{TRIED_ALARM}"
    cloudwatch.set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="make doctor: nothing is wrong")
    for _ in range(_LOOKS):
        history = cloudwatch.describe_alarm_history(AlarmName=name, HistoryItemType="Action", MaxRecords=1)
        for item in history["AlarmHistoryItems"]:
            if "Successfully" in item["HistorySummary"]:
                return Finding("done", "sent: look into the mailbox")
            return Finding("missing", item["HistorySummary"], f"make deploy STAGE={subject.stage}")
        time.sleep(_WAIT)
    return Finding("unknown", "raised, and not sent within half a minute", "Look at the alarm's history in CloudWatch.")


CHECKS: tuple[Check, ...] = (
    functions_at_once,
    mail_to_everyone,
    deployment,
    sender_is_proven,
    sign_in_mail,
    own_address,
    alarm_mail,
    first_coordinator,
)
OF_THE_STACK = {sign_in_mail, own_address, alarm_mail, first_coordinator, forced_alarm}
#: Of these the local cloud knows nothing: no quotas, no sandbox, no DNS, no CloudFront, no mail of alarms.
AWS_ONLY = {functions_at_once, mail_to_everyone, sender_is_proven, sign_in_mail, own_address, alarm_mail, forced_alarm}
