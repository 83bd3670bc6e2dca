"""What is called like that, and where it is: every subject is looked at, every name on every day that says another."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Literal, get_args

from tests.oracle.coverage import covering
from tests.oracle.days import BEFORE_EVERYTHING, NEVER, Fact, value_day
from tests.oracle.existence import existed_before, exists, home_of_role
from tests.oracle.standing import Known, known_at
from tests.oracle.tenures import tenures
from tests.oracle.values import deciding, history, naming, value

# (text, kind of name, first day, day after the last) and what it is worth that day, as the product defines it.
Name = tuple[str, str, int, int]
Kind = Literal["person", "organization", "role", "unit", "opportunity"]
Worth = Callable[[Kind, Name], int]
TITLED = {"role": "title"}
NAMED: tuple[Kind, ...] = get_args(Kind)


def search(facts: Iterable[Fact], worth: Worth, as_of: date, position: int) -> dict[tuple[str, str], dict[str, Any]]:
    """By kind and id: what it is worth, and of each facet the values."""
    known, day = known_at(facts, position), as_of.toordinal()
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for kind in NAMED:
        for subject in subjects(known, kind):
            best = max((worth(kind, name) for name in names(known, kind, subject)), default=0)
            if best:
                found[kind, subject] = {"worth": best, **placed(known, kind, subject, day)}
    return found


def covered_by(facts: Iterable[Fact], kind: str, subject: str, as_of: date, position: int) -> set[str]:
    return {one["person"] for one in covering(facts, (kind, subject), as_of, position)}


def subjects(known: Known, kind: str) -> list[str]:
    named = (fact.get(kind) for fact in known.decided)
    return sorted({id for id in named if isinstance(id, str) and (kind, id) not in known.kept})


def names(known: Known, kind: str, subject: str) -> Iterator[Name]:
    statements = history(known, kind, subject)
    turns = [BEFORE_EVERYTHING, *sorted({value_day(fact) for fact in statements})]
    for start, stop in zip(turns, [*turns[1:], NEVER], strict=True):
        if kind in TITLED:
            said = deciding(statements, TITLED[kind], start)
        else:
            said = naming(statements, start)
        text = said and said[TITLED.get(kind, "name")]
        if text and start < stop:
            yield text, "name", start, stop
        spelled = deciding(statements, "names", start) if kind == "person" else None
        for other in (spelled and spelled["names"]) or ():
            yield other, "spelling", start, stop
    for fact in known.of("alias_recorded"):
        if fact.get(kind) == subject:
            yield fact["alias"], "alias", value_day(fact), NEVER


def placed(known: Known, kind: str, subject: str, day: int) -> dict[str, Any]:
    if kind == "person":
        return person_placed(known, subject, day)
    state = "current" if exists(known, kind, subject, day) else "former"
    if state == "former" and not begun(known, kind, subject, day):
        state = "later"
    owner = {"organization": subject, "role": home_of_role(known, subject, day)}.get(kind)
    if kind in ("unit", "opportunity"):
        owner = value(known, kind, subject, "organization", day)
    return {"status": state, "organization": {owner} - {None}}


def begun(known: Known, kind: str, subject: str, day: int) -> bool:
    return existed_before(known, kind, subject, day)


def person_placed(known: Known, person: str, day: int) -> dict[str, Any]:
    """Where somebody is; who holds nothing is where they were last, or else will be first."""
    lines = [(role, one) for (who, role), line in tenures(known).items() if who == person for one in line.periods]
    stays = [(role, one.first, one.end_day) for role, one in lines if one.held]
    now = [(role, day) for role, start, stop in stays if start <= day < stop]
    past = [(role, stop - 1) for role, _, stop in stays if stop <= day and not goes_on(stays, role, stop)]
    later = [(role, start) for role, start, _ in stays if start > day]
    seats, state = next(((some, state) for some, state in ((now, "current"), (latest(past), "former"),
                         (earliest(later), "later")) if some), ([], "unplaced"))  # fmt: skip
    return {"status": state, "organization": owners(known, seats), "formerly_at": owners(known, past)}


def goes_on(stays: list[tuple[str, int, int]], role: str, day: int) -> bool:
    return any(same == role and start <= day < stop for same, start, stop in stays)


def latest(seats: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return [seat for seat in seats if seat[1] == max(day for _, day in seats)]


def earliest(seats: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return [seat for seat in seats if seat[1] == min(day for _, day in seats)]


def owners(known: Known, seats: list[tuple[str, int]]) -> set[str]:
    return {owner for role, day in seats if (owner := home_of_role(known, role, day)) is not None}
