"""Build the pages: from what `functions/portal/pages` holds, a document a bundle and a few files with hashed names."""

import gzip
import html
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from infra import first_views, node, pictures
from infra.accent import styles

ROOT = Path(__file__).parents[1]
SOURCE = Path("functions/portal/pages")
#: Where the portal looks for them in its bundle.
STATIC = "functions/portal/static"
#: What browsers, phones and search engines ask for by its own name.
PUBLIC = "public"


class Bundle(NamedTuple):
    """What those who sign in to one pool are shown: the document, where its code and its styles begin, its addresses.

    A bundle is built by itself, so that none loads another's code.
    """

    document: str
    main: str
    styles: str
    addresses: str
    #: What renders the first view of each address, whose document has its styles written in; null where none does.
    view: str | None = None

    @property
    def entries(self) -> tuple[str, ...]:
        """What the document loads."""
        return self.main, self.styles, logo()


BUNDLES = {
    "people": Bundle(
        "index.html", "src/people/main.tsx", "src/styles.css", "addresses.json", "src/people/first_view.tsx"
    ),
    "staff": Bundle("staff.html", "src/staff/main.tsx", "src/staff.css", "staff_addresses.json"),
}
#: The addresses of each bundle's pages, by name.
ADDRESSES: dict[str, dict[str, str]] = {
    name: json.loads((ROOT / "functions/portal" / bundle.addresses).read_text(encoding="utf-8"))
    for name, bundle in BUNDLES.items()
}
#: What the program says of itself, by name.
TEXTS: dict[str, Any] = json.loads((ROOT / "shared/domain/program.json").read_text(encoding="utf-8"))
#: What a logo can be.
LOGOS = {".svg": "image/svg+xml", ".png": "image/png"}
#: How the pages' code is read, wherever it is to run.
READ = ("--bundle", "--format=esm", "--charset=utf8", "--jsx=automatic", "--jsx-import-source=preact")
OPTIONS = (
    *READ,
    "--splitting",
    "--target=es2022",
    "--loader:.svg=copy",
    "--loader:.png=copy",
    "--loader:.woff2=file",
    "--asset-names=assets/[name]-[hash]",
    "--chunk-names=assets/[name]-[hash]",
    "--log-level=warning",
)
#: A package's name in the path of one of its files; some begin with an owner.
_PACKAGE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/")
#: For what is shipped: small, and named by its content.
SHIPPED = ("--minify", "--legal-comments=none", "--entry-names=assets/[name]-[hash]")


def logo() -> str:
    """The path of the program's logo, from where the pages are; ValueError when it's no file that a page can show."""
    path = ROOT / TEXTS["logo"]
    if path.suffix not in LOGOS or not path.is_file():
        raise ValueError(f"The logo {TEXTS['logo']} of shared/domain/program.json is no SVG or PNG file that is there.")
    return os.path.relpath(path, ROOT / SOURCE)


def accent(root: Path) -> str:
    """Write the style sheet of the program's accent; return the option that lets the pages' styles import it."""
    tokens = (root / SOURCE / "src/styles/tokens.css").read_text(encoding="utf-8")
    path = root / ".build" / "pages" / f"accent-{TEXTS['accent'].strip('#')}.css"
    made = styles(TEXTS["accent"], tokens)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(made, encoding="utf-8")
    return f"--alias:program-accent={path}"


def sources(root: Path) -> dict[str, bytes]:
    """Everything that the pages are made from, by path: their packages are named by the lock."""
    paths = [path.relative_to(root) for path in (root / SOURCE).rglob("*") if path.is_file()]
    paths.append(Path(TEXTS["logo"]))
    return {str(path): (root / path).read_bytes() for path in paths if "node_modules" not in path.parts}


