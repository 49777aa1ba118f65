"""A cycle of many applications, written as the store writes them, straight into moto's tables."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from moto.dynamodb.models.dynamo_type import DynamoType, Item

from infra.local.people import People
from shared.domain.application import STATUSES, Application, Extension, Late, Receipt, Status, application_id
from shared.domain.eligibility import Judgement, Reason
from shared.domain.folding import joined
from shared.domain.form import PROVIDED
from shared.domain.verdict import Verdict
from shared.store import applications
from shared.store import dynamodb as db
from tests.fast_moto import dynamodb

CYCLE = "2024-25"
BEGUN = datetime(2024, 2, 16, 5, tzinfo=UTC)
#: How many of a hundred have each status.
_SHARES: dict[Status, int] = {"draft": 30, "eligible": 40, "needs_review": 15, "ineligible": 10, "submitted": 5}
_FORMS = 150


def crowd(count: int, seed: int = 1) -> Iterator[Application]:
    """So many applications, of which every hundredth was late and every two hundredth is extended."""
    chance, people = random.Random(seed), People(seed=seed)  # noqa: S311 - guards nothing
    forms = [people.applicant().form for _ in range(_FORMS)]
    first, last = ([form["applicant"][name] for form in forms] for name in ("first_name", "last_name"))
    statuses = [status for status in STATUSES for _ in range(_SHARES.get(status, 0))]
    for n in range(count):
        form = chance.choice(forms)
        name = {"first_name": chance.choice(first), "last_name": chance.choice(last)}
        shown = {**form, "applicant": name, "self_identification": PROVIDED}
        address = f"{joined(name.values()).replace(' ', '.')}{n}@example.edu"
        at = BEGUN + timedelta(seconds=n)
        begun = Application(
            application_id(CYCLE, f"p{n}"), CYCLE, f"p{n}", address, chance.choice(statuses), 1, shown, at, at,
            school_meant=form["training"]["school"],
        )  # fmt: skip
        yield _with_extras(begun if begun.status == "draft" else _submitted(begun), n)


def _submitted(begun: Application) -> Application:
    receipt = Receipt(f"{CYCLE}-{begun.id[:5]}-{begun.id[-5:]}".upper(), begun.created_at, "0" * 64)
    submitted = replace(begun, submitted_version=1, receipt=receipt)
    outcome = begun.status
    if outcome == "submitted" or outcome not in ("eligible", "needs_review", "ineligible"):
        return submitted
    found = {"eligible": "passes", "needs_review": "review", "ineligible": "fails"}[outcome]
    reason = Reason("enrolled", found, "As it was found.", "Be enrolled")  # type: ignore[arg-type]
    verdict = Verdict.of_rules(1, Judgement(outcome, "2024-25.1", (reason,)), begun.created_at)
    return replace(submitted, verdict=verdict, verdicts=(verdict,))


def _with_extras(application: Application, n: int) -> Application:
    late = Late(1, application.created_at, 1.5) if n % 100 == 0 else None
    until = application.created_at + timedelta(days=70)
    extension = Extension(until, "Illness", application.created_at, "staff:1") if n % 200 == 0 else None
    return replace(application, late=late, extension=extension)


def fill(crowd: Iterator[Application]) -> list[Application]:
    """Put applications and what leads to them into the tables, past the API of DynamoDB; return them."""
    made = list(crowd)
    for application in made:
        for write in applications.write(application):
            put(write)
    return made


def put(write: db.Write) -> None:
    """Put what a store would write into moto's table, whatever lies there."""
    table, item = dynamodb().tables[write["Put"]["TableName"]], write["Put"]["Item"]
    id, part = DynamoType(item["id"]), DynamoType(item["part"]) if "part" in item else None
    if part is None:
        table.items[id] = Item(id, None, item)  # type: ignore[assignment]
    else:
        table.items[id][part] = Item(id, part, item)
