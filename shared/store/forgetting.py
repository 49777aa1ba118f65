"""What an erasure takes out of each table; every step can be repeated."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from shared.domain.addresses import same_mailbox
from shared.domain.erasure import without_words
from shared.domain.instants import to_iso
from shared.domain.mail_fate import address_key
from shared.domain.match import Match
from shared.domain.newcomers import address_extension_id
from shared.domain.tombstone import buried
from shared.store import (
    activities,
    address_changes,
    applications,
    cvs,
    inquiries,
    mails,
    matches,
    mentors,
    newcomers,
    rounds,
    search,
    self_identification,
    suppressions,
    tasks,
)
from shared.store import dynamodb as db
from shared.store.commit import retry_on_conflict
from shared.store.dynamodb import where_it_holds
from shared.store.rounds import Round


def application(id: str) -> None:
    """Delete an application: what leads to it first, its own item last, since that says what leads to it."""
    stored = applications.load(id)
    if stored:
        leads(stored.cycle, id, stored.created_at, stored.listed)
    all_but_the_tombstone(id)
    db.delete(applications.TABLE, id=id, part=applications.CURRENT)


def all_but_the_tombstone(id: str) -> None:
    """Delete what belongs to an application besides its own item: versions, uploads, a late attempt."""
    late = newcomers.load_late(id)
    if late:
        leads(late.cycle, id, late.received_at, frozenset({newcomers.LISTED}))
    for item in list(db.query(applications.TABLE, None, {"id": id})):
        if item["part"] != applications.CURRENT:
            db.delete(applications.TABLE, id=id, part=item["part"])


@retry_on_conflict
def bury(id: str, now: datetime) -> None:
    """Put a tombstone in the place of an application; its own fact says that all of its cycle goes."""
    stored = applications.load(id)
    if stored:
        db.transact(*applications.bury(stored, buried(stored, now)))


def leads(scope: str, id: str, begun: Any, listed: frozenset[str]) -> None:
    """Delete what leads to a record."""
    for entry in search.places(scope, id, begun, listed):
        db.delete(search.TABLE, **entry)


def self_identification_of(application: str) -> None:
    """Delete an applicant's self-identification."""
    db.delete(self_identification.TABLE, id=application)


@retry_on_conflict
def self_identification_left_by(application: str) -> None:
    """Delete what a draft that was thrown away left behind, unless the application was begun again."""
    with where_it_holds():
        db.transact(applications.only_if_gone(application), self_identification.remove(application))


def uploads_of(application: str, until: datetime | None = None) -> list[str]:
    """The ids of all uploads of an application, or of those that were begun by then."""
    items = db.query(applications.TABLE, None, {"id": application})
    uploads = [item for item in items if str(item["part"]).startswith(cvs.UPLOAD)]
    return [item["upload"] for item in uploads if until is None or item["requested_at"] <= to_iso(until)]


def upload(application: str, upload: str) -> None:
    """Delete the record of an upload."""
    db.delete(applications.TABLE, id=application, part=f"{cvs.UPLOAD}{upload}")


def mentor(id: str) -> None:
    """Delete a mentor and what leads to them."""
    stored = mentors.load(id)
    if stored:
        leads(mentors.SCOPE, id, stored.created_at, stored.listed)
        db.delete(mentors.TABLE, id=id)


def address_change(account: str) -> None:
    """Delete a change of address that was asked for."""
    db.delete(address_changes.TABLE, id=account)


def suppression(email: str) -> None:
    """Delete why an address gets no mail."""
    db.delete(suppressions.TABLE, id=address_key(email))


def address_extension(cycle: str, email: str) -> None:
    """Delete the later deadline of an address."""
    granted(address_extension_id(cycle, email))


def granted(extension: str) -> None:
    """Delete the later deadline of an address by its id."""
    db.delete(applications.TABLE, id=extension, part=newcomers.EXTENSION)


def inquiries_of(email: str) -> list[str]:
    """The ids of the questions from an address, read through the whole table, which keeps half a year."""
    found = db.scan(inquiries.TABLE)
    return [item["id"] for item in found if same_mailbox(item["email"]) == same_mailbox(email)]


def inquiry(id: str) -> None:
    """Delete a question."""
    db.delete(inquiries.TABLE, id=id)


def mails_about(record: str) -> None:
    """Delete the mails to the person of a record from the ledger."""
    for item in list(db.query(mails.TABLE, "by_about", {"about": record})):
        db.delete(mails.TABLE, id=item["id"])


def tasks_about(records: Iterable[str]) -> None:
    """Delete the tasks about records."""
    about = frozenset(records)
    for item in list(db.scan(tasks.TABLE)):
        if item["subject"] in about:
            db.delete(tasks.TABLE, id=item["id"])


def notes_about(record: str, until: datetime | None = None) -> None:
    """Take the notes, which may name a person, out of the trail of a record; why they were erased stays."""
    for fact in list(activities.of_subject(record)):
        if fact.note and fact.type != "ErasureRequested" and (until is None or fact.at <= until):
            activities.clear_note(fact.id)


def words_of_match(match: Match) -> None:
    """Take the texts out of a match."""
    silent = without_words(match)
    if silent != match:
        db.transact(matches.write(silent))


def part_in_round(head: Round, people: frozenset[str]) -> None:
    """Take the reasons for a person's pairs out of a round, and the evidence that holds what was known of them."""
    for key, rows in rounds.whole_pieces(head, "pairs"):
        about = [row for row in rows if not people.isdisjoint((row["application"], row["mentor"]))]
        if about:
            blank = [{**row, "reasons": {}} if row in about else row for row in rows]
            rounds.replace_piece(head, key, blank)
    held = [*rounds.whole_pieces(head, "evidence")]
    text = "".join(str(line) for _, lines in held for line in lines)
    was_begun = len(held) < head.pieces.get("evidence", 0)
    if was_begun or any(person in text for person in people):
        _evidence(head)


def words_of_round(head: Round) -> None:
    """Take all reasons out of a round, and the evidence; ids, figures and the certificate stay."""
    for key, rows in list(rounds.whole_pieces(head, "pairs")):
        rounds.replace_piece(head, key, [{**row, "reasons": {}} for row in rows])
    _evidence(head)


def _evidence(head: Round) -> None:
    if not head.pieces.get("evidence"):
        return
    for key, _ in list(rounds.whole_pieces(head, "evidence")):
        db.delete(rounds.TABLE, id=head.id, part=key)
    db.transact(rounds.write(replace(head, pieces={**head.pieces, "evidence": 0})))
