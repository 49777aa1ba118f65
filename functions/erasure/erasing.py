"""Everything that is held of a person, taken out step by step; the sign-in goes last."""

from functions.erasure import bucket, leaving
from shared.domain.cv import checked_key, waiting_key
from shared.domain.erasure import Erasure
from shared.domain.match import Match
from shared.domain.mentor import mentor_id
from shared.domain.newcomers import address_extension_id
from shared.runtime import accounts
from shared.store import cycles, forgetting, matches, rounds
from shared.store.commit import retry_on_conflict


def erase(erasure: Erasure) -> None:
    """Erase a person whose part in the program is over; killed anywhere, the next run finishes it."""
    account, all_cycles = erasure.account, sorted(cycles.list_ids())
    granted = [address_extension_id(cycle, email) for cycle in all_cycles for email in erasure.emails]
    records = leaving.ids_of(account)
    mentor = [mentor_id(account)] if account else []
    paired = [match for match, _ in leaving.matches_of(account)]
    about = [*records, *mentor, *([account] if account else []), *granted, *(match.id for match in paired)]
    for match in paired:
        silence(match)
    for cycle in all_cycles:
        for head in rounds.list_newest_first(cycle):
            forgetting.part_in_round(head, frozenset((*records, *mentor)))
    for record in about:
        forgetting.notes_about(record)
        forgetting.mails_about(record)
    forgetting.tasks_about(about)
    bucket.delete_exports()
    for record in records:
        _application(record)
    for record in mentor:
        forgetting.mentor(record)
    for email in sorted(erasure.emails):
        _address(email, all_cycles)
    if account:
        forgetting.address_change(account)
        accounts.delete(account)


@retry_on_conflict
def silence(match: Match) -> None:
    """Take the texts out of a match as it's stored now."""
    stored = matches.load(match.id)
    if stored:
        forgetting.words_of_match(stored)


def _application(record: str) -> None:
    for upload in forgetting.uploads_of(record):
        for key in (waiting_key, checked_key):
            bucket.delete(key(record, upload))
    forgetting.self_identification_of(record)
    forgetting.application(record)


def _address(email: str, all_cycles: list[str]) -> None:
    for question in forgetting.inquiries_of(email):
        forgetting.notes_about(question)
        forgetting.mails_about(question)
        forgetting.inquiry(question)
    forgetting.suppression(email)
    for cycle in all_cycles:
        forgetting.address_extension(cycle, email)
