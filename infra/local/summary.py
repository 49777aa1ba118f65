"""What `make run` prints at its end: what became of everyone, the mails, the addresses and how to sign in."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from infra.local.client import Client
from infra.local.cloud import Cloud
from infra.local.deploy import outputs

_STATUSES = (
    "matched", "eligible", "unmatched", "needs_review", "ineligible", "submitted", "withdrawn", "lapsed", "draft",
)  # fmt: skip


def print_summary(cloud: Cloud, connection: Mapping[str, Any]) -> None:
    """Print the end of the story, read from the API and the local cloud as they are now."""
    emails = {account["role"]: account["email"] for account in connection["accounts"]}
    staff = Client.signed_in(connection, emails["coordinator"], "staff")
    cycle = connection["cycles"]["driven"]
    print(f"\nCycle {cycle}: what became of everyone")
    _table(("status", "applicants", "of them late", "schools"), _applications(staff, cycle))
    rounds = staff.must("GET", f"/api/staff/cycles/{cycle}/rounds")["items"]
    print("\nRounds, newest first")
    figures = [(r["round"], r["state"], r["policy_version"], r["matched"], r["total"], r["worst"]) for r in rounds]
    _table(("round", "state", "policy", "matched", "total fit", "worst fit"), figures)
    mails = _mails(cloud)
    print("\nMails sent, by kind; beside them the inbox holds the sign-in codes that Cognito mails")
    _table(("mail", "sent"), sorted(mails.items()))
    print(f"\nDemo accounts; the code that is mailed is always 123456 here ({connection['inbox_url']})")
    _table(("role", "e-mail"), [(account["role"], account["email"]) for account in connection["accounts"]])
    print(f"\n  The portal, in a browser:  {connection['api_url']}/")
    print(f"  The staff's console:       {connection['staff_url']}")
    print("  A token for curl:  .venv/bin/python -m infra.local.sign_in EMAIL [people|staff]\n")
    staff.close()


def _applications(staff: Client, cycle: str) -> list[tuple[Any, ...]]:
    rows = []
    for status in _STATUSES:
        wanted = {"cycle": cycle, "status": status, "limit": 200}
        items = staff.must("GET", "/api/staff/applications", params=wanted)["items"]
        if items:
            late = sum(item["late"] for item in items)
            rows.append((status, len(items), late, len({item["school"] for item in items})))
    return [*rows, ("all", sum(row[1] for row in rows), sum(row[2] for row in rows), "")]


def _mails(cloud: Cloud) -> Counter[str]:
    """Count the mails that the ledger says were sent, once it no longer grows."""
    table, counted = outputs(cloud)["MailsTable"], Counter[str]()
    for _ in range(10):
        pages = cloud.client("dynamodb").get_paginator("scan").paginate(TableName=table)
        sent = Counter(item["mail"]["S"] for page in pages for item in page["Items"] if item["status"]["S"] == "sent")
        if sent and sent == counted:
            break
        counted = sent
        time.sleep(1)
    return counted


def _table(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    cells = [tuple(map(str, heads)), *(tuple(map(str, row)) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    for index, row in enumerate(cells):
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        if index == 0:
            print("  " + "  ".join("-" * width for width in widths))
