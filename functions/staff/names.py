"""Who the ids of a round or a match stand for, for staff to read: never more than what lists of people show."""

from collections.abc import Iterable

from typing_extensions import TypedDict

from shared.store import application_lists, mentors


class NamedApplicantDict(TypedDict):
    """An applicant beside an id; `name` is empty until they gave one."""

    name: str
    stage: str
    school: str
    state: str


class NamedMentorDict(TypedDict):
    """A mentor beside an id, with the places they offer and those that are open now."""

    name: str
    institution: str
    state: str
    disciplines: list[str]
    capacity: int
    open_places: int


class NamesDict(TypedDict):
    """Who is meant, by id; whoever was erased since is missing."""

    applications: dict[str, NamedApplicantDict]
    mentors: dict[str, NamedMentorDict]


def names_of(applications: Iterable[str], mentor_ids: Iterable[str]) -> NamesDict:
    """Read who is meant, in batches of 100."""
    rows = application_lists.load_rows(sorted(set(applications)))
    found = mentors.load_many(sorted(set(mentor_ids)))
    return {
        "applications": {
            row.id: {"name": row.applicant_name, "stage": row.stage, "school": row.school, "state": row.state}
            for row in rows.values()
        },
        "mentors": {
            mentor.id: {
                "name": mentor.name,
                "institution": mentor.form["institution"],
                "state": mentor.form["location"]["state"],
                "disciplines": list(mentor.form["disciplines"]),
                "capacity": mentor.capacity,
                "open_places": mentor.open_places,
            }
            for mentor in found.values()
        },
    }
