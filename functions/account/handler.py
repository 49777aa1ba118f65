"""A person's own account: the address that they sign in with, and leaving for good."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from pydantic import Field
from typing_extensions import TypedDict

from functions.account import addresses, leaving
from shared.domain.address_change import DIGITS
from shared.domain.addresses import Email
from shared.domain.error_text import Noun
from shared.domain.limits import LIMITS
from shared.domain.model import Model
from shared.runtime.api import Api, json_response

app = Api("your account page")


class AddressForm(Model):
    """The address that a person wants to sign in with from now on."""

    email: Email = Field(title="New e-mail address")


class CodeForm(Model):
    """The code that was mailed to the new address."""

    code: Annotated[
        str, Field(max_length=LIMITS["code"], pattern=rf"^\s*[0-9]{{{DIGITS}}}\s*$"), Noun("the six digits of the code")
    ]


class AskedDict(TypedDict):
    """What was done, in words; the same for every address."""

    message: str


class AccountDict(TypedDict):
    """The address that a person signs in with."""

    email: str


@app.post("/api/account/email", summary="Ask to sign in with another address", status_code=202)
@app.body(AddressForm)
def ask(body: AddressForm) -> Response[AskedDict]:
    """Mail a code to the new address; the old one stays until the code is entered."""
    addresses.ask(app.caller(), body.email, app.request_id, app.received_at())
    return json_response({"message": "We’ve e-mailed a code to the new address. It’s good for 30 minutes."}, 202)


@app.post("/api/account/email/confirmation", summary="Prove the new address by its code")
@app.body(CodeForm)
def confirm(body: CodeForm) -> Response[AccountDict]:
    """Put the new address in the place of the old one; again is the same."""
    return json_response({"email": addresses.confirm(app.caller(), body.code.strip(), app.received_at())})


@app.delete("/api/account", summary="Leave for good", status_code=202)
def leave() -> Response[AskedDict]:
    """Erase the caller within the hour, after everyone they're matched with has heard that they leave."""
    leaving.ask(app.caller(), app.received_at())
    message = "We’re erasing your account and all that we hold about you. It takes up to an hour."
    return json_response({"message": message}, 202)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request."""
    return app.handle(event, context)
