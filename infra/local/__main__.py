"""The local cloud from the command line: `python -m infra.local run|stop|reset|status`."""

import os
import sys

from infra.local import cloud, environment, year
from infra.local.deploy import deploy


def run() -> None:
    """Start the local cloud, deploy to it, take a program year through it and leave it running."""
    wanted = os.environ.get("MENTORING_PORT")
    with year.step("Starting the local cloud"):
        started = cloud.start(port=int(wanted) if wanted else None)
    with year.step("Deploying the stack"):
        outputs = deploy(started)
    year.drive(started, environment.write(started, outputs))
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
    print(f"  Pages  {connection['api_url']}/")
    print(f"  Staff  {connection['staff_url']}")
    print(f"  Inbox  {connection['inbox_url']}")


COMMANDS = {"run": run, "stop": stop, "reset": reset, "status": status}

if __name__ == "__main__":
    command = COMMANDS.get(" ".join(sys.argv[1:]))
    if not command:
        raise SystemExit(__doc__)
    try:
        command()
    except cloud.CloudError as error:
        raise SystemExit(f"\n{error}") from None
