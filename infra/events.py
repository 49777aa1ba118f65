"""From one stored activity to whoever acts on it: stream, relay, bus, rules, queues, workers, and the minute tick."""

from collections.abc import Mapping
from typing import Any

from aws_cdk import Duration
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_destinations as destinations
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.function import TIMEOUTS, Function
from infra.nag import suppress_checkov, suppress_nag
from infra.stage import Stage

SOURCE = "mentoring"

#: Which activity wakes which worker.
WAKES = {
    "eligibility": "ApplicationSubmitted CvChecked",
    "matching": (
        "RoundRequested RoundAdjusted RoundPublished RoundVerificationRequested VerdictReached ApplicationWithdrawn "
        "MatchDeclined MatchExpired MatchWithdrawn MentorApproved MentorChanged MentorPaused MentorResumed"
    ),
    "notifications": (
        "ApplicationSubmitted VerdictReached LateSubmissionRefused ApplicationWithdrawn DeadlineExtended "
        "MentorInterestReceived MentorApproved MatchProposed MatchConfirmed MatchDeclined MatchExpired MatchWithdrawn "
        "ApplicantUnmatched InquiryReceived"
    ),
    "materials": "",  # woken by the bucket of uploads
}

#: One round answers many events, and two rounds at once are enough.
GATHERED: dict[str, dict[str, Any]] = {"matching": {"max_batching_window": Duration.seconds(5), "max_concurrency": 2}}


class Events(Construct):
    """The bus with everything that feeds it and hangs on it."""

    def __init__(
        self, scope: Construct, stage: Stage, activity: dynamodb.ITableV2, functions: Mapping[str, Function]
    ) -> None:
        super().__init__(scope, "Events")
        self._stage = stage
        self.bus = events.EventBus(self, "Bus", event_bus_name=stage.physical("events"))
        self.bus.archive(
            "Archive",
            archive_name=stage.physical("events"),
            description="A year of facts, to be replayed",
            event_pattern=events.EventPattern(source=[SOURCE]),
            retention=Duration.days(365),
        )
        self.dead_letters = {
            name: self._queue(f"{name.title()}DeadLetters", f"{name}-dead-letters")
            for name in ("relay", "deadlines", *WAKES)
        }
        self._relay(activity, functions["relay"])
        self._tick(functions["deadlines"])
        self.queues = {name: self._worker(name, functions[name]) for name in WAKES}
        for name, types in WAKES.items():
            if types:
                self._rule(name, name, events.EventPattern(source=[SOURCE], detail_type=types.split()))
        for name in ("relay", "deadlines"):
            suppress_nag(self.dead_letters[name], "SQS3", "it is itself the dead letters, of a stream or a rule")

    def _relay(self, activity: dynamodb.ITableV2, relay: Function) -> None:
        new_facts = lambda_.FilterCriteria.filter({"eventName": lambda_.FilterRule.is_equal("INSERT")})
        stream = sources.DynamoEventSource(
            activity,
            starting_position=lambda_.StartingPosition.TRIM_HORIZON,
            batch_size=100,
            filters=[new_facts],
            # Enough to sit out an hour of trouble at the bus; a bad record alone is cut out by bisecting.
            retry_attempts=100,
            max_record_age=Duration.hours(12),
            bisect_batch_on_error=True,
            report_batch_item_failures=True,
            on_failure=sources.SqsDlq(self.dead_letters["relay"]),
        )
        relay.add_event_source(stream)

    def _tick(self, deadlines: Function) -> None:
        dead, soon = self.dead_letters["deadlines"], Duration.minutes(5)
        failed = destinations.SqsDestination(dead)
        deadlines.configure_async_invoke(retry_attempts=1, max_event_age=soon, on_failure=failed)
        target = targets.LambdaFunction(deadlines, dead_letter_queue=dead, retry_attempts=2, max_event_age=soon)
        every_minute = events.Schedule.rate(Duration.minutes(1))
        events.Rule(self, "Tick", rule_name=self._stage.physical("tick"), schedule=every_minute, targets=[target])

    def _worker(self, name: str, worker: Function) -> sqs.Queue:
        failed = sqs.DeadLetterQueue(queue=self.dead_letters[name], max_receive_count=5)
        patience = Duration.seconds(6 * TIMEOUTS[name])
        queue = self._queue(f"{name.title()}Queue", name, dead_letter_queue=failed, visibility_timeout=patience)
        gathered = GATHERED.get(name, {})
        worker.add_event_source(
            sources.SqsEventSource(queue, batch_size=10, report_batch_item_failures=True, **gathered)
        )
        return queue

    def _rule(self, rule: str, worker: str, pattern: events.EventPattern) -> None:
        target = targets.SqsQueue(self.queues[worker], dead_letter_queue=self.dead_letters[worker])
        name, title = self._stage.physical(rule), rule.title()
        events.Rule(self, f"{title}Rule", rule_name=name, event_bus=self.bus, event_pattern=pattern, targets=[target])

    def _queue(self, construct: str, name: str, **more: Any) -> sqs.Queue:
        queue = sqs.Queue(
            self,
            construct,
            queue_name=self._stage.physical(name),
            retention_period=Duration.days(14),
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            **more,
        )
        suppress_checkov(queue, {"CKV_AWS_27": "encrypted with the key of SQS, which EventBridge needs no grant for"})
        return queue
