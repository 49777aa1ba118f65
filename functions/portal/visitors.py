"""What visitors can do before they sign in: check their eligibility, get an account, ask a question."""

import secrets
from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from functions.portal.forms import EligibilityCheck, InquiryForm
from shared.domain import eligibility
from shared.domain.activity import activity
from shared.domain.cycle import current
from shared.domain.errors import NotFound
from shared.domain.instants import EASTERN
from shared.runtime.settings import from_env
from shared.store import activities, aws, cycles, inquiries
from shared.store import dynamodb as db

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient


def current_cycle(now: datetime) -> dict[str, Any]:
    """Tell the facts of the cycle that a visitor means; NotFound when there is none yet."""
    cycle = current(cycles.load_all(), now)
    if cycle is None:
        raise NotFound("There's no cycle yet.")
    return cycle.as_dict(now)


def check(parts: EligibilityCheck, now: datetime) -> dict[str, Any]:
    """Run the current cycle's rules (the newest policy when there is no cycle) over what a visitor tells."""
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
    made: CognitoIdentityProviderClient = aws.client("cognito-idp")
    return made


def make_account(email: str) -> None:
    """Make a confirmed user whose only way in is the code mailed to the address; a known address stays the same user.

    Both calls are made either way: a user left half made by the first alone is finished, and the time tells nothing.
    """
    pool, address = from_env("PEOPLE_POOL_ID"), email.lower()
    attributes: list[Any] = [{"Name": "email", "Value": address}, {"Name": "email_verified", "Value": "true"}]
    with suppress(_cognito().exceptions.UsernameExistsException):
        _cognito().admin_create_user(
            UserPoolId=pool, Username=address, UserAttributes=attributes, MessageAction="SUPPRESS"
        )
    # Cognito confirms a user only with a password; this one is thrown away and nobody ever knows it.
    unknown = f"{secrets.token_urlsafe(32)}aA1!"
    _cognito().admin_set_user_password(UserPoolId=pool, Username=address, Password=unknown, Permanent=True)


def ask(form: InquiryForm, request_id: str, now: datetime) -> None:
    """Keep a question under the request's id and have it mailed."""
    inquiry = inquiries.Inquiry(request_id, form.email, form.name, form.message, now)
    fact = activity("InquiryReceived", inquiry.id, "1", at=now, actor="visitor")
    db.transact(inquiries.write(inquiry), activities.write(fact))
