"""What visitors may ask for in an hour; past that they're refused with the time to come back.

Each counter has a key of its own, and a request stops at the first that is full: a flood from one sender never reaches
the counter that everyone shares.
"""

from collections.abc import Iterator
from datetime import datetime
from ipaddress import ip_address, ip_network

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2

from shared.domain.cycle import current
from shared.domain.errors import TooManyRequests
from shared.domain.instants import to_eastern
from shared.store import cycles
from shared.store.limits import HOUR, hour_of, spend
from shared.store.settings import from_env

# An IPv6 sender has a network of this size to choose addresses from.
_IPV6_PREFIX = 64


def count_inquiry(question: str, email: str, sender: str, now: datetime) -> None:
    """Count a question (its id) once, by its sender, its address and in all; TooManyRequests past a limit."""
    counters = {
        "inquiries_per_sender": _network(sender),
        "inquiries_per_address": _mailbox(email),
        "inquiries": "all",
    }
    if not _spend_all(counters, now, question):
        raise _refused("You don’t need to resend a question that we confirmed.", now)


def count_account(now: datetime) -> None:
    """Count a request for an account, known or new; TooManyRequests past the limit."""
    if not _spend_all({"accounts": "all"}, now):
        raise _refused("Your application and answers are safe.", now)


def sender_of(request: APIGatewayProxyEventV2) -> str:
    """The address that a request came from: CloudFront's viewer, or who called the API without it.

    CloudFront and API Gateway each add who called them, so the last address but one is the viewer's; what stands before
    it is made up by the viewer.
    """
    forwarded_for = request.headers.get("x-forwarded-for") or ""
    hops = [hop.strip() for hop in forwarded_for.split(",") if hop.strip()]
    return hops[-2] if len(hops) > 1 else str(request.request_context.http.source_ip)


def _spend_all(counters: dict[str, str], now: datetime, request: str | None = None) -> bool:
    most = dict(_limits())
    return all(spend(what, whom, most[what], now, request) for what, whom in counters.items())


def _limits() -> Iterator[tuple[str, int]]:
    """The setting `inquiries=200 accounts=10000`, read."""
    for pair in from_env("HOURLY_LIMITS").split():
        name, _, most = pair.partition("=")
        yield name, int(most)


def _refused(reassurance: str, now: datetime) -> TooManyRequests:
    again, cycle = hour_of(now) + HOUR, current(cycles.load_all(), now)
    otherwise = f", or e-mail {cycle.contact_email}" if cycle else ""
    detail = f"We received too many requests this hour. Please try again after {to_eastern(again)}{otherwise}."
    return TooManyRequests(f"{detail} {reassurance}", int((again - now).total_seconds()) or 1)


def _mailbox(email: str) -> str:
    """The mailbox that an address leads to: without case and without a tag such as `+news`."""
    name, _, domain = email.casefold().rpartition("@")
    return f"{name.partition('+')[0]}@{domain}"


def _network(sender: str) -> str:
    try:
        address = ip_address(sender)
    except ValueError:
        return sender[:100]
    return str(ip_network((address, _IPV6_PREFIX), strict=False)) if address.version == 6 else str(address)
