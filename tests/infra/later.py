"""The stack after a later change: one more index, a worker by another name, a key that refuses one thing more.

`python -m tests.infra.later` is that app for the CDK CLI.
"""

from dataclasses import replace

import pytest

from infra import fence
from infra.functions import FUNCTIONS
from shared.store.tables import TABLES, Index

RENAMED, NOW = "bulk", "bulk_changes"
INDEX = "by_status"


def change(patch: pytest.MonkeyPatch) -> None:
    """Make the changes until the patch is undone."""
    patch.setitem(TABLES, "mentors", TABLES["mentors"]._replace(indexes={INDEX: Index("status", "id")}))
    renamed = replace(FUNCTIONS[RENAMED], name=NOW)
    patch.delitem(FUNCTIONS, RENAMED)
    patch.setitem(FUNCTIONS, NOW, renamed)
    patch.setattr(fence, "USES", [*fence.USES, "kms:CreateGrant"])


if __name__ == "__main__":
    from aws_cdk import App

    from infra.app import build

    with pytest.MonkeyPatch.context() as changes:
        change(changes)
        app = App(analytics_reporting=False)
        build(app)
        app.synth()
