"""What visitors can do before they sign in: check their eligibility, make an account, ask a question."""

import secrets
from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from functions.portal import limits
from functions.portal.forms import EligibilityCheck, InquiryForm
from shared.domain import eligibility
from shared.domain.activity import activity
from shared.domain.cycle import Cycle, current
from shared.domain.eligibility import JudgementDict
from shared.domain.errors import NotFound
from shared.domain.instants import EASTERN, to_iso
from shared.store import aws, cycles, inquiries
from shared.store.commit import commit, retry_on_conflict
from shared.store.settings import from_env

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient


def current_cycle(now: datetime) -> Cycle:
    """The current cycle; NotFound when there is no cycle yet."""
    cycle = current(cycles.load_all(), now)
    if cycle is None:
        raise NotFound("There’s no cycle yet.")
    return cycle


def check(parts: EligibilityCheck, now: datetime) -> JudgementDict:
    """Apply the current cycle's rules (the newest policy when there is no cycle) to a visitor's answers."""
    cycle = current(cycles.load_all(), now)
    facts = eligibility.Facts(
        training=parts.training.model_dump(exclude_none=True),
        location=parts.location.model_dump(),
        self_identification=parts.self_identification.model_dump(),
        texts=(),
        on=now.astimezone(EASTERN).date(),
    )
    policy = cycle.eligibility_policy if cycle else eligibility.newest_policy()
    return eligibility.judge(policy, facts).as_dict()


@cache
def _cognito() -> "CognitoIdentityProviderClient":
    cognito: CognitoIdentityProviderClient = aws.client("cognito-idp")
    return cognito


def make_account(email: str, now: datetime) -> None:
    """Make a user without a password, who signs in with a code mailed to the address; a known one stays as they are."""
    limits.count_account(now)
    pool, address = from_env("PEOPLE_POOL_ID"), email.lower()
    attributes: list[Any] = [{"Name": "email", "Value": address}, {"Name": "email_verified", "Value": "true"}]
    with suppress(_cognito().exceptions.UsernameExistsException):
        _cognito().admin_create_user(
            UserPoolId=pool, Username=address, UserAttributes=attributes, MessageAction="SUPPRESS"
        )
    if from_env("CONFIRM_ACCOUNTS") == "yes":
        _confirm(pool, address)


def _confirm(pool: str, address: str) -> None:
    """Confirm a user in the local cloud, which does that only with a password: a random one, never stored or shown.

    AWS confirms a user without a password by itself, and the function may not set one there.
    """
    password = f"{secrets.token_urlsafe(32)}aA1!"
    _cognito().admin_set_user_password(UserPoolId=pool, Username=address, Password=password, Permanent=True)


@retry_on_conflict
def ask(form: InquiryForm, sender: str, now: datetime) -> None:
    """Store a question, which the notifications worker mails to staff; the same again within an hour is the same.

    Its id follows from its words, so a question that is sent again, or whose answer was lost, is stored once.
    """
    question = inquiries.id_of(form.email, form.name, form.message)
    stored = inquiries.load(question)
    if stored and now - stored.received_at < inquiries.SAME_WITHIN:
        return
    limits.count_inquiry(question, form.email, sender, now)
    inquiry = inquiries.Inquiry(question, form.email, form.name, form.message, now)
    fact = activity("InquiryReceived", inquiry.id, to_iso(now), at=now, actor="visitor")
    commit(fact, inquiries.write(inquiry))
