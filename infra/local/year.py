"""A program year, driven over HTTP as its people would: applications, the close, reviews, a round, and the answers."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from infra.local import aftermath, cycles, environment, story, term
from infra.local.client import Client
from infra.local.cloud import Cloud, CloudError
from infra.local.deploy import outputs
from infra.local.people import People, Person
from infra.local.summary import print_summary

T = TypeVar("T")
R = TypeVar("R")
STAFF = {"staff": "staff@example.org", "coordinator": "coordinator@example.org"}
# Every step that waits for a worker or the minute tick gives up after this many seconds, and says on what.
PATIENCE = 180
HANDS = 6


@dataclass
class Year:
    """The year as far as it went: who took part, and their connections."""

    connection: Mapping[str, Any]
    staff: Client
    cycle: str
    applicants: dict[str, tuple[Person, Client]] = field(default_factory=dict)
    mentors: list[tuple[Person, Client]] = field(default_factory=list)

    @property
    def application_path(self) -> str:
        """Where applicants work."""
        return f"/api/cycles/{self.cycle}/application"


def drive(cloud: Cloud, connection: Mapping[str, Any]) -> None:
    """Take the driven cycle through its year unless that was done, and print what became of everyone."""
    if not connection["cycles"]:
        make_staff(cloud, outputs(cloud)["StaffPoolId"])
        staff = staff_of(connection)
        ids = cycles.write_all(staff, datetime.now(UTC))
        year = Year(connection, staff, ids["driven"])
        _go_through(year)
        with step("One pair goes through its term, to a certificate for both"):
            completed = term.complete_one(cloud, year, await_that)
        accounts = [{"role": role, "email": email} for role, email in STAFF.items()]
        accounts += story.demo_accounts(year) + completed
        connection = environment.write(cloud, outputs(cloud), ids, accounts)
    else:
        with step("The open cycle gets the dates of today"):
            cycles.renew_open(staff_of(connection), connection["cycles"]["open"], datetime.now(UTC))
    print_summary(cloud, connection)


def _go_through(year: Year) -> None:
    people = People()
    with step("Mentors sign in, send the interest form and are approved"):
        makers = [people.mentor() for _ in range(story.MENTORS)]
        year.mentors = each(makers, lambda person: (person, story.volunteer(year, person)))
        story.approve_mentors(year)
    with step("Applicants sign in, write, submit, change and withdraw"):
        cast = story.cast(people)
        clients = each(list(cast.items()), lambda named: story.apply(year, *named))
        year.applicants = {name: (cast[name], client) for name, client in zip(cast, clients, strict=True)}
    with step("The window closes; one submission arrives a second late"):
        closes = cycles.close_soon(year.staff, year.cycle)
        time.sleep(max(0.0, (closes + timedelta(seconds=1) - datetime.now(UTC)).total_seconds()))
        story.submit_late(year)
        await_that("drafts lapse", lambda: not story.count(year, "draft") and not story.count(year, "submitted"))
    with step("Staff decide the reviews, queue a round and publish it"):
        story.decide_reviews(year)
        story.publish_round(year, await_that)
    with step("Both sides answer"):
        story.answer_proposals(year, await_that)
    with step("Each of the staff's lists gets something that waits"):
        aftermath.leave_work(year, people)


def staff_of(connection: Mapping[str, Any]) -> Client:
    """Sign in as the coordinator."""
    return Client.signed_in(connection, STAFF["coordinator"], "staff")


def make_staff(cloud: Cloud, pool: str) -> None:
    """Make the staff's accounts as a coordinator does in the AWS console."""
    cognito = cloud.client("cognito-idp")
    for group, email in STAFF.items():
        attributes = [{"Name": "email", "Value": email}, {"Name": "email_verified", "Value": "true"}]
        try:
            cognito.admin_create_user(
                UserPoolId=pool, Username=email, UserAttributes=attributes, MessageAction="SUPPRESS"
            )
        except cognito.exceptions.UsernameExistsException:
            continue
        cognito.admin_set_user_password(UserPoolId=pool, Username=email, Password=f"Demo-{pool}-1", Permanent=True)
        cognito.admin_add_user_to_group(UserPoolId=pool, Username=email, GroupName=group)


def each(items: Sequence[T], work: Callable[[T], R]) -> list[R]:
    """Do the work for all, several at a time, in the order given."""
    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(work, items))


def await_that(what: str, is_so: Callable[[], Any]) -> Any:
    """Wait until something is so and return it; CloudError when it does not come."""
    until = time.monotonic() + PATIENCE
    while not (result := is_so()):
        if time.monotonic() > until:
            raise CloudError(f"Waited {PATIENCE} s in vain: {what}. Look into .local/cloud.log, then `make reset run`.")
        time.sleep(1)
    return result


@contextmanager
def step(what: str) -> Iterator[None]:
    """Say what is going on and how long it took."""
    print(f"{what} ...", end=" ", flush=True)
    since = time.monotonic()
    yield
    print(f"{time.monotonic() - since:.1f} s", flush=True)
