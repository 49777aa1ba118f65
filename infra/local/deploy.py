"""Deploy the stack to a local cloud with the real CDK CLI, unless what is there is what would be deployed."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from infra.bundling import build
from infra.local.cloud import ACCOUNT, REGION, ROOT, Cloud, CloudError, tail
from infra.packages import stamp

CDK = ROOT / "infra" / "node_modules" / ".bin" / "cdk"
STAGE, STACK = "local", "mentoring-local"
CONTEXT = (f"--context=stage={STAGE}", f"--context=account={ACCOUNT}", f"--context=region={REGION}")
#: What the template is made from, beside the bundles.
SOURCES = ("infra/*.py", "infra/package-lock.json", "infra/requirements/dev.txt", "cdk.json")
#: Kept in the cloud itself, so that it is true of that cloud whatever became of it since.
DEPLOYED, BOOTSTRAPPED = "/mentoring/deployed", "/cdk-bootstrap/hnb659fds/version"


def deploy(cloud: Cloud) -> dict[str, str]:
    """Build the bundles, deploy what has changed and return the stack's outputs by name. Raises CloudError."""
    digest = _digest(build(STAGE).values())
    if _parameter(cloud, DEPLOYED) != digest:
        if not _parameter(cloud, BOOTSTRAPPED):
            # From where there is no cdk.json: it would synthesize the stack only to learn the account.
            cdk(cloud, cloud.directory, "bootstrap", f"aws://{ACCOUNT}/{REGION}")
        output = ("--no-staging", "--output", str(cloud.directory / "cdk.out"))
        cdk(cloud, ROOT, "deploy", STACK, "--require-approval", "never", *CONTEXT, *output)
        cloud.client("ssm").put_parameter(Name=DEPLOYED, Value=digest, Type="String", Overwrite=True)
    return outputs(cloud)


def outputs(cloud: Cloud) -> dict[str, str]:
    """The outputs of the deployed stack, such as `ApiId`, by name."""
    stack = cloud.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


def _digest(bundles: Iterable[Path]) -> str:
    sources = sorted(path for pattern in SOURCES for path in ROOT.glob(pattern))
    content = [path.read_bytes() for path in sources] + [stamp(bundle)["digest"].encode() for bundle in bundles]
    return hashlib.sha256(b"".join(hashlib.sha256(data).digest() for data in content)).hexdigest()


def _parameter(cloud: Cloud, name: str) -> str | None:
    parameters = cloud.client("ssm").get_parameters(Names=[name])["Parameters"]
    return str(parameters[0]["Value"]) if parameters else None


def cdk(cloud: Cloud, directory: Path, *arguments: str) -> None:
    """Run the CDK CLI against the local cloud; what it says goes to `cdk.log`."""
    log = cloud.directory / "cdk.log"
    with log.open("a") as written:
        finished = subprocess.run(
            [CDK, *arguments, "--ci", "--no-color"],
            cwd=directory,
            env=environment(cloud),
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if finished.returncode:
        raise CloudError(f"`cdk {arguments[0]}` failed. The end of {log}:\n{tail(log)}")


def environment(cloud: Cloud) -> dict[str, str]:
    """The caller's environment without their AWS account, and with ours."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "CDK_"))}
    tools = os.pathsep.join((str(Path(sys.executable).parent), own.get("PATH", os.defpath)))
    return own | cloud.credentials() | {"PATH": tools, "CDK_DISABLE_CLI_TELEMETRY": "true"}
