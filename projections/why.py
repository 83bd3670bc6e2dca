"""The map in which every value names the facts it comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from sqlalchemy import Table

from domain.log.keys import KeyRing
from domain.people import LinkEnded, LinkRated, pair

from .account_maps import account_map
from .attitudes import attitudes
from .crafted import crafted_jobs
from .crafted_reads import crafted_places
from .culture import CULTURES
from .fragments import decode
from .lives import Life, standings_of
from .moments import Moment
from .opportunities import buying_roles, opportunities
from .organizations import accounts, organizations, units
from .people import Tie, begun_by, links, people
from .roles import roles
from .shelf import Shelf
from .snapshots import Snapshot, snapshot
from .sources import places_of
from .tenants import Tenant
from .tenures import powers, tenures

Json = dict[str, Any]
_UNITED = {"units": units, "roles": roles, "opportunities": opportunities, "people": people}
_OF_BEGINNING = ("person", "since", "tenure_kind", "share", "took", "buying_role")
# Of a row what says which facts it comes from, and whom or what it is about.
_READ = (
    "home", "item", "person", "other", "kind", "directed", "buying_role", "property", "said", "place", "ended_by",
    "value", "why",
)  # fmt: skip
_RATINGS = ("tone", "strength")
_LIFE_OF_LINKS = Life("link", (LinkRated,), LinkEnded)


def map_with_why(tenant: Tenant, account: str, moment: Moment, restricted: bool) -> Json:
    """The full map; accounts, units, roles, holders, opportunities, members, people and links carry `why`.

    `why` is {field: [fact ids]}: the facts that state the value, as recorded; what corrected them is told by each
    fact. Since when something exists follows from all the facts that begin and end it and is not listed, but for a link
    of which nothing is said any more: that has the fact that began it.
    Raises NotFound.
    """
    answer: Json = decode(account_map(tenant, account, moment, restricted=restricted))
    with snapshot(tenant, moment) as at:
        explain_map(at, tenant.ledger.keys, answer)
    return answer


def explain_map(at: Snapshot, keys: KeyRing, answer: Json) -> None:
    """The parts of a full map of that moment get `why`."""
    told = _Told(at)
    _subjects(told, answer)
    _cultures(told, answer)
    _external_people(told, answer["people"])
    _holders(told, answer["roles"])
    _members(told, answer["opportunities"])
    _links(told, answer["links"], keys)
    told.resolve()


def explain_members(at: Snapshot, sale: Json) -> None:
    """Of one opportunity: whoever plays a part in it or stands somewhere gets `why`."""
    _explain(at, _members, [sale])


def explain_links(at: Snapshot, keys: KeyRing, shown: list[Json]) -> None:
    _explain(at, partial(_links, keys=keys), shown)


def _explain(at: Snapshot, say: Callable[[_Told, list[Json]], None], entries: list[Json]) -> None:
    told = _Told(at)
    say(told, entries)
    told.resolve()


class _Told:
    """Entries of a map, with positions in their `why` until all are known; ids as they are."""

    def __init__(self, at: Snapshot) -> None:
        self.at = at
        self._why: list[dict[str, list[Any]]] = []

    def rows(self, table: Table, homes: Iterable[str], only: tuple[str, ...] = _READ) -> dict[str, list[Any]]:
        """By home those that hold that day."""
        found: dict[str, list[Any]] = defaultdict(list)
        for row in self.at.holding_rows(table.c.home, homes, only):
            found[row.home].append(row)
        return found

    def say(self, entry: Json, why: dict[str, list[Any]]) -> None:
        kept = {name: told for name, told in why.items() if name in entry}
        entry["why"] = entry.get("why", {}) | kept
        self._why.append(entry["why"])

    def resolve(self) -> None:
        """Positions to ids, in one query for as many as there are."""
        places = {told for why in self._why for given in why.values() for told in given if isinstance(told, int)}
        ids = self.at.ids_of_facts(places)
        for why in self._why:
            why.update({name: [ids.get(told, told) for told in given] for name, given in why.items()})


def _subjects(told: _Told, answer: Json) -> None:
    account = answer["account"]
    for table in (organizations, accounts):
        _stated(told, {account["id"]: account}, table)
    for section, table in _UNITED.items():
        _stated(told, {entry["id"]: entry for entry in answer[section]}, table)


def _stated(told: _Told, entries: dict[str, Json], table: Table) -> None:
    found = told.rows(table, entries)
    for home, entry in entries.items():
        told.say(entry, {name: places for row in found[home] for name, places in places_of(row).items()})


def _cultures(told: _Told, answer: Json) -> None:
    """The latest mix gives the shares, wherever it was inherited from; all that is said are the assessments."""
    entries = {("organization", answer["account"]["id"]): answer["account"]}
    entries |= {("unit", unit["id"]): unit for unit in answer["units"]}
    rows = {kind: told.rows(table, [id for of, id in entries if of == kind]) for kind, table in CULTURES.items()}
    for subject, entry in entries.items():
        kind, id = next(iter(entry.get("culture_from", dict([subject])).items()))
        said = sorted((row for row in rows[kind][id] if row.value is not None), key=lambda row: (row.said, row.place))
        mixes = [row.place for row in said if row.property == "mix"][-1:]
        told.say(entry, {"culture": mixes, "culture_assessed": list(dict.fromkeys(row.place for row in said))})


def _external_people(told: _Told, shown: list[Json]) -> None:
    """Whose somebody is, is said by the tenures that they hold elsewhere."""
    entries = {person["id"]: person for person in shown if "external" in person}
    held: dict[str, list[Any]] = {id: [] for id in entries}
    for row in told.at.holding_rows(tenures.c.person, entries, only=("person", "item")):
        held[row.person].append(row.item)
    for id, entry in entries.items():
        told.say(entry, {"of": sorted(held[id])})


def _holders(told: _Told, shown: list[Json]) -> None:
    ids = [role["id"] for role in shown]
    held, assessed, crafted = (told.rows(table, ids) for table in (tenures, powers, crafted_jobs))
    for role in shown:
        rows = {row.item: row for row in held[role["id"]]}
        for holder in role["holders"]:
            row = rows.get(holder["took"])
            why = {name: [holder["took"]] for name in _OF_BEGINNING} | {"until": [row.ended_by] if row else []}
            told.say(holder, why | _assessed("power", holder, assessed[role["id"]]))
            if "crafted" in holder:
                mine = [row for row in crafted[role["id"]] if row.person == holder["person"]]
                told.say(holder["crafted"], crafted_places(sorted(mine, key=lambda row: (row.said, row.place))))


def _members(told: _Told, shown: list[Json]) -> None:
    ids = [sale["id"] for sale in shown]
    held, assessed = told.rows(buying_roles, ids), told.rows(attitudes, ids)
    for sale in shown:
        for member in sale["buying_center"]:
            same = (member["person"], member["buying_role"])
            items = [row.item for row in held[sale["id"]] if (row.person, row.buying_role) == same]
            why = dict.fromkeys((*_OF_BEGINNING, "weight"), items)
            told.say(member, why | _assessed("attitude", member, assessed[sale["id"]]))
        for stance in sale.get("attitudes", ()):
            told.say(stance, _assessed("attitude", stance, assessed[sale["id"]]))


def _links(told: _Told, shown: list[Json], keys: KeyRing) -> None:
    pairs = {pair(link["person"], link["other"]) for link in shown}
    said: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for rows in told.rows(links, pairs, only=(*_READ, *_RATINGS, "details", "assessor")).values():
        for row in (row for row in rows if row.assessor is not None):
            said[row.person, row.other, row.kind, bool(row.directed)].append(row)
    for link in shown:
        rows = said[link["person"], link["other"], link["kind"], link.get("directed", False)]
        told.say(link, _rated(sorted(rows, key=lambda row: (row.said, row.place))))
    if silent := [link for link in shown if not link["why"]]:
        _begun(told, silent, keys)


def _begun(told: _Told, silent: list[Json], keys: KeyRing) -> None:
    """The log is asked: what links are drawn from knows the day on which they began, and not by which fact."""
    shelf = Shelf(told.at.connection, keys, told.at.position)
    ids = {pair(one["person"], one["other"]) for one in silent}
    said = standings_of(told.at, shelf, _LIFE_OF_LINKS, ids)
    begun = begun_by([one for one in said if one.fact.certainty != "rumored"], told.at.day.toordinal())
    for link in silent:
        tie = Tie(link["person"], link["other"], link["kind"], link.get("directed", False))
        told.say(link, {"since": [begun[tie].place]} if tie in begun else {})


def _rated(rows: list[Any]) -> dict[str, list[Any]]:
    """The latest word on each value states it, all of them the opinions; a gap lies between two values."""
    latest = {name: [row.place] for row in rows for name in _stated_by(row)}
    gap = list(dict.fromkeys(place for name in ("strength", "desired") for place in latest.get(name, ())))
    return {**latest, "gap": gap, "opinions": list(dict.fromkeys(row.place for row in rows))}


def _stated_by(row: Any) -> list[str]:
    return [*(name for name in _RATINGS if getattr(row, name) is not None), *decode(row.details or "{}")]


def _assessed(name: str, entry: Json, rows: list[Any]) -> dict[str, list[Any]]:
    """The latest assessment states the value, all of them the opinions."""
    said = sorted((row for row in rows if row.person == entry["person"]), key=lambda row: (row.said, row.place))
    places = [row.place for row in said]
    latest = dict.fromkeys((name, f"{name}_by", f"{name}_sources"), places[-1:])
    return {**latest, "opinions": places}
