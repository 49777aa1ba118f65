"""Where people look: one dashboard that staff can read, and log queries that are saved under plain names."""

from collections.abc import Mapping, Sequence

from aws_cdk import aws_cloudwatch as cw
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.api import Api
from infra.container import Container
from infra.events import Events
from infra.function import Function
from infra.stage import Stage

INTRODUCTION = """# Mentoring program
**The window**: submissions, and what was refused with which answer. **Requests** and **answers** are people at the
portal. **The oldest waiting work** should fall back to 0 within minutes. **Given up on** must be 0: anything above is a
message in a dead-letter queue, and an alarm was sent. What to do: *infra/operations.md*.
Saved log queries: *Logs Insights → Queries → mentoring*."""

#: By the name it is saved under: whose logs it reads (of a function, or of several), and the query.
QUERIES = {
    "errors by function": (
        "functions",
        'filter level = "ERROR" | stats count(*) as times, max(@timestamp) as last by @log, coalesce(error, errorType)'
        " as what | sort times desc",
    ),
    "one request by id": (
        "everything",
        'fields @timestamp, service, route, status, level, message | filter @message like "PASTE-THE-ID-HERE"'
        " | sort @timestamp asc",
    ),
    "submissions": (
        "relay",
        'filter message = "published" | stats sum(types.ApplicationStarted) as started,'
        " sum(types.ApplicationSubmitted) as submitted, sum(types.LateSubmissionRefused) as late,"
        " sum(types.ApplicationWithdrawn) as withdrawn, sum(types.VerdictReached) as verdicts by bin(5m)",
    ),
    "refusals": (
        "api",
        "filter status >= 400 | stats count(*) as times, max(@timestamp) as last by route, status | sort times desc",
    ),
    "late submissions": (
        "api",
        "fields @timestamp, requestId, status | filter route like 'application/{proxy' and status = 409"
        " | sort @timestamp desc",
    ),
    "slowest requests": (
        "api",
        "fields @timestamp, route, status, latency_ms, integration_ms, requestId | sort latency_ms desc | limit 50",
    ),
    "mails sent": (
        "notifications",
        'filter message = "mail sent" | stats count(*) as mails by bin(1d) as day, mail | sort day desc',
    ),
}


class Dashboard(Construct):
    """One page in CloudWatch for the whole program, top to bottom as a request travels.

    An account's first three cost nothing with 50 metrics at most each; one more metric, and it's $3 a month.
    """

    def __init__(
        self,
        scope: Construct,
        stage: Stage,
        api: Api,
        events: Events,
        functions: Mapping[str, Function],
        containers: Sequence[Container],
    ) -> None:
        super().__init__(scope, "Dashboard")
        queues = {**events.queues, **{f"{name}, handed over": queue for name, queue in events.handed_over.items()}}
        oldest = [_age(queue, name) for name, queue in queues.items()]
        given_up = [
            queue.metric_approximate_number_of_messages_visible(label=name, statistic="max")
            for name, queue in events.dead_letters.items()
        ]
        http = api.http
        mails = [_mail_metric(name) for name in ("Send", "Delivery", "Bounce", "Complaint")]
        answers = [http.metric_client_error(label="4xx: refused"), http.metric_server_error(label="5xx: our fault")]
        slowness = [http.metric_latency(label=value, statistic=value) for value in ("p50", "p95", "p99")]
        lag = [
            function.metric("IteratorAge", label=f"{name} is behind (ms)", statistic="max")
            for name, function in functions.items()
            if function.spec.stream
        ]
        self.dashboard = cw.Dashboard(self, "Page", dashboard_name=stage.physical("program"))
        self.dashboard.add_widgets(cw.TextWidget(markdown=INTRODUCTION, width=24, height=5))
        view, groups = cw.LogQueryVisualizationType, _log_groups(api, functions, containers)
        self.dashboard.add_widgets(
            _query("The window: facts in five minutes", "submissions", groups, view.LINE, width=16),
            _query("Refused requests", "refusals", groups, view.TABLE, width=8),
        )
        self.dashboard.add_widgets(
            _graph("Requests", http.metric_count(label="requests")),
            _graph("Answers that are errors", *answers),
            _graph("How long an answer takes (ms)", *slowness),
        )
        self.dashboard.add_widgets(
            _graph("From fact to bus", *lag),
            _graph("The oldest waiting work (seconds)", *oldest),
            _graph("Given up on", *given_up),
        )
        self.dashboard.add_widgets(
            _graph("Failures", *(function.metric_errors(label=name) for name, function in functions.items()), width=16),
            _graph("Mails", *mails),
        )
        self._save_queries(stage, groups)

    def _save_queries(self, stage: Stage, groups: Mapping[str, list[str]]) -> None:
        for name, (where, query) in QUERIES.items():
            logs.CfnQueryDefinition(
                self,
                name.title().replace(" ", ""),
                name=f"mentoring/{stage.name}/{name}",
                query_string=query,
                log_group_names=groups[where],
            )


def _log_groups(api: Api, functions: Mapping[str, Function], containers: Sequence[Container]) -> dict[str, list[str]]:
    """The logs by what QUERIES calls them."""
    by_function = {name: [function.log_group.log_group_name] for name, function in functions.items()}
    of_functions = [log for logs in by_function.values() for log in logs]
    of_functions += [container.log.log_group_name for container in containers]
    of_api = [api.access_log.log_group_name]
    return {**by_function, "functions": of_functions, "api": of_api, "everything": of_functions + of_api}


def _query(
    title: str, name: str, groups: Mapping[str, list[str]], view: cw.LogQueryVisualizationType, width: int
) -> cw.LogQueryWidget:
    where, query = QUERIES[name]
    return cw.LogQueryWidget(title=title, log_group_names=groups[where], query_string=query, view=view, width=width)


def _age(queue: sqs.IQueue, label: str) -> cw.Metric:
    return queue.metric_approximate_age_of_oldest_message(label=label, statistic="max")


def _mail_metric(name: str) -> cw.Metric:
    return cw.Metric(namespace="AWS/SES", metric_name=name, statistic="sum")


def _graph(title: str, *metrics: cw.IMetric, width: int = 8) -> cw.GraphWidget:
    return cw.GraphWidget(title=title, left=list(metrics), width=width)
