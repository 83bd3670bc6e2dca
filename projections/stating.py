"""From standing facts to what they state: values with their day and place, attributes one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from msgspec import UNSET

from domain.dates import DAWN, FOREVER
from domain.facts import Fact
from domain.resolution import Life, Run, Said, Segment, first_name, lives, runs, segments, value_day
from domain.standing import Standing

from .intervals import as_text, of_types


def stated(standings: Iterable[Standing], names: Sequence[str]) -> list[Said]:
    """What these facts state of these fields; each key of `attributes` is a value of its own."""
    return [said for standing in standings if (said := _said(standing, names)) is not None]


def _said(standing: Standing, names: Sequence[str]) -> Said | None:
    """Kept with what stands: a home is resolved anew with every fact about it."""
    kept: tuple[Sequence[str], Said | None] | None = standing.__dict__.get("said")
    if kept is None or kept[0] is not names:
        values = _values(standing, names)
        said = Said(value_day(standing), standing.place, values) if values else None
        kept = standing.__dict__["said"] = (names, said)
    return kept[1]


def _values(standing: Standing, names: Sequence[str]) -> dict[str, Any]:
    fact = standing.fact
    values = {name: value for name in names if (value := getattr(fact, name, UNSET)) is not UNSET}
    attributes = values.pop("attributes", None)
    if attributes is not None:
        values |= {f"attributes.{key}": value for key, value in attributes.items()}
    return values


def unsure(piece: Segment | Lived, probables: frozenset[int]) -> str | None:
    """Names of the values that come from probable facts, as JSON; whose a subject is, is said by the map it is on."""
    if not probables:
        return None
    held = (name for name, value in piece.values.items() if value is not None and name != "organization")
    return as_text(sorted(name for name in held if piece.places[name] in probables) or None)


def probable_places(standings: Iterable[Standing]) -> frozenset[int]:
    return frozenset([standing.place for standing in standings if standing.fact.certainty == "probable"])


def details(values: dict[str, Any], columns: Iterable[str]) -> dict[str, Any]:
    """The values without a column of their own, attributes gathered again."""
    rest = {name: value for name, value in values.items() if name not in columns and value is not None}
    if not rest:
        return rest
    attributes = {name.partition(".")[2]: rest.pop(name) for name in list(rest) if name.startswith("attributes.")}
    return {**rest, "attributes": attributes} if attributes else rest


def named_segments(said: list[Said], name: str = "name") -> list[Segment]:
    """Segments in which a name before its first date is the first known name."""
    return segments([*first_name(said, name), *said])


class Existence(NamedTuple):
    """Whether a subject exists: 'open', 'closed' or, before all, nothing; since when as it was given, and how sure."""

    state: str | None
    since: str | None
    possible: bool
    certainty: str


class Lived(NamedTuple):
    """A piece of a subject's time: its values, and whether it exists."""

    start: int
    end: int
    values: dict[str, Any]
    places: dict[str, int]
    existence: Existence


EXISTENCE = ("life", "since", "possible", "certainty")
_BEFORE = Existence(None, None, False, "confirmed")
Existing = tuple[int, Existence]
_NEVER: list[Existing] = [(FOREVER, _BEFORE)]


def lived_segments(said: list[Segment], existing: list[Existing]) -> list[Lived]:
    """Segments cut where the subject begins and ends to exist."""
    turns, found = iter(existing), list[Lived]()
    day, (until, existence) = DAWN, next(turns)
    for _start, end, values, places in _without_gaps(said):
        while day < end:
            stop = until if until < end else end
            found.append(Lived(day, stop, values, places, existence))
            if stop == until < FOREVER:
                until, existence = next(turns)
            day = stop
    return found


def _without_gaps(said: list[Segment]) -> Iterable[Segment]:
    """All days there are; where nothing is said, nothing holds."""
    day = DAWN
    for segment in said:
        if day < segment.start:
            yield Segment(day, segment.start, {}, {})
        yield segment
        day = segment.end
    if day < FOREVER:
        yield Segment(day, FOREVER, {}, {})


def existing(life: list[Life], ended: Sequence[Run] = ()) -> list[Existing]:
    """How the subject exists up to which day, in order, up to the last there is.

    A subject that was there counts as closed afterwards; with `ended`, also one that was begun and held on no day.
    """
    past = [(one.stop, one.first) for one in life] + [(run.start, run) for run in ended if run.begin]
    bounds = {DAWN, FOREVER, *(day for one in life for day in one.bounds()), *(day for day, _run in past)}
    return [(end, _existence(start, life, past)) for start, end in pairwise(sorted(bounds))]


def existing_by(standings: Sequence[Standing], begins: type[Fact], ends: type[Fact]) -> list[Existing]:
    """The same as these types of facts tell. Kept with the first that tells: most facts are about something else."""
    telling = of_types(standings, begins, ends)
    if not telling:
        return _NEVER
    first, *others = telling
    kept: tuple[list[Standing], list[Existing]] | None = first.__dict__.get("existing")
    if kept is None or kept[0] != others:
        life = lives(runs(of_types(telling, begins), of_types(telling, ends)))
        kept = first.__dict__["existing"] = (others, existing(life))
    return kept[1]


def _existence(day: int, life: list[Life], past: list[tuple[int, Run]]) -> Existence:
    for one in life:
        if one.start <= day < one.stop:
            certainty = "probable" if one.probable(day) else "confirmed"
            return Existence("open", since(one.first), one.possible(day), certainty)
    over = max((one for one in past if one[0] <= day), key=_latest_begun, default=None)
    return Existence("closed", since(over[1]), False, "confirmed") if over else _BEFORE


def _latest_begun(past: tuple[int, Run]) -> tuple[int, int]:
    return past[1].start, past[1].begin.place if past[1].begin else 0


def since(run: Run | None) -> str | None:
    """The date a run began, as it was given."""
    return run.begin.fact.effective if run and run.begin else None


def until(run: Run | None) -> str | None:
    """The date a run ended, as it was given."""
    return run.end.fact.effective if run and run.end else None


def odd(run: Run) -> str | None:
    """The finding that a run's end gives."""
    if run.begin is None:
        return "end_without_beginning"
    return "end_before_beginning" if run.backwards else None


def weakest(*standings: Standing | None) -> str:
    for one in standings:
        if one is not None and one.fact.certainty != "confirmed":
            return "probable"
    return "confirmed"
