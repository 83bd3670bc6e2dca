"""What stood planned at one moment against what is at another: a sentence and the facts for each difference.

States: `met` (done, reached, won), `short` (not reached yet), `missed` (its date has passed), `moved` (to another
date), `changed` (to something else), `ended` (lost, given up, no longer there).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from ..actions import blocked_by
from ..dates import span_of
from .picture import Link, Opportunity, Picture
from .study import Json

State = Literal["met", "short", "missed", "moved", "changed", "ended"]
_ASSESSED = ("goals", "potential", "revenue")
_Tie = tuple[frozenset[str], str, bool]


@dataclass(frozen=True)
class Side:
    """An account at a moment, its map with the facts behind it, and its actions as they are answered. `kept`: what
    people answer as whose records were merged by the later moment."""

    picture: Picture
    actions: Sequence[Json] = ()
    kept: Mapping[str, str] = field(default_factory=dict)

    def of(self, person: str) -> str:
        return self.kept.get(person, person)


def against(planned: Side, actual: Side) -> list[Json]:
    """What has become of everything that stood planned; what is still to come, as it was planned, is left out."""
    looks = _links, _actions, _assessed, _opportunities
    return [difference for look in looks for difference in look(planned, actual)]


def _said(
    kind: str, subject: Json, name: str, values: tuple[Any, Any], state: State, sentence: str, facts: Sequence[str]
) -> Json:
    planned, actual = values
    own = {"kind": kind, "subject": subject, "property": name, "planned": planned, "actual": actual}
    return {**own, "state": state, "sentence": sentence, "facts": sorted(set(facts))}


def _facts(*entries: Any, of: Sequence[str] = ()) -> list[str]:
    told = (entry.why for entry in entries if entry is not None)
    return [id for why in told for name, facts in why.items() if not of or name in of for id in facts]


def _links(planned: Side, actual: Side) -> Iterator[Json]:
    now = {_tie(actual, link): link for link in actual.picture.links}
    for link in planned.picture.links:
        ours = {link.person, link.other} & planned.picture.ours
        if ours and link.desired is not None:
            yield from _link(planned, actual, link, now.get(_tie(planned, link)))


def _tie(side: Side, link: Link) -> _Tie:
    return frozenset({side.of(link.person), side.of(link.other)}), link.kind, link.directed


def _link(planned: Side, actual: Side, then: Link, now: Link | None) -> Iterator[Json]:
    """Nothing where it was there already and is still."""
    desired, strength = then.desired or 0, None if now is None else now.strength
    reached = (strength or 0) >= desired
    if now is not None and reached and (then.strength or 0) >= desired:
        return
    people = [planned.of(id) for id in (then.person, then.other)]
    who = " and ".join(_call(actual.picture, planned.picture, id) for id in people)
    clause, state = _came(then, strength, reached) if now else (", and the link is gone", "ended")
    sentence = f"{who} were to come to a strength of {desired:g}{clause}."
    subject = {"person": people[0], "other": people[1], "link": then.kind}
    facts = _facts(then, now, of=("strength", "desired"))
    yield _said("desired_strength", subject, "strength", (desired, strength), state, sentence, facts)


def _came(then: Link, strength: float | None, reached: bool) -> tuple[str, State]:
    if strength is None:
        return ", and how strong it is nobody told", "short"
    if reached:
        return f", and have come to {strength:g}", "met"
    still = "still" if strength == then.strength else "now"
    return f", and are {still} at {strength:g}", "short"


def _actions(planned: Side, actual: Side) -> Iterator[Json]:
    now = {one["action"]: one for one in actual.actions}
    for then in planned.actions:
        if then["state"] != "done":
            yield from _action(then, now.get(then["action"]))


def _action(then: Json, now: Json | None) -> Iterator[Json]:
    due = then.get("due")
    found = _became(due, now)
    if found is not None:
        state, name, actual, clause = found
        what = f"“{(now or then).get('objective') or then['action']}” was planned{f' by {due}' if due else ''}"
        facts = [*then["facts"], *(now["facts"] if now else ())]
        planned = due if name in ("due", "done") else None
        yield _said("action", {"action": then["action"]}, name, (planned, actual), state, f"{what}{clause}.", facts)


def _became(due: str | None, now: Json | None) -> tuple[State, str, Any, str] | None:
    """(state, property, what it is now, in words), or nothing where it is to come as it was planned."""
    if now is None:
        return "ended", "due", None, ", and is planned no more"
    if now["state"] == "done":
        day = now.get("done")
        return "met", "done", day, f", and was done{f' on {day}' if day else ''}{' (late)' if _late(due, day) else ''}"
    if now.get("due") != due:
        return "moved", "due", now.get("due"), f", and is now to be done {_by(now.get('due'))}"
    if now["state"] == "overdue":
        return "missed", "due", due, ", and is not done"
    return (
        ("changed", "blocked", now["blocked"], f", and is {blocked_by(now['blocked'])}") if "blocked" in now else None
    )


def _by(due: str | None) -> str:
    return f"by {due}" if due else "without a date"


def _late(due: str | None, done: str | None) -> bool:
    return bool(due and done) and span_of(str(done)).first > span_of(str(due)).last


def _assessed(planned: Side, actual: Side) -> Iterator[Json]:
    """Potential, revenue and goals."""
    account, then, now = actual.picture.account.id, planned.picture.account, actual.picture.account
    for name in _ASSESSED:
        before, after = getattr(then, name) or None, getattr(now, name) or None
        if before is not None and before != after:
            was, is_ = ("were", "are") if name == "goals" else ("was", "is")
            sentence = f"The {name} {was} {_value(before)}, and {is_} {_value(after)} now."
            facts, about = _facts(then, now, of=(name,)), {"organization": account}
            yield _said("account", about, name, (before, after), "changed", sentence, facts)


def _opportunities(planned: Side, actual: Side) -> Iterator[Json]:
    now = {one.id: one for one in actual.picture.opportunities}
    today = date.fromisoformat(actual.picture.as_of).toordinal()
    for then in planned.picture.opportunities:
        if then.outcome is None:
            yield from _opportunity(then, now.get(then.id), today)


def _opportunity(then: Opportunity, now: Opportunity | None, today: int) -> Iterator[Json]:
    """Its closing, and what it is worth."""
    about, called = {"opportunity": then.id}, f"“{(now or then).name or then.id}”"
    found = _closing(then, now, today)
    if found is not None:
        state, actual, clause = found
        plan = f"was to close {_when(then.closes)}" if then.closes else "was open"
        facts = _facts(then, now, of=("closes", "outcome")) if now else _facts(then)
        yield _said("opportunity", about, "closes", (then.closes, actual), state, f"{called} {plan}{clause}.", facts)
    if now is not None and then.value and then.value != now.value:
        values, facts = (then.value, now.value or None), _facts(then, now, of=("value",))
        sentence = f"{called} was to be worth {_value(then.value)}, and is worth {_value(now.value)} now."
        yield _said("opportunity", about, "value", values, "changed", sentence, facts)


def _closing(then: Opportunity, now: Opportunity | None, today: int) -> tuple[State, str | None, str] | None:
    if now is None:
        return "ended", None, ", and is not on the map any more"
    if now.outcome is not None:
        return ("met" if now.outcome == "won" else "ended"), now.outcome, f", and was {now.outcome}"
    if now.closes != then.closes and then.closes is not None:
        return "moved", now.closes, f", and is now to close {_when(now.closes)}"
    last = _last_day(then.closes)
    return ("missed", None, ", and is still open") if last is not None and today > last else None


def _last_day(closes: str | None) -> int | None:
    """A closing date is any text; of one that is no date nobody can tell whether it has passed."""
    try:
        return None if closes is None else span_of(closes).last
    except ValueError:
        return None


def _when(closes: str | None) -> str:
    if closes is None:
        return "on no date"
    return f"on {closes}" if _last_day(closes) is not None and len(closes) == len("2026-01-01") else f"in {closes}"


def _value(value: Any) -> str:
    if not value:
        return "nothing"
    if isinstance(value, dict):
        return f"{value['amount']:,} {value['currency']}"
    return f"{value:,}" if isinstance(value, int | float) else f"“{value}”"


def _call(now: Picture, then: Picture, person: str) -> str:
    found = now.person.get(person) or then.person.get(person)
    return (found.name if found else None) or person
