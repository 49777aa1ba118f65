"""How long a function takes to start, beside a bare boto3 one: import and first client, in ms of CPU.

`python -m tests.bench.start` measures the bundles of `make bundles`, interleaved, each in a process of its own.
"""

import os
import resource
import statistics
import subprocess
import sys
import sysconfig
from pathlib import Path

from infra.functions import FUNCTIONS
from infra.packages import stamp

ROOT = Path(__file__).resolve().parents[2]
BUNDLES = ROOT / ".build" / "local"
PYTHON = ROOT / ".venv-local" / "bin" / "python"
RUNS = 15
BARE = "bare boto3"
_CLIENT = "from shared.store import dynamodb; dynamodb.client()"
_ENVIRONMENT = {
    "PATH": os.defpath,
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "POWERTOOLS_SERVICE_NAME": "bench",
}


def started(path: Path, code: str) -> float:
    """Run code with packages from a path, and nothing else installed; return the CPU time in ms."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    source = f"import sys; sys.path.insert(0, {str(path)!r}); {code}"
    subprocess.run([PYTHON, "-I", "-S", "-B", "-c", source], env=_ENVIRONMENT, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def main() -> None:
    """Print the median start of every function and its ratio to the bare one."""
    cases = {BARE: (Path(sysconfig.get_path("purelib")), "import boto3; boto3.client('dynamodb')")}
    cases |= {name: (BUNDLES / name, f"import functions.{name}.handler; {_CLIENT}") for name in FUNCTIONS}
    # Compiled once, as an installed package is; what the bundles hold is compiled already.
    subprocess.run([sys.executable, "-m", "compileall", "-q", cases[BARE][0]], check=False)
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(RUNS):
        for name, (path, code) in cases.items():
            taken[name].append(started(path, code))
    bare = statistics.median(taken[BARE])
    print(f"{'start of':<16}{'ms CPU':>8}{'x bare':>8}{'MB zipped':>11}")
    for name, times in taken.items():
        median = statistics.median(times)
        size = f"{stamp(BUNDLES / name)['zipped'] / 1e6:>11.1f}" if name in FUNCTIONS else ""
        print(f"{name:<16}{median:>8.0f}{median / bare:>8.2f}{size}")


if __name__ == "__main__":
    main()
