"""An application as staff see it."""

from shared.domain.activity import ActivityDict
from shared.domain.application import ApplicationDict, LateDict
from shared.domain.verdict import VerdictDict


class StaffApplicationDict(ApplicationDict):
    """An application as staff see it, with its verdicts and what happened to it."""

    email: str
    verdicts: list[VerdictDict]
    late: LateDict | None
    carried_over: bool
    activity: list[ActivityDict]
