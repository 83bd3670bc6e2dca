"""What is only rumored: it decides nothing and is listed apart, from the day heard or its own date if earlier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from domain.dates import FOREVER
from domain.facts import REGISTRY, Fact
from domain.forms import as_json
from domain.resolution import span
from domain.standing import Standing

from .intervals import Row, View, as_text, interval_table, text

rumors = interval_table("rumors", text("subject_kind", required=True), text("fact", required=True))


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    for one in standings:
        kind = one.home[0]
        dates = span(one)
        yield Row(
            one.fact.id, min(dates.first, one.day) if dates else one.day, FOREVER, (kind, as_text(as_json(one.fact)))
        )


def named_in(fact: dict[str, Any], names: Iterable[str]) -> set[tuple[str, str]]:
    """(kind, id) of what a rumored fact is about in these fields; a note names its subject by kind."""
    kinds = REGISTRY[fact["type"]].refs
    found = {(kinds[name], fact[name]) for name in names if name in kinds and isinstance(fact.get(name), str)}
    return found | set(fact.get("about", {}).items())


def people_in(fact: dict[str, Any]) -> set[str]:
    """Who appears on a map that lists this rumor."""
    return {id for kind, id in named_in(fact, ("person", "other", "by", "kept", "duplicate")) if kind == "person"}


def _by_itself(one: Standing) -> str:
    return one.fact.id


RUMORS = View(rumors, "*", (Fact,), resolve, rumored=True, part=_by_itself)
