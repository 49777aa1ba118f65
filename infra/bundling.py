"""Build what Lambda runs: one directory a function, `.build/<stage>/<function>`, without Docker.

`python -m infra.bundling [stage]` builds what has changed and prints the sizes.
"""

import os
import shutil
import sys
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from infra import openapi, pages
from infra.functions import FUNCTIONS
from infra.packages import Target, compile_all, digest_of, finish, install, stamp

ROOT = Path(__file__).resolve().parents[1]


def build(stage: str, directory: Path = ROOT / ".build", functions: Collection[str] = FUNCTIONS) -> dict[str, Path]:
    """Bring the functions' bundles of a stage up to date; return their directories by function."""
    targets = {name: Target.of(stage, FUNCTIONS[name].architecture) for name in functions}
    for python in {target.python for target in targets.values() if not target.interpreter}:
        print(f"There is no Python {python} here to compile with: functions will start slower than they could.")
    lists = {(FUNCTIONS[name].packages, target) for name, target in targets.items()}
    with ThreadPoolExecutor() as pool:
        installing = {key: pool.submit(install, *key, directory / stage) for key in lists}
    installed = {key: future.result() for key, future in installing.items()}
    return {
        name: _bundle(name, installed[FUNCTIONS[name].packages, target], target, directory / stage)
        for name, target in targets.items()
    }


def extras(function: str) -> dict[str, bytes]:
    """Files that are made at build time, from the APIs' code and the pages': their content by path in the bundle."""
    if not FUNCTIONS[function].serves_pages:
        return {}
    return {f"functions/{function}/openapi.json": openapi.build(ROOT)} | pages.build(ROOT)


def _bundle(function: str, packages: Path, target: Target, directory: Path) -> Path:
    content = _read(*_code(function))
    digest = digest_of(stamp(packages)["digest"], content | _makings(function))
    finished, fresh = directory / function, directory / f".{function}"
    if stamp(finished).get("digest") != digest:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(packages, fresh, copy_function=os.link)
        for name, data in (content | extras(function)).items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(data)
        compile_all(target, fresh, "functions", "shared")
        finish(fresh, finished, digest, "functions", "shared", within=stamp(packages))
    return finished


def _makings(function: str) -> dict[str, bytes]:
    """What else a bundle's content follows from: how it is made, and what the extras are made from."""
    if not FUNCTIONS[function].serves_pages:
        return _read("infra/bundling.py")
    code = _read(*(name for api in openapi.APIS for name in _code(api)))
    how = _read(
        "infra/accent.py",
        "infra/bundling.py",
        "infra/first_views.py",
        "infra/node.py",
        "infra/openapi.py",
        "infra/pages.py",
        "infra/pictures.py",
        "infra/functions.py",
        "infra/workers.py",
        "infra/spec.py",
    )
    return how | code | pages.sources(ROOT)


def _read(*paths: str) -> dict[str, bytes]:
    return {path: (ROOT / path).read_bytes() for path in paths}


def _code(function: str) -> list[str]:
    patterns = ("functions/__init__.py", f"functions/{function}/**/*", "shared/**/*")
    paths = (path.relative_to(ROOT) for pattern in patterns for path in ROOT.glob(pattern) if path.is_file())
    unread = {"__pycache__", "README.md"}
    return sorted(str(path) for path in paths if pages.SOURCE not in path.parents and unread.isdisjoint(path.parts))


def main(stage: str = "local") -> None:
    """Build a stage and print what its bundles weigh."""
    print(f"{'bundle':<16}{'packages':<16}{'files':>7}{'MB':>8}{'MB zipped':>11}")
    for function, path in build(stage).items():
        sizes = stamp(path)
        megabytes = f"{sizes['bytes'] / 1e6:>8.1f}{sizes['zipped'] / 1e6:>11.1f}"
        print(f"{function:<16}{FUNCTIONS[function].packages:<16}{sizes['files']:>7}{megabytes}")


if __name__ == "__main__":
    main(*sys.argv[1:])
