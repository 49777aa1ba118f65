"""Findings that are accepted, each beside the construct it concerns and with its reason."""

from collections.abc import Mapping

from aws_cdk import Acknowledgment, CfnResource, Validations
from constructs import IConstruct

#: Why `size=small` has no key of operations.
KEY_OF_AWS = "encrypted by AWS; a key of our own is a fifth of a small program’s month"


def suppress_nag(construct: IConstruct, finding: str, reason: str) -> None:
    """Acknowledge one finding of cdk-nag, such as `IAM5[Resource::*]`, on a construct and what it holds."""
    Validations.of(construct).acknowledge(Acknowledgment(id=f"AwsSolutions-{finding}", reason=reason))


def suppress_checkov(construct: IConstruct, findings: Mapping[str, str]) -> None:
    """Let checkov skip these checks (reason by id) of a construct's resource; it reads that in the template."""
    resource = construct if isinstance(construct, CfnResource) else construct.node.default_child
    if isinstance(resource, CfnResource):
        reasons = [{"id": check, "comment": reason} for check, reason in findings.items()]
        resource.add_metadata("checkov", {"skip": reasons})
