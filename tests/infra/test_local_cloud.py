"""The local cloud starts, keeps what is in it, and leaves alone what is not its own."""

import base64
import io
import json
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.local import cloud as local
from infra.local import deploy
from infra.local.cloud import Cloud, CloudError, local_cloud
from infra.local.sign_in import SignInError, sign_in

EMAIL = "alex@example.edu"
PATHS = {"authorize_url": "/oauth2/authorize", "login_url": "/login", "token_url": "/oauth2/token"}
TABLE, READER_LOG = "facts", "/aws/lambda/reader"
READER = """
def handler(event, context):
    for record in event["Records"]:
        print("read", record["dynamodb"]["Keys"]["id"]["S"])
"""


@pytest.fixture
def cloud(tmp_path: Path) -> Iterator[Cloud]:
    with local_cloud(tmp_path) as started:
        yield started


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind((local.HOST, 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_cloud_keeps_what_is_in_it_over_a_restart(tmp_path: Path) -> None:
    with local_cloud(tmp_path) as first:
        first.client("ssm").put_parameter(Name="/kept", Value="yes", Type="String")
    with local_cloud(tmp_path) as second:
        kept = second.client("ssm").get_parameter(Name="/kept")["Parameter"]["Value"]
    assert (kept, second.port, local.running(tmp_path)) == ("yes", first.port, None)


def test_starting_a_cloud_that_runs_returns_it(cloud: Cloud) -> None:
    assert local.start(cloud.directory) == cloud


def test_reset_forgets_everything(cloud: Cloud) -> None:
    local.reset(cloud.directory)
    assert (local.running(cloud.directory), cloud.directory.exists()) == (None, False)


def test_start_says_what_to_do_when_the_port_is_taken(tmp_path: Path, taken_port: int) -> None:
    with pytest.raises(CloudError, match=f"Port {taken_port} is taken by another program.*MENTORING_PORT="):
        local.start(tmp_path, taken_port)


def test_cloud_stays_on_the_port_that_it_was_made_on(tmp_path: Path) -> None:
    (tmp_path / "cloud.json").write_text(json.dumps({"port": 4570, "pid": 1}))
    with pytest.raises(CloudError, match="was made on port 4570"):
        local.start(tmp_path, 4571)


def test_stop_leaves_a_process_alone_that_took_over_the_number_of_one_long_gone(tmp_path: Path) -> None:
    (tmp_path / "lock").touch()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        (tmp_path / "cloud.json").write_text(json.dumps({"port": 4570, "pid": other.pid}))
        stopped = local.stop(tmp_path)
        other.communicate(b"\n")
    assert (stopped, other.returncode) == (False, 0)


def test_functions_go_on_reading_a_stream_after_a_restart(tmp_path: Path) -> None:
    with local_cloud(tmp_path) as first:
        _make_stream_reader(first)
        _put(first, "before")
        read_before = _read_by_function(first, 1)
    with local_cloud(tmp_path) as second:
        _put(second, "after")
        assert (read_before, _read_by_function(second, 2)) == (["before"], ["after", "before"])


def test_cdk_never_sees_the_account_of_who_runs_it(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "real")
    monkeypatch.setenv("CDK_DEFAULT_ACCOUNT", "111111111111")
    seen = {name: value for name, value in deploy.environment(cloud).items() if name.startswith(("AWS_", "CDK_"))}
    expected = {name: value for name, value in cloud.credentials().items() if name.startswith("AWS_")}
    assert seen == expected | {"CDK_DISABLE_CLI_TELEMETRY": "true"}


def test_sign_in_by_the_mailed_code_gives_tokens_of_that_person(cloud: Cloud) -> None:
    tokens = sign_in(_people(cloud), "people", EMAIL)
    claims = json.loads(base64.urlsafe_b64decode(tokens.id_token.split(".")[1] + "=="))
    assert (claims["email"], claims["token_use"]) == (EMAIL, "id")


def test_sign_in_of_an_unknown_address_is_refused(cloud: Cloud) -> None:
    with pytest.raises(SignInError, match="is there an account"):
        sign_in(_people(cloud), "people", "no one@example.edu")


def _people(cloud: Cloud) -> dict[str, Any]:
    """A pool like the program's with one person in it, as environment.json would describe it."""
    cognito = cloud.client("cognito-idp")
    factors = {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}}
    pool = cognito.create_user_pool(PoolName="people", Policies=factors, UsernameAttributes=["email"])["UserPool"]["Id"]
    redirect_uri, scopes = "http://localhost:8400/callback", ["openid", "email"]
    client = cognito.create_user_pool_client(
        UserPoolId=pool,
        ClientName="portal",
        ExplicitAuthFlows=["ALLOW_USER_AUTH"],
        AllowedOAuthFlows=["code"],
        AllowedOAuthScopes=scopes,
        AllowedOAuthFlowsUserPoolClient=True,
        CallbackURLs=[redirect_uri],
    )["UserPoolClient"]["ClientId"]
    attributes = [{"Name": "email", "Value": EMAIL}, {"Name": "email_verified", "Value": "true"}]
    cognito.admin_create_user(UserPoolId=pool, Username=EMAIL, UserAttributes=attributes, MessageAction="SUPPRESS")
    cognito.admin_set_user_password(UserPoolId=pool, Username=EMAIL, Password="Thr0wn-away-at-once", Permanent=True)
    addresses = {name: f"{cloud.endpoint_url}{path}" for name, path in PATHS.items()}
    return {"cognito": {"people": {"client_id": client, "redirect_uri": redirect_uri, "scopes": scopes} | addresses}}


def _make_stream_reader(cloud: Cloud) -> None:
    table = cloud.client("dynamodb").create_table(
        TableName=TABLE,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )["TableDescription"]
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("reader.py", READER)
    cloud.client("logs").create_log_group(logGroupName=READER_LOG)
    cloud.client("lambda").create_function(
        FunctionName="reader",
        Runtime="python3.13",
        Role=f"arn:aws:iam::{local.ACCOUNT}:role/reader",
        Handler="reader.handler",
        Code={"ZipFile": code.getvalue()},
    )
    cloud.client("lambda").create_event_source_mapping(
        FunctionName="reader", EventSourceArn=table["LatestStreamArn"], StartingPosition="TRIM_HORIZON"
    )


def _put(cloud: Cloud, name: str) -> None:
    cloud.client("dynamodb").put_item(TableName=TABLE, Item={"id": {"S": name}})


def _read_by_function(cloud: Cloud, count: int) -> list[str]:
    """What the function has read, once that is `count` records or half a minute has passed."""
    until = time.monotonic() + 30
    while True:
        events = cloud.client("logs").filter_log_events(logGroupName=READER_LOG)["events"]
        lines = (line for event in events for line in event["message"].splitlines())
        read = sorted(line.removeprefix("read ").strip() for line in lines if line.startswith("read "))
        if len(read) >= count or time.monotonic() > until:
            return read
        time.sleep(0.2)
