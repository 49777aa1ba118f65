"""What the documents show before any code runs: each address's first view, made by the pages' own components."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from infra import node

#: A file that a style sheet names from beside it.
_BESIDE = re.compile(r"url\((\"?)\./")


def render(source: Path, module: str, options: tuple[str, ...], addresses: Mapping[str, str], icon: str) -> bytes:
    """Return the HTML of each address by its name, as JSON; CalledProcessError when the pages can't be rendered.

    `module` renders, `icon` is the address of the program's mark.
    """
    paths = {name: re.sub(r"{\w+}", "a", address) for name, address in addresses.items()}
    with TemporaryDirectory() as directory:
        program = Path(directory) / "render.mjs"
        node.run(source, "esbuild", module, *options, "--platform=node", "--log-level=warning", f"--outfile={program}")
        asked = json.dumps({"paths": sorted(set(paths.values())), "icon": icon})
        views = json.loads(node.answer(program, asked))
    return json.dumps({name: views[path] for name, path in paths.items()}, ensure_ascii=False).encode()


def style(css: str) -> str:
    """Return a style sheet for a document: the files that it names are where the build puts them."""
    placed = _BESIDE.sub(r"url(\1/assets/", css).strip()
    return f"<style>{placed}</style>"
