"""The local cloud: one ministack process on this machine, with its state in a directory of its own."""

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import boto3

ROOT = Path(__file__).resolve().parents[2]
DIRECTORY = ROOT / ".local"
PYTHON = ROOT / ".venv-local" / "bin" / "python"
HOST, PORT = "127.0.0.1", 4566
REGION, ACCOUNT = "us-east-1", "000000000000"
#: Seconds that a start or a stop may take. A start reads the whole state, a stop writes it.
PATIENCE = 60.0


class CloudError(Exception):
    """The local cloud cannot do what was asked; the message says what to do."""


@dataclass(frozen=True)
class Cloud:
    """A local cloud that runs."""

    directory: Path
    port: int
    pid: int

    @property
    def endpoint_url(self) -> str:
        """Where every AWS service answers."""
        return f"http://{HOST}:{self.port}"

    def credentials(self) -> dict[str, str]:
        """Environment variables that send every AWS client here, and none to a real account."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint_url,
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            "NO_PROXY": "localhost,127.0.0.1",
        }

    def client(self, service: str) -> Any:
        """A boto3 client of a service of this cloud, whatever the caller's own AWS settings are."""
        session = boto3.Session("test", "test", region_name=REGION)
        return session.client(service, endpoint_url=self.endpoint_url)  # type: ignore[call-overload]


def start(directory: Path = DIRECTORY, port: int | None = None, *, enforce_iam: bool = False) -> Cloud:
    """Start the local cloud on what its directory holds, or return the one that runs there already.

    A cloud keeps the port that it was made on, since addresses in it name that port. `enforce_iam` lets functions do
    what their roles allow and no more; a stack cannot be deployed then. Raises CloudError.
    """
    if cloud := running(directory):
        return cloud
    port = _port(directory, port)
    directory.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(directory / "tmp", ignore_errors=True)
    (directory / "tmp").mkdir()
    _rewind_streams(directory / "state" / "lambda.json")
    with (directory / "lock").open("w") as lock, (directory / "cloud.log").open("w") as log:
        fcntl.flock(lock, fcntl.LOCK_EX)
        process = subprocess.Popen(
            [PYTHON, "-m", "ministack"],
            cwd=directory,
            env=_settings(directory, port, enforce_iam),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=[lock.fileno()],  # held until the process is gone: a pid alone could be another's by then
        )
    cloud = Cloud(directory, port, process.pid)
    (directory / "cloud.json").write_text(json.dumps({"port": port, "pid": process.pid}))
    _await_ready(cloud, process)
    return cloud


def running(directory: Path = DIRECTORY) -> Cloud | None:
    """The local cloud that runs on this directory, if one does."""
    try:
        with (directory / "lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        known = _known(directory)
        return Cloud(directory, known["port"], known["pid"])
    except FileNotFoundError:
        pass
    return None


def stop(directory: Path = DIRECTORY) -> bool:
    """Stop the local cloud once it has saved its state; whether there was one. Raises CloudError if it hangs."""
    cloud = running(directory)
    if not cloud:
        return False
    with suppress(ProcessLookupError):
        os.kill(cloud.pid, signal.SIGTERM)
    until = time.monotonic() + PATIENCE
    while running(directory):
        if time.monotonic() > until:
            raise CloudError(f"Process {cloud.pid} does not stop: look into {directory / 'cloud.log'}, then kill it.")
        time.sleep(0.05)
    return True


def reset(directory: Path = DIRECTORY) -> None:
    """Stop the local cloud and forget all that was in it."""
    stop(directory)
    shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def local_cloud(directory: Path, port: int | None = None, *, enforce_iam: bool = False) -> Iterator[Cloud]:
    """A local cloud for as long as the block runs, on a free port if the directory has none yet; the state stays."""
    if port is None and not _known(directory):
        with socket.socket() as free:
            free.bind((HOST, 0))
            port = free.getsockname()[1]
    try:
        yield start(directory, port, enforce_iam=enforce_iam)
    finally:
        stop(directory)


def _known(directory: Path) -> dict[str, int]:
    known = directory / "cloud.json"
    return dict(json.loads(known.read_text())) if known.exists() else {}


def _port(directory: Path, wanted: int | None) -> int:
    made_on = _known(directory).get("port")
    if made_on and wanted and made_on != wanted:
        raise CloudError(f"What is in {directory} was made on port {made_on}: use that one, or `make reset` first.")
    port = made_on or wanted or PORT
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise CloudError(
                f"Port {port} is taken by another program (`lsof -i :{port}` or `ss -ltnp` shows which). "
                f"Stop that one, or take another port: `make reset` and then `make run MENTORING_PORT={port + 1}`."
            ) from None
    return port


def _rewind_streams(state: Path) -> None:
    """Let functions read streams from their beginning again.

    ministack saves how many records a function has read, but not the records: it would skip as many new ones.
    """
    if state.exists():
        saved = json.loads(state.read_text())
        saved["payload"]["dynamodb_stream_positions"]["data"] = {}
        state.write_text(json.dumps(saved))


def _settings(directory: Path, port: int, enforce_iam: bool) -> dict[str, str]:
    """All that ministack, and so every function, sees of this machine's environment."""
    state, kept = directory / "state", ("PATH", "HOME", "LANG", "SYSTEMROOT")
    return {name: os.environ[name] for name in kept if name in os.environ} | {
        "BIND_HOST": HOST,
        "GATEWAY_PORT": str(port),
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "MINISTACK_REGION": REGION,
        "PERSIST_STATE": "1",
        "STATE_DIR": str(state),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(state / "s3"),
        "TMPDIR": str(directory / "tmp"),
        "AUTH": str(enforce_iam).lower(),
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "PYTHONSAFEPATH": "1",
    }


def _await_ready(cloud: Cloud, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        with suppress(OSError), closing(HTTPConnection(HOST, cloud.port, timeout=5)) as connection:
            connection.request("GET", "/_ministack/ready")
            if connection.getresponse().status == HTTPStatus.OK:
                return
        time.sleep(0.05)
    stop(cloud.directory)
    log = cloud.directory / "cloud.log"
    raise CloudError(f"The local cloud did not start. The end of {log}:\n{tail(log)}")


def tail(log: Path, lines: int = 30) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
