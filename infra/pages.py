"""Build the pages: from what `functions/portal/pages` holds, one document and a few files with hashed names."""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]
SOURCE = Path("functions/portal/pages")
#: The pages' addresses by name.
ADDRESSES: dict[str, str] = json.loads((ROOT / "functions/portal/addresses.json").read_text(encoding="utf-8"))
#: Where the portal looks for them in its bundle.
STATIC = "functions/portal/static"
#: Where each bundle begins; the document loads that of the people, and the staff's has no address to be asked for at.
BUNDLES = {"people": "src/people/main.tsx", "staff": "src/staff/main.tsx"}
SHARED = ("src/styles.css", "src/icon.svg")
OPTIONS = (
    "--bundle",
    "--format=esm",
    "--splitting",
    "--charset=utf8",
    "--target=es2022",
    "--jsx=automatic",
    "--jsx-import-source=preact",
    "--loader:.svg=copy",
    "--chunk-names=assets/[name]-[hash]",
    "--log-level=warning",
)
#: For what is shipped: small, and named by its content.
SHIPPED = ("--minify", "--legal-comments=none", "--entry-names=assets/[name]-[hash]")


def sources(root: Path) -> dict[str, bytes]:
    """Everything that the pages are made from, by path: their packages are named by the lock."""
    paths = (path.relative_to(root) for path in (root / SOURCE).rglob("*") if path.is_file())
    return {str(path): (root / path).read_bytes() for path in paths if "node_modules" not in path.parts}


def build(root: Path, bundle: str = "people") -> dict[str, bytes]:
    """Return a bundle's files by their paths in the function; CalledProcessError when the sources cannot be built."""
    entries = (BUNDLES[bundle], *SHARED)
    with TemporaryDirectory() as directory:
        metafile = Path(directory) / "metafile.json"
        options = (*OPTIONS, *SHIPPED, f"--outdir={directory}", f"--metafile={metafile}")
        run(root / SOURCE, "esbuild", *entries, *options)
        outputs: dict[str, Any] = json.loads(metafile.read_text())["outputs"]
        made = {f"assets/{Path(name).name}": output for name, output in outputs.items()}
        files = {name: (Path(directory) / name).read_bytes() for name in made}
    document = (root / SOURCE / "index.html").read_text(encoding="utf-8")
    files["index.html"] = document.replace("<!-- assets -->", "\n    ".join(_links(made, entries))).encode()
    files["assets/licenses.txt"] = _licenses(root / SOURCE, made)
    packed = {f"{name}.gz": _gzip(data) for name, data in files.items() if name.startswith("assets/")}
    return {f"{STATIC}/{name}": data for name, data in sorted((files | packed).items())}


def run(source: Path, tool: str, *options: str) -> None:
    """Run one of the pages' Node tools; CalledProcessError when it fails."""
    process = start(source, tool, *options)
    process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, tool)


def start(source: Path, tool: str, *options: str) -> subprocess.Popen[bytes]:
    """Start one of the pages' Node tools; what watches ends when its standard input is closed."""
    # The Node that lies beside this Python comes before whatever the machine has.
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [str(source.resolve() / "node_modules" / ".bin" / tool), *options]
    return subprocess.Popen(command, cwd=source, env=environment, stdin=subprocess.PIPE)


def _links(made: dict[str, Any], entries: tuple[str, ...]) -> Iterator[str]:
    """What the document loads; modules that the first one needs are fetched at once, not one after the other."""
    names = {output["entryPoint"]: name for name, output in made.items() if "entryPoint" in output}
    main, styles, icon = (names[entry] for entry in entries)
    yield f'<link rel="stylesheet" href="/{styles}">'
    yield f'<script type="module" src="/{main}"></script>'
    for name in _needed(made, main):
        yield f'<link rel="modulepreload" href="/{name}">'
    yield f'<link rel="icon" type="image/svg+xml" href="/{icon}">'


def _needed(made: dict[str, Any], module: str) -> list[str]:
    """The modules that a module imports, directly or not, in a stable order."""
    found: list[str] = []
    waiting = [module]
    while waiting:
        imports = made[waiting.pop()]["imports"]
        static = [f"assets/{Path(it['path']).name}" for it in imports if it["kind"] == "import-statement"]
        fresh = [name for name in static if name not in found]
        found += fresh
        waiting += fresh
    return found


def _licenses(source: Path, made: dict[str, Any]) -> bytes:
    """The licenses of the packages whose code is in the files, which ask to go with it."""
    inputs = {Path(path) for output in made.values() for path in output["inputs"]}
    packages = sorted({path.parts[1] for path in inputs if path.parts[0] == "node_modules"})
    texts = []
    for package in packages:
        found = sorted(path for path in (source / "node_modules" / package).iterdir() if path.stem.lower() == "license")
        texts += [f"{package}\n\n{path.read_text(encoding='utf-8')}" for path in found]
    return "\n\n".join(texts).encode()


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, compresslevel=9, mtime=0)
