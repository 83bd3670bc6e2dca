"""`incumbent similar` and `leaders`: who is alike, and who is listened to, across accounts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from domain.encounters.parameters import Close
from projections.encounters.crafters import Asked as Crafters
from projections.encounters.crafters import similar_crafters
from projections.encounters.leaders import Asked as Leaders
from projections.encounters.leaders import opinion_leaders
from projections.phrases import listed

from .encounters import Strength, Tone
from .options import Facts, Person
from .reading import Answer, Reading, in_lines, reads, with_facts

Json = dict[str, Any]
Least = Annotated[float, typer.Option(min=0, max=1, help="How alike at least.")]
Limit = Annotated[int, typer.Option(min=1, max=100, help="How many at most.")]
Places = Annotated[int, typer.Option(min=1, max=100, help="At how many other organizations they have to be heard.")]
Power = Annotated[float, typer.Option(min=0, max=10, help="From which informal power on one of these is enough.")]


@reads
def similar(at: Reading, person: Person, least: Least = 0.5, limit: Limit = 10, why: Facts = False) -> Answer:
    """Show who at other accounts makes the same of their job as somebody does, and in which words."""
    answer = similar_crafters(at.tenant, person, at.moment, Crafters(least, limit, why))
    return with_facts(at, answer, in_lines(_similar), why=why)


@reads
def leaders(
    at: Reading,
    strength: Strength = 5,
    tone: Tone = 1,
    places: Places = 2,
    power: Power = 8,
    limit: Limit = 20,
    why: Facts = False,
) -> Answer:
    """Show who is listened to beyond the organization they work at, by whom and where."""
    asked = Leaders(Close(strength=strength, tone=tone), places, power, "", limit, why)
    return with_facts(at, opinion_leaders(at.tenant, at.moment, asked), in_lines(_leaders), why=why)


def _similar(answer: Json) -> Iterable[str]:
    if not answer["jobs"]:
        yield f"Nothing is said of what {_name(answer)} makes of their job as of {answer['as_of']}."
        return
    if not answer["compared"]:
        yield "Nothing is said of what anybody elsewhere makes of their job"
        return
    yield f"{answer['count']} of {answer['compared']} people elsewhere make something alike of their job"
    for one in answer["similar"]:
        seat = f"{one['title'] or one['role']} at {one['organization_name'] or one['organization']}"
        known = listed(_name(link) for link in one["known_by"])
        yield f"{_name(one)}, {seat}: {one['likeness']:.0%} alike" + (f"; known by {known}" if known else "")
        for field in one["alike_in"]:
            words = f" ({', '.join(field['words'])})" if field["words"] else ""
            yield f"  {field['property'].replace('_', ' ')} {field['likeness']:.0%}{words}: {field['other']}"
        yield from (f"  same {name}: {value}" for name, value in one["same"].items())


def _leaders(answer: Json) -> Iterable[str]:
    if not answer["leaders"]:
        yield f"Nobody is known to be listened to at several organizations as of {answer['as_of']}."
    for one in answer["leaders"]:
        seats = listed(f"{seat['title'] or seat['role']} at {_place(seat)}" for seat in one["now"])
        power = f", informal power {one['power']:g}" if "power" in one else ""
        yield f"{_name(one)}{seats and f', {seats}'}{power}"
        for there in one["influence"]:
            yield f"  influence at {_place(there)}: {there['rank']} of {there['of']} ({there['share']:.0%})"
        for there in one["heard_at"]:
            listeners = listed(f"{_name(who)} ({_link(who)})" for who in there["listeners"])
            yield f"  heard at {_place(there)} by {listeners}"


def _link(one: Json) -> str:
    said = [f"{name} {one[name]:g}" for name in ("tone", "strength") if name in one]
    return ", ".join([one["kind"], *said])


def _place(one: Json) -> str:
    return str(one["organization_name"] or one["organization"])


def _name(one: Json) -> str:
    return str(one["name"] or one["person"])
