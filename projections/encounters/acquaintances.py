"""Who used to work with whom: people of an account among themselves and with colleagues of ours, or one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Literal, NamedTuple

from domain.analysis.picture import picture_of
from domain.encounters.together import Fellows, Meeting, Stretch, Together, together

from ..account_maps import account_map, header
from ..moments import Moment
from ..names import Names
from ..records import known_as
from ..snapshots import require, snapshot
from ..tenants import Tenant
from .pasts import Pasts, colleagues
from .telling import Telling

Json = dict[str, Any]
Side = Literal["all", "ours", "theirs"]
MOST_PLACES = 100


class Pair(NamedTuple):
    """Pairs stand in this order: those with a colleague of ours first."""

    theirs: bool = False
    person: str = ""
    other: str = ""


class Asked(NamedTuple):
    """Pairs with whom (colleagues of `ours`, others of `theirs`), after which one, how many; with the facts or not."""

    side: Side = "all"
    after: Pair = Pair()
    limit: int = 100
    why: bool = False


class Found(NamedTuple):
    entries: list[Json]
    last: Pair | None


def account_acquaintances(tenant: Tenant, account: str, moment: Moment, asked: Asked) -> tuple[Json, Pair | None]:
    """A page of pairs, where they met most, and how many people that is; and the last pair. Raises NotFound.

    Among themselves, people of the account met elsewhere; with colleagues of ours anywhere, at the account or at ours
    too. What it costs grows with how many people are asked for times how many a place had at most, never with pairs.
    """
    picture = picture_of(account_map(tenant, account, moment))
    with snapshot(tenant, moment) as at:
        pasts, ours = Pasts(at), colleagues(at)
        here = pasts.of_people(set(picture.theirs) - ours)
        met = Met(here, pasts.of_people(ours), among=[one for one in here if one.organization != picture.account.id])
        found = _page(pasts, met, asked)
        survey = Survey(met.at(theirs=False), met.at(theirs=True))
        counts, places = {"people": len(picture.theirs), **survey.counts()}, survey.places(pasts.names)
    own = {"id": picture.account.id, "name": picture.account.name}
    told = {"counts": counts, "places": places, "acquaintances": found.entries}
    return {**header(moment, restricted=True), "account": own, **told}, found.last


def person_acquaintances(tenant: Tenant, person: str, moment: Moment, asked: Asked) -> tuple[Json, Pair | None]:
    """With whom somebody used to work, and where these are now; and the last pair. Raises NotFound.

    Where both still work together is left out: the map shows that.
    """
    require(tenant, "person", person)
    with snapshot(tenant, moment) as at:
        person = known_as(at, "person", person)
        pasts, ours = Pasts(at), colleagues(at)
        own = pasts.of_people([person])
        others = _parted(pasts, own, [one for one in pasts.beside(own) if one.person != person])
        sides = [[one for one in others if (one.person in ours) is of_ours] for of_ours in (True, False)]
        met = Met(own, sides[0], among=sides[1])
        found = _page(pasts, met, asked)
        pasts.names.learn("person", [person])
        who = {"person": person, "name": pasts.names.of("person", person)}
        places = Survey(met.at(theirs=False), met.at(theirs=True)).places(pasts.names)
        told = {"places": places, "acquaintances": found.entries}
    return {**header(moment, restricted=True), **who, **told}, found.last


def _parted(pasts: Pasts, own: list[Stretch], others: list[Stretch]) -> list[Stretch]:
    """Without those who are where somebody is now too."""
    now = {one.organization for one in own if pasts.running(one)}
    still = {(one.person, one.organization) for one in others if one.organization in now and pasts.running(one)}
    return [one for one in others if (one.person, one.organization) not in still]


def _owners(stretches: Iterable[Stretch]) -> set[str]:
    return {one.organization for one in stretches}


class Met:
    """Of some people, whom of ours and whom `among` others they met where; each place is gone through once."""

    def __init__(self, own: list[Stretch], ours: list[Stretch], among: list[Stretch]) -> None:
        self._own = _by_person(own)
        shared = _owners(own)
        self._others = {False: _fellows(ours, shared), True: _fellows(among, shared)}
        # Where people are looked for among themselves, each pair is told once.
        self._both_ways = not (self._own.keys() & {one.person for one in among})

    @property
    def people(self) -> list[str]:
        return sorted(self._own)

    def of(self, person: str, *, theirs: bool) -> dict[str, list[str]]:
        """By whom they met: the organizations where."""
        found = defaultdict(list)
        for organization, own in self._own[person].items():
            fellows = self._others[theirs].get(organization)
            for other in fellows.beside(own) if fellows else ():
                found[other].append(organization)
        return dict(found)

    def together(self, person: str, other: str, organization: str, *, theirs: bool) -> Together | None:
        return together(self._own[person][organization], self._others[theirs][organization].of(other))

    def pairs(self, after: Pair, side: Side) -> Iterator[tuple[Pair, list[str]]]:
        """In order, beginning after one of them: what lies before is not gone through."""
        for theirs in (False, True):
            if side == ("ours" if theirs else "theirs") or theirs < after.theirs:
                continue
            begin = after.person if theirs == after.theirs else ""
            for person in (one for one in self.people if one >= begin):
                for other, places in sorted(self.of(person, theirs=theirs).items()):
                    pair = Pair(theirs, person, other)
                    if pair > after and (not theirs or self._both_ways or person < other):
                        yield pair, places

    def at(self, *, theirs: bool) -> dict[str, Meeting]:
        """By organization where any met, how many."""
        found = {id: fellows.met_by(self._there(id)) for id, fellows in self._others[theirs].items()}
        once = theirs and not self._both_ways
        return {id: one._replace(pairs=one.pairs // 2 if once else one.pairs) for id, one in found.items() if one.pairs}

    def _there(self, organization: str) -> dict[str, list[Stretch]]:
        return {id: own[organization] for id, own in self._own.items() if organization in own}


_NOBODY = Meeting(set(), set(), 0)


class Survey(NamedTuple):
    """By organization: who met colleagues of ours, and who met each other."""

    ours: dict[str, Meeting]
    theirs: dict[str, Meeting]

    def counts(self) -> Json:
        """How many people used to work with how many of ours, and how many with one another."""
        met = {name: set[str]().union(*(one.people for one in side.values())) for name, side in self._asdict().items()}
        colleagues = set[str]().union(*(one.others for one in self.ours.values()))
        return {"know_us": len(met["ours"]), "colleagues": len(colleagues), "know_each_other": len(met["theirs"])}

    def places(self, names: Names) -> list[Json]:
        """Where they met, those first where most of ours did."""
        found = self.ours.keys() | self.theirs.keys()
        names.learn("organization", found)
        told = [{"organization": id, "organization_name": names.of("organization", id), **self._at(id)} for id in found]
        return sorted(told, key=lambda one: (-one["pairs_with_us"], -one["pairs"], one["organization"]))[:MOST_PLACES]

    def _at(self, organization: str) -> Json:
        ours, theirs = (side.get(organization, _NOBODY) for side in (self.ours, self.theirs))
        people = {"people": len(ours.people | theirs.people), "colleagues": len(ours.others)}
        return {**people, "pairs_with_us": ours.pairs, "pairs": theirs.pairs}


def _by_person(stretches: Iterable[Stretch]) -> dict[str, dict[str, list[Stretch]]]:
    found: dict[str, dict[str, list[Stretch]]] = defaultdict(lambda: defaultdict(list))
    for one in stretches:
        found[one.person][one.organization].append(one)
    return {person: dict(places) for person, places in found.items()}


def _fellows(stretches: Iterable[Stretch], shared: set[str]) -> dict[str, Fellows]:
    """At the organizations that concern the others."""
    found = defaultdict(list)
    for one in stretches:
        if one.organization in shared:
            found[one.organization].append(one)
    return {organization: Fellows(organization, some) for organization, some in found.items()}


def _page(pasts: Pasts, met: Met, asked: Asked) -> Found:
    pairs = list(islice(met.pairs(asked.after, asked.side), asked.limit))
    telling = Telling(pasts, {id for pair, _ in pairs for id in pair[1:]}, why=asked.why)
    entries = [telling.pair(pair.person, pair.other, _all(met, pair, places)) for pair, places in pairs]
    return Found(entries, pairs[-1][0] if len(pairs) == asked.limit else None)


def _all(met: Met, pair: Pair, places: Iterable[str]) -> list[Together]:
    found = (met.together(pair.person, pair.other, place, theirs=pair.theirs) for place in places)
    return [one for one in found if one is not None]
