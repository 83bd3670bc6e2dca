"""From standing facts to what they state: values with their day and place, attributes one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from domain.dates import DAWN, FOREVER
from domain.resolution import Run, Said, Segment, first_name, lives, segments, value_day
from domain.standing import Standing

PROBABLE = "~"


def stated(standings: Iterable[Standing], names: Sequence[str]) -> list[Said]:
    """What these facts state of these fields; each key of `attributes` is a value of its own."""
    return [
        Said(value_day(standing), standing.place, values)
        for standing in standings
        if (values := _values(standing, names))
    ]


def _values(standing: Standing, names: Sequence[str]) -> dict[str, Any]:
    values = standing.fact.stated(*(name for name in names if hasattr(standing.fact, name)))
    attributes = values.pop("attributes", None)
    if attributes is not None:
        values |= {f"attributes.{key}": value for key, value in attributes.items()}
    return values


def probable(values: Segment, probables: frozenset[int]) -> list[str]:
    """Names of the values that come from probable facts."""
    return sorted(name for name, place in values.places.items() if place in probables)


def probable_places(standings: Iterable[Standing]) -> frozenset[int]:
    return frozenset(standing.place for standing in standings if standing.fact.certainty == "probable")


def details(values: dict[str, Any], columns: Iterable[str]) -> dict[str, Any]:
    """The values without a column of their own, attributes gathered again."""
    rest = {name: value for name, value in values.items() if name not in columns and value is not None}
    attributes = {name.partition(".")[2]: rest.pop(name) for name in list(rest) if name.startswith("attributes.")}
    return {**rest, "attributes": attributes} if attributes else rest


def named_segments(said: list[Said], name: str = "name") -> list[Segment]:
    """Segments in which a name before its first date is the first known name."""
    return segments([*first_name(said, name), *said])


def lived_segments(
    said: list[Segment], life: list[tuple[int, int, Run]]
) -> Iterable[tuple[int, int, Segment, str | None, Run | None]]:
    """Segments cut where the subject begins and ends to exist: (from, to, values, 'open' | 'closed' | None, the run)."""
    bounds = sorted({DAWN, FOREVER, *(day for segment in said for day in segment[:2]), *(day for one in life for day in one[:2])})
    empty = Segment(DAWN, FOREVER, {}, {})
    for start, end in zip(bounds, bounds[1:], strict=False):
        values = next((segment for segment in said if segment.start <= start < segment.end), empty)
        run = next((one[2] for one in life if one[0] <= start < one[1]), None)
        state = "open" if run else ("closed" if any(one[1] <= start for one in life) else None)
        yield start, end, values, state, run


def life_of(standings: Sequence[Standing], begins: type[Any], ends: type[Any]) -> list[tuple[int, int, Run]]:
    return lives(
        [one for one in standings if isinstance(one.fact, begins)], [one for one in standings if isinstance(one.fact, ends)]
    )


def since(run: Run | None) -> str | None:
    """The date a run began, as it was given."""
    return run.begin.fact.effective if run and run.begin else None


def until(run: Run | None) -> str | None:
    """The date a run ended, as it was given; an end of unknown date gives the day it was recorded."""
    if run is None or run.end is None:
        return None
    from .intervals import iso

    return run.end.fact.effective or iso(run.end.day)


def weakest(*standings: Standing | None) -> str:
    certain = all(one is None or one.fact.certainty == "confirmed" for one in standings)
    return "confirmed" if certain else "probable"
