"""What runs on GitHub is what was looked at: each action by its commit, and no more rights than it needs."""

import re
from pathlib import Path

import pytest

from tests.infra.templates import PROJECT

WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit(path: Path) -> None:
    used = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))
    assert used
    assert [action for action in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v[\d.]+", action)] == []


def test_deployment_alone_signs_in_to_aws_and_waits_for_its_environment() -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in WORKFLOWS}
    assert [name for name, text in texts.items() if "id-token: write" in text] == ["deploy"]
    assert re.findall(r"environment: (.*)", texts["deploy"]) == ["${{ inputs.stage }}-diff", "${{ inputs.stage }}"]
    # What is typed in reaches a shell as a variable only.
    assert [line for line in texts["deploy"].splitlines() if "run:" in line and "${{" in line] == []


def test_each_change_is_asked_for_all_that_make_test_does() -> None:
    text = (PROJECT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    (whole,) = re.findall(r"^test: (.*)$", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[1:]
    (parts,) = re.findall(r"part: \[(.*)\]", text)
    assert parts.split(", ") == whole.split()
    assert "make check SIZE=large" in text


def test_package_that_no_one_knows_is_not_taken_for_a_safe_one() -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in WORKFLOWS}
    # Without an answer about a package, pip-audit passes over it, in its verdict and in its bill.
    assert re.findall(r"pip-audit --(\w+)", texts["audit"]) == ["strict"]
    assert "jq -e '.components | length > 0'" in texts["release"]


def test_bill_of_materials_has_every_list() -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in WORKFLOWS}
    assert [name for name, text in texts.items() if "contents: write" in text] == ["release"]
    assert "infra/requirements/*.txt" in texts["release"]
    locks = {path.parent.relative_to(PROJECT).as_posix() for path in PROJECT.glob("*/package-lock.json")}
    locks |= {path.parent.relative_to(PROJECT).as_posix() for path in PROJECT.glob("functions/*/*/package-lock.json")}
    assert set(re.findall(r"npm sbom --prefix (\S+)", texts["release"])) == locks
    assert [line for line in texts["release"].splitlines() if "run:" in line and "${{" in line] == []
