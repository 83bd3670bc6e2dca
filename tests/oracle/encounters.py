"""Who knows whom from where, in the words of docs/encounters.md: friends who moved, leaders, alike crafters."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from rapidfuzz import fuzz, utils

from tests.oracle.account import holder_entries
from tests.oracle.days import BEFORE_EVERYTHING, Fact, value_day
from tests.oracle.existence import home_of_role
from tests.oracle.links import entry, is_colleague, ties
from tests.oracle.ours import employers
from tests.oracle.standing import Known, known_at
from tests.oracle.tenures import tenures

Json = dict[str, Any]
Links = Iterator[tuple[Json, int | None]]
Sought = tuple[Iterable[Fact], date, int]


def running_links(known: Known, day: int) -> Links:
    """Each link of two people with the day on which it was made, or first rated where that is not known."""
    for key, rated in ties(known).items():
        if rated.running(day) and key[0] != key[1]:
            days = [value_day(period.fact) for period in rated.periods]
            yield entry(key, rated, day), min((one for one in days if one > BEFORE_EVERYTHING), default=None)


def is_good(link: Json) -> bool:
    return bool(link.get("strength", 5) >= 5 and link.get("tone", 0) >= 1)


def friends(facts: Iterable[Fact], as_of: date, position: int) -> set[tuple[str, str, str]]:
    """(who, the colleague who knows them well, the organization at which they are now and were not then)"""
    known, day = known_at(facts, position), as_of.toordinal()
    found = set()
    for link, made in running_links(known, day):
        ends = link["person"], link["other"]
        ours = [one for one in ends if is_colleague(known, one, day)]
        if len(ours) == 1 and is_good(link) and made is not None:
            (person,) = set(ends) - set(ours)
            then = set(employers(known, person, made))
            found |= {(person, ours[0], place) for place in set(employers(known, person, day)) - then if then}
    return found


def leaders(facts: Iterable[Fact], as_of: date, position: int) -> dict[str, set[tuple[str, str]]]:
    """By person the (organization, listener) who are heard to follow them from elsewhere."""
    known, day = known_at(facts, position), as_of.toordinal()
    heard: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for link, _ in running_links(known, day):
        ends = link["person"], link["other"]
        if is_good(link) and not any(is_colleague(known, one, day) for one in ends):
            for listener, person in (ends,) if link.get("directed") else (ends, ends[::-1]):
                places = set(employers(known, listener, day)) - set(employers(known, person, day))
                heard[person] |= {(place, listener) for place in places}
    strong = {one["person"] for _, one in held(known, day) if one.get("power", 0) >= 8}
    return {
        person: some
        for person, some in heard.items()
        if len({place for place, _ in some}) >= (1 if person in strong else 2)
    }


def held(known: Known, day: int) -> Iterator[tuple[str | None, Json]]:
    """(organization, holder) of each role that is held, on a map or outside the life of the role."""
    lines = tenures(known)
    for role in sorted({role for _, role in lines}):
        yield from ((home_of_role(known, role, day), holder) for holder in holder_entries(known, lines, role, day))


def alike(facts: Iterable[Fact], person: str, as_of: date, position: int) -> dict[str, float]:
    """By person at another organization how alike the most alike of their jobs is, of those that are so by half."""
    known, day = known_at(facts, position), as_of.toordinal()
    person = known.answering("person", person)
    jobs = [
        (place, holder["person"], texts(holder))
        for place, holder in held(known, day)
        if "crafted" in holder and not is_colleague(known, holder["person"], day)
    ]
    mine = [(place, job) for place, who, job in jobs if who == person]
    found: dict[str, float] = {}
    for place, who, job in jobs:
        if who != person and place not in {None, *(own for own, _ in mine)}:
            best = max((likeness(own, job) for _, own in mine), default=0.0)
            if best >= 0.5:
                found[who] = max(best, found.get(who, 0.0))
    return found


def texts(holder: Json) -> Json:
    """What somebody makes of a post, in words; numbers are none."""
    said = {name: value for name, value in holder.get("crafted", {}).items() if not name.endswith("_by")}
    said = {name: value for name, value in said.items() if name not in ("opinions", "probable")}
    words = {name: "; ".join(value) if isinstance(value, list) else value for name, value in said.items()}
    return {name: value for name, value in words.items() if isinstance(value, str)}


def likeness(one: Json, other: Json) -> float:
    """The mean over what both have of how many words both share, in any order."""
    ready = [{name: utils.default_process(text) for name, text in some.items()} for some in (one, other)]
    both = [name for name in ready[0] if ready[0][name] and ready[1].get(name)]
    shares = [fuzz.token_set_ratio(ready[0][name], ready[1][name]) / 100 for name in both]
    return sum(shares) / len(shares) if shares else 0.0
