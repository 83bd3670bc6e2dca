"""Announcements coming in: an entry of a feed is one nomination, however often it is reported."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from domain.errors import BatchTooLarge, InvalidRequest, Refused, StaleExpectation, Unavailable
from domain.facts import LongText, ShortText, SubjectId
from domain.forms import invalid_request, new_fact_id
from domain.log.keys import KeyRing
from domain.log.ledger import MOST_FACTS, Terms
from domain.nominations import DECIDING, REPORTED, Candidate, Date, Entry, NominationKind, key_of_nomination
from domain.readable import readable
from domain.unsure import Unsure

from .clerk import Reported, See, Seeing, Seen, nobody
from .moments import moment_of
from .nomination_reads import said_in
from .nominations import nominations
from .snapshots import Snapshot, snapshot
from .tenants import Tenant

Json = dict[str, Any]
PUSHED = "pushed"
# Of each a report and what it may mean.
MOST = MOST_FACTS // 2
# With what they become themselves, mostly a fact and its acceptance.
MOST_ACCEPTED = MOST_FACTS // 4
_ATTEMPTS = 5


class Announcement(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """An appointment or a departure as somebody announced it, in the fields of `nomination_reported`.

    Without an `entry` it is known by its own content: sent twice it is one nomination, changed it is another. `url` and
    `text` are the address and the words of a post or a mail; `text` is kept as the excerpt. `source`: `inference` where
    nobody said it and it follows from two rosters.
    """

    feed: SubjectId = PUSHED
    entry: Entry | None = None
    person_name: ShortText | None = None
    organization_name: ShortText | None = None
    role_title: ShortText | None = None
    kind: NominationKind = "unknown"
    announced: Date | None = None
    starts: Date | None = None
    predecessor_name: ShortText | None = None
    previous_organization: ShortText | None = None
    previous_role: ShortText | None = None
    excerpt: LongText | None = None
    url: Annotated[str, Meta(min_length=1, max_length=2_000)] | None = None
    text: LongText | None = None
    certainty: Literal["confirmed", "probable"] = "confirmed"
    source: Literal["person", "feed", "inference"] | None = None

    @property
    def told_by(self) -> str:
        """The kind of the fact's source: who pushes it says it, unless it names a feed."""
        return self.source or ("person" if self.feed == PUSHED else "feed")


@dataclass
class Outcome:
    """What became of an announcement: `reported`, `revised` (with what changed), `unchanged`, or `erased`.

    Or `passed_over`, where it interests nobody.
    """

    nomination: str
    outcome: str
    changed: list[str] = field(default_factory=list)


def announcement(values: Any) -> Announcement:
    """Raises InvalidRequest naming the field."""
    try:
        made = msgspec.convert(values, readable(Announcement))
    except msgspec.ValidationError as error:
        raise invalid_request(error, Announcement) from None
    if made.text is not None and made.excerpt is not None:
        raise InvalidRequest("give excerpt or text, not both", field="text")
    if not any(_told(made).get(name) for name in REPORTED if name != "kind"):
        raise InvalidRequest("say at least who, what or where: person_name, organization_name, role_title or text")
    return made


def report(
    tenant: Tenant, announcements: Sequence[Announcement], by: str, seeing: Seeing = nobody
) -> tuple[list[Outcome], int]:
    """Record what is new of these, all or nothing; the outcome of each, and the position to read it at.

    What `seeing` accepts is recorded with them. Raises Refused naming the place of the first that may not be recorded;
    BatchTooLarge where all of it is more than one batch may hold.
    """
    if len(announcements) > MOST:
        raise BatchTooLarge(f"at most {MOST:,} nominations at once; these are {len(announcements):,}")
    for _ in range(_ATTEMPTS):
        try:
            return _report(tenant, announcements, by, seeing)
        except StaleExpectation:  # somebody reported one of them at the same moment
            tenant.catch_up()
    raise Unavailable("too many writers at once; send the same again")


def _report(
    tenant: Tenant, announcements: Sequence[Announcement], by: str, seeing: Seeing
) -> tuple[list[Outcome], int]:
    told = [(nomination_id(tenant, one), _told(one, tenant)) for one in announcements]
    with snapshot(tenant, moment_of(tenant.ledger)) as at:
        known, position = _known(tenant, at, [id for id, _ in told]), at.position
    with seeing() as see:
        intake = _Intake(known, see)
        outcomes = [intake.take(place, id, values) for place, (id, values) in enumerate(told)]
    if not intake.facts:
        return outcomes, position
    expected = dict.fromkeys((fact["nomination"] for fact in intake.facts if "nomination" in fact), position)
    try:
        receipts = tenant.record(intake.facts, Terms(by=by, expected=expected, causes=intake.causes))
    except Refused as refused:
        refused.index = None if refused.index is None else intake.places[refused.index]
        raise
    return outcomes, max(receipt.position for receipt in receipts)


class _Known:
    """What is known of a nomination: its newest report, and what its reports say; nothing once erased."""

    def __init__(self, report: str | None, said: Json, erased: bool = False) -> None:
        self.report, self.said, self.erased = report, said, erased


