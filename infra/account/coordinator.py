"""Make a coordinator, who makes cycles and other staff's rights: `python -m infra.account.coordinator EMAIL STAGE`."""

import secrets
import sys

from infra.account.stack import Clients, clients, deployed

GROUPS = ("staff", "coordinator")


def make_coordinator(aws: Clients, email: str, stage: str) -> str | None:
    """Make the user with both groups; return the temporary password, or None when the address had a user already."""
    stack = deployed(aws, stage)
    if stack is None:
        raise SystemExit(f"There's no stack of the stage {stage}: make deploy STAGE={stage}")
    cognito, pool, address = aws("cognito-idp"), stack.outputs["StaffPoolId"], email.strip().lower()
    password: str | None = f"{secrets.token_urlsafe(12)}aA1!"
    attributes = [{"Name": "email", "Value": address}, {"Name": "email_verified", "Value": "true"}]
    try:
        cognito.admin_create_user(
            UserPoolId=pool,
            Username=address,
            UserAttributes=attributes,
            TemporaryPassword=password,
            MessageAction="SUPPRESS",
        )
    except cognito.exceptions.UsernameExistsException:
        password = None
    for group in GROUPS:
        cognito.admin_add_user_to_group(UserPoolId=pool, Username=address, GroupName=group)
    return password


def main(email: str, stage: str) -> None:
    """Make the coordinator and say what they do next."""
    if "@" not in email:
        raise SystemExit("Give the address: make coordinator EMAIL=name@your-domain.org STAGE=production")
    aws = clients(stage)
    password = make_coordinator(aws, email, stage)
    if password is None:
        print(f"{email} had an account already, and is a coordinator now.")
        return
    stack = deployed(aws, stage)
    print(f"Temporary password (tell it only to {email}; good for seven days): {password}")
    print(f"Next: open {stack.outputs['PortalUrl'] if stack else ''}/staff/, sign in with it, choose a password of")
    print("your own, and scan the code with an authenticator app (TOTP).")


if __name__ == "__main__":
    main(*sys.argv[1:3])
