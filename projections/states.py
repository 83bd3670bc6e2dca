"""A map as flat values, what differs between two, and the law that joins them: one with its changes is the other.

A value is found by (kind, subject, property):

| kind | subject | property | value |
|---|---|---|---|
| account, unit, role, opportunity, person, subsidiary | its id | field; each key of `attributes` | the value |
| restructuring | the account | the fact | what the map says of it |
| culture | the account or the unit | `organization` or `unit` | what the map says of it |
| tenure, power | the role | the person | what the map says of the holder; of their power, with opinions |
| crafted_job | the role | person and property, `|` between | what they make of the post in that, with opinions |
| buying_role | the opportunity | person and buying role, `|` between | what the map says of it |
| attitude | the opportunity | the person | the attitude, with opinions |
| link | the two people, `|` between | the kind, ` >` after it where it is directed | what the map says of it |
| person | its id | what is described of them, too: preferences, priorities, … | the value |
| organization | its id | field; each key of `attributes` | the value |
| relation | the two organizations, `|` between | the relation that the second is of the first | how it runs |
| coverage | what is covered: kind and id, `:` between | person and part, `|` between | how it runs |
| contact_rule | who is addressed: kind and id, `:` between | the person through whom | what it says, how it runs |
| team_role | the account | person and team role, `|` between | degree and fit, how it runs |
| action, interaction | its id | field; `done`: on which day and what was observed | the value |

Empty fields have no value. A unit, role, opportunity or person that comes or goes is one change: its property is
nothing, its value the whole entry by field; so are an action, an interaction, and a subsidiary on the map of a group.
The last eight are what a map does not show: people and organizations described, and our side of the account
(`beside_maps`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from domain.people import pair
from domain.roles import CRAFTED

from .cultures import assessors_of
from .fragments import decode
from .values_beside import values_beside

Json = dict[str, Any]
Subject = tuple[str, str]
Key = tuple[str, str, str]
Texts = dict[str, set[bytes]]
State = dict[Key, Any]

SHOWN = ("kind", "subject", "property", "before", "after")
WHOLE = ("subsidiary", "unit", "role", "opportunity", "person", "action", "interaction")
_SECTIONS = {
    "account": "accounts",
    "subsidiary": "subsidiaries",
    "unit": "units",
    "role": "roles",
    "opportunity": "opportunities",
    "action": "actions",
    "interaction": "interactions",
}
_CULTURE = ("culture", "culture_assessed", "culture_from")
_APART = ("holders", "buying_center", "attitudes", "restructured", *_CULTURE)
_OF_PEOPLE = ("tenure", "power", "crafted_job", "buying_role", "attitude")
_BY = ("power_by", "attitude_by", *(f"{name}_by" for name in CRAFTED))


class Change(NamedTuple):
    """One value before and after; `name` is its property, None for a whole entry."""

    kind: str
    subject: str
    name: str | None
    before: Any
    after: Any

    @property
    def key(self) -> tuple[str, str, str | None]:
        return self.kind, self.subject, self.name

    @property
    def about(self) -> Subject:
        return self.kind, self.subject

    @property
    def undone(self) -> Change:
        return self._replace(before=self.after, after=self.before)

    @property
    def home(self) -> str:
        """The subject whose history tells it: of a link, the two people in the order of the log."""
        if self.kind == "restructuring":
            return str((self.after or self.before)["originals"][0])
        return pair(*self.subject.split("|")) if self.kind == "link" else self.subject

    @property
    def people(self) -> list[str]:
        """Ids of the people it is about."""
        if self.kind == "link":
            return self.subject.split("|")
        if self.kind == "person":
            return [self.subject]
        named = self.name if self.kind in _OF_PEOPLE else None
        return [] if named is None else [named.partition("|")[0]]

    @property
    def mentioned(self) -> set[str]:
        """Those, and whose assessments it tells: what a person is said to hold (`opinions`) is none."""
        if self.kind == "person":
            return {self.subject}
        return assessors(self.before).union(assessors(self.after), self.people)


def assessors(value: Any) -> set[str]:
    """Whose assessments a value tells."""
    if not isinstance(value, dict):
        return set()
    told = {value[name] for name in _BY if name in value} | assessors_of(value)
    return told.union(one["by"] for one in value["opinions"]) if "opinions" in value else told


class Entries(msgspec.Struct):
    """The compared sections of a map, each entry still as text; people are only those whom the other sections name."""

    account: msgspec.Raw
    units: list[msgspec.Raw]
    roles: list[msgspec.Raw]
    people: list[msgspec.Raw]
    links: list[msgspec.Raw]
    opportunities: list[msgspec.Raw]
    subsidiaries: list[msgspec.Raw] = []
    described: list[msgspec.Raw] = []
    relations: list[msgspec.Raw] = []
    coverage: list[msgspec.Raw] = []
    contact_rules: list[msgspec.Raw] = []
    team: list[msgspec.Raw] = []
    actions: list[msgspec.Raw] = []
    interactions: list[msgspec.Raw] = []

    def texts(self) -> Texts:
        listed = {name: getattr(self, name) for name in self.__struct_fields__ if name != "account"}
        return {"accounts": {bytes(self.account)}, **{name: set(map(bytes, some)) for name, some in listed.items()}}


def flatten(answer: Json) -> State:
    """Every value of a map, findings and rumors aside; of people only those that these values name."""
    found = dict(_values({**answer, "accounts": [answer["account"]]}))
    naming = (Change(*key, None, value) for key, value in found.items() if key[0] not in WHOLE)
    named = set().union(*(entry.mentioned for entry in naming))
    for person in answer["people"]:
        found.update(_fields("person", person) if person["id"] in named else ())
    return found


def flatten_apart(before: Entries, after: Entries) -> tuple[State, State]:
    """The values of entries that two maps do not share: most of a map is the same in both, and is not looked at."""
    one, other = before.texts(), after.texts()
    return _apart(one, other), _apart(other, one)


def _apart(texts: Texts, shared: Texts) -> State:
    answer = {section: [decode(text) for text in some - shared[section]] for section, some in texts.items()}
    people = (value for person in answer["people"] for value in _fields("person", person))
    return {**dict(_values(answer)), **dict(people)}


def _values(answer: Json) -> Iterator[tuple[Key, Any]]:
    for kind, section in _SECTIONS.items():
        for entry in answer.get(section, ()):
            yield from _entry(kind, entry)
    for role in answer["roles"]:
        for holder in role["holders"]:
            yield from _holder(role["id"], holder)
    for sale in answer["opportunities"]:
        yield from _sale(sale)
    for link in answer["links"]:
        directed = " >" if link.get("directed") else ""
        yield ("link", f"{link['person']}|{link['other']}", f"{link['kind']}{directed}"), link
    yield from values_beside(answer)


def _entry(kind: str, entry: Json) -> Iterator[tuple[Key, Any]]:
    yield from _fields(kind, entry)
    if culture := {name: entry[name] for name in _CULTURE if name in entry}:
        yield ("culture", entry["id"], "unit" if kind == "unit" else "organization"), culture
    for one in entry.get("restructured", ()):
        yield ("restructuring", entry["id"], one["fact"]), one


def _sale(sale: Json) -> Iterator[tuple[Key, Any]]:
    for member in sale["buying_center"]:
        yield from _member(sale["id"], member)
    for stance in sale.get("attitudes", ()):
        yield ("attitude", sale["id"], stance["person"]), _assessed("attitude", stance)[1]


def _fields(kind: str, entry: Json) -> Iterator[tuple[Key, Any]]:
    for name, value in entry.items():
        if name == "attributes":
            yield from (((kind, entry["id"], f"attributes.{key}"), one) for key, one in value.items())
        elif name not in _APART and value is not None:
            yield (kind, entry["id"], name), value


def _holder(role: str, holder: Json) -> Iterator[tuple[Key, Any]]:
    """The name is the person's; power and the crafted job belong to the tenure and are told apart from it."""
    own, said = _assessed("power", holder)
    own.pop("name", None)
    crafted = own.pop("crafted", {})
    yield ("tenure", role, holder["person"]), own
    if said:
        yield ("power", role, holder["person"]), said
    for name in (name for name in CRAFTED if name in crafted):
        yield ("crafted_job", role, f"{holder['person']}|{name}"), _part(crafted, name)


