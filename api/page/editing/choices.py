"""What a form offers: the roles, units and opportunities of the account, words, people found; and what is so now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import msgspec

from domain.search.words import written
from domain.vocabularies import VOCABULARIES
from projections.account_maps import account_map
from projections.careers import person
from projections.colleagues import colleagues
from projections.moments import Moment
from projections.names import Names
from projections.search.reading import Asked as Sought
from projections.search.reading import search
from projections.snapshots import require, snapshot
from projections.words import Words

from ...http.reading import Reading
from .edits import Asked, Edit
from .typed import Typed, called

Json = dict[str, Any]
MOST_FOUND = 8
_FIELDS = "account,units,roles.id,roles.title,roles.unit,roles.reports_to,roles.holders,links,opportunities"
_VOCABULARY: Mapping[str, Any] = {name: name for name in VOCABULARIES}


class Choice(NamedTuple):
    """What is sent, what is read, what tells it apart from others called alike; of people their posts of the day."""

    value: str
    label: str
    beside: str = ""
    posts: Sequence[Json] = ()


class Offered:
    """An account on the day that its page shows, as far as forms need it."""

    def __init__(self, read: Reading, account: str) -> None:
        self.read, self.account = read, account

    @cached_property
    def map(self) -> Json:
        return map_on(self.read, self.account, self.read.moment)

    def names(self, subjects: list[tuple[str, str]]) -> dict[str, str]:
        """By id what they are called that day. Raises NotFound."""
        for kind, id in subjects:
            require(self.read.tenant, kind, id)
        with snapshot(self.read.tenant, self.read.moment) as at:
            names = Names(at)
            names.learn_all(subjects)
            return {id: names.of(kind, id) or id for kind, id in subjects}

    def choices(self, asked: Asked, typed: Typed) -> list[Choice]:
        if asked.kind == "person":
            return self._people(typed.get(asked.name, ""), typed.get(called(asked.name), ""))
        if asked.kind in ("word", "leaning"):
            return self._words(asked)
        lists = {"role": self._roles, "unit": self._units, "opportunity": self._opportunities}
        return lists[asked.kind](asked, typed) if asked.kind in lists else []

    def colleagues(self) -> list[Choice]:
        """In whose eyes something may hold."""
        return [Choice(one["person"], one["name"]) for one in colleagues(self.read.tenant, self.read.moment)]

    def current(self, edit: Edit, typed: Typed) -> dict[str, str]:
        """What the form begins with, as it would be typed."""
        found = _CURRENT[edit.name](self.map, typed) if edit.name in _CURRENT else {}
        return {asked.name: _text(found[asked.name]) for asked in edit.asked if found.get(asked.name) is not None}

    def _people(self, chosen: str, sought: str) -> list[Choice]:
        if sought and written(sought):
            return found_people(self.read, self.account, sought)
        if not chosen or not self.read.tenant.ledger.knows("person", chosen):
            return []
        found = person(self.read.tenant, chosen, self.read.moment, restricted=False)
        return [Choice(chosen, found["name"] or chosen, posts=found["roles"])]

    def _words(self, asked: Asked) -> list[Choice]:
        if not isinstance(asked.words, str):
            return [Choice(word, label) for word, label in asked.words]
        with snapshot(self.read.tenant, self.read.moment) as at:
            labels = Words(at).labels(_VOCABULARY[asked.words], self.read.moment.as_of)
            return [Choice(word, label) for word, label in labels.items()]

    def _roles(self, asked: Asked, typed: Typed) -> list[Choice]:
        """Everyone but the role itself, by its holders too: titles repeat."""
        others = (role for role in self.map["roles"] if role["id"] != typed.get("role"))
        found = [Choice(role["id"], role["title"], _holders(role)) for role in others]
        return sorted(found, key=lambda one: one.label.casefold())

    def _units(self, asked: Asked, typed: Typed) -> list[Choice]:
        """Of one that is to be elsewhere neither itself nor what is in it."""
        barred = _with_all_in(self.map["units"], typed.get("unit", "")) if asked.name in ("parent", "heir") else set()
        return [Choice(unit["id"], unit["name"]) for unit in self.map["units"] if unit["id"] not in barred]

    def _opportunities(self, asked: Asked, typed: Typed) -> list[Choice]:
        return [Choice(one["id"], one["name"] or one["id"]) for one in self.map["opportunities"]]


def map_on(read: Reading, account: str, moment: Moment) -> Json:
    """What forms need of an account, as it stands at a moment."""
    body = account_map(read.tenant, account, moment, fields=_FIELDS, restricted=read.caller.restricted)
    found: Json = msgspec.json.decode(body)
    return found


def found_people(read: Reading, account: str, sought: str) -> list[Choice]:
    """Those of the account first: others are called alike."""
    own, every = (_people_called(read, sought, **only) for only in ({"organization": [account]}, {}))
    hits = list({hit["id"]: hit for hit in (*own, *every)}.values())[:MOST_FOUND]
    return [Choice(hit["id"], hit["name"] or hit["id"], _where(hit), hit.get("held", ())) for hit in hits]


def _people_called(read: Reading, sought: str, **only: list[str]) -> list[Json]:
    asked = Sought(sought, {"kind": ["person"], **only}, counting=False)
    hits: list[Json] = search(read.tenant, read.moment, asked, limit=MOST_FOUND).body["hits"]
    return hits


def _where(hit: Json) -> str:
    posts = hit.get("held") or hit.get("before") or [{}]
    return " · ".join(text for text in (posts[0].get("title"), posts[0].get("organization_name")) if text)


def _with_all_in(units: Sequence[Json], id: str) -> set[str]:
    found = {id}
    while more := {unit["id"] for unit in units if unit.get("parent") in found} - found:
        found |= more
    return found


def _holders(role: Json) -> str:
    return ", ".join(held["name"] for held in role["holders"] if held["name"])


def _text(value: Any) -> str:
    return str(value)


def _role_now(map: Json, typed: Typed) -> Json:
    return next((role for role in map["roles"] if role["id"] == typed.get("role")), {})


def _power_now(map: Json, typed: Typed) -> Json:
    holders = _role_now(map, typed).get("holders", ())
    return next((held for held in holders if held["person"] == typed.get("person")), {})


def _link_now(map: Json, typed: Typed) -> Json:
    pair, kind = {typed.get("person"), typed.get("other")}, typed.get("kind")
    alike = (one for one in map.get("links", ()) if {one["person"], one["other"]} == pair)
    return next((one for one in alike if not kind or one.get("kind") == kind), {})


def _attitude_now(map: Json, typed: Typed) -> Json:
    centers = [sale["buying_center"] for sale in map["opportunities"] if sale["id"] == typed.get("opportunity")]
    found = (one for center in centers for one in center if one["person"] == typed.get("person"))
    return next(({"attitude": one.get("attitude")} for one in found), {})


def _unit_now(map: Json, typed: Typed) -> Json:
    return next((unit for unit in map["units"] if unit["id"] == typed.get("unit")), {})


def _around_now(map: Json, typed: Typed) -> Json:
    return {"heir": _unit_now(map, typed).get("parent")}


def _culture_now(map: Json, typed: Typed) -> Json:
    """As it was assessed there itself, of a unit or of the account."""
    entry = _unit_now(map, typed) if typed.get("unit") else map["account"]
    found: Json = entry.get("culture_assessed", {}).get("mix", {})
    return found


def _superior_now(map: Json, typed: Typed) -> Json:
    return {"heir": _role_now(map, typed).get("reports_to")}


_CURRENT = {
    **dict.fromkeys(("reporting", "unit", "title"), _role_now),
    **dict.fromkeys(("unit-name", "unit-parent"), _unit_now),
    "unit-close": _around_now,
    "culture": _culture_now,
    "close": _superior_now,
    "power": _power_now,
    "link": _link_now,
    "attitude": _attitude_now,
}
