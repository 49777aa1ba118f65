"""Deploy a stage to AWS: `python -m infra.account.deploy production [-c name=value …]`, as `make deploy` does.

The first deployment prepares the account for the CDK and protects nothing from deletion, so that one that fails leaves
nothing in the way of the next; once it is there, a second one protects it. Codes come from the program's own address as
soon as SES sends for it to everyone; until then from Cognito's own.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from aws_cdk import App
from botocore.exceptions import BotoCoreError, ClientError

from infra import bundling
from infra.account.settings import settings
from infra.account.stack import REGION, Clients, clients, deployed, mail_identity
from infra.stage import Stage

ROOT = Path(__file__).resolve().parents[2]
CDK = ROOT / "infra" / "node_modules" / ".bin" / "cdk"
#: What works for us in a container's name: AWS makes their roles on first use, and doesn't wait until it may use them.
OF_CONTAINERS = ("ecs.amazonaws.com", "ecs.application-autoscaling.amazonaws.com")
#: A command of the CDK, and where it is run.
Step = tuple[list[str], Path]


class Refused(Exception):
    """This can't be deployed; the message says what to do."""


def plan(aws: Clients, stage: str, given: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the context of each deployment that a stage needs now, one after the other. Raises Refused."""
    account = str(aws("sts").get_caller_identity()["Account"])
    if given.get("account", account) != account:
        raise Refused(f"You are signed in to account {account}, and {stage} is in {given['account']}.")
    context = {**given, "stage": stage, "account": account}
    try:
        described = Stage.from_context(App(context=context, analytics_reporting=False).node)
    except ValueError as error:
        raise Refused(f"This can't be deployed: {error}.") from None
    if described.size == "large" and not shutil.which(os.environ.get("CDK_DOCKER", "docker")):
        raise Refused(
            "`size=large` draws rounds in a container, whose image is built here: install Docker and start it "
            "(or name what you have instead: CDK_DOCKER=podman), or deploy from GitHub (infra/README.md)."
        )
    identity = mail_identity(aws, described.mail_identity)
    context["mail_verified"] = str(_mails_everyone(aws, identity)).lower()
    stack = deployed(aws, stage)
    if stack is None and identity and "mail_identity_exists" not in context:
        raise Refused(
            f"SES in this account knows {described.mail_identity} already, and an identity can't be made twice. "
            f"Use the one there is: write `mail_identity_exists = true` into infra/stages/{stage}.toml."
        )
    return [context] if stack else [{**context, "first": "true"}, context]


def _mails_everyone(aws: Clients, identity: Mapping[str, Any] | None) -> bool:
    """Whether SES sends for the identity, and not to proven addresses alone, as it does in its sandbox."""
    if not (identity and identity.get("VerifiedForSendingStatus")):
        return False
    return bool(aws("sesv2").get_account().get("ProductionAccessEnabled"))


def command(context: Mapping[str, str], options: Sequence[str] = (), *, interactive: bool) -> list[str]:
    """Return the CDK's command; without a terminal no one could approve, so there approval is asked for before."""
    pairs = [argument for name, value in context.items() for argument in ("-c", f"{name}={value}")]
    approval = () if interactive else ("--require-approval", "never")
    return [str(CDK), "deploy", "--all", *approval, *options, *pairs]


def difference(context: Mapping[str, str]) -> list[str]:
    """Return the CDK's command that says what a deployment would change."""
    pairs = [argument for name, value in context.items() for argument in ("-c", f"{name}={value}")]
    return [str(CDK), "diff", "--all", "--no-color", *pairs]


def make_roles(aws: Clients, context: Mapping[str, str]) -> None:
    """Make the roles that a container needs of the account, so that its first deployment doesn't fail for them."""
    for service in OF_CONTAINERS if context.get("size") == "large" else ():
        with suppress(ClientError):  # it's there, or who deploys may not make it, and AWS tries for itself
            aws("iam").create_service_linked_role(AWSServiceName=service)


def steps(contexts: Sequence[Mapping[str, str]], options: Sequence[str] = (), *, interactive: bool) -> list[Step]:
    """Return what is run for these deployments, in order; the account is prepared before a stage's first."""
    deploying = [(command(context, options, interactive=interactive), ROOT) for context in contexts]
    if "first" not in contexts[0]:
        return deploying
    environment = f"aws://{contexts[0]['account']}/{contexts[0].get('region', REGION)}"
    # Where a cdk.json is, `bootstrap` runs the app first, which knows no stage then.
    return [([str(CDK), "bootstrap", environment], ROOT / "infra"), *deploying]


def main(stage: str, more: Sequence[str]) -> None:
    """Build the bundles and deploy; SystemExit with what to do when it can't be."""
    if stage == "local":
        raise SystemExit("The stage `local` is for the local cloud: `make run`. For AWS, give another STAGE.")
    aws = clients(stage)
    try:
        contexts = plan(aws, stage, settings(stage, more))
    except Refused as refusal:
        raise SystemExit(str(refusal)) from None
    except (BotoCoreError, ClientError) as error:
        raise SystemExit(f"AWS doesn't say what a deployment needs to know.\n{error}") from None
    bundling.main(stage)
    options = [argument for argument in more if argument.startswith("--")]
    if "--diff" in options:  # shows what the deployment would change, and changes nothing
        raise SystemExit(subprocess.run(difference(contexts[-1]), cwd=ROOT, env=os.environ, check=False).returncode)
    make_roles(aws, contexts[0])
    for step, directory in steps(contexts, options, interactive=sys.stdin.isatty()):
        done = subprocess.run(step, cwd=directory, env=os.environ, check=False)
        if done.returncode:
            raise SystemExit("The deployment failed: infra/README.md, “When a deployment fails”, says how to go on.")
    print(f"Deployed. What is left to do: make doctor STAGE={stage}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
