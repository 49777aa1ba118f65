"""A certificate that someone asks for: read, decide, record, draw."""

from datetime import datetime

from functions.certificates.drawing import draw, is_printable
from shared.domain.activity import activity
from shared.domain.certificate import Certificate, certificate_of
from shared.domain.errors import NotFound, NotPossible
from shared.domain.sides import side_of
from shared.runtime.api import Caller
from shared.store import applications, cycles, matches, mentors
from shared.store.commit import commit_request, retry_on_conflict


def issue(match_id: str, caller: Caller, now: datetime) -> bytes:
    """Draw the caller's certificate as a PDF; that it was issued is recorded first, once for each side.

    NotPossible before the term is complete, and when a name has letters that the font can't show.
    """
    match = matches.load(match_id)
    side = side_of(match, caller.id)
    if match is None:
        raise NotFound("There’s no such match.")
    cycle = cycles.require(match.cycle)
    application, mentor = applications.load(match.application), mentors.load(match.mentor)
    own, other = (application, mentor) if side == "applicant" else (mentor, application)
    if own is None:
        raise NotFound("There’s no such match.")
    certificate = certificate_of(cycle, match, side, own.name, other.name if other else None)
    if not all(map(is_printable, (certificate.name, certificate.other or "", certificate.program))):
        raise NotPossible(
            "One of the names has letters that we can’t print in a certificate. "
            f"Write to {cycle.contact_email}, and the program’s staff will make one for you."
        )
    _record(certificate, match.cycle, now)
    return draw(certificate)


@retry_on_conflict
def _record(certificate: Certificate, cycle: str, now: datetime) -> None:
    side = certificate.side
    commit_request(activity("CertificateIssued", certificate.number, side, at=now, actor=side, cycle=cycle))
