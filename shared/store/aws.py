"""AWS clients straight from botocore: boto3 would add resources and transfers that nobody here uses to every start."""

from functools import cache
from typing import Any

from botocore.config import Config
from botocore.session import Session


@cache
def _session() -> Session:
    return Session()


def client(service: str, **config: Any) -> Any:
    """Make a client of a service with botocore's `Config` settings; keep it, for making one takes milliseconds."""
    return _session().create_client(service, config=Config(**config))


def identity() -> tuple[Any, str]:
    """Return the credentials and the region at hand, for what is signed without a client."""
    return _session().get_credentials(), str(_session().get_config_variable("region"))
