"""Findings of cdk-nag that are accepted, each beside the construct it concerns and with its reason."""

from aws_cdk import Acknowledgment, Validations
from constructs import IConstruct


def accept(construct: IConstruct, finding: str, reason: str) -> None:
    """Acknowledge one finding, such as `IAM5[Resource::*]`, on one construct and what it holds."""
    Validations.of(construct).acknowledge(Acknowledgment(id=f"AwsSolutions-{finding}", reason=reason))