def _part(crafted: Json, name: str) -> Json:
    """What is said of one property of a crafted job."""
    said = [{"by": one["by"], name: one[name]} for one in crafted.get("opinions", ()) if name in one]
    opinions = {"opinions": said} if len(said) > 1 else {}
    doubted = {"probable": [name]} if name in crafted.get("probable", ()) else {}
    return {name: crafted[name], f"{name}_by": crafted[f"{name}_by"], **opinions, **doubted}


def _member(sale: str, member: Json) -> Iterator[tuple[Key, Any]]:
    own, said = _assessed("attitude", member)
    yield ("buying_role", sale, f"{member['person']}|{member['buying_role']}"), own
    if said:
        yield ("attitude", sale, member["person"]), said


def _assessed(name: str, entry: Json) -> tuple[Json, Json]:
    """(the entry without an assessment, the assessment)"""
    names = (name, f"{name}_by", f"{name}_sources", "opinions")
    own = {key: value for key, value in entry.items() if key not in names}
    return own, {key: entry[key] for key in names if key in entry}


def changes(before: State, after: State) -> list[Change]:
    """What differs, in a fixed order."""
    differing = (key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
    told = [Change(*key, before.get(key), after.get(key)) for key in sorted(differing, key=_order)]
    there = _subjects(after)
    return list(_whole(told, there, _subjects(before) & there))


def apply(state: State, told: Iterable[Change | Mapping[str, Any]]) -> State:
    """The state after these changes: `apply(flatten(A), diff(A, B)) == flatten(B)`."""
    result = dict(state)
    for one in told:
        change = one if isinstance(one, Change) else Change(*(one[name] for name in SHOWN))
        for name, value in _fields_of(change).items():
            key = (change.kind, change.subject, name)
            if value is None:
                result.pop(key, None)
            else:
                result[key] = value
    return result


def _fields_of(change: Change) -> dict[str, Any]:
    if change.name is not None:
        return {change.name: change.after}
    return dict(change.after) if change.after is not None else dict.fromkeys(change.before)


_KINDS = (
    "account", "subsidiary", "organization", "relation", "restructuring", "unit", "culture", "role", "tenure", "power",
    "crafted_job", "opportunity", "buying_role", "attitude", "link", "coverage", "contact_rule", "team_role", "action",
    "interaction", "person",
)  # fmt: skip


def _order(key: Key) -> tuple[int, str, str]:
    return _KINDS.index(key[0]), key[1], key[2]


def _subjects(state: State) -> set[Subject]:
    return {(kind, subject) for kind, subject, _property in state}


def _whole(told: list[Change], after: set[Subject], staying: set[Subject]) -> Iterator[Change]:
    """Changes of what comes or goes gathered into one each, in the place of the first."""
    gathered: dict[Subject, list[Change]] = defaultdict(list)
    for change in told:
        if change.kind in WHOLE and change.about not in staying:
            gathered[change.about].append(change)
    for change in told:
        parts = gathered.get(change.about)
        if parts is None:
            yield change
        elif parts[0] is change:
            yield _joined(parts, came=change.about in after)


def _joined(parts: list[Change], *, came: bool) -> Change:
    kind, subject = parts[0].about
    fields = {part.name: part.after if came else part.before for part in parts}
    return Change(kind, subject, None, None if came else fields, fields if came else None)
