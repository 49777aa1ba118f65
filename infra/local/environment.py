"""What a client needs in order to use the local cloud: `.local/environment.json`."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from infra.local.cloud import DIRECTORY, REGION, Cloud
from infra.pages import ADDRESSES


def write(
    cloud: Cloud,
    outputs: Mapping[str, str],
    cycles: Mapping[str, str] | None = None,
    accounts: Sequence[Mapping[str, str]] | None = None,
) -> dict[str, Any]:
    """Write and return the connection to a deployed cloud; `cycles` and `accounts` stay as they were unless given."""
    known = read(cloud.directory) if _path(cloud.directory).exists() else {}
    if known.get("api_url") != outputs["ApiUrl"]:  # another deployment, in which nothing of the former is left
        known = {"cycles": {}, "accounts": []}
    connection = {
        "api_url": outputs["ApiUrl"],
        "staff_url": outputs["ApiUrl"] + ADDRESSES["staff"]["home"],
        "endpoint_url": cloud.endpoint_url,
        "api_host": outputs["ApiUrl"].partition("://")[2],
        "region": REGION,
        "cognito": {pool: _sign_in(cloud, outputs, pool) for pool in ("people", "staff")},
        "inbox_url": f"{cloud.endpoint_url}/_ministack/ses/messages",
        "cycles": known["cycles"] if cycles is None else dict(cycles),
        "accounts": known["accounts"] if accounts is None else [dict(account) for account in accounts],
    }
    _path(cloud.directory).write_text(json.dumps(connection, indent=2) + "\n")
    return connection


def read(directory: Path = DIRECTORY) -> dict[str, Any]:
    """The connection that was written last; raise FileNotFoundError when there is none."""
    return dict(json.loads(_path(directory).read_text()))


def _path(directory: Path) -> Path:
    return directory / "environment.json"


def _sign_in(cloud: Cloud, outputs: Mapping[str, str], pool: str) -> dict[str, Any]:
    user_pool, client = outputs[f"{pool.title()}PoolId"], outputs[f"{pool.title()}ClientId"]
    described = cloud.client("cognito-idp").describe_user_pool_client(UserPoolId=user_pool, ClientId=client)
    settings = described["UserPoolClient"]
    return {
        "client_id": client,
        "authorize_url": f"{cloud.endpoint_url}/oauth2/authorize",
        "login_url": f"{cloud.endpoint_url}/login",
        "token_url": f"{cloud.endpoint_url}/oauth2/token",
        "redirect_uri": settings["CallbackURLs"][-1],  # after those of the pages
        "scopes": settings["AllowedOAuthScopes"],
    }
