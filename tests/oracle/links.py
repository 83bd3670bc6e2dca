"""Informal ties between two people: each rating begins one if none runs, and values it per assessor."""

from typing import Any

from tests.oracle.assessments import assessed
from tests.oracle.days import Fact, grouped, value_day
from tests.oracle.periods import Line, Period, line, marks
from tests.oracle.standing import Known
from tests.oracle.values import value

Tie = tuple[str, str, str, bool]
# What texts say always differs.
SCORES = ("tone", "strength", "desired")
RATED = (*SCORES, "how", "purpose")


def tie(rating: Fact) -> Tie:
    """A directed link goes one way; any other is the same link from both ends."""
    ends, directed = (rating["person"], rating["other"]), bool(rating.get("directed"))
    first, second = ends if directed else sorted(ends)
    return first, second, rating.get("kind") or "", directed


def ends_tie(fact: Fact, tie: Tie) -> bool:
    """An end names the two people in the link's direction; without a kind it ends all kinds."""
    first, second, kind, directed = tie
    ends = (fact["person"], fact["other"])
    same_pair = ends == (first, second) or (not directed and ends == (second, first))
    return same_pair and fact.get("kind") in (None, kind)


def ties(known: Known) -> dict[Tie, Line]:
    ended = known.of("link_ended")
    ratings = grouped(known.of("link_rated"), tie)
    return {key: line(ratings[key], [fact for fact in ended if ends_tie(fact, key)]) for key in sorted(ratings)}


def links(known: Known, core: set[str], holders: set[str], day: int) -> list[dict[str, Any]]:
    """Links of those who hold a role on the map to whomever; of the others there among them, and to our colleagues."""
    return [
        entry(key, ratings, day)
        for key, ratings in ties(known).items()
        if ratings.running(day) and ({*key[:2]} & holders or belongs(known, key, core, day))
    ]


def belongs(known: Known, key: Tie, core: set[str], day: int) -> bool:
    first, second, *_ = key
    return bool({first, second} & core) and all(
        person in core or is_colleague(known, person, day) for person in (first, second)
    )


def is_colleague(known: Known, person: str, day: int) -> bool:
    return bool(value(known, "person", person, "ours", day))


def entry(key: Tie, ratings: Line, day: int) -> dict[str, Any]:
    first, second, kind, directed = key
    stay = ratings.stay_on(day)
    rated = assessed(stated_in(ratings, stay), RATED, day)
    return {
        "person": first,
        "other": second,
        "kind": kind,
        **({"directed": True} if directed else {}),
        "since": stay[0].fact["effective"],
        **marks(ratings.running(day), day),
        **rated,
        **({"gap": rated["desired"] - rated["strength"]} if {"desired", "strength"} <= rated.keys() else {}),
    }


def stated_in(ratings: Line, stay: list[Period]) -> list[Fact]:
    """A rating is of the stay that runs on the day its values count from."""
    facts = [period.fact for period in ratings.periods]
    return [fact for fact in facts if any(period.runs_on(value_day(fact)) for period in stay)]
