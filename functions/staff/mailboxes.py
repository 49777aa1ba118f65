"""A person's mails with what became of each, and mail to an address again that failed before."""

from datetime import datetime

from shared.domain.errors import NotFound
from shared.domain.mail_fate import MailboxDict, restore
from shared.store import applications, mails, mentors, suppressions
from shared.store.commit import commit, retry_on_conflict

_MOST = 50


def mailbox(record: str, address: str) -> MailboxDict:
    """The newest mails to the person of an application or a mentor, and whether their address gets any."""
    suppressed = suppressions.of_address(address)
    return {
        "suppressed": suppressed.as_dict() if suppressed else None,
        "items": [mail.as_dict() for mail in mails.about(record, _MOST)],
    }


@retry_on_conflict
def send_again(record: str, reason: str, by: str, now: datetime) -> MailboxDict:
    """Let mail go to a person's address again, for it works now; where nothing stops it, nothing changes."""
    person = applications.load(record) or mentors.load(record)
    if person is None:
        raise NotFound("There’s no such application or mentor.")
    suppressed = suppressions.of_address(person.email)
    if suppressed:
        cycle = getattr(person, "cycle", None)
        commit(
            restore(suppressed, record, reason, cycle, f"staff:{by}", now),
            suppressions.remove(suppressed),
        )
    return mailbox(record, person.email)
