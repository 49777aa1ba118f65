"""What is declared of a function in infra/functions.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from shared.store.tables import setting

#: What runs functions in AWS, and so what their bundles are compiled for.
PYTHON = "3.13"
Architecture = Literal["arm64", "x86_64"]
EVERY_MINUTE = "rate(1 minute)"


@dataclass(frozen=True)
class FunctionSpec:
    """One function: the code is in `functions/<name>`, its packages are `infra/requirements/<packages>.txt`.

    What starts it: `routes` of the API, behind the sign-in of `pool` (None: open to everyone), `subscriptions` to
    activity types, `uploads` for files that land in the bucket, `mail_reports` for what SES reports of mails (a queue
    feeds these three), the `stream` of a table, or a `schedule` by the name of its rule.

    What it may do: actions of DynamoDB by table (`Query:by_subject` is a query of that index and no other), of S3 by
    files (`""` is the bucket itself), `allow` by an attribute of the stack that holds an ARN, `sends_mail`, `fans_out`:
    send messages to its own queue, and `redrives`: read every worker's dead letters, send them to its queue
    again, and know what starts each worker; `seals` what it counts of self-identification.
    `outgrows`: with `size=large` a container does what is too much for the function, which hands it over by a queue.
    `allow_locally` is what it may do besides in the local cloud alone.
    """

    name: str
    packages: str = "worker"
    timeout: int = 10  # seconds
    memory: int = 512  # megabytes
    architecture: Architecture = "arm64"  # in AWS; some packages have wheels for x86_64 alone
    routes: tuple[str, ...] = ()
    pool: Literal["people", "staff"] | None = None
    subscriptions: tuple[str, ...] = ()
    uploads: bool = False
    mail_reports: bool = False
    batch_window: int | None = None  # seconds that a queue's messages are gathered for
    #: Of what a queue starts. A new account runs ten functions at once, and people's requests come first; SES takes 14
    #: mails a second from it, and sign-in codes need some of them.
    max_concurrency: int = 2
    stream: str | None = None
    schedule: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    allow: Mapping[str, str] = field(default_factory=dict)
    allow_locally: Mapping[str, str] = field(default_factory=dict)
    sends_mail: bool = False
    fans_out: bool = False
    redrives: bool = False
    seals: bool = False
    outgrows: bool = False
    environment: tuple[str, ...] = ()  # names of environment.py; the names of its tables come with `tables`

    @property
    def queued(self) -> bool:
        """Whether a queue feeds it."""
        return bool(self.subscriptions) or self.uploads or self.mail_reports

    @property
    def serves_pages(self) -> bool:
        """Whether the pages and the OpenAPI document are in its bundle."""
        return "$default" in self.routes

    @property
    def dead_letters(self) -> bool:
        """Whether what it gives up on is kept; a request's caller gets the error at once."""
        return self.queued or bool(self.stream or self.schedule)

    @property
    def settings(self) -> set[str]:
        """The names in its environment that its code reads."""
        own = {
            name
            for name, given in (
                ("QUEUE_URL", self.fans_out),
                ("DEAD_LETTERS", self.redrives),
                ("SUBSCRIPTIONS", self.redrives),
                ("ORIGIN_SECRETS", self.routes),
            )
            if given
        }
        return {*self.environment, *map(setting, self.tables), *own}
