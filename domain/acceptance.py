"""How a nomination becomes facts: a pure decision over what was announced, what was chosen and what is known."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import UNSET, UnsetType

from .errors import InvalidRequest
from .facts import Fact, FactId, ShortText, SubjectId
from .forms import as_json, new_fact_id, new_subject_id
from .language import say, word
from .nominations import CALLED, Date

Sent = dict[str, Any]
CREATE = "create"
# What a nomination says of each, in its own words.
SAID = {"person": "person_name", "organization": "organization_name", "role": "role_title"}


class Choice(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Who took or left which role, and when: ids of what is known, or `create` for what is new.

    `report` is the report that was looked at: 409 where it was revised since. Names are those of what is created, where
    the nomination says none or others. `leaves` is a role that the person leaves that day, `predecessor` a person who
    leaves the role that day. `learn`: names announced otherwise than known are recorded as aliases.
    """

    person: SubjectId
    role: SubjectId
    organization: SubjectId | None = None
    report: FactId | None = None
    action: Literal["took", "left"] | None = None
    effective: Date | UnsetType | None = UNSET
    tenure_kind: Literal["permanent", "interim", "acting"] | None = None
    took: FactId | None = None
    reason: Literal["promoted", "moved", "retired", "dismissed", "ended", "died", "unknown"] | None = None
    leaves: SubjectId | None = None
    predecessor: SubjectId | None = None
    certainty: Literal["confirmed", "probable"] | None = None
    person_name: ShortText | None = None
    organization_name: ShortText | None = None
    role_title: ShortText | None = None
    unit: SubjectId | None = None
    learn: bool = True


class Chosen(NamedTuple):
    """The subjects a nomination is about, made if new, and whose role it is."""

    person: str
    organization: str | None
    role: str


@dataclass(frozen=True)
class Announced:
    """What a nomination says, by the fields of its reports, with its certainty."""

    id: str
    said: Mapping[str, Any]
    certainty: str = "confirmed"

    @property
    def source(self) -> dict[str, Any]:
        """What the facts it becomes say of where they come from: the address given, else the entry of the feed."""
        reference = self.said.get("source", {}).get("ref") or self.said.get("entry") or f"nomination:{self.id}"
        return {"kind": "feed", "ref": reference}


