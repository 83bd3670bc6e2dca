"""A person's career across companies, and the succession of a post, as pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from domain.dates import Span, span_of

from .paint import Theme
from .timeline import Bar, Chart, Lane, drawn

Json = Mapping[str, Any]
ERASED = "erased person"
_LEGEND = (
    ("", "held"),
    ("unsure", "perhaps: the date is not exact, or no end is known"),
    ("hatched", "interim or acting"),
)


def dates_of(answer: Json) -> str:
    """Which dates a picture is of, as it says it."""
    known = f", as known at {answer['known_at']}" if "known_at" in answer else ""
    return f"as of {answer['as_of']}{known} (position {answer['position']})"


def day_of(answer: Json) -> int:
    return date.fromisoformat(answer["as_of"]).toordinal()


def career_svg(answer: Json, theme: Theme = "auto") -> bytes:
    """A lane for each organization, in the order they come in the career."""
    stays: dict[str, list[Json]] = {}
    for stay in answer["stays"]:
        stays.setdefault(stay["organization"] or "", []).append(stay)
    lanes = [
        Lane(
            some[0]["organization_name"] or id or "unknown organization", "", [_stay(one, one["title"]) for one in some]
        )
        for id, some in stays.items()
    ]
    person = answer["person"].get("name") or ERASED
    return drawn(Chart(f"{person}: career", dates_of(answer), day_of(answer), lanes, _LEGEND), theme)


def holders_svg(answer: Json, theme: Theme = "auto") -> bytes:
    """A lane for each holder, then one for the days on which nobody or several held the post."""
    stays: dict[str, list[Json]] = {}
    for one in answer["holders"]:
        stays.setdefault(one["person"], []).append(one)
    lanes = [Lane(some[0]["name"] or ERASED, "", [_stay(one, "") for one in some]) for some in stays.values()]
    lanes += _beside(answer)
    role = answer["role"]
    where = f" at {role['organization_name']}" if role.get("organization_name") else ""
    name = f"{role.get('title') or role['id']}{where}: who held it"
    legend = (*_LEGEND, ("none", "nobody"), ("several", "several at once"))
    return drawn(Chart(name, dates_of(answer), day_of(answer), lanes, legend), theme)


def _beside(answer: Json) -> Iterator[Lane]:
    if gaps := [_days(gap, "vacant", "none") for gap in answer["gaps"]]:
        yield Lane("Nobody", "", gaps)
    if several := [_days(one, f"{len(one['people'])} at once", "several") for one in answer["overlaps"]]:
        yield Lane("Several at once", "", several)


def _stay(stay: Json, name: str | None) -> Bar:
    kinds: Sequence[str] = stay["tenure_kinds"]
    temporary = bool(kinds) and "permanent" not in kinds
    said = [_when(stay), *([] if list(kinds) == ["permanent"] else [" then ".join(kinds)])]
    said += [stay["reason"]] if stay.get("reason") else []
    fact = stay["tenures"][0]["took"] if stay.get("tenures") else None
    ended = bool(stay.get("left")) and not stay["until"]
    shown = stay["role"] if name is None else name
    return Bar(_span(stay["since"]), _span(stay["until"]), shown, ", ".join(said), "", temporary, fact, ended)


def _when(stay: Json) -> str:
    if not stay["until"] and not stay.get("left"):
        return f"since {stay['since'] or 'unknown'}"
    return f"{stay['since'] or 'unknown'} to {stay['until'] or 'unknown'}"


def _days(period: Json, name: str, kind: str) -> Bar:
    since = period["from"] or "unknown"
    note = f"{since} to {period['to']}" if period["to"] else f"since {since}"
    return Bar(_span(period["from"]), _span(period["to"]), name, note, kind)


def _span(text: str | None) -> Span | None:
    return None if text is None else span_of(text)
