"""Our own side: the team at an account, actions, and who met whom."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.oracle.coverage import lines, running
from tests.oracle.days import Fact, beginning_span, grouped, place, span, value_day
from tests.oracle.existence import home_of_role
from tests.oracle.links import Tie, entry, is_colleague, ties
from tests.oracle.periods import Line, ended, line, marks
from tests.oracle.standing import Known, known_at
from tests.oracle.tenures import tenures
from tests.oracle.values import deciding, joined, shown, value

Json = dict[str, Any]
STATED = ("objective", "opportunity", "person", "owner", "due", "expected", "blocked")


def team(facts: Iterable[Fact], organization: str, as_of: date, position: int) -> list[Json]:
    """Who plays which role; degree and fit are of the stay in which they were stated."""
    known, day = known_at(facts, position), as_of.toordinal()
    about = ("organization", known.answering("organization", organization))
    return [
        {"organization": about[1], "person": person, "team_role": role} | joined(running(line, day), of_stay(line, day))
        for (person, role), line in lines(known, "team_role_played", "team_role_ended", about, who_plays).items()
        if line.running(day)
    ]


def who_plays(fact: Fact) -> tuple[str, ...]:
    return fact["person"], fact["team_role"]


def of_stay(line: Line, day: int) -> Json:
    facts = [period.fact for period in line.stay_on(day)]
    return shown({name: deciding(facts, name, day) for name in ("degree", "fit")})


def actions(facts: Iterable[Fact], organization: str, as_of: date, position: int) -> list[Json]:
    known, day = known_at(facts, position), as_of.toordinal()
    account = known.answering("organization", organization)
    found = [action(known, id, day) for id in sorted({fact["action"] for fact in known.of("action_planned")})]
    return [one for one in found if one and one.get("organization") == account]


def action(known: Known, id: str, day: int) -> Json | None:
    """Nothing before it was planned; once planned it stays listed."""
    planned = [fact for fact in known.of("action_planned") if fact["action"] == id]
    done = [fact for fact in known.of("action_done") if fact["action"] == id]
    whole = line(planned, done)
    if not any(period.first <= day for period in whole.periods):
        return None
    stated = [fact for fact in known.of("action_planned", "action_changed") if fact["action"] == id]
    owner = deciding(stated, "organization", day)
    whose = {"organization": owner["organization"]} if owner else {}
    values = whose | shown({name: deciding(stated, name, day) for name in STATED})
    if whole.running(day):
        since = {"planned": whole.stay_on(day)[0].fact["effective"]} | marks(whole.running(day), day)
        return {"action": id, "state": open_state(values.get("due"), day), **joined(values, since)}
    last = max((period for period in whole.periods if period.first <= day), key=lambda period: period.begun)
    since = {"planned": last.fact["effective"]}
    return {"action": id, "state": "done", **joined(values, since, observed(done, day))}


def open_state(due: str | None, day: int) -> str:
    if due is None:
        return "open"
    first, last = span(due)
    return "overdue" if day > last else "due" if day + 7 >= first else "open"


def observed(done: list[Fact], day: int) -> Json:
    """The latest that counts says what was observed."""
    ends = [end for end in map(ended, done) if end.day <= day]
    latest = max(ends, key=lambda end: (end.day, place(end.fact))).fact
    values = shown({"done": latest, "observed": latest}, lambda fact, name: fact[{"done": "effective"}.get(name, name)])
    return {"done": None} | values


def interactions(facts: Iterable[Fact], as_of: date, position: int) -> dict[str, Json]:
    """By id: as the fact recorded last says, with where everybody worked on the day."""
    known, day = known_at(facts, position), as_of.toordinal()
    told = grouped(known.of("interaction_recorded"), lambda fact: str(fact["interaction"]))
    found = {id: meeting(known, sorted(some, key=place), day) for id, some in told.items()}
    return {id: one for id, one in found.items() if one}


def meeting(known: Known, told: list[Fact], day: int) -> Json | None:
    last = told[-1]
    first, until = beginning_span(last)
    if day < first:
        return None
    own = {name: next((one[name] for one in reversed(told) if name in one), None) for name in ("opportunity", "topic")}
    unsure = {"possible": True} if first != until and day <= until else {}
    probable = {"certainty": "probable"} if last["certainty"] == "probable" else {}
    people = {person: employers(known, person, first) if last["effective"] else [] for person in last["people"]}
    stated = {name: said for name, said in own.items() if said is not None}
    return {"day": last["effective"], "channel": last["channel"], **stated, **unsure, **probable, "people": people}


def employers(known: Known, person: str, day: int) -> list[str]:
    held = [role for (holder, role), tenure in tenures(known).items() if holder == person and tenure.running(day)]
    return sorted({owner for role in held if (owner := home_of_role(known, role, day)) is not None})


def met_at(facts: Iterable[Fact], organization: str, as_of: date, position: int) -> set[str]:
    """Ids of interactions that are an account's."""
    known = known_at(facts, position)
    account = known.answering("organization", organization)
    found = interactions(facts, as_of, position)
    own = {id for id, one in found.items() if any(account in some for some in one["people"].values())}
    sold = {
        id for id, one in found.items() if "opportunity" in one and sold_to(known, id, one["opportunity"]) == account
    }
    return own | sold


def sold_to(known: Known, id: str, sale: str) -> Any:
    """On the day of the interaction; before the sale was opened, to whom it was first."""
    told = max((fact for fact in known.of("interaction_recorded") if fact["interaction"] == id), key=place)
    stated = [fact for fact in known.of("opportunity_opened", "opportunity_changed") if fact["opportunity"] == sale]
    first = min((value_day(fact) for fact in stated if "organization" in fact), default=None)
    day = beginning_span(told)[0]
    return None if first is None else value(known, "opportunity", sale, "organization", max(day, first))


def links_after(facts: Iterable[Fact], organization: str, as_of: date, position: int) -> dict[str, dict[Tie, Any]]:
    """Of each action that is done and about somebody: links to colleagues before it was done, and now."""
    known, day = known_at(facts, position), as_of.toordinal()
    found = {}
    for one in actions(facts, organization, as_of, position):
        if one["state"] == "done" and "person" in one:
            done = [ended(fact).day for fact in known.of("action_done") if fact["action"] == one["action"]]
            before = max(end for end in done if end <= day) - 1
            found[one["action"]] = compared(known, one, before, day)
    return found


def compared(known: Known, action: Json, before: int, day: int) -> dict[Tie, Any]:
    ties_of = {key: ratings for key, ratings in ties(known).items() if ours_with(known, key, action, day)}
    told = {key: [rated(key, ratings, on) for on in (before, day)] for key, ratings in ties_of.items()}
    return {key: sides for key, sides in told.items() if sides != [None, None]}


def ours_with(known: Known, key: Tie, action: Json, day: int) -> bool:
    """One end is whom the action is about, the other somebody of ours."""
    first, second, *_ = key
    if action["person"] not in (first, second):
        return False
    end = second if first == action["person"] else first
    return end == action.get("owner") or is_colleague(known, end, day)


def rated(key: Tie, ratings: Line, day: int) -> Json | None:
    if not ratings.running(day):
        return None
    shown_ = ("since", "tone", "strength", "desired", "possible", "certainty", "probable")
    return {name: value for name, value in entry(key, ratings, day).items() if name in shown_}
