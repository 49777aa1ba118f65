"""How people learn that something is wrong: the alarms, the topic that carries them and the key of topic and logs."""

from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_budgets as budgets
from aws_cdk import aws_cloudwatch as cw
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from infra.api import Api
from infra.events import Events
from infra.function import Function
from infra.nag import KEY_OF_AWS, suppress_checkov
from infra.spec import EVERY_MINUTE
from infra.stage import Stage

FIVE_MINUTES = Duration.minutes(5)


class OperationsKey(kms.Key):
    """The key of logs and alarms: CloudWatch may use it, for this stage's log groups and this account's alarms only."""

    def __init__(self, scope: Construct, stage: Stage) -> None:
        super().__init__(
            scope,
            "OperationsKey",
            alias=stage.physical("operations"),
            description="Logs and alarms of the mentoring program",
            enable_key_rotation=True,
            removal_policy=stage.removal,
        )
        groups = f"arn:aws:logs:{stage.region}:{stage.account}:log-group:*mentoring-{stage.name}-*"
        self._grant(f"logs.{stage.region}.amazonaws.com", "ArnLike", {"kms:EncryptionContext:aws:logs:arn": groups})
        self._grant("cloudwatch.amazonaws.com", "StringEquals", {"aws:SourceAccount": stage.account})

    def _grant(self, service: str, operator: str, condition: Mapping[str, str]) -> None:
        self.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ServicePrincipal(service)],
                actions=["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
                resources=["*"],
                conditions={operator: dict(condition)},
            )
        )


class Monitoring(Construct):
    """One topic, and an alarm for each thing that a person should look at."""

    def __init__(
        self,
        scope: Construct,
        stage: Stage,
        key: kms.IKey | None,
        api: Api,
        events: Events,
        functions: Mapping[str, Function],
    ) -> None:
        super().__init__(scope, "Monitoring")
        self._stage = stage
        self.topic = self._topic(key)
        if stage.alarm_mail:
            self.topic.add_subscription(subscriptions.EmailSubscription(stage.alarm_mail))
            if not stage.local:
                self._budget(stage.alarm_mail)
        for name, function in functions.items():
            if stage.size != "small":
                errors, throttles = function.metric_errors(), function.metric_throttles()
                self._alarm(f"{name}-errors", errors, f"{name} failed: see its log")
                self._alarm(f"{name}-throttled", throttles, f"{name} was held back")
            if function.spec.stream:
                age = function.metric("IteratorAge", period=FIVE_MINUTES, statistic="max")
                self._alarm(f"{name}-behind", age, "facts reach the bus 5 minutes late", at_least=300_000)
            runs = function.metric_invocations(period=FIVE_MINUTES)
            for rule in (rule for rule, rate in function.spec.schedule.items() if rate == EVERY_MINUTE):
                self._alarm(f"{rule}-missing", runs, f"{name} has not run for 15 minutes", below=1, periods=3)
        if stage.size == "small":  # an alarm costs what a thousand mails do: two for all functions of the account
            all_errors, all_throttles = lambda_.Function.metric_all_errors(), lambda_.Function.metric_all_throttles()
            self._alarm("functions-errors", all_errors, "a function failed: the dashboard shows which")
            self._alarm("functions-throttled", all_throttles, "a function was held back: the dashboard shows which")
        for name, dead in events.dead_letters.items():
            waiting = dead.metric_approximate_number_of_messages_visible(period=Duration.minutes(1), statistic="max")
            self._alarm(f"{name}-dead-letters", waiting, f"{name} gave up on something: read it, then redrive it")
        patience = [(name, queue, 15) for name, queue in events.queues.items()]
        patience += [(f"{name}-container", queue, 30) for name, queue in events.handed_over.items()]
        for name, queue, minutes in patience:
            age = queue.metric_approximate_age_of_oldest_message(period=FIVE_MINUTES, statistic="max")
            late = f"work for {name} has waited for {minutes} minutes"
            self._alarm(f"{name}-waiting", age, late, at_least=60 * minutes)
        errors = api.http.metric_server_error(period=FIVE_MINUTES, statistic="sum")
        self._alarm("api-failing", errors, "the API answered 5xx")
        bounces = cw.Metric(
            namespace="AWS/SES", metric_name="Reputation.BounceRate", period=Duration.hours(1), statistic="max"
        )
        self._alarm("mail-bouncing", bounces, "1 mail in 20 bounces: SES will review the sender", at_least=0.05)

    def _topic(self, key: kms.IKey | None) -> sns.Topic:
        topic = sns.Topic(self, "Alarms", topic_name=self._stage.physical("alarms"), master_key=key, enforce_ssl=True)
        if key is None:
            suppress_checkov(topic, {"CKV_AWS_26": KEY_OF_AWS})
        # `enforce_ssl` writes a policy, and with one the topic's own, which let alarms in, is gone.
        topic.add_to_resource_policy(
            iam.PolicyStatement(
                sid="AlarmsOfThisAccount",
                principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
                actions=["sns:Publish"],
                resources=[topic.topic_arn],
                conditions={"StringEquals": {"aws:SourceAccount": self._stage.account}},
            )
        )
        return topic

    def _budget(self, mail: str) -> None:
        """Mail when the account's month costs more than planned, or will: a flood costs before anything else breaks."""
        budget, subscriber = (
            budgets.CfnBudget,
            budgets.CfnBudget.SubscriberProperty(subscription_type="EMAIL", address=mail),
        )
        budget(
            self,
            "Budget",
            budget=budget.BudgetDataProperty(
                budget_name=self._stage.physical("month"),
                budget_type="COST",
                time_unit="MONTHLY",
                budget_limit=budget.SpendProperty(amount=self._stage.monthly_budget, unit="USD"),
            ),
            notifications_with_subscribers=[
                budget.NotificationWithSubscribersProperty(
                    notification=budget.NotificationProperty(
                        comparison_operator="GREATER_THAN", notification_type=kind, threshold=100
                    ),
                    subscribers=[subscriber],
                )
                for kind in ("ACTUAL", "FORECASTED")
            ],
        )

    def _alarm(
        self,
        name: str,
        metric: cw.IMetric,
        meaning: str,
        at_least: float = 1,
        below: float | None = None,
        periods: int = 1,
    ) -> None:
        comparison, missing = cw.ComparisonOperator, cw.TreatMissingData
        alarm = cw.Alarm(
            self,
            name,
            alarm_name=self._stage.physical(name),
            alarm_description=f"{meaning}. What to do: {name} in infra/operations.md",
            metric=metric,
            threshold=at_least if below is None else below,
            comparison_operator=(
                comparison.GREATER_THAN_OR_EQUAL_TO_THRESHOLD if below is None else comparison.LESS_THAN_THRESHOLD
            ),
            evaluation_periods=periods,
            treat_missing_data=missing.NOT_BREACHING if below is None else missing.BREACHING,
        )
        alarm.add_alarm_action(actions.SnsAction(self.topic))
