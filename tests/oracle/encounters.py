"""Who knows whom from where, in the words of docs/encounters.md: friends who moved, leaders, alike crafters, fit."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from rapidfuzz import fuzz, utils

from tests.oracle.account import account_map
from tests.oracle.coverage import lines, who_covers
from tests.oracle.days import BEFORE_EVERYTHING, Fact, value_day
from tests.oracle.links import entry, is_colleague, ties
from tests.oracle.ours import employers
from tests.oracle.standing import Known, known_at

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
    facts = list(facts)
    known, day = known_at(facts, position), as_of.toordinal()
    heard: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for link, _ in running_links(known, day):
        ends = link["person"], link["other"]
        if is_good(link) and not any(is_colleague(known, one, day) for one in ends):
            for listener, person in (ends,) if link.get("directed") else (ends, ends[::-1]):
                places = set(employers(known, listener, day)) - set(employers(known, person, day))
                heard[person] |= {(place, listener) for place in places}
    strong = {one["person"] for _, _, one in held(facts, as_of, position) if one.get("power", 0) >= 8}
    return {
        person: some
        for person, some in heard.items()
        if len({place for place, _ in some}) >= (1 if person in strong else 2)
    }


def held(facts: Iterable[Fact], as_of: date, position: int) -> Iterator[tuple[str, str, Json]]:
    """(organization, role, holder) as the maps show them."""
    facts = list(facts)
    known = known_at(facts, position)
    ids = {known.answering("organization", fact["organization"]) for fact in known.of("organization_registered")}
    for organization in sorted(ids):
        for role in account_map(facts, organization, as_of, position)["roles"]:
            yield from ((organization, role["id"], holder) for holder in role["holders"])


def alike(facts: Iterable[Fact], person: str, as_of: date, position: int) -> dict[str, float]:
    """By person at another organization how alike the most alike of their jobs is, of those that are so by half."""
    facts = list(facts)
    known, day = known_at(facts, position), as_of.toordinal()
    person = known.answering("person", person)
    jobs = [
        (place, holder["person"], texts(holder))
        for place, _, holder in held(facts, as_of, position)
        if "crafted" in holder and not is_colleague(known, holder["person"], day)
    ]
    mine = [(place, job) for place, who, job in jobs if who == person]
    found: dict[str, float] = {}
    for place, who, job in jobs:
        if who != person and place not in {own for own, _ in mine}:
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


def links_fit(facts: Iterable[Fact], person: str, as_of: date, position: int) -> dict[str, float]:
    """By colleague what their link weighs: the worst where any is hostile, else the best."""
    known, day = known_at(facts, position), as_of.toordinal()
    weights = defaultdict(list)
    for link, _ in running_links(known, day):
        ends = {link["person"], link["other"]}
        if known.answering("person", person) in ends:
            (other,) = ends - {known.answering("person", person)}
            if is_colleague(known, other, day):
                weights[other].append(weight(link))
    return {id: min(some) if min(some) < 0 else max(some) for id, some in weights.items()}


def weight(link: Json) -> float:
    """strength / 10 x warmth: tone / 2 for a bad tone, 1/2 + tone / 4 for any other; an unknown strength is 5."""
    tone = link.get("tone", 0)
    warmth: float = tone / 2 if tone < 0 else 0.5 + tone / 4
    return float(link.get("strength", 5)) / 10 * warmth


def load(facts: Iterable[Fact], colleague: str, as_of: date, position: int) -> int:
    """How many coverages run."""
    known, day = known_at(facts, position), as_of.toordinal()
    about = {subject for fact in known.of("coverage_assigned") for subject in covered(known, fact)}
    running = [
        who
        for subject in about
        for (who, _), line in lines(known, "coverage_assigned", "coverage_ended", subject, who_covers).items()
        if line.running(day)
    ]
    return running.count(known.answering("person", colleague))


def covered(known: Known, fact: Fact) -> Iterator[tuple[str, str]]:
    for name, kind in (("organization", "organization"), ("unit", "unit"), ("other", "person")):
        if fact.get(name) is not None:
            yield kind, known.answering(kind, fact[name])
