"""An application as staff see it."""

from shared.domain.activity import ActivityDict
from shared.domain.application import ApplicationDict, LateDict
from shared.domain.mail_fate import MailboxDict
from shared.domain.match import MatchDict
from shared.domain.question import StaffQuestionDict
from shared.domain.verdict import StaffVerdictDict


class StaffApplicationDict(ApplicationDict):
    """An application as staff see it, with its verdicts, matches and what happened to it.

    `actors` names staff in it, `mentors` those of the matches, by id.
    """

    email: str
    verdicts: list[StaffVerdictDict]
    late: LateDict | None
    carried_over: bool
    asked: list[StaffQuestionDict]
    mailbox: MailboxDict
    matches: list[MatchDict]
    mentors: dict[str, str]
    activity: list[ActivityDict]
    actors: dict[str, str]
