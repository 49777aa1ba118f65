"""The local cloud from the command line: `python -m infra.local run|stop|reset|status`."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec

from infra.local import cloud, environment
from infra.local.deploy import deploy

YEAR = "infra.local.year"


def run() -> None:
    """Start the local cloud, deploy to it, take a program year through it and leave it running."""
    wanted = os.environ.get("MENTORING_PORT")
    with _step("Starting the local cloud"):
        started = cloud.start(port=int(wanted) if wanted else None)
    with _step("Deploying the stack"):
        outputs = deploy(started)
    connection = environment.write(started, outputs)
    if find_spec(YEAR):
        import_module(YEAR).drive(started, connection)
    status()


def stop() -> None:
    """Stop the local cloud; what is in it is kept."""
    print("Stopped." if cloud.stop() else "It was not running.")


def reset() -> None:
    """Stop the local cloud and forget all that is in it."""
    cloud.reset()
    print("Forgotten.")


def status() -> None:
    """Say whether the local cloud runs, and where."""
    started = cloud.running()
    if not started:
        print("The local cloud is not running: `make run` starts it.")
        return
    connection = environment.read()
    print(f"The local cloud runs (process {started.pid}, log {started.directory / 'cloud.log'}).")
    print(f"  API    {connection['api_url']} - or {connection['endpoint_url']} with `Host: {connection['api_host']}`")
    print(f"  Inbox  {connection['inbox_url']}")


@contextmanager
def _step(what: str) -> Iterator[None]:
    print(f"{what} ...", end=" ", flush=True)
    since = time.monotonic()
    yield
    print(f"{time.monotonic() - since:.1f} s", flush=True)


COMMANDS = {"run": run, "stop": stop, "reset": reset, "status": status}

if __name__ == "__main__":
    if sys.argv[1:2] == [] or sys.argv[1] not in COMMANDS:
        raise SystemExit(__doc__)
    try:
        COMMANDS[sys.argv[1]]()
    except cloud.CloudError as error:
        raise SystemExit(f"\n{error}") from None
