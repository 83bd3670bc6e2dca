"""Which colleague fits somebody, or an account, part by part, in the words of docs/encounters.md."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from tests.oracle.account import account_map
from tests.oracle.coverage import around, lines, stated, through_whom, who_covers
from tests.oracle.days import Fact
from tests.oracle.encounters import running_links
from tests.oracle.existence import home_of_role
from tests.oracle.leavers import turning_days
from tests.oracle.links import is_colleague
from tests.oracle.periods import Period
from tests.oracle.standing import Known, known_at
from tests.oracle.tenures import Lines, tenures
from tests.oracle.values import attributes_of, history, value

Json = dict[str, Any]
Subject = tuple[str, str]
Worth = dict[Subject, float]
Beside = dict[str, float]
Weighed = dict[tuple[str, str], list[float]]
ENOUGH, FULL = 3, 20


def fit_of_person(facts: Iterable[Fact], person: str, as_of: date, position: int) -> dict[str, Json]:
    """By colleague for whom anything speaks, the value of each part."""
    facts = list(facts)
    known, day = known_at(facts, position), as_of.toordinal()
    person = known.answering("person", person)
    beside, worth = beside_somebody(facts, known, person, as_of, position)
    return fitting(known, {person}, day, dict.fromkeys(beside, 1.0), worth)


def fit_of_account(facts: Iterable[Fact], account: str, as_of: date, position: int) -> dict[str, Json]:
    facts = list(facts)
    known, day = known_at(facts, position), as_of.toordinal()
    drawn = account_map(facts, account, as_of, position)
    people = {holder["person"] for role in drawn["roles"] for holder in role["holders"]}
    theirs = {one for one in people if not is_colleague(known, one, day)}
    worth = {("unit", unit["id"]): 0.5 for unit in drawn["units"]} | {("person", one): 0.5 for one in theirs}
    return fitting(known, theirs, day, {}, worth | {("organization", drawn["account"]["id"]): 1.0})


def beside_somebody(facts: list[Fact], known: Known, person: str, as_of: date, position: int) -> tuple[set[str], Worth]:
    """Who stands directly above or below somebody on a map; and how close what may be covered is to them."""
    around_them = around(known, ("person", person), as_of.toordinal())
    maps = [account_map(facts, id, as_of, position)["roles"] for kind, id in around_them if kind == "organization"]
    line = {one for roles in maps for one in in_line(roles, person)} - {person}
    peers = {one for roles in maps for one in in_units(roles, person)} - {person}
    worth = {("person", one): 0.5 for one in line | peers}
    return line, worth | {one: {"person": 1.0, "unit": 0.5, "organization": 0.3}[one[0]] for one in around_them}


def in_line(roles: list[Json], person: str) -> Iterator[str]:
    held = {role["id"]: role["reports_to"] for role in roles if person in who(role)}
    for role in roles:
        if role["id"] in held.values() or role["reports_to"] in held:
            yield from who(role)


def in_units(roles: list[Json], person: str) -> Iterator[str]:
    units = {role["unit"] for role in roles if person in who(role)} - {None}
    for role in roles:
        if role["unit"] in units:
            yield from who(role)


def who(role: Json) -> set[str]:
    return {holder["person"] for holder in role["holders"]}


def fitting(known: Known, people: set[str], day: int, beside: Beside, worth: Worth) -> Json:
    """`beside`: who stands directly above or below, and how much that weighs."""
    everybody = {known.answering("person", fact["person"]) for fact in known.of("person_introduced")}
    ours = {one for one in everybody if is_colleague(known, one, day)}
    weighed, enough = link_weights(known, day), min(ENOUGH, max(1, len(people)))
    found = {
        colleague: {
            "link": summed((strongest(weighed.get((colleague, one), [])) for one in people - ours), enough),
            "past": summed((past(known, colleague, one, day) for one in people - ours), enough),
            "near": summed((near(weighed, colleague, one, people | ours, beside) for one in people), enough),
            "shared": summed((shared(known, colleague, one, day) for one in people - ours), enough),
            "covers": covers(known, colleague, worth, day),
            "rule": summed((rule(known, colleague, one, day) for one in people - ours), max(1, len(people))),
            "load": -min(1.0, load(known, colleague, day) / FULL),
        }
        for colleague in sorted(ours)
    }
    return {colleague: parts for colleague, parts in found.items() if max(parts.values()) > 0}


def summed(values: Iterable[float], enough: int) -> float:
    return max(-1.0, min(1.0, sum(values) / enough))


def strongest(values: list[float]) -> float:
    """The worst where any is hostile, else the best."""
    return 0.0 if not values else min(values) if min(values) < 0 else max(values)


def link_weights(known: Known, day: int) -> Weighed:
    """Both ways."""
    found: Weighed = defaultdict(list)
    for link, _ in running_links(known, day):
        for ends in ((link["person"], link["other"]), (link["other"], link["person"])):
            found[ends].append(weight(link))
    return found


def weight(link: Json) -> float:
    """strength / 10 x warmth: tone / 2 for a bad tone, 1/2 + tone / 4 for any other; an unknown strength is 5."""
    tone = link.get("tone", 0)
    warmth: float = tone / 2 if tone < 0 else 0.5 + tone / 4
    return float(link.get("strength", 5)) / 10 * warmth


def near(weighed: Weighed, colleague: str, person: str, apart: set[str], beside: Beside) -> float:
    """The best two steps, our link to somebody near x theirs; nobody of `apart` is in between."""
    first = {other: max(some) for (one, other), some in weighed.items() if one == colleague and other not in apart}
    second = {other: max([*weighed.get((other, person), []), beside.get(other, 0.0)], default=0.0) for other in first}
    return max((value * second[other] for other, value in first.items() if value > 0), default=0.0)


def past(known: Known, colleague: str, person: str, day: int) -> float:
    """Day by day: 1 where on any both held a role at one organization surely, 1/2 where only possibly or probably."""
    found = [0.0]
    lines = tenures(known)
    for turn in sorted({max(1, one) for one in (*turning_days(known, day), day, *eves(known, day))}):
        own, other = (seats(known, lines, somebody, turn, day) for somebody in (colleague, person))
        found += [1.0 if own[place] and other[place] else 0.5 for place in own.keys() & other.keys()]
    return max(found)


def eves(known: Known, day: int) -> list[int]:
    """Of an unknown beginning only the last day is sure."""
    return [turn - 1 for turn in (*turning_days(known, day), day)]


def seats(known: Known, lines: Lines, person: str, turn: int, day: int) -> dict[str, bool]:
    """Where somebody held a role that day, and whether that is sure."""
    held = [(role, one) for (who, role), line in lines.items() if who == person for one in line.running(turn)]
    found: dict[str, bool] = {}
    for role, period in held:
        if (place := home_of_role(known, role, turn)) is not None:
            found[place] = found.get(place, False) or sure(period, turn, day)
    return found


def sure(period: Period, turn: int, day: int) -> bool:
    last_only = period.fact["effective"] is not None or turn == min(period.end_day - 1, day)
    return period.fact["certainty"] == "confirmed" and last_only and not period.possible_on(turn)


def shared(known: Known, colleague: str, person: str, day: int) -> float:
    return min(1.0, len(traits(known, colleague, day) & traits(known, person, day)) / 3)


def traits(known: Known, person: str, day: int) -> set[tuple[str, str]]:
    drivers = value(known, "person", person, "drivers", day) or {}
    said = {name: value(known, "person", person, name, day) for name in ("competences", "country")}
    said |= attributes_of(history(known, "person", person), day).get("attributes", {})
    return {
        (name, one) for name, text in (said | {"interests": drivers.get("interests")}).items() for one in apart(text)
    }


def apart(text: Any) -> Iterator[str]:
    """Texts are taken apart at commas, semicolons, slashes and ends of lines; case does not count."""
    pieces = re.split("[,;/\n]", text) if isinstance(text, str) else text or []
    yield from (one.strip().casefold() for one in pieces if isinstance(one, str) and one.strip())


def covers(known: Known, colleague: str, worth: Worth, day: int) -> float:
    closest = [
        value
        for about, value in worth.items()
        for (person, _), line in lines(known, "coverage_assigned", "coverage_ended", about, who_covers).items()
        if person == colleague and line.running(day)
    ]
    return max(closest, default=0.0)


def rule(known: Known, colleague: str, person: str, day: int) -> float:
    """The closest rules count: exclusively through the colleague 1, else 1/2; exclusively through others -1."""
    for about in closest_first(known, person, day):
        set_ = lines(known, "contact_rule_set", "contact_rule_ended", about, through_whom).items()
        found = {through: bool(stated(line, day)["exclusive"]) for (through,), line in set_ if line.running(day)}
        if found:
            return told_by_rules(found, colleague)
    return 0.0


def told_by_rules(found: dict[str, bool], colleague: str) -> float:
    """By colleague through whom somebody is addressed, whether exclusively."""
    exclusive = {through for through, alone in found.items() if alone}
    if colleague in exclusive:
        return 1.0
    return -1.0 if exclusive else 0.5 if colleague in found else 0.0


def closest_first(known: Known, person: str, day: int) -> Iterator[Subject]:
    """The person, the units of their posts, those above these level by level, then organizations."""
    yield "person", person
    posts = sorted(role for (holder, role), line in tenures(known).items() if holder == person and line.running(day))
    units = [value(known, "role", post, "unit", day) for post in posts]
    found = list(dict.fromkeys(one for one in units if one is not None))
    for unit in found:
        parent = value(known, "unit", unit, "parent", day)
        found += [parent] if parent is not None and parent not in found else []
    yield from (("unit", unit) for unit in found)


def load(known: Known, colleague: str, day: int) -> int:
    """How many coverages run."""
    about = {subject for fact in known.of("coverage_assigned") for subject in covered(known, fact)}
    running = [
        person
        for subject in about
        for (person, _), line in lines(known, "coverage_assigned", "coverage_ended", subject, who_covers).items()
        if line.running(day)
    ]
    return running.count(colleague)


def covered(known: Known, fact: Fact) -> Iterator[Subject]:
    for name, kind in (("organization", "organization"), ("unit", "unit"), ("other", "person")):
        if fact.get(name) is not None:
            yield kind, known.answering(kind, fact[name])