@dataclass(frozen=True)
class Accepting:
    """One decision: what was announced, what is chosen, and what is known of the subjects chosen.

    `known` holds every name of each kind of subject chosen; `owner` is the organization of a role that exists.
    """

    announced: Announced
    choice: Choice
    owner: str | None = None
    known: Mapping[str, Iterable[str]] = field(default_factory=dict)

    def chosen(self) -> Chosen:
        ids = {kind: self._id(kind) for kind in CALLED}
        if self.choice.role == CREATE and ids["organization"] is None:
            raise InvalidRequest(say("required to create a role: whose it is"), field="organization")
        return Chosen(str(ids["person"]), ids["organization"] or self.owner, str(ids["role"]))

    def facts(self, chosen: Chosen) -> list[Sent]:
        """Everything that it becomes, each with an id. Raises InvalidRequest naming what is missing."""
        made = [*self._introductions(chosen), *self._moves(chosen), *self._aliases(chosen)]
        certainty = self.choice.certainty or self.announced.certainty
        envelope = {"certainty": certainty, "source": self.announced.source}
        return [{"id": new_fact_id(), **fact, **envelope} for fact in made]

    def _id(self, kind: str) -> str | None:
        given = getattr(self.choice, kind)
        return new_subject_id(kind) if given == CREATE else given

    def _introductions(self, chosen: Chosen) -> Iterable[Sent]:
        if self.choice.organization == CREATE:
            name = self._name("organization")
            yield {"type": "organization_registered", "organization": chosen.organization, "name": name}
        if self.choice.role == CREATE:
            place = {"organization": chosen.organization} | ({"unit": self.choice.unit} if self.choice.unit else {})
            title = self._name("role")
            yield {"type": "role_defined", "role": chosen.role, **place, "title": title, "effective": None}
        if self.choice.person == CREATE:
            yield {"type": "person_introduced", "person": chosen.person, "name": self._name("person")}

    def _name(self, kind: str) -> str:
        name = getattr(self.choice, SAID[kind]) or self.announced.said.get(SAID[kind])
        if name is None:
            told = say("required to create a new {kind}: the nomination names none", kind=word(kind))
            raise InvalidRequest(told, field=SAID[kind])
        return str(name)

    def _moves(self, chosen: Chosen) -> Iterable[Sent]:
        day, who = {"effective": self._day()}, {"person": chosen.person, "role": chosen.role}
        if self._leaving():
            yield {"type": "person_left_role", **who, **day, **self._end()}
            return
        yield {"type": "person_took_role", **who, **day, "tenure_kind": self._tenure_kind()}
        if self.choice.leaves is not None:
            reason = "promoted" if self.announced.said["kind"] == "promoted" else "moved"
            left = {"person": chosen.person, "role": self.choice.leaves}
            yield {"type": "person_left_role", **left, **day, "reason": reason}
        if self.choice.predecessor is not None:
            yield {"type": "person_left_role", "person": self.choice.predecessor, "role": chosen.role, **day}

    def _leaving(self) -> bool:
        """Raises InvalidRequest where neither the nomination nor the choice says, or what is chosen does not fit."""
        kind, action = self.announced.said["kind"], self.choice.action
        if action is None and kind == "unknown":
            raise InvalidRequest(say("required, took or left: the nomination does not say"), field="action")
        leaving = action == "left" or (action is None and kind == "left")
        unfit = ("tenure_kind", "leaves", "predecessor") if leaving else ("took", "reason")
        for name in unfit:
            if getattr(self.choice, name) is not None:
                told = say("is of somebody who took a role" if leaving else "is of somebody who left a role")
                raise InvalidRequest(told, field=name)
        return leaving

    def _day(self) -> str | None:
        """Nothing is guessed: the day somebody announced it is not the day it is so."""
        given = self.announced.said.get("starts", UNSET) if self.choice.effective is UNSET else self.choice.effective
        if given is UNSET:
            raise InvalidRequest(say("required: the nomination says no date; null for unknown"), field="effective")
        return given

    def _tenure_kind(self) -> str:
        return self.choice.tenure_kind or ("interim" if self.announced.said["kind"] == "interim" else "permanent")

    def _end(self) -> Sent:
        return {name: value for name in ("took", "reason") if (value := getattr(self.choice, name)) is not None}

    def _aliases(self, chosen: Chosen) -> Iterable[Sent]:
        """A decision teaches: what was announced under a name that is not known yet."""
        for kind in CALLED if self.choice.learn else ():
            announced, id = self.announced.said.get(SAID[kind]), getattr(chosen, kind)
            if announced is not None and id is not None and self._is_new(kind, announced):
                yield {"type": "alias_recorded", kind: id, "alias": announced}

    def _is_new(self, kind: str, name: str) -> bool:
        created = getattr(self.choice, kind) == CREATE
        known = [self._name(kind)] if created else self.known.get(kind, ())
        return folded(name) not in map(folded, known)


def folded(name: str) -> str:
    """Names that differ in case, in blanks or in how accents are written are the same name."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


class Settled(NamedTuple):
    """What is to be recorded, which earlier facts go on standing for it, and which do not."""

    record: list[Sent]
    kept: list[str]
    left: list[str]


def settled(wanted: list[Sent], before: Mapping[str, Fact], chosen: Chosen) -> Settled:
    """After a revision: earlier facts that say the same go on, corrected where they must be."""
    rest, record, kept = dict(before), list[Sent](), list[str]()
    for fact in wanted:
        twin = next((id for id, old in rest.items() if _key(as_json(old)) == _key(fact)), None)
        if twin is None:
            record.append(fact)
            kept.append(fact["id"])
        else:
            record += _correction(twin, rest.pop(twin), fact)
            kept.append(twin)
    made = [id for id, old in rest.items() if old.creates and old.named[0][1] in chosen]
    return Settled(record, [*kept, *made], [id for id in rest if id not in made])


def _key(fact: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(fact.get(name) for name in ("type", *CALLED, "alias"))


def _correction(id: str, old: Fact, wanted: Sent) -> Iterable[Sent]:
    was = as_json(old)
    fresh = {name: value for name, value in wanted.items() if name not in ("id", "source")}
    cleared = {name: None for name in ("took", "reason") if was.get(name) is not None and name not in wanted}
    changed = {name: value for name, value in (fresh | cleared).items() if was.get(name) != value}
    if changed:
        yield {"type": "fact_corrected", "fact": id, "replacement": changed}
