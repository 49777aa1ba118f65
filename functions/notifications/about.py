"""What a mail can be about: the records that its context is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from shared.domain.address_change import AddressChange
from shared.domain.application import Application
from shared.domain.check_in import Side
from shared.domain.cycle import Cycle
from shared.domain.first_meeting import FirstMeetingDict, applicant_person, first_meeting, mentor_person
from shared.domain.match import Match
from shared.domain.mentor import Mentor
from shared.domain.newcomers import AddressExtension
from shared.domain.term import MatchTerm
from shared.store.inquiries import Inquiry


@dataclass(frozen=True, slots=True)
class AboutApplication:
    """An application at the moment of an activity: its `receipt`, `verdict` and `late` are those of the activity.

    `form` is what was submitted; `now` decides whether the window is still open.
    """

    application: Application
    cycle: Cycle
    now: datetime
    portal_url: str
    form: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id_suffix(self) -> str:
        """What tells apart the mails of one activity to several applicants."""
        return f".{self.application.id}"


@dataclass(frozen=True, slots=True)
class AboutNotice:
    """What staff write to an applicant, and the application that it goes to."""

    to: AboutApplication
    subject: str
    message: str = field(repr=False)

    @property
    def id_suffix(self) -> str:
        """What tells apart the mails of one activity to several applicants."""
        return self.to.id_suffix

    @property
    def application(self) -> Application:
        """The application whose person gets it."""
        return self.to.application


@dataclass(frozen=True, slots=True)
class AboutNewcomer:
    """A later deadline for the address of someone without an application, as the activity granted it."""

    id_suffix: ClassVar[str] = ""
    granted: AddressExtension
    cycle: Cycle
    portal_url: str


@dataclass(frozen=True, slots=True)
class AboutMentor:
    """A mentor's own part in the program."""

    id_suffix: ClassVar[str] = ""
    mentor: Mentor
    contact_email: str
    portal_url: str


@dataclass(frozen=True, slots=True)
class AboutMatch:
    """A match and both of its sides at the moment of an activity; `month` is that of a check-in.

    `form` is what the applicant submitted, `was` the term before its dates were moved.
    """

    id_suffix: ClassVar[str] = ""
    match: Match
    cycle: Cycle
    application: Application
    mentor: Mentor
    now: datetime
    portal_url: str
    month: int | None = None
    form: Mapping[str, Any] = field(default_factory=dict)
    was: MatchTerm | None = None

    def first_meeting(self, side: Side) -> FirstMeetingDict:
        """What that side gets for a first conversation; ValueError before the match is confirmed."""
        if self.match.confirmed_at is None:
            raise ValueError("there is no first conversation before a match is confirmed")
        people = applicant_person(self.form), mentor_person(self.mentor.form)
        own, other = people if side == "applicant" else people[::-1]
        return first_meeting(own, other, side, self.match.confirmed_at)


@dataclass(frozen=True, slots=True)
class AboutAddress:
    """A person's change of address, and the code that proves the new one."""

    id_suffix: ClassVar[str] = ""
    change: AddressChange
    contact_email: str
    portal_url: str
    code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class AboutQuestion:
    """A visitor's question and the mailbox that answers it."""

    id_suffix: ClassVar[str] = ""
    inquiry: Inquiry
    contact_email: str
