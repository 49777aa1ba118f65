"""Who a sign-in belongs to, when its token does not say: an access token carries no e-mail address."""

from functools import cache
from typing import TYPE_CHECKING

from shared.domain.errors import Forbidden
from shared.runtime.api import Caller
from shared.runtime.problems import Unauthorized
from shared.store import aws
from shared.store.settings import from_env

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient


@cache
def client() -> "CognitoIdentityProviderClient":
    """Return this process's one Cognito client, made on first use."""
    made: CognitoIdentityProviderClient = aws.client("cognito-idp")
    return made


def email_of(caller: Caller) -> str:
    """Return the verified address the caller signs in with, from the token or else the pool.

    Unauthorized when the account was deleted, Forbidden when no one showed that the address is theirs: mail must not go
    to an address that someone only typed.
    """
    if caller.email:
        return caller.email
    try:
        user = client().admin_get_user(UserPoolId=from_env("PEOPLE_POOL_ID"), Username=caller.username)
    except client().exceptions.UserNotFoundException:
        # A token outlives its user by up to an hour.
        raise Unauthorized("This account no longer exists. Create one and sign in again.") from None
    attributes = {attribute["Name"]: attribute.get("Value", "") for attribute in user["UserAttributes"]}
    if attributes.get("email_verified") != "true" or not attributes.get("email"):
        raise Forbidden("Your email address isn’t verified. Sign out, and sign in again with the code we email you.")
    return attributes["email"]
