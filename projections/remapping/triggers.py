"""What happened at an account that makes parts of its map stale: each with what is to be drawn again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, pairwise
from typing import Any, NamedTuple

from domain.analysis.beside import Words
from domain.analysis.parameters import NeededParameters
from domain.analysis.picture import Opportunity, Role
from domain.key_moments.parameters import at_least
from domain.remaps import Draw, Subject, Trigger

from ..fragments import decode
from .ground import Ground

_ASKED = ("priorities", "criteria", "partner_preferences")
# A post of this level and above decides, whoever held it.
_DECIDES_FROM = "executive"


def triggers(ground: Ground, words: Words, *, restricted: bool) -> Iterator[Trigger]:
    """`restricted`: whether links may be read."""
    return chain(
        _opportunities(ground),
        _colleagues(ground, restricted),
        _blocked(ground),
        _holders(ground, words),
        _units(ground),
    )


def _opportunities(ground: Ground) -> Iterator[Trigger]:
    """Whatever is said of an opportunity answers, wherever a batch has it."""
    for sale in ground.sales:
        rows = [row for row in ground.sold.get(sale.id, ()) if row.life == "open"]
        if rows:
            opened = min(decode(rows[0].why or "{}").values(), default=0)
            about, day = (("opportunity", sale.id),), rows[0].valid_from.toordinal()
            yield Trigger("new_opportunity", about, day, rows[0].since, opened, 0, tuple(_of_sale(sale)))


def _of_sale(sale: Opportunity) -> Iterator[Draw]:
    about = (("opportunity", sale.id),)
    yield Draw("buying_center", about, (("buying_role", sale.id),))
    yield Draw("unit_concerned", about, (("unit_of", sale.id),))
    for person in dict.fromkeys(member.person for member in sale.buying_center):
        yield Draw("attitude", (*about, ("person", person)), (("attitude", sale.id, person),), restricted=True)


class _Trace(NamedTuple):
    """The first that is told of a colleague here."""

    day: int
    since: str | None
    place: int
    restricted: bool


def _colleagues(ground: Ground, restricted: bool) -> Iterator[Trigger]:
    """Who of ours came to the account: the first role in the team, coverage or link there."""
    traces: dict[str, list[_Trace]] = {}
    found = chain(_assigned(ground), _linked(ground) if restricted else ())
    for person, trace in found:
        traces.setdefault(person, []).append(trace)
    here = {row.person for row in filter(ground.at.holds, (*ground.coverage, *ground.team_roles))}
    here |= {_ours(ground, row) for row in filter(ground.at.holds, ground.links)}
    for person in sorted(here & traces.keys()):
        first = min(traces[person], key=lambda trace: (trace.day, trace.place))
        about, draws = (("person", person),), tuple(_of_colleague(person))
        # The first of them answers too.
        after = first.place - 1
        yield Trigger("new_colleague", about, first.day, first.since, first.place, after, draws, first.restricted)


def _assigned(ground: Ground) -> Iterator[tuple[str, _Trace]]:
    for row in (*ground.coverage, *ground.team_roles):
        place = ground.places.get(row.begun_by, 0)
        yield row.person, _Trace(row.valid_from.toordinal(), row.since, place, restricted=False)


def _linked(ground: Ground) -> Iterator[tuple[str, _Trace]]:
    """A link comes to the account with whoever takes a role there."""
    came: dict[str, date] = {}
    for row in chain.from_iterable(ground.tenures.values()):
        came[row.person] = min(row.valid_from, came.get(row.person, row.valid_from))
    told = sorted(((row.place, _tie(row)) for row in ground.links if row.place), reverse=True)
    first = {tie: place for place, tie in told}
    for row in ground.links:
        ours = _ours(ground, row)
        theirs = row.other if ours == row.person else row.person
        if row.assessor is None and theirs in came:
            day = max(row.valid_from, came[theirs])
            yield ours, _Trace(day.toordinal(), day.isoformat(), first.get(_tie(row), 0), restricted=True)


_Tie = tuple[str, str, str, bool]


def _tie(row: Any) -> _Tie:
    return row.person, row.other, row.kind, bool(row.directed)


def _ours(ground: Ground, row: Any) -> str:
    """The colleague's end of a link."""
    return str(row.person if row.person in ground.picture.ours else row.other)


def _of_colleague(person: str) -> Iterator[Draw]:
    about = (("person", person),)
    yield Draw("coverage", about, (("coverage", person),))
    yield Draw("team_role", about, (("team_role", person),))
    yield Draw("links", about, (("our_link", person),), restricted=True)