def build(root: Path) -> dict[str, bytes]:
    """Return all files by their paths in the function; CalledProcessError when the sources cannot be built."""
    files: dict[str, bytes] = {}
    packages: set[str] = set()
    for bundle in BUNDLES.values():
        built, used = _build(root, bundle)
        files |= built
        packages |= used
    files |= {path.name: filled(path.read_bytes()) for path in sorted((root / SOURCE / PUBLIC).iterdir())}
    files |= pictures.draw(root / SOURCE, root / TEXTS["logo"], TEXTS)
    files["assets/licenses.txt"] = _licenses(root / SOURCE, packages)
    packed = {f"{name}.gz": _gzip(data) for name, data in files.items() if name.startswith("assets/")}
    return {f"{STATIC}/{name}": data for name, data in sorted((files | packed).items())}


def _build(root: Path, bundle: Bundle) -> tuple[dict[str, bytes], set[str]]:
    """A bundle's files by name, and the packages whose code is in them."""
    source = root / SOURCE
    with TemporaryDirectory() as directory:
        metafile = Path(directory) / "metafile.json"
        options = (*OPTIONS, *SHIPPED, accent(root), f"--outdir={directory}", f"--metafile={metafile}")
        node.run(source, "esbuild", *bundle.entries, *options)
        outputs: dict[str, Any] = json.loads(metafile.read_text())["outputs"]
        made = {f"assets/{Path(name).name}": output for name, output in outputs.items()}
        files = {name: (Path(directory) / name).read_bytes() for name in made}
    files |= _documents(source, bundle, made, files)
    inputs = {path for output in made.values() for path in output["inputs"]}
    return files, {found[1] for path in inputs if (found := _PACKAGE.search(path))}


def _documents(source: Path, bundle: Bundle, made: dict[str, Any], files: dict[str, bytes]) -> dict[str, bytes]:
    """The document that loads what was made, and its first views; these wait for no file, so it holds its styles."""
    names = {output["entryPoint"]: name for name, output in made.items() if "entryPoint" in output}
    main, sheet, icon = (names[entry] for entry in bundle.entries)
    style, views = f'<link rel="stylesheet" href="/{sheet}">', {}
    if bundle.view:
        style = first_views.style(files.pop(sheet).decode())
        rendered = first_views.render(source, bundle.view, READ, ADDRESSES["people"], f"/{icon}")
        views[f"{bundle.document}.json"] = rendered
    document = filled((source / bundle.document).read_bytes()).decode()
    links = "\n    ".join([style, *_links(made, main, icon)])
    return {bundle.document: document.replace("<!-- assets -->", links).encode(), **views}


def filled(data: bytes) -> bytes:
    """A file with the program's own texts in their places, such as `{name}`."""
    for name, text in TEXTS.items():
        data = data.replace(b"{%s}" % name.encode(), html.escape(str(text)).encode())
    return data


def _links(made: dict[str, Any], main: str, icon: str) -> Iterator[str]:
    """What the document loads beside its styles; modules that the first one needs are fetched with it, not after it.

    The largest comes first, since on a slow network it's what the page waits for; the font comes after them all.
    """
    yield f'<script type="module" src="/{main}"></script>'
    for name in sorted(_needed(made, main), key=lambda name: (-made[name]["bytes"], name)):
        yield f'<link rel="modulepreload" href="/{name}">'
    # Without `crossorigin` a browser would fetch a font twice.
    for name in sorted(name for name in made if name.endswith(".woff2")):
        yield f'<link rel="preload" href="/{name}" as="font" type="font/woff2" crossorigin fetchpriority="low">'
    yield f'<link rel="icon" type="{LOGOS[Path(icon).suffix]}" href="/{icon}">'


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


def _licenses(source: Path, packages: set[str]) -> bytes:
    """The licenses of the packages whose code is in the files, which ask to go with it."""
    texts = []
    for package in sorted(packages):
        found = sorted(path for path in (source / "node_modules" / package).iterdir() if path.stem.lower() == "license")
        texts += [f"{package}\n\n{path.read_text(encoding='utf-8')}" for path in found]
    return "\n\n".join(texts).encode()


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, compresslevel=9, mtime=0)
