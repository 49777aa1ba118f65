"""Say what an account and a deployed stack still need: `python -m infra.account.doctor STAGE [alarm]`.

Each check looks at one thing and changes nothing; `alarm` also raises one alarm, so that its mail shows the way works.
"""

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from infra.account import checks
from infra.account.checks import Check, Finding, State, Subject
from infra.account.settings import settings
from infra.account.stack import Clients, clients, deployed

MARKS: Mapping[State, str] = {"done": "ok     ", "missing": "TO DO  ", "unknown": "?      "}
#: What the local cloud answers without meaning it, or doesn't know at all.
UNCHECKED = "the local cloud can't tell"


def examine(aws: Clients, stage: str, given: Mapping[str, str], *, alarm: bool = False) -> list[Finding]:
    """Carry out every check that can be carried out, in the order in which a person does what is missing."""
    subject = Subject(aws, stage, given, deployed(aws, stage))
    tried: Sequence[Check] = (*checks.CHECKS, *((checks.forced_alarm,) if alarm else ()))
    return [_examine(check, subject) for check in tried]


def _examine(check: Check, subject: Subject) -> Finding:
    title = check.__name__.replace("_", " ").capitalize()
    if subject.stage == "local" and check in checks.AWS_ONLY:
        return Finding("unknown", UNCHECKED, "").titled(title)
    if subject.stack is None and check in checks.OF_THE_STACK:
        return Finding("missing", "there's no stack yet", f"make deploy STAGE={subject.stage}").titled(title)
    try:
        return check(subject).titled(title)
    except (BotoCoreError, ClientError, OSError) as error:
        return Finding("unknown", f"couldn't ask ({type(error).__name__}: {_first_line(error)})", "").titled(title)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:150]


def report(findings: Sequence[Finding]) -> str:
    """Write the findings as lines: what is, and under it what to do."""
    lines = []
    for finding in findings:
        lines.append(f"{MARKS[finding.state]}{finding.title}: {finding.says}")
        lines += [f"         {line}" for line in finding.do.splitlines() if finding.state != "done"]
    left = sum(finding.state == "missing" for finding in findings)
    return "\n".join([*lines, "", f"{left} left to do." if left else "Nothing is left to do."])


def main(stage: str, *more: str) -> Any:
    """Print the report; the exit status is 1 while something is missing."""
    findings = examine(clients(stage), stage, settings(stage), alarm="alarm" in more)
    print(report(findings))
    return int(any(finding.state == "missing" for finding in findings))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
