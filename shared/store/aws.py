"""AWS clients from botocore; boto3 would make every start slower with features that this program doesn't use."""

from functools import cache
from typing import Any, NamedTuple

from botocore.config import Config
from botocore.session import Session


class Patience(NamedTuple):
    """How long a call may take: seconds to connect and to answer, for each of the `attempts`."""

    attempts: int
    connect: float
    read: float

    @property
    def longest(self) -> float:
        """Seconds until a call that no one answers has failed, with botocore's waits of up to 1, 2, 4… seconds."""
        return self.attempts * (self.connect + self.read) + 2.0 ** (self.attempts - 1) - 1


#: What is left of a function's time lets it answer, or return the message, after a call has failed.
PATIENCE = {
    "dynamodb": Patience(2, connect=1, read=2.5),
    "cognito-idp": Patience(2, connect=1, read=3),
    "kms": Patience(2, connect=1, read=2.5),
    # The stream tries again; after a call that failed, the relay finds the fact to continue from by one more.
    "events": Patience(1, connect=1, read=3),
    "s3": Patience(4, connect=2, read=10),
    # SES has no idempotency token: a second attempt inside the SDK could be a second mail.
    "sesv2": Patience(1, connect=2, read=8),
    "sqs": Patience(2, connect=1, read=3),
}


@cache
def _session() -> Session:
    return Session()


def client(service: str) -> Any:
    """Make a client with the service's patience; that takes milliseconds, so keep it. KeyError when it has none."""
    attempts, connect, read = PATIENCE[service]
    retries: Any = {"mode": "standard", "total_max_attempts": attempts}
    return _session().create_client(service, config=Config(connect_timeout=connect, read_timeout=read, retries=retries))


def identity() -> tuple[Any, str]:
    """Return the credentials and the region, to sign requests without a client."""
    return _session().get_credentials(), str(_session().get_config_variable("region"))
