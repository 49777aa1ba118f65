"""Who a sign-in belongs to, when its token does not say: an access token carries no e-mail address."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

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


def account_of(email: str) -> str | None:
    """Return whose sign-in an address is; None when it's no one's."""
    try:
        user = client().admin_get_user(UserPoolId=from_env("PEOPLE_POOL_ID"), Username=email)
    except client().exceptions.UserNotFoundException:
        return None
    attributes = {attribute["Name"]: attribute.get("Value", "") for attribute in user["UserAttributes"]}
    return attributes.get("sub") or user["Username"]


def address_of(account: str) -> str | None:
    """Return the verified address of a sign-in, by its subject; None when there is none."""
    try:
        user = client().admin_get_user(UserPoolId=from_env("PEOPLE_POOL_ID"), Username=account)
    except client().exceptions.UserNotFoundException:
        return None
    attributes = {attribute["Name"]: attribute.get("Value", "") for attribute in user["UserAttributes"]}
    return attributes.get("email") if attributes.get("email_verified") == "true" else None


class SignIn(NamedTuple):
    """A sign-in by its subject, and when it was made."""

    id: str
    created_at: datetime


def beginning_with(digit: str) -> Iterator[SignIn]:
    """List the sign-ins whose subject begins with a hexadecimal digit."""
    pages = client().get_paginator("list_users")
    for page in pages.paginate(
        UserPoolId=from_env("PEOPLE_POOL_ID"), Filter=f'sub ^= "{digit}"', AttributesToGet=["sub"]
    ):
        for user in page["Users"]:
            yield SignIn(user["Username"], user["UserCreateDate"])


def delete(account: str) -> None:
    """Delete a sign-in, if it's there: in a pool that people enter by their address its name is its subject."""
    with suppress(client().exceptions.UserNotFoundException):
        client().admin_delete_user(UserPoolId=from_env("PEOPLE_POOL_ID"), Username=account)
