"""Templates as each stage synthesizes them, and questions to them."""

import json
import os
import shutil
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# The Node that lies beside this Python comes before whatever the machine has.
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

PROJECT = Path(__file__).resolve().parents[2]
ACCOUNT, LOCAL_ACCOUNT = "123456789012", "000000000000"
SENDER = "mentoring@example.org"


@dataclass(frozen=True)
class Synthesized:
    """A template, what cdk-nag has to say about it, which images Docker builds, and what asks the account for more."""

    text: str
    resources: dict[str, dict[str, Any]]
    outputs: dict[str, Any]
    findings: list[str]
    images: list[dict[str, Any]]
    asks: list[str]

    def of_type(self, kind: str) -> dict[str, dict[str, Any]]:
        """The properties of every resource of a type, by logical id."""
        return {name: it.get("Properties", {}) for name, it in self.resources.items() if it["Type"] == kind}

    def policies(self) -> list[dict[str, Any]]:
        """Every policy of a role; what doesn't fit into a role's own one is in managed ones beside it."""
        kinds = ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")
        return [policy for kind in kinds for policy in self.of_type(kind).values()]

    def functions(self) -> dict[str, dict[str, Any]]:
        """The properties of every function by its name in infra/functions.py."""
        return {it["Handler"].split(".")[1]: it for it in self.of_type("AWS::Lambda::Function").values()}

    def variables(self, function: str) -> dict[str, Any]:
        """A function's environment."""
        return dict(self.functions()[function]["Environment"]["Variables"])


def synthesize(build: Path, **context: str) -> Synthesized:
    """Synthesize the app as the CDK CLI would, with its context file and `-c` for each further value."""
    from aws_cdk import App
    from aws_cdk.assertions import Template
    from cdk_nag import AwsSolutionsChecks

    from infra.app import build as build_app
    from infra.functions import FUNCTIONS

    for function in FUNCTIONS:
        (build / function).mkdir(parents=True, exist_ok=True)
        if FUNCTIONS[function].outgrows:
            image = build / function / "functions" / function
            image.mkdir(parents=True, exist_ok=True)
            shutil.copy(PROJECT / "functions" / function / "Dockerfile", image)
    configured = json.loads((PROJECT / "cdk.json").read_text())["context"]
    account = LOCAL_ACCOUNT if context.get("stage") == "local" else ACCOUNT
    usual = {"account": account, "mail_sender": SENDER, "build": str(build)}
    app = App(context={**configured, **usual, **context}, analytics_reporting=False)
    stack = build_app(app)
    template = Template.from_stack(stack).to_json()
    report = AwsSolutionsChecks().validate_scope(app)
    findings = [
        f"{violation.rule_name} {place.construct_path}"
        for violation in report.violations
        for place in violation.violating_resources
    ]
    written = Path(app.synth().directory)
    assets = json.loads((written / f"{stack.artifact_id}.assets.json").read_text())
    images = [image["source"] for image in assets["dockerImages"].values()]
    asks = [missing["key"] for missing in json.loads((written / "manifest.json").read_text()).get("missing", ())]
    return Synthesized(json.dumps(template), template["Resources"], template["Outputs"], findings, images, asks)


def named(arn: Any) -> str:
    """The logical id that an ARN in a template points to."""
    if isinstance(arn, str):
        return arn
    if "Fn::Join" in arn:
        return "".join(named(part) for part in arn["Fn::Join"][1])
    return str(arn["Ref"] if "Ref" in arn else arn["Fn::GetAtt"][0])


def many(value: Any) -> list[Any]:
    """A list, whether a policy holds one value or several."""
    return value if isinstance(value, list) else [value]


def permissions(stage: Synthesized) -> dict[str, dict[str, set[str]]]:
    """Function -> resource -> actions its role may do there; what isn't a function's goes by its role's logical id."""
    function_of = {named(properties["Role"]): name for name, properties in stage.functions().items()}
    allowed: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for policy in stage.policies():
        for statement in policy["PolicyDocument"]["Statement"]:
            for role in map(named, policy["Roles"]):
                for resource in many(statement["Resource"]):
                    allowed[function_of.get(role, role)][named(resource)] |= set(many(statement["Action"]))
    return allowed


def who_may(stage: Synthesized, resource: str, actions: set[str]) -> set[str]:
    """The functions that may do any of the actions on a resource or a part of it."""
    return {
        function
        for function, resources in permissions(stage).items()
        if any(name.startswith(resource) and allowed & actions for name, allowed in resources.items())
    }


def logical(stage: Synthesized, kind: str, prefix: str) -> str:
    """The logical id of the only resource of a type whose id begins like this."""
    (name,) = [name for name in stage.of_type(kind) if name.startswith(prefix)]
    return name
