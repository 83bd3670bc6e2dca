"""What is odd on a map, and what is only rumored: sentences below it, each with a way to what it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec
from fastapi import Request, Response

from domain.language import listed, marked, plain, say_with, written
from projections.account_maps import account_map
from projections.facts_behind import facts_behind
from projections.names import Names
from projections.snapshots import snapshot

from ..http.parameters import AccountId
from ..http.reading import Read, Reading
from .answers import page_router
from .rendering import page

Json = dict[str, Any]

router = page_router()

_ENDED_UNKNOWN = marked("{person} stopped being {part} in {opportunity}, and is not known to have been it")
SAID = {
    "vacant": marked("{role}: vacant since {day}"),
    "several_permanent_holders": marked("{role}: more permanent holders than there are seats ({people})"),
    "reporting_cycle": marked("these report to each other in a circle: {roles}"),
    "self_report": marked("{role}: reports to itself"),
    "parent_closed": marked("{role}: reports to {reports_to}, which is closed"),
    "parent_absent": marked("{role}: reports to {reports_to}, which is not on the map"),
    "end_before_beginning": marked("{person} left as {role} before the day of taking it"),
    "end_without_beginning": marked("{person} left as {role}, and is not known to have been it"),
    "outside_role_life": marked("{person} holds {role} on a day on which there is no such role"),
    "disagreement": marked("assessors differ on {property}: {about}"),
    "buying_role_of_leaver": marked("{person} left, and is still {part} in {opportunity}"),
    "self_link": marked("{person}: a link to themselves, since records were merged"),
    "left_behind": marked("{organization} became {into}, and something is still on its map"),
    "unit_left_behind": marked("{unit} stayed here, and {parent}, the unit above it, belongs to {organization} now"),
    "unit_moved": marked("{opportunity}: its unit {unit} belongs to {organization} now"),
}
_NEVER_FILLED = marked("{role}: never filled")
# By field, of which kind its subjects are; the first that a finding has is where it leads to.
_KINDS = {
    "role": "role", "roles": "role", "reports_to": "role", "opportunity": "opportunity", "person": "person",
    "people": "person", "other": "person", "unit": "unit", "parent": "unit", "organization": "organization",
    "into": "organization",
}  # fmt: skip
_ABOUT = ("role", "person", "other", "opportunity", "unit", "organization")


class Found(NamedTuple):
    """What is said of one finding, and of which kind what it leads to is."""

    said: str
    kind: str | None
    id: str | None


@router.get("/accounts/{id}/found")
def found(request: Request, read: Read, id: AccountId) -> Response:
    """A part of a page."""
    return page(request, "found.html", **found_on(read, id), account_id=id)


def found_on(read: Reading, id: str) -> Json:
    restricted = read.caller.restricted
    body = account_map(read.tenant, id, read.moment, fields="findings,rumors", restricted=restricted)
    drawn = msgspec.json.decode(body)
    rumors = facts_behind(read.tenant, [one["fact"] for one in drawn["rumors"]], read.moment, restricted=restricted)
    return {"findings": list(_told(read, drawn["findings"])), "rumors": rumors}


def _told(read: Reading, findings: list[Json]) -> Iterator[Found]:
    with snapshot(read.tenant, read.moment) as at:
        names = Names(at)
        names.learn_all(subject for one in findings for subject in _subjects(one))
        for one in findings:
            said = _sentence(one, names)
            yield Found(f"{said[:1].upper()}{said[1:]}", *_leads_to(one))


def _subjects(finding: Json) -> Iterator[tuple[str, str]]:
    for field, kind in _KINDS.items():
        value = finding.get(field)
        yield from ((kind, id) for id in (value if isinstance(value, list) else [value]) if isinstance(id, str))


def _leads_to(finding: Json) -> tuple[str | None, str | None]:
    return next(((kind, id) for kind, id in _subjects(finding)), (None, None))


def _sentence(finding: Json, names: Names) -> str:
    words = _words(finding, names)
    if finding["kind"] == "vacant" and not finding["since"]:
        return say_with(_NEVER_FILLED, words)
    if finding["kind"] == "end_without_beginning" and "opportunity" in finding:
        return say_with(_ENDED_UNKNOWN, words)
    return say_with(SAID[finding["kind"]], words)


def _words(finding: Json, names: Names) -> Mapping[str, str]:
    called = defaultdict[str, list[str]](list)
    for field in _KINDS:
        for kind, id in _subjects({field: finding.get(field)}):
            called[field].append(names.of(kind, id) or id)
    words = {field: listed(some) for field, some in called.items()}
    property = plain(str(finding.get("property", "")).rpartition(".")[2])
    return words | {
        "day": written(finding.get("since") or ""),
        "part": plain(finding.get("buying_role", "")),
        "property": property,
        "about": listed([words[one] for one in _ABOUT if one in words]),
    }
