"""One organization at a moment: what is said of it, its culture, its network, what became of it, whether it is us."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.log.keys import KeyRing

from .account_maps import header
from .around.origins import ourselves
from .called import aliases_of
from .culture import organization_cultures
from .cultures import Assessment, assessed
from .fragments import decode
from .moments import Moment
from .names import Names
from .organizations import accounts, organizations, relations
from .records import records_of
from .restructurings import restructurings
from .running import running_json
from .shelf import Shelf
from .snapshots import Snapshot, one_of, require, snapshot
from .tenants import Tenant

Json = dict[str, Any]
_ATTRIBUTE = "attributes."


def organization(tenant: Tenant, id: str, moment: Moment, why: bool = False) -> Json:
    """An organization on a day, with each value's date as it was given. Raises NotFound.

    With `why` each value, the account and the culture name the facts that they come from; relations and restructurings
    always do. A record that was merged answers as the one that is kept.
    """
    require(tenant, "organization", id)
    with snapshot(tenant, moment) as at:
        id, *merged = records_of(at, "organization", id)
        told = _Told(at, tenant.ledger.keys, why)
        found = {"id": id, **told.itself(id), **({"merged": merged} if merged else {}), **_aliases(at, id)}
        account = {"account": told.account(id), **told.culture(id)}
        return {
            **header(moment, restricted=True),
            **found,
            **account,
            **_network(at, id),
            "restructurings": _past(at, id),
        }


class _Told:
    """Values with the facts that state them, which say since when."""

    def __init__(self, at: Snapshot, keys: KeyRing, why: bool) -> None:
        self._at, self._why = at, why
        self._shelf = Shelf(at.connection, keys, at.position)

    def itself(self, id: str) -> Json:
        row = one_of(self._at.holding_rows(organizations.c.home, [id]))
        if row is None:
            return {"name": None, "status": None, "since": None, "description": {}}
        return {"name": row.name, **_existence(row), "description": self._values(row, {"name": row.name})}

    def account(self, id: str) -> Json | None:
        """How we see it, or saw it while it was an account."""
        row = one_of(self._at.holding_rows(accounts.c.home, [id]))
        return None if row is None else {**_existence(row), "assessment": self._values(row, {})}

    def culture(self, id: str) -> Json:
        table = organization_cultures
        rows = self._at.rows(table, self._at.holding(table) & (table.c.home == id) & table.c.value.is_not(None))
        rows.sort(key=lambda row: (row.said, row.place))
        found = assessed([Assessment(row.assessor, row.property, decode(row.value), _unsure(row)) for row in rows])
        if found and self._why:
            ids = self._at.ids_of_facts(row.place for row in rows)
            found["culture_assessed"]["why"] = list(dict.fromkeys(ids[row.place] for row in rows))
        return found

    def _values(self, row: Any, named: Json) -> Json:
        """`{property: {value, since}}`, attributes by their keys."""
        values = {name: value for name, value in (named | decode(row.details or "{}")).items() if value is not None}
        attributes = values.pop("attributes", {})
        flat = values | {f"{_ATTRIBUTE}{key}": value for key, value in attributes.items()}
        told = self._dated(flat, decode(row.why or "{}"), set(decode(row.probable or "[]")))
        found = {name: told[name] for name in values}
        return found | ({"attributes": {key: told[f"{_ATTRIBUTE}{key}"] for key in attributes}} if attributes else {})

    def _dated(self, values: Json, places: dict[str, int], unsure: set[str]) -> dict[str, Json]:
        families = self._shelf.families(places[name] for name in values)
        said = {one.place: one.fact for family in families.values() for one in family.says}
        found: dict[str, Json] = {}
        for name, value in values.items():
            fact = said[places[name]]
            probable = {"certainty": "probable"} if name in unsure else {}
            found[name] = {
                "value": value,
                "since": fact.effective,
                **probable,
                **({"why": [fact.id]} if self._why else {}),
            }
        return found


def _unsure(row: Any) -> bool:
    return bool(row.certainty == "probable")


def _existence(row: Any) -> Json:
    return {"status": row.life, "since": row.since, **_marks(row)}


def _marks(row: Any) -> Json:
    return ({"possible": True} if row.possible else {}) | ({"certainty": "probable"} if _unsure(row) else {})


def _aliases(at: Snapshot, id: str) -> Json:
    found = aliases_of(at, "organization", id)
    return {"aliases": found} if found else {}


def _network(at: Snapshot, id: str) -> Json:
    """Both ways: the others that are its suppliers and the like, and the others whose supplier and the like it is."""
    own = [(row.other, row) for row in at.holding_rows(relations.c.home, [id])]
    of_others = [(row.home, row) for row in at.rows(relations, at.holding(relations) & (relations.c.other == id))]
    names, others = Names(at), {other for other, _row in (*own, *of_others)}
    names.learn("organization", others)
    ours = ourselves(at, [id, *others])
    told = [_related(sorted(some, key=_by_relation), names, ours) for some in (own, of_others)]
    return {"ours": id in ours, "relations": told[0], "relation_of": told[1]}


def _by_relation(one: tuple[str, Any]) -> tuple[str, str]:
    return one[1].relation, one[0]


def _related(rows: Iterable[tuple[str, Any]], names: Names, ours: set[str]) -> list[Json]:
    return [
        {
            "organization": other,
            "name": names.of("organization", other),
            **({"ours": True} if other in ours else {}),
            "relation": row.relation,
            **running_json(row),
        }
        for other, row in rows
    ]


def _past(at: Snapshot, id: str) -> list[Json]:
    """What it took part in, in the order of the days from which that counts."""
    rows = at.rows(restructurings, at.holding(restructurings) & (restructurings.c.party == id))
    rows.sort(key=lambda row: (row.said, row.place))
    names, told = Names(at), [(row, decode(row.originals), decode(row.results)) for row in rows]
    names.learn("organization", {one for _row, *sides in told for side in sides for one in side})

    def called(ids: list[str]) -> list[Json]:
        return [{"id": one, "name": names.of("organization", one)} for one in ids]

    return [
        {"kind": row.kind, "since": row.since, "originals": called(before), "results": called(after), **_marks(row)}
        | {"fact": row.told_by}
        for row, before, after in told
    ]
