"""Remap proposals of accounts at a moment: what to draw again, why, since when, and the facts that say so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from domain.analysis.picture import Picture
from domain.language import when
from domain.remaps import Draw, Remap, Subject, Trigger, remaps

from .account_maps import header
from .accounts import accounts
from .analysis.beside import words_at
from .analysis.reading import picture_at
from .groups import reached
from .moments import Moment
from .names import Names
from .people import people
from .phrases import quoting, sentence
from .remapping.ground import Ground
from .remapping.triggers import triggers
from .snapshots import Snapshot, snapshot
from .tenants import Tenant

Json = dict[str, Any]
_REASONS = {
    "new_opportunity": "{opportunity} was opened{when}",
    "new_colleague": "{person} of us came to {account}{when}",
    "blocked_action": "an action is blocked{lasting}: {cause}",
    "new_holder": "{person} became {role}{when}, a role that decides",
    "unit_reorganized": "{unit} {cause}{when}",
}
_SAYS = {
    "buying_center": "who plays which part in {opportunity}",
    "attitude": "where {person} stands on {opportunity}",
    "unit_concerned": "which unit {opportunity} concerns",
    "priorities": "what comes first for {person} as {role}",
    "criteria": "by what {person} decides as {role}",
    "partner_preferences": "with which partners {person} prefers to work as {role}",
    "power": "how much power {person} has as {role}",
    "our_link": "who of us knows {person}, and how well",
    "coverage": "whom or what {person} covers",
    "team_role": "which role {person} plays in the team",
    "links": "whom {person} knows here",
    "standing": "how {person} stands to us",
    "stand_in": "who else of us could go on with it",
    "role": "to whom {role} reports, and who holds it",
    "culture": "how {unit} decides",
}


def account_remaps(tenant: Tenant, account: str, moment: Moment, since: date, *, restricted: bool) -> Json:
    """Of what happened from the day `since` on, the latest first. Raises NotFound."""
    picture = picture_at(tenant, account, moment, restricted=restricted)
    return remaps_of(tenant, picture, moment, since, restricted=restricted)


def remaps_of(tenant: Tenant, picture: Picture, moment: Moment, since: date, *, restricted: bool) -> Json:
    """The same of an account's map that was looked at already."""
    with snapshot(tenant, moment) as at:
        ground = Ground(at, picture)
        happened = _of_others_than_erased(at, triggers(ground, words_at(at), restricted=restricted))
        found = remaps(happened, ground.evidence, since.toordinal(), restricted=restricted)
        shown = _Told(at, picture.account.id, found)
        return {
            **header(moment, restricted),
            "since": since.isoformat(),
            "account": {"id": picture.account.id, "name": picture.account.name},
            "remaps": [shown.remap(one) for one in found],
        }


def _of_others_than_erased(at: Snapshot, happened: Iterable[Trigger]) -> list[Trigger]:
    """Nobody is to be asked about who was erased."""
    found = list(happened)
    about = [some for one in found for some in (one.about, *(draw.about for draw in one.draws))]
    ids = {id for some in about for kind, id in some if kind == "person"}
    erased = at.holding(people) & people.c.erased
    gone = {("person", row.home) for row in at.rows(people, erased, people.c.home, ids, only=("home",))}
    left = [one for one in found if gone.isdisjoint(one.about)]
    return [one._replace(draws=tuple(draw for draw in one.draws if gone.isdisjoint(draw.about))) for one in left]


def group_remaps(tenant: Tenant, account: str, moment: Moment, since: date, *, restricted: bool) -> Json:
    """The same of an organization and all below it that day, each naming its `account`. Raises NotFound."""
    below = reached(tenant, account, moment, group=True)
    found = [account_remaps(tenant, one, moment, since, restricted=restricted) for one in below]
    return found[0] | {"remaps": _of_accounts(found)}


def _of_accounts(found: Iterable[Json]) -> list[Json]:
    return [{"account": one["account"]} | remap for one in found for remap in one["remaps"]]


def remaps_across(
    tenant: Tenant, moment: Moment, since: date, after: str | None, limit: int, *, restricted: bool
) -> tuple[list[Json], Json]:
    """A page of accounts in the order of their ids, and the answer with what is proposed for them."""
    page = accounts(tenant, moment, after, limit)
    found = [account_remaps(tenant, one["id"], moment, since, restricted=restricted) for one in page]
    return page, {**header(moment, restricted), "since": since.isoformat(), "remaps": _of_accounts(found)}


def told(found: Iterable[Json]) -> list[str]:
    """In words, a line each; what to draw again is indented below what happened."""
    return [line for one in found for line in (one["reason"], *(f"  {draw['says']}" for draw in one["draw"]))]


def _words_of_time(since: str | None) -> dict[str, str | None]:
    return {"when": when(since), "lasting": f" since {since}" if since else ""}


class _Told:
    """Proposals with the names of whom and what they name, and the ids of facts."""

    def __init__(self, at: Snapshot, account: str, found: Iterable[Remap]) -> None:
        self._names, shown = Names(at), list(found)
        self._account = account
        draws = [stale for one in shown for stale in one.open]
        named: set[Subject] = {subject for one in shown for subject in one.trigger.about}
        named |= {subject for stale in draws for subject in stale.draw.about}
        self._names.learn_all({("organization", account), *(one for one in named if one[0] != "action")})
        places = {one.trigger.place for one in shown} | {place for stale in draws for place in stale.before}
        self._facts = at.ids_of_facts(places)
        self._call = quoting(lambda kind, id: self._names.of(kind, id) or id)

    def remap(self, one: Remap) -> Json:
        trigger = one.trigger
        words = self._words(trigger.about) | _words_of_time(trigger.since) | {"cause": trigger.cause}
        return {
            "id": one.id,
            "kind": trigger.kind,
            "about": [self._subject(*subject) for subject in trigger.about],
            "since": trigger.since,
            "reason": sentence(_REASONS[trigger.kind].format(**words)),
            "draw": [self._draw(stale.draw, stale.before) for stale in one.open],
            "facts": self._ids((trigger.place,)),
        }

    def _draw(self, draw: Draw, before: tuple[int, ...]) -> Json:
        own = {"what": draw.what, "about": [self._subject(*subject) for subject in draw.about]}
        says = _SAYS[draw.what].format(**self._words(draw.about))
        return {**own, "state": "stale" if before else "unknown", "says": says, "facts": self._ids(before)}

    def _words(self, about: Iterable[Subject]) -> dict[str, str | None]:
        called: dict[str, str | None] = {kind: self._call(kind, id) for kind, id in about if kind != "action"}
        return called | {"account": self._call("organization", self._account)}

    def _subject(self, kind: str, id: str) -> Json:
        return {"kind": kind, "id": id, "name": None if kind == "action" else self._names.of(kind, id)}

    def _ids(self, places: Iterable[int]) -> list[str]:
        return [self._facts[place] for place in places if place in self._facts]
