"""Install a pinned list of packages as Lambda wants it: for its platform, without what no function reads, compiled."""

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra import uv
from infra.spec import PYTHON, Architecture

REQUIREMENTS = Path(__file__).parent / "requirements"
#: The AWS services that functions call. botocore's descriptions of all the others are 15 MB of a zip.
SERVICES = frozenset({"cognito-idp", "dynamodb", "events", "kms", "s3", "sesv2", "sqs"})
#: What no function reads.
UNREAD = (
    "*.dist-info",
    "bin",
    "**/tests",
    "**/*.pyi",
    "aws_lambda_powertools/**/*.min.*",
    *(f"aws_lambda_powertools/utilities/{name}" for name in ("auth_alpha", "circuit_breaker", "data_masking")),
    *(f"aws_lambda_powertools/utilities/{name}" for name in ("feature_flags", "idempotency", "kafka", "parameters")),
    *(f"aws_lambda_powertools/utilities/{name}" for name in ("parser", "streaming", "validation")),
    "boto3/data",
    "boto3/examples",
    "botocore/data/*/*/examples-*.json",
    "dateutil/zoneinfo",
    "numpy/_core/include",
    "numpy/f2py",
    # Of all its ciphers, the one that seals needs AES in GCM.
    *(f"Crypto/{name}" for name in ("IO", "Math", "Protocol", "PublicKey", "SelfTest", "Signature")),
    "Crypto/Cipher/_[!_mrs]*",
    "Crypto/Cipher/_raw_[!ace]*",
    "Crypto/Cipher/_raw_arc2*",
    "Crypto/Cipher/_raw_c[!t]*",
    "Crypto/Cipher/_raw_eks*",
    "Crypto/Hash/_[!_g]*",
    "fontpkg_noto_sans/files/*Italic*",
    # Pictures, which no certificate has.
    "PIL",
    "pillow.libs",
    "pydantic/v1",
    "pylmcf/cpp",
    "rapidfuzz/**/*_avx2*",  # a faster copy of what is there, for much text
)
#: ... except the metadata of pylmcf, which asks for its own version when it is imported.
READ = "pylmcf-"
#: Where botocore asks for the documentation itself.
DOCUMENTED = ("clientContextParams",)
#: What AWS runs, as uv calls it; compiled files are good for one version of Python only.
AWS_PLATFORMS = {"arm64": "aarch64-manylinux_2_28", "x86_64": "x86_64-manylinux_2_28"}


@dataclass(frozen=True)
class Target:
    """Where bundles are to run: the version of Python there, and an interpreter of that version if there is one."""

    python: str
    interpreter: str | None
    options: tuple[str, ...]

    @classmethod
    def of(cls, stage: str, architecture: Architecture) -> "Target":
        """The machine at hand for the local cloud, this architecture on AWS for every other stage."""
        if stage == "local":
            return cls("{}.{}".format(*sys.version_info), sys.executable, ("--python", sys.executable))
        aws = ("--python-platform", AWS_PLATFORMS[architecture], "--python-version", PYTHON)
        return cls(PYTHON, uv.interpreter(PYTHON), aws)


def install(name: str, target: Target, directory: Path) -> Path:
    """Install `requirements/<name>.txt` into a directory of its own, unless it is there already."""
    pinned = REQUIREMENTS / f"{name}.txt"
    finished, fresh = directory / "packages" / name, directory / "packages" / f".{name}"
    digest = digest_of(repr(target), {"list": pinned.read_bytes(), "how": Path(__file__).read_bytes()})
    if stamp(finished).get("digest") != digest:
        shutil.rmtree(fresh, ignore_errors=True)
        source = ("--require-hashes", "--only-binary", ":all:", "-r", str(pinned))
        uv.run("pip", "install", "--quiet", "--target", str(fresh), *target.options, *source)
        trim(fresh)
        compile_all(target, fresh, ".")
        finish(fresh, finished, digest, ".")
    return finished


def trim(packages: Path) -> None:
    """Remove what no function reads."""
    unread = {path for pattern in UNREAD for path in packages.glob(pattern) if not path.name.startswith(READ)}
    unread |= {path for path in packages.glob("botocore/data/*") if path.is_dir() and path.name not in SERVICES}
    for path in unread:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    slim(packages / "botocore" / "data")


def slim(data: Path) -> None:
    """Rewrite what botocore parses at every start without other services' endpoints and without documentation."""
    endpoints = data / "endpoints.json"
    if not endpoints.exists():
        return
    known = json.loads(endpoints.read_text())
    for partition in known["partitions"]:
        partition["services"] = {name: kept for name, kept in partition["services"].items() if name in SERVICES}
    _replace(endpoints, known)
    for model in data.glob("*/*/service-2.json.gz"):
        with gzip.open(model, "rt", encoding="utf-8") as written:
            described = json.load(written)
        kept = {name: described[name] for name in DOCUMENTED if name in described}
        _replace(model.with_suffix(""), _undocumented(described) | kept)
        model.unlink()


def _replace(path: Path, content: Any) -> None:
    path.unlink(missing_ok=True)  # it may be one file with the package cache's and with other environments'
    path.write_text(json.dumps(content, separators=(",", ":")))


def _undocumented(model: Any) -> Any:
    if isinstance(model, dict):
        return {
            name: _undocumented(value)
            for name, value in model.items()
            if not (name == "documentation" and isinstance(value, str))
        }
    return [_undocumented(value) for value in model] if isinstance(model, list) else model


def compile_all(target: Target, directory: Path, *folders: str) -> None:
    """Compile so that no date is compared at the start: the CDK CLI dates sources otherwise than they were."""
    if target.interpreter:
        options = ("-q", "-j", "0", "--invalidation-mode", "unchecked-hash", "-s", str(directory), "-p", "/var/task")
        command = (target.interpreter, "-m", "compileall", *options, *(str(directory / folder) for folder in folders))
        subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": "0"})


def digest_of(seed: str, content: Mapping[str, bytes]) -> str:
    """A digest of named contents, which says whether what was made of them is up to date."""
    parts = (f"{name}:{hashlib.sha256(data).hexdigest()}" for name, data in sorted(content.items()))
    return hashlib.sha256("\n".join((seed, *parts)).encode()).hexdigest()


def finish(fresh: Path, finished: Path, digest: str, *folders: str, within: Mapping[str, int] | None = None) -> None:
    """Put a fresh directory in its place and a stamp beside it; `within` are the sizes of what is not in `folders`."""
    files = [path for folder in folders for path in (fresh / folder).rglob("*") if path.is_file()]
    sizes = {
        "files": len(files),
        "bytes": sum(path.stat().st_size for path in files),
        "zipped": sum(len(zlib.compress(path.read_bytes())) for path in files),
    }
    shutil.rmtree(finished, ignore_errors=True)
    fresh.rename(finished)
    total = {name: size + (within or {}).get(name, 0) for name, size in sizes.items()}
    _stamp(finished).write_text(json.dumps({"digest": digest} | total))


def stamp(finished: Path) -> dict[str, Any]:
    """What is known of a finished directory: `digest`, `files`, `bytes`, `zipped` (bytes); nothing if it is missing."""
    return dict(json.loads(_stamp(finished).read_text())) if finished.is_dir() and _stamp(finished).exists() else {}


def _stamp(finished: Path) -> Path:
    return finished.with_name(f"{finished.name}.json")