def _blocked(ground: Ground) -> Iterator[Trigger]:
    """Whom it is about, the opportunity it is for, or else who could go on with it."""
    for row in ground.actions:
        told = decode(row.details or "{}")
        if ground.at.holds(row) and row.life == "open" and "blocked" in told:
            about, place = (("action", row.home),), _blocking(row)
            day = min(one.valid_from for one in ground.actions if one.home == row.home and _blocking(one) == place)
            cause = ": ".join(filter(None, (told.get("objective") or row.home, told["blocked"])))
            draws = tuple(_of_action(row))
            yield Trigger("blocked_action", about, day.toordinal(), day.isoformat(), place, place, draws, cause=cause)


def _blocking(row: Any) -> int:
    return int(decode(row.why or "{}").get("blocked", 0))


def _of_action(row: Any) -> Iterator[Draw]:
    if row.person is not None:
        keys = tuple((name, row.person) for name in ("our_link", "attitude_of", "power_of"))
        yield Draw("standing", (("person", row.person),), keys, restricted=True)
    if row.opportunity is not None:
        yield Draw("buying_center", (("opportunity", row.opportunity),), (("buying_role", row.opportunity),))
    yield Draw("stand_in", (("action", row.home),), (("coverage", "*"),))


def _holders(ground: Ground, words: Words) -> Iterator[Trigger]:
    """Who came to a post that decides: by its level, or because whoever holds or held it decides in what is open."""
    deciding = _deciding(ground, words)
    for role in ground.picture.roles:
        rows = ground.tenures.get(role.id, [])
        for row in filter(ground.at.holds, rows):
            before = _before(row, rows)
            inherited = [sale for sale, person in deciding if before is not None and person == before.person]
            decides = inherited or any(person == row.person for _, person in deciding)
            if row.person not in ground.picture.ours and _came(row, rows) and (decides or _high(role, words)):
                about, day = (("person", row.person), ("role", role.id)), (row.begun or row.valid_from).toordinal()
                draws = tuple(_of_holder(row.person, role.id, inherited))
                yield Trigger("new_holder", about, day, row.since, row.place, row.place, draws)


def _deciding(ground: Ground, words: Words) -> set[tuple[str, str]]:
    """Opportunities that are open and whoever decides, or decided, in each."""
    means = NeededParameters().deciding
    rows = (row for row in ground.buying_roles if words.meaning("buying_role", row.buying_role) in means)
    return {(row.home, row.person) for row in rows if row.valid_from <= ground.at.day}


def _high(role: Role, words: Words) -> bool:
    return at_least(words.level(role), _DECIDES_FROM)


def _before(row: Any, rows: Iterable[Any]) -> Any:
    """Who held the post last before."""
    earlier = [one for one in rows if one.person != row.person and one.valid_from < row.valid_from]
    return max(earlier, key=lambda one: (one.valid_to, one.place), default=None)


def _came(row: Any, rows: Iterable[Any]) -> bool:
    """Not who held it already, as interim for instance."""
    own = (one for one in rows if one.person == row.person and one.place != row.place)
    return not any(one.valid_from < row.valid_from <= one.valid_to for one in own)


def _of_holder(person: str, role: str, inherited: Iterable[str]) -> Iterator[Draw]:
    about: tuple[Subject, ...] = (("person", person), ("role", role))
    for name in _ASKED:
        yield Draw(name, about, (("crafted", role, person, name),), restricted=True)  # type: ignore[arg-type]
    yield Draw("power", about, (("power", role, person),), restricted=True)
    yield Draw("our_link", about[:1], (("our_link", person),), restricted=True)
    for sale in sorted(inherited):
        yield Draw("buying_center", (("opportunity", sale),), (("buying_role", sale),))


def _units(ground: Ground) -> Iterator[Trigger]:
    """A unit that was closed while roles are in it, or came to stand elsewhere."""
    for id, rows in sorted(ground.units.items()):
        past = [row for row in rows if row.valid_from <= ground.at.day]
        moved = [(row, _moved(before, row)) for before, row in pairwise(past)]
        row, place = next(((row, place) for row, place in reversed(moved) if place), (None, 0))
        if row is not None:
            day = row.valid_from
            about = (("unit", id),)
            cause = "was closed" if row.life == "closed" else "stands elsewhere"
            draws = tuple(_of_unit(ground, id, closed=row.life == "closed"))
            yield Trigger("unit_reorganized", about, day.toordinal(), day.isoformat(), place, place, draws, cause=cause)


def _moved(before: Any, row: Any) -> int:
    """The place of the fact that moved or closed it; 0 where nothing did. Of a closing: where it became known."""
    if row.life == "closed" and before.life == "open":
        return int(row.known_from)
    why = decode(row.why or "{}")
    places = (why.get(name, 0) for name in ("parent", "organization") if getattr(before, name) != getattr(row, name))
    return max(places, default=0) if row.life == before.life == "open" else 0


def _of_unit(ground: Ground, id: str, *, closed: bool) -> Iterator[Draw]:
    for role in ground.picture.roles:
        if role.unit == id:
            yield Draw("role", (("role", role.id),), (("role", role.id),))
    if not closed:
        yield Draw("culture", (("unit", id),), (("culture", id),))
