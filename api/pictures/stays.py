"""A person's career across companies, and the succession of a post, as pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from typing import Any

from domain.dates import Span, span_of
from domain.language import called, marked, plain, say, say_count, word, written

from .paint import Theme
from .timeline import Bar, Chart, Lane, drawn

Json = Mapping[str, Any]
_LEGEND = (
    ("", marked("in the role")),
    ("unsure", marked("perhaps: the date is not exact, or no end is known")),
    ("hatched", marked("interim or acting")),
)
_BESIDE = (("none", marked("nobody")), ("several", marked("several at once")))


def day_of(answer: Json) -> int:
    return date.fromisoformat(answer["as_of"]).toordinal()


def career_svg(answer: Json, dates: str, theme: Theme = "auto") -> bytes:
    """A lane for each organization, in the order they come in the career."""
    stays: dict[str, list[Json]] = {}
    for stay in answer["stays"]:
        stays.setdefault(stay["organization"] or "", []).append(stay)
    lanes = [
        Lane(some[0]["organization_name"] or id or say("unknown organization"), "", _bars(some, "title"))
        for id, some in stays.items()
    ]
    name = say("{person}: career", person=called(answer["person"].get("name")))
    return drawn(Chart(name, dates, day_of(answer), lanes, _told(_LEGEND)), theme)


def holders_svg(answer: Json, dates: str, theme: Theme = "auto") -> bytes:
    """A lane for each holder, then one for the days on which nobody or several held the post."""
    stays: dict[str, list[Json]] = {}
    for one in answer["holders"]:
        stays.setdefault(one["person"], []).append(one)
    lanes = [Lane(called(some[0]["name"]), "", _bars(some)) for some in stays.values()]
    lanes += _beside(answer)
    role = answer["role"]
    post, house = role.get("title") or role["id"], role.get("organization_name")
    name = say("{post} at {house}", post=post, house=house) if house else post
    name = say("{post}: who held it", post=name)
    return drawn(Chart(name, dates, day_of(answer), lanes, _told(_LEGEND + _BESIDE)), theme)


def _told(legend: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((kind, say(text)) for kind, text in legend)


def _bars(stays: Sequence[Json], titled: str | None = None) -> list[Bar]:
    return [_stay(one, one[titled] if titled else "") for one in stays]


def _beside(answer: Json) -> Iterator[Lane]:
    if gaps := [_days(gap, say("vacant"), "none") for gap in answer["gaps"]]:
        yield Lane(say("Nobody"), "", gaps)
    if several := [_days(one, _at_once(len(one["people"])), "several") for one in answer["overlaps"]]:
        yield Lane(say("Several at once"), "", several)


def _stay(stay: Json, name: str | None) -> Bar:
    kinds: Sequence[str] = stay["tenure_kinds"]
    temporary = bool(kinds) and "permanent" not in kinds
    said = [_when(stay), *([] if list(kinds) == ["permanent"] else [_in_turn(kinds)])]
    said += [plain(stay["reason"])] if stay.get("reason") else []
    fact = stay["tenures"][0]["took"] if stay.get("tenures") else None
    ended = bool(stay.get("left")) and not stay["until"]
    shown = stay["role"] if name is None else name
    return Bar(_span(stay["since"]), _span(stay["until"]), shown, ", ".join(said), "", temporary, fact, ended)


def _when(stay: Json) -> str:
    if not stay["until"] and not stay.get("left"):
        return _since(stay["since"])
    return _period(stay["since"], stay["until"])


def _since(day: str | None) -> str:
    return say("since {day}", day=written(day)) if day else say("since unknown")


def _period(since: str | None, until: str | None) -> str:
    if since and until:
        return say("{since} to {until}", since=written(since), until=written(until))
    if since:
        return say("{since} to unknown", since=written(since))
    return say("unknown to {until}", until=written(until)) if until else say("unknown to unknown")


def _in_turn(kinds: Sequence[str]) -> str:
    words = [word(kind) for kind in kinds] or [""]
    return reduce(lambda one, other: say("{one} then {other}", one=one, other=other), words)


def _at_once(count: int) -> str:
    return say_count("{count} at once", "{count} at once", count)


def _days(period: Json, name: str, kind: str) -> Bar:
    note = _period(period["from"], period["to"]) if period["to"] else _since(period["from"])
    return Bar(_span(period["from"]), _span(period["to"]), name, note, kind)


def _span(text: str | None) -> Span | None:
    return None if text is None else span_of(text)
