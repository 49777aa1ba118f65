"""The limits of what people send are said once, for the API and the pages."""

import re
from pathlib import Path

PAGES = Path(__file__).parents[2] / "functions/portal/pages/src"


def test_pages_take_their_limits_from_the_file_that_the_api_holds_to() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in PAGES.rglob("*.ts*")}
    own = re.compile(r"\bm(?:ax|in)Length: \d|MAX_BYTES")
    assert [path.name for path, source in sources.items() if own.search(source)] == []
    assert [path.name for path, source in sources.items() if "limits.json" in source] == ["limits.ts"]
