"""The view of nominations: what each says, and what became of it.

A row holds on every day: of a report only the log's clock counts. Values in clear go when somebody it was accepted for
is erased; what became of it stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec import UNSET

from domain.dates import DAWN, FOREVER
from domain.nominations import (
    DECIDING,
    REPORTED,
    Deciding,
    NominationAccepted,
    NominationMatched,
    NominationRejected,
    NominationReported,
    NominationWithdrawn,
)
from domain.standing import Standing

from .intervals import Row, View, as_text, flag, id_column, interval_table, iso, of_types, place_column, text

STATES = ("new", "matched", "accepted", "rejected", "withdrawn")
_DECIDED = {NominationAccepted: "accepted", NominationRejected: "rejected", NominationWithdrawn: "withdrawn"}
NAMED = ("person", "organization", "role", "predecessor")

nominations = interval_table(
    "nominations",
    text("state", required=True),
    id_column("feed", required=True),
    text("kind", required=True),
    place_column("first"),
    text("reported", required=True),
    text("report", required=True),
    text("decision"),
    id_column("person"),
    id_column("organization"),
    id_column("role"),
    id_column("predecessor"),
    text("acceptance"),
    text("facts"),
    text("revised"),
    text("said"),
    text("candidates"),
    text("unsure"),
    text("reason"),
    text("certainty", required=True),
    flag("erased"),
    indexes=[("state", "known_to", "first"), ("person",), ("organization",), ("role",)],
)


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    reports = of_types(standings, NominationReported)
    if reports:
        yield Row("", DAWN, FOREVER, _row(standings, reports))


def _row(standings: Sequence[Standing], reports: list[Standing]) -> tuple[Any, ...]:
    asked = _asked(reports)
    decision = _last(one for one in of_types(standings, *Deciding) if one.place > asked)
    match = _last(one for one in of_types(standings, NominationMatched) if one.place > asked)
    accepted = _last(of_types(standings, NominationAccepted))
    return (
        _state(decision, match),
        *_about(reports),
        None if decision is None else decision.fact.id,
        *_became(accepted),
        as_text(_revised(reports, accepted) if decision is None else None),
        as_text(said(reports)),
        as_text(getattr(_fact(match), "candidates", None) or None),
        as_text(None if decision else getattr(_fact(match), "unsure", None) or None),
        _text(getattr(_fact(decision), "reason", None)),
        reports[-1].fact.certainty,
        any(one.erased for one in reports),
    )


def _about(reports: list[Standing]) -> tuple[Any, ...]:
    """Columns that the reports alone decide."""
    newest: Any = reports[-1].fact
    return newest.feed, newest.kind, reports[0].place, iso(reports[0].day), newest.id


def _asked(reports: list[Standing]) -> int:
    """The place of the last report that has to be decided on."""
    return next((one.place for one in reversed(reports[1:]) if _asks(one)), reports[0].place)


def _asks(report: Standing) -> bool:
    changed = getattr(report.fact, "changed", UNSET)
    return changed is UNSET or not DECIDING.isdisjoint(changed)


def _state(decision: Standing | None, match: Standing | None) -> str:
    if decision is not None:
        return _DECIDED[type(decision.fact)]
    return "new" if match is None or _fact(match).candidates == () else "matched"


def _became(accepted: Standing | None) -> tuple[Any, ...]:
    """Whom and what it was accepted for, by which fact, and the facts it became: also while a revision is reviewed."""
    if accepted is None:
        return (*(None for _ in NAMED), None, None)
    fact: Any = accepted.fact
    return (*(_text(getattr(fact, name)) for name in NAMED), fact.id, as_text(fact.facts))


def _revised(reports: list[Standing], accepted: Standing | None) -> list[str] | None:
    """What is said otherwise than when it was accepted."""
    since = 0 if accepted is None else accepted.place
    changed = {name for one in reports if one.place > since > 0 for name in getattr(one.fact, "changed", None) or ()}
    return [name for name in REPORTED if name in changed] or None


def said(reports: Iterable[Standing]) -> dict[str, Any]:
    """What the reports say together: an omitted field is not stated, `null` clears."""
    stated: dict[str, Any] = {}
    for one in reports:
        stated |= one.fact.stated("entry", *REPORTED)
        source = msgspec.to_builtins(one.fact.source)
        stated["source"] = {name: value for name, value in source.items() if value is not None}
    return {name: value for name, value in stated.items() if value is not None}


def _last(found: Iterable[Standing] | Iterator[Standing]) -> Standing | None:
    return max(found, key=lambda one: one.place, default=None)


def _fact(standing: Standing | None) -> Any:
    return None if standing is None else standing.fact


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


NOMINATIONS = View(nominations, "nomination", (NominationReported, NominationMatched, *Deciding), resolve)
