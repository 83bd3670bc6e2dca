"""All tenures over time: the career of a person and the succession in a role."""

from collections.abc import Iterable
from typing import Any

from tests.oracle.days import Fact
from tests.oracle.periods import End, Line, Period
from tests.oracle.standing import known_at
from tests.oracle.tenures import Lines, lefts_of_nobody, tenure_kind, tenures


def career(facts: Iterable[Fact], person: str, position: int) -> list[dict[str, Any]]:
    """All stays of a person in order, and departures from where nobody knew of an arrival."""
    known = known_at(facts, position)
    person = known.answering("person", person)
    return succession({key: tenure for key, tenure in tenures(known).items() if key[0] == person})


def holders_of_role(facts: Iterable[Fact], role: str, position: int) -> list[dict[str, Any]]:
    """All stays in a role in order."""
    return succession({key: tenure for key, tenure in tenures(known_at(facts, position)).items() if key[1] == role})


def succession(lines: Lines) -> list[dict[str, Any]]:
    entries = [
        (order, {"person": person, "role": role} | entry)
        for (person, role), tenure in lines.items()
        for order, entry in [*stays_of(tenure), *departures_of(tenure)]
    ]
    return [entry for _, entry in sorted(entries, key=lambda pair: pair[0])]


def stays_of(tenure: Line) -> list[tuple[tuple[int, int], dict[str, Any]]]:
    """A tenure held on no day stands alone."""
    never_held = [[period] for period in tenure.periods if not period.held]
    return [(stay[0].begun, stay_entry(stay)) for stay in [*tenure.stays(), *never_held]]


def stay_entry(stay: list[Period]) -> dict[str, Any]:
    """Interim made permanent is one stay with both kinds; it ends with the last of its tenures."""
    last = max(stay, key=lambda period: (period.end_day, period.begun))
    return {
        "since": stay[0].fact["effective"],
        **until(last.end),
        "kinds": list(dict.fromkeys(tenure_kind(period) for period in stay)),
        "tenures": [tenure_entry(period) for period in stay],
    }


def tenure_entry(period: Period) -> dict[str, Any]:
    return {
        "took": period.fact["id"],
        "since": period.fact["effective"],
        **until(period.end),
        "tenure_kind": tenure_kind(period),
        **({"certainty": "probable"} if period.fact["certainty"] == "probable" else {}),
        **({"finding": "end_before_beginning"} if period.end_day < period.first else {}),
    }


def until(end: End | None) -> dict[str, Any]:
    """The date as given; `left` tells an end with unknown date from no end."""
    return {"until": end.fact["effective"] if end else None, "left": end.fact["id"] if end else None}


def departures_of(tenure: Line) -> list[tuple[tuple[int, int], dict[str, Any]]]:
    return [((end.first, end.fact["position"]), departure_entry(end)) for end in lefts_of_nobody(tenure)]


def departure_entry(end: End) -> dict[str, Any]:
    return {"since": None, **until(end), "kinds": [], "tenures": [], "finding": "end_without_beginning"}
