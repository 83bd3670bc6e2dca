"""Companies House as it answers: officers and appointments in pages, and the stream of changes; all are made up."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .samples import officer
from .serving import Answer, Asking

KEY, STREAM_KEY = "rest-key", "stream-key"
COMPANY = "01234567"
OFFICERS, STREAM = f"/company/{COMPANY}/officers", "/officers"
_PER_PAGE, _MOST_PER_PAGE = 35, 100


@dataclass
class Register:
    """One company. `events` are kept from `oldest` on; `between` happens after each answer."""

    held: dict[str, Any] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    oldest: int = 1
    between: Callable[[], object] = lambda: None

    def appoint(self, id: str, name: str, since: str, **more: Any) -> None:
        self._changed(id, officer(name, since=since, id=id) | more)

    def resign(self, id: str, day: str) -> None:
        self._changed(id, self.held[id] | {"resigned_on": day})

    def resign_not(self, id: str) -> None:
        self._changed(id, {name: value for name, value in self.held[id].items() if name != "resigned_on"})

    def delete(self, id: str) -> None:
        self._happened("deleted", self.held.pop(id))

    def _changed(self, id: str, appointment: Any) -> None:
        self.held[id] = appointment
        self._happened("changed", appointment)

    def _happened(self, type: str, appointment: Any) -> None:
        self.events.append(
            {
                "resource_kind": "company-officers",
                "resource_uri": appointment["links"]["self"],
                "resource_id": appointment["links"]["self"].rpartition("/")[2],
                "data": appointment,
                "event": {"timepoint": len(self.events) + 1, "published_at": "2026-03-02T10:00:00", "type": type},
            }
        )

    def list(self, asking: Asking) -> Answer:
        """The officers, those in office first, as `/company/{number}/officers` gives them."""
        if not _allowed(asking, KEY):
            return Answer(401)
        asked = parse_qs(urlsplit(asking.path).query)
        first = int(asked.get("start_index", ["0"])[0])
        per_page = min(int(asked.get("items_per_page", [str(_PER_PAGE)])[0]), _MOST_PER_PAGE)
        everybody = sorted(self.held.values(), key=lambda one: ("resigned_on" in one, one["links"]["self"]))
        items = everybody[first : first + per_page]
        said = {"kind": "officer-list", "items_per_page": per_page, "start_index": first, "items": items}
        said |= {"total_results": len(everybody), "resigned_count": sum("resigned_on" in one for one in everybody)}
        self.between()
        return _json(said)

    def stream(self, asking: Asking) -> Answer:
        """Events from a timepoint on, as `/officers` of the stream gives them, between heartbeats; then it is cut.

        Without a timepoint the next that happens: the newest is taken to have happened just then.
        """
        if not _allowed(asking, STREAM_KEY):
            return Answer(401)
        asked = parse_qs(urlsplit(asking.path).query).get("timepoint")
        first = int(asked[0]) if asked else len(self.events)
        if asked and not self.oldest <= first <= len(self.events):
            return Answer(416)
        lines = [json.dumps(event) for event in self.events[first - 1 :]]
        return Answer(pieces=["\n".join(["", *lines, "", ""]).encode(), b'{"resource_kind": "company-off'])


def _allowed(asking: Asking, key: str) -> bool:
    return asking.headers.get("authorization") == "Basic " + b64encode(f"{key}:".encode()).decode()


def _json(said: Any) -> Answer:
    body = json.dumps(said).encode()
    return Answer(headers={"ETag": f'"{hash(body)}"'}, pieces=[body])
