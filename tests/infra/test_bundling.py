"""What Lambda gets: complete, small, compiled, and built again only when something in it changed."""

import importlib.util
import re
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra import bundling, uv
from infra.packages import SERVICES, stamp
from infra.spec import PYTHON

UNCHECKED_HASH = 0b01
AARCH64 = 183


@pytest.fixture(scope="module")
def build_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("build")


@pytest.fixture(scope="module")
def relay(build_directory: Path) -> Path:
    return bundling.build("local", build_directory, ["relay"])["relay"]


@pytest.fixture(scope="module")
def applications(build_directory: Path) -> Path:
    return bundling.build("local", build_directory, ["applications"])["applications"]


@pytest.fixture
def fresh_environment() -> Iterator[None]:
    uv.environment.cache_clear()
    yield
    uv.environment.cache_clear()


def test_bundle_starts_with_nothing_but_itself_and_the_standard_library(relay: Path) -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(relay)!r}); import functions.relay.handler as it; print(it.__file__)"
    )
    started = subprocess.run([sys.executable, "-ISc", program], capture_output=True, text=True, check=False)
    assert (started.stdout.strip(), started.stderr) == (str(relay / "functions/relay/handler.py"), "")


def test_bundle_holds_the_code_of_its_own_function_only(relay: Path) -> None:
    assert {path.name for path in (relay / "functions").iterdir()} == {"__init__.py", "__pycache__", "relay"}


def test_bundle_is_compiled_so_that_no_date_is_looked_at(relay: Path) -> None:
    sources = list(relay.rglob("*.py"))
    flags = {_flags(Path(importlib.util.cache_from_source(str(path)))) for path in sources}
    assert (len(sources) > 100, flags) == (True, {UNCHECKED_HASH})


def test_bundle_describes_the_services_that_functions_call_and_no_others(relay: Path) -> None:
    described = {path.name for path in (relay / "botocore/data").iterdir() if path.is_dir()}
    code = [path.read_text() for folder in ("functions", "shared") for path in (bundling.ROOT / folder).rglob("*.py")]
    called = {name for text in code for name in re.findall(r"""client\(\s*["']([a-z0-9-]+)["']""", text)}
    assert (described, called - described) == (set(SERVICES), set())


def test_client_of_every_service_finds_all_it_needs_in_what_is_described(relay: Path) -> None:
    program = f"import sys; sys.path.insert(0, {str(relay)!r}); from botocore.session import Session\n" + (
        f"for service in {sorted(SERVICES)}:\n"
        "    client = Session().create_client(service, 'us-east-1')\n"
        "    print(service, len(client.meta.service_model.client_context_parameters))"
    )
    made = subprocess.run([sys.executable, "-ISc", program], capture_output=True, text=True, check=False)
    assert (made.stderr, [line.split()[0] for line in made.stdout.splitlines()]) == ("", sorted(SERVICES))


def test_bundle_has_the_cipher_that_self_identification_is_sealed_with(applications: Path) -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(applications)!r}); from Crypto.Cipher import AES\n"
        "print(AES.new(bytes(32), AES.MODE_GCM, nonce=bytes(12)).encrypt_and_digest(b'')[1].hex())"
    )
    sealed = subprocess.run([sys.executable, "-ISc", program], capture_output=True, text=True, check=False)
    # NIST's tag of nothing under a key and a nonce of zeros.
    assert (sealed.stderr, sealed.stdout.strip()) == ("", "530f8afbc74536b9a963b4f1c4cb738b")


def test_bundle_is_built_again_only_when_something_in_it_changes(
    relay: Path, build_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = bundling._code
    first = stamp(relay)["digest"], relay.stat().st_ino
    bundling.build("local", build_directory, ["relay"])
    again = stamp(relay)["digest"], relay.stat().st_ino
    monkeypatch.setattr(bundling, "_code", lambda function: [*code(function), "pyproject.toml"])
    bundling.build("local", build_directory, ["relay"])
    changed = stamp(relay)["digest"] != first[0], (relay / "pyproject.toml").exists()
    assert (again, changed) == (first, (True, True))


def test_bundle_for_aws_holds_machine_code_for_graviton_only(build_directory: Path) -> None:
    bundle = bundling.build("production", build_directory, ["relay"])["relay"]
    machines = {struct.unpack_from("<H", path.read_bytes(), 18)[0] for path in bundle.rglob("*.so*")}
    versions = {path.name.split(".")[1] for path in bundle.rglob("*.cpython-*.so")}
    assert (machines, versions) == ({AARCH64}, {f"cpython-{PYTHON.replace('.', '')}-aarch64-linux-gnu"})


@pytest.mark.usefixtures("fresh_environment")
def test_packages_come_from_the_index_that_pip_is_set_up_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.delenv("UV_INDEX_URL", raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", "https://packages.example.org/simple")
    assert uv.environment()["UV_DEFAULT_INDEX"] == "https://packages.example.org/simple"


@pytest.mark.usefixtures("fresh_environment")
def test_an_index_given_to_uv_itself_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://packages.example.org/simple")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://other.example.org/simple")
    assert uv.environment()["UV_DEFAULT_INDEX"] == "https://other.example.org/simple"


def _flags(compiled: Path) -> int:
    return int.from_bytes(compiled.read_bytes()[4:8], "little")
