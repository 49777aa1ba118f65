"""AWS clients from botocore; boto3 would make every start slower with features that this program doesn't use."""

from functools import cache
from typing import Any

from botocore.config import Config
from botocore.session import Session


@cache
def _session() -> Session:
    return Session()


def client(service: str, **config: Any) -> Any:
    """Make a client of a service with botocore's `Config` settings; that takes milliseconds, so keep it."""
    return _session().create_client(service, config=Config(**config))


def identity() -> tuple[Any, str]:
    """Return the credentials and the region, to sign requests without a client."""
    return _session().get_credentials(), str(_session().get_config_variable("region"))
