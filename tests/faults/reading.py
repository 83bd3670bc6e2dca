"""What readers are given once everything runs again: over HTTP, and by `incumbent export`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx2

from tests.serving import TLS

from .checking import Entry, Log, flaws
from .clients import PATIENCE
from .killing import with_server
from .place import Place

_PAGE = 1_000


def flaws_over_http(place: Place) -> list[str]:
    """What a reader finds wrong: everything that was sent has to be there now."""
    headers = {"Authorization": f"Bearer {place.new_key()}"}

    def read(url: str) -> list[str]:
        with httpx2.Client(base_url=url, headers=headers, timeout=PATIENCE, verify=TLS) as client:
            log = journal_over_http(client)
            unread = list(unreadable(client))
        missing = place.journal.sent.keys() - {entry.id for entry in log.entries}
        return flaws(place.journal, log) + unread + [f"missing: {id}" for id in sorted(missing)]

    return with_server(place, read)


def journal_over_http(client: httpx2.Client) -> Log:
    """Every fact as readers get it, page by page."""
    entries: list[Entry] = []
    while found := _page(client, entries[-1].position if entries else 0):
        entries += [Entry(fact["id"], fact["position"], fact["recorded_at"], fact) for fact in found]
    return Log(entries[-1].position if entries else 0, entries)


def _page(client: httpx2.Client, after: int) -> list[dict[str, Any]]:
    answer = client.get("/v1/facts", params={"after": after, "limit": _PAGE})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["facts"]
    return found


def unreadable(client: httpx2.Client) -> Iterator[str]:
    """Accounts without a map; that there is no account at all is wrong too."""
    accounts = [account["id"] for account in client.get("/v1/accounts").json()["accounts"]]
    if not accounts:
        yield "unreadable: no account"
    for account in accounts:
        if (code := client.get(f"/v1/accounts/{account}/map").status_code) != 200:
            yield f"unreadable: {account}, {code}"


def exported(place: Place, account: str) -> set[str]:
    """The ids of the facts that an export gives."""
    lines = place.incumbent.ok("export", account, "--workspace", place.workspace).out.splitlines()
    return {json.loads(line)["id"] for line in lines}