class _Intake:
    """Goes through announcements in order, and knows what those before have said."""

    def __init__(self, known: dict[str, _Known], see: See) -> None:
        self.known = known
        self.see = see
        self.facts: list[Json] = []
        self.places: list[int] = []
        self.causes: dict[str, str] = {}

    def take(self, place: int, id: str, values: Json) -> Outcome:
        before = self.known.get(id)
        if before is not None and before.erased:
            return Outcome(id, "erased")
        if before is None:
            seen = self.see(reported := Reported(id, new_fact_id(), values))
            if not seen.passed_over:
                self._record(place, reported, {})
                self._count(place, reported, seen)
            return Outcome(id, "passed_over" if seen.passed_over else "reported")
        changed = [name for name in REPORTED if before.said.get(name) != values.get(name)]
        if changed:
            cleared = {name: None for name in changed if name not in values}
            revision = {"revises": before.report, "changed": changed}
            self._record(place, reported := Reported(id, new_fact_id(), values, first=False), cleared | revision)
            if not DECIDING.isdisjoint(changed):
                self._count(place, reported, self.see(reported))
        return Outcome(id, "revised" if changed else "unchanged", changed)

    def _record(self, place: int, reported: Reported, besides: Json) -> None:
        own = {"type": "nomination_reported", "id": reported.report, "nomination": reported.nomination}
        self.known[reported.nomination] = _Known(reported.report, dict(reported.said))
        self._add(place, [{**own, **reported.said, **besides}])

    def _count(self, place: int, reported: Reported, seen: Seen) -> None:
        if seen.candidates or seen.unsure:
            self._add(place, [matched(reported.nomination, seen.candidates, seen.unsure)])
        self._add(place, seen.facts)
        self.causes |= {fact["id"]: reported.report for fact in seen.facts}

    def _add(self, place: int, facts: Sequence[Json]) -> None:
        self.facts += facts
        self.places += [place] * len(facts)


def matched(nomination: str, candidates: Sequence[Candidate], unsure: Sequence[Unsure]) -> Json:
    """The fact of what a report may mean."""
    because = [{name: value for name, value in vars(one).items() if value is not None} for one in unsure]
    told = {"candidates": msgspec.to_builtins(list(candidates)), **({"unsure": because} if because else {})}
    return {"type": "nomination_matched", "nomination": nomination, **told}


def nomination_id(tenant: Tenant, announced: Announcement) -> str:
    """The same for the same entry of the same feed, and nobody without the workspace's key can tell of which."""
    return id_of_entry(tenant.ledger.keys, announced.feed, entry_of(tenant, announced))


def id_of_entry(keys: KeyRing, feed: str, entry: str) -> str:
    return f"n-{_hashed(keys, feed, entry)}"


def entry_of(tenant: Tenant, announced: Announcement) -> str:
    """Its own, or one that its content gives."""
    if announced.entry is not None:
        return announced.entry
    told = {**_told(announced), "url": announced.url}
    return f"~{_hashed(tenant.ledger.keys, msgspec.json.encode(told, order='deterministic').decode())}"


def _hashed(keys: KeyRing, *parts: str) -> str:
    digest = keys.mac(b"nomination", *(part.encode() for part in parts))
    return base64.b32encode(digest[:20]).decode().lower()


def _told(announced: Announcement, tenant: Tenant | None = None) -> Json:
    """What the report states; with a tenant also what it is known by there."""
    said = {name: value for name in REPORTED if (value := getattr(announced, name)) is not None}
    if announced.text is not None:
        said["excerpt"] = announced.text
    if tenant is None:
        return said
    source = {"kind": announced.told_by} | ({"ref": announced.url} if announced.url is not None else {})
    envelope = {"source": source, "certainty": announced.certainty}
    return {"feed": announced.feed, "entry": entry_of(tenant, announced), **said, **envelope}


def _known(tenant: Tenant, at: Snapshot, ids: list[str]) -> dict[str, _Known]:
    rows = at.known_rows(nominations.c.home, ids, ("home", "report", "said", "erased"))
    found = {row.home: _Known(row.report, said_in(row), row.erased) for row in rows}
    keys = {key_of_nomination(id): id for id in ids if id not in found}
    held = tenant.ledger.keys.held(lambda: at.connection, keys)
    return found | {keys[key]: _Known(None, {}, True) for key, value in held.items() if value is None}


def told_of(tenant: Tenant, outcomes: Sequence[Outcome]) -> list[Json]:
    """Each outcome with the state that its nomination is in now."""
    with snapshot(tenant, moment_of(tenant.ledger)) as at:
        ids = [one.nomination for one in outcomes]
        rows = at.known_rows(nominations.c.home, ids, ("home", "state"))
    states = {row.home: row.state for row in rows}
    return [_outcome_json(one, states) for one in outcomes]


def _outcome_json(one: Outcome, states: dict[str, str]) -> Json:
    changed: Json = {"changed": one.changed} if one.changed else {}
    state = {"state": states[one.nomination]} if one.nomination in states else {}
    return {"nomination": one.nomination, "outcome": one.outcome, **state, **changed}
