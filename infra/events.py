"""From a stored activity to the workers that act on it: stream, relay, bus, rules and queues; and the minute tick."""

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

from infra.function import Function
from infra.nag import suppress_checkov, suppress_nag
from infra.silent import UNPUBLISHED
from infra.stage import Stage, construct_id
from shared.domain.kept import KEPT

SOURCE = "mentoring"
#: How long a message is hidden from a container that doesn't say otherwise.
HIDDEN = Duration.minutes(5)
Tables = Mapping[str, dynamodb.ITableV2]


class Events(Construct):
    """The bus with everything that feeds it and hangs on it."""

    def __init__(self, scope: Construct, stage: Stage, tables: Tables, functions: Mapping[str, Function]) -> None:
        super().__init__(scope, "Events")
        self._stage = stage
        self.bus = events.EventBus(self, "Bus", event_bus_name=stage.physical("events"))
        self.bus.archive(
            "Archive",
            archive_name=stage.physical("events"),
            description="Facts, to be replayed",
            event_pattern=events.EventPattern(source=[SOURCE]),
            retention=Duration.days(KEPT["archive"].days),
        )
        self.dead_letters = {
            name: self._queue(f"{construct_id(name)}DeadLetters", f"{name}-dead-letters")
            for name, function in functions.items()
            if function.spec.dead_letters
        }
        self._subscriptions = {name: function.spec.subscriptions for name, function in functions.items()}
        self.queues = {name: self._worker(function) for name, function in functions.items() if function.spec.queued}
        #: What functions hand over to their containers, in a large stage alone.
        self.handed_over = {
            name: self._queue(
                f"{construct_id(name)}ContainerQueue",
                f"{name}-container",
                dead_letter_queue=self._given_up(name),
                visibility_timeout=HIDDEN,
            )
            for name, function in functions.items()
            if function.spec.outgrows and stage.size == "large"
        }
        for name, function in functions.items():
            if function.spec.stream:
                self._relay(tables[function.spec.stream], function)
            for rule, rate in function.spec.schedule.items():
                self._run(rule, rate, function)
            if function.spec.subscriptions:
                self._subscribe(function)
            if function.spec.dead_letters and not function.spec.queued:
                suppress_nag(self.dead_letters[name], "SQS3", "it is itself the dead letters, of a stream or a rule")

    def grant_own_queue(self, worker: Function) -> None:
        """Let a worker send messages to its own queue, and know its address."""
        own = self.queues[worker.spec.name]
        # AWS knows one action for both calls; the local cloud asks for the call's own name.
        batch = " sqs:SendMessageBatch" if self._stage.local else ""
        worker.allow(f"sqs:SendMessage{batch}", own.queue_arn)
        worker.tell(QUEUE_URL=own.queue_url)

    def grant_handover(self, worker: Function) -> None:
        """Let a worker with a container hand over what outgrows it, and the container, by the same role, take it."""
        if worker.spec.name in self.handed_over:
            actions = "sqs:SendMessage sqs:ReceiveMessage sqs:DeleteMessage sqs:ChangeMessageVisibility"
            worker.allow(actions, self.handed_over[worker.spec.name].queue_arn)

    def grant_redrive(self, function: Function) -> None:
        """Let a function read and delete dead letters and send them to the workers' queues, and know all addresses."""
        addresses = []
        for name, dead in self.dead_letters.items():
            function.allow("sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes", dead.queue_arn)
            alive = self.queues.get(name)
            if alive:
                function.allow("sqs:SendMessage", alive.queue_arn)
            addresses.append(",".join((name, dead.queue_url, alive.queue_url if alive else "")))
        function.tell(DEAD_LETTERS=" ".join(addresses))
        starts = (f"{name}={','.join(types)}" for name, types in self._subscriptions.items() if types)
        function.tell(SUBSCRIPTIONS=" ".join(starts))

    def _relay(self, table: dynamodb.ITableV2, relay: Function) -> None:
        # A fact is modified only when it is marked to be published again.
        written = {"eventName": lambda_.FilterRule.or_("INSERT", "MODIFY")}
        facts = [
            lambda_.FilterCriteria.filter({**written, "dynamodb": {"NewImage": {"type": {"S": types}}}})
            # One that says no type can't be read, and ends in the dead letters.
            for types in ([{"anything-but": UNPUBLISHED}], lambda_.FilterRule.not_exists())
        ]
        stream = sources.DynamoEventSource(
            table,
            starting_position=lambda_.StartingPosition.TRIM_HORIZON,
            batch_size=100,
            filters=facts,
            # Enough to sit out an hour of trouble at the bus; a bad record alone is cut out by bisecting.
            retry_attempts=100,
            max_record_age=Duration.hours(12),
            bisect_batch_on_error=True,
            report_batch_item_failures=True,
            on_failure=sources.SqsDlq(self.dead_letters[relay.spec.name]),
        )
        relay.add_event_source(stream)
        events.Rule(
            self,
            "UnreadableRule",
            rule_name=self._stage.physical("unreadable"),
            description="Facts that the relay can't read end in its dead letters",
            event_bus=self.bus,
            event_pattern=events.EventPattern(source=[SOURCE], detail_type=["ActivityUnreadable"]),
            targets=[targets.SqsQueue(self.dead_letters[relay.spec.name])],
        )

    def _run(self, rule: str, rate: str, function: Function) -> None:
        dead, soon = self.dead_letters[function.spec.name], Duration.minutes(5)
        failed = destinations.SqsDestination(dead)
        function.configure_async_invoke(retry_attempts=1, max_event_age=soon, on_failure=failed)
        target = targets.LambdaFunction(function, dead_letter_queue=dead, retry_attempts=2, max_event_age=soon)
        name, schedule = self._stage.physical(rule), events.Schedule.expression(rate)
        events.Rule(self, construct_id(rule), rule_name=name, schedule=schedule, targets=[target])

    def _worker(self, worker: Function) -> sqs.Queue:
        spec = worker.spec
        patience = Duration.seconds(6 * spec.timeout)
        title = f"{construct_id(spec.name)}Queue"
        queue = self._queue(title, spec.name, dead_letter_queue=self._given_up(spec.name), visibility_timeout=patience)
        source = sources.SqsEventSource(
            queue,
            batch_size=10,
            report_batch_item_failures=True,
            max_batching_window=Duration.seconds(spec.batch_window) if spec.batch_window else None,
            max_concurrency=spec.max_concurrency,
        )
        worker.add_event_source(source)
        return queue

    def _given_up(self, name: str) -> sqs.DeadLetterQueue:
        return sqs.DeadLetterQueue(queue=self.dead_letters[name], max_receive_count=5)

    def _subscribe(self, worker: Function) -> None:
        name, types = worker.spec.name, list(worker.spec.subscriptions)
        events.Rule(
            self,
            f"{construct_id(name)}Rule",
            rule_name=self._stage.physical(name),
            event_bus=self.bus,
            event_pattern=events.EventPattern(source=[SOURCE], detail_type=types),
            targets=[targets.SqsQueue(self.queues[name], dead_letter_queue=self.dead_letters[name])],
        )

    def _queue(self, construct: str, name: str, **more: Any) -> sqs.Queue:
        queue = sqs.Queue(
            self,
            construct,
            queue_name=self._stage.physical(name),
            retention_period=Duration.days(14),
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=not self._stage.local,
            **more,
        )
        if self._stage.local:
            suppress_nag(queue, "SQS4", "the local cloud speaks plain HTTP on this machine alone")
        suppress_checkov(queue, {"CKV_AWS_27": "encrypted with the key of SQS, which EventBridge needs no grant for"})
        return queue
