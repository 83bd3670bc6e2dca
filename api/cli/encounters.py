"""`incumbent friends` and `acquaintances`: whom we know from where, and who used to work with whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from domain.dates import resolve_as_of
from domain.encounters.parameters import Close
from domain.language import when
from projections.encounters.acquaintances import Asked, account_acquaintances, person_acquaintances
from projections.encounters.friends import Asked as Friends
from projections.encounters.friends import old_friends
from projections.encounters.places import in_words
from projections.phrases import listed

from .options import Facts
from .reading import Answer, Reading, in_lines, reads, with_facts

Json = dict[str, Any]
_MOST_PLACES = 10

Whom = Annotated[str, typer.Argument(metavar="ACCOUNT|PERSON", help="The id of an account or of a person.")]
OfPerson = Annotated[bool, typer.Option("--person", help="It is a person, where an account has that id too.")]
Limit = Annotated[int, typer.Option(min=1, max=1_000, help="How many at most.")]
Now = Annotated[str | None, typer.Option(metavar="ACCOUNT", help="Only who is at this organization now.")]
Before = Annotated[str | None, typer.Option(metavar="ACCOUNT", help="Only who was at this organization then.")]
Colleague = Annotated[str | None, typer.Option(metavar="PERSON", help="Only friends of this colleague.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Only who came where they are on this day or later.")]
Strength = Annotated[float, typer.Option(min=0, max=10, help="From which strength on we know somebody well.")]
Tone = Annotated[float, typer.Option(min=-2, max=2, help="From which tone on we are friends.")]


@reads
def friends(
    at: Reading,
    strength: Strength = 5,
    tone: Tone = 1,
    now: Now = None,
    before: Before = None,
    colleague: Colleague = None,
    since: Since = None,
    limit: Limit = 100,
    why: Facts = False,
) -> Answer:
    """Show people we know well who are elsewhere now than when we came to know them, who moved last first."""
    day = None if since is None else resolve_as_of(since, at.moment.as_of)
    close = Close(strength=strength, tone=tone)
    asked = Friends(close, now, before, colleague, day, "", limit, why)
    return with_facts(at, old_friends(at.tenant, at.moment, asked), in_lines(_friends), why=why)


@reads
def acquaintances(at: Reading, whom: Whom, person: OfPerson = False, limit: Limit = 100, why: Facts = False) -> Answer:
    """Show who at an account, or which person, used to work with whom: colleagues of ours first."""
    of_account = at.tenant.ledger.knows("organization", whom) and not person
    found = account_acquaintances if of_account else person_acquaintances
    answer, last = found(at.tenant, whom, at.moment, Asked(limit=limit, why=why))
    more = [] if last is None else [f"There are more than {limit}: ask for them with --limit."]
    return with_facts(at, answer, in_lines(lambda answer: [*_met(answer), *more]), why=why)


def _friends(answer: Json) -> Iterable[str]:
    if not answer["friends"]:
        return [f"No old friends in new places as of {answer['as_of']}."]
    return [line for one in answer["friends"] for line in _friend(one)]


def _friend(one: Json) -> Iterable[str]:
    for seat in one["now"]:
        since = when(seat["arrived"])
        yield f"{_name(one)} is {_seat(seat)} ({in_words(seat['to_us'])}), where they came{since or ' at some time'}"
    for link in one["known_by"]:
        said = ", ".join(f"{name} {link[name]:g}" for name in ("tone", "strength") if name in link)
        then = listed(_seat(seat) for seat in link["then"])
        yield f"  {_name(link)} knows them ({', '.join(filter(None, [link['kind'], said]))}) from when they were {then}"


def _met(answer: Json) -> Iterable[str]:
    if "counts" in answer:
        counts = answer["counts"]
        ours = f"{counts['know_us']} used to work with {counts['colleagues']} of ours" if counts["know_us"] else ""
        others = f"{counts['know_each_other']} with one another elsewhere" if counts["know_each_other"] else ""
        known = " and ".join(filter(None, (ours, others))) or "none is known to have worked with ours or one another"
        yield f"Of {counts['people']} people here {known}"
    for place in answer["places"][:_MOST_PLACES]:
        yield f"At {_organization(place)}: {place['pairs_with_us']} pairs with ours, {place['pairs']} with others"
    for one in answer["acquaintances"]:
        yield from _pair(one)


def _pair(one: Json) -> Iterable[str]:
    other, now = one["other"], listed(_seat(seat) for seat in one["other"]["now"])
    ours = ", of ours" if other.get("ours") else ""
    yield f"{_name(one)} worked with {_name(other)}{ours}" + (f", now {now}" if now else "")
    for place in one["where"]:
        units = "".join(f", {unit['name'] or unit['unit']}" for unit in place["units"])
        periods = listed(map(_period, place["periods"]))
        perhaps = " (perhaps: a date is not known to the day)" if place.get("possible") else ""
        roles = " and ".join(listed(map(_title, place[side])) for side in ("own_roles", "other_roles"))
        yield f"  at {_organization(place)}{units} {periods}{perhaps}: {roles}"


def _period(one: Json) -> str:
    begin = f"from {one['since']}" if one["since"] else "from an unknown date"
    return f"{begin} to {one['until']}" if one["until"] else f"{begin} on"


def _seat(seat: Json) -> str:
    return f"{_title(seat)} at {_organization(seat)}"


def _title(role: Json) -> str:
    return str(role["title"] or role["role"])


def _organization(place: Json) -> str:
    return str(place["organization_name"] or place["organization"])


def _name(one: Json) -> str:
    return str(one["name"] or one["person"])
