"""Describe the program's cloud: one app, one stack, checked by cdk-nag at every synthesis."""

from aws_cdk import App, Validations
from cdk_nag import AwsSolutionsChecks

from infra.stack import MentoringStack
from infra.stage import Stage


def build(app: App) -> MentoringStack:
    """Add the stack that the app's context asks for, and the checks that fail a synthesis with an open finding."""
    stack = MentoringStack(app, Stage.from_context(app.node))
    Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    return stack


if __name__ == "__main__":
    the_app = App(analytics_reporting=False)
    build(the_app)
    the_app.synth()
