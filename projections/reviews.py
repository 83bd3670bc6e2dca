"""Deciding on nominations: accepted, rejected, withdrawn, and each of these undone, in one batch and by one person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NoReturn

import msgspec

from domain.acceptance import CREATE, Accepting, Announced, Choice, Chosen, settled
from domain.errors import OutOfTurn, Refused, StaleExpectation, Unavailable, UnknownSubject
from domain.facts import LongText
from domain.language import say, word
from domain.log.ledger import Receipt, Terms
from domain.log.repeats import Idempotency, Told
from domain.nominations import CALLED

from .became import Part, parts_of, taken_back
from .called import names_known, owner_of
from .moments import moment_of
from .nomination_reads import history_of, one, read, row_of, said_in
from .snapshots import Snapshot, require, snapshot
from .tenants import Tenant

Json = dict[str, Any]
_ATTEMPTS = 5


class Doubt(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Why; and whether facts stay that were corrected by hand since they were accepted."""

    reason: LongText | None = None
    keep_corrected: bool = False

    @property
    def told(self) -> Json:
        return {} if self.reason is None else {"reason": self.reason}


@dataclass(frozen=True)
class Case:
    """A nomination as somebody who decides on it finds it: what it says, and the facts it became."""

    row: Any
    position: int
    parts: list[Part]
    history: list[Json]

    @property
    def id(self) -> str:
        return str(self.row.home)

    @property
    def decided(self) -> bool:
        return self.row.decision is not None

    def refuse(self, why: str) -> NoReturn:
        """Raises OutOfTurn with what happened."""
        happened = [fact for fact in self.history if fact["id"] == self.row.decision]
        told: Json = {"decision": happened[0]} if happened else {}
        told |= {"facts": read(self.row.facts)} if self.row.facts else {}
        raise OutOfTurn(why, nomination=self.id, state=self.row.state, **told)


@dataclass
class Decision:
    """What is to be recorded, what else is answered, and the subjects that nobody may touch meanwhile."""

    facts: list[Json]
    told: Json = field(default_factory=dict)
    untouched: list[str] = field(default_factory=list)


Decide = Callable[[Case, Snapshot], Decision]
Repeated = Idempotency | None
"""The key under which the same request may come again, and is answered as the first time."""


def accept(tenant: Tenant, id: str, choice: Choice, by: str, repeated: Repeated = None) -> Json:
    """Make it facts, by one batch. After a revision the facts it had become are corrected, or taken back.

    Raises Refused; OutOfTurn where somebody decided before.
    """

    def decide(case: Case, at: Snapshot) -> Decision:
        if case.decided:
            case.refuse(say("it is {state} already; undo that first", state=word(case.row.state)))
        if choice.report is not None and choice.report != case.row.report:
            case.refuse(say("it was revised since; look at it again"))
        return _accepted(tenant, at, case, choice)

    return _decide(tenant, id, decide, by, repeated)


def complete(tenant: Tenant, id: str, choice: Choice, by: str) -> Json:
    """What was accepted and ends more than was known then ends that too: its other facts stay as they are.

    Raises Refused; OutOfTurn where it is not accepted any more.
    """

    def decide(case: Case, at: Snapshot) -> Decision:
        if case.row.state != "accepted":
            case.refuse(say("it is {state} by now", state=word(case.row.state)))
        return _accepted(tenant, at, case, choice)

    return _decide(tenant, id, decide, by, None)


def reject(tenant: Tenant, id: str, doubt: Doubt, by: str, repeated: Repeated = None) -> Json:
    """Decide that nothing comes of it. What an earlier report of it became is taken back."""

    def decide(case: Case, at: Snapshot) -> Decision:
        if case.decided:
            case.refuse(say("it is {state} already; undo that first", state=word(case.row.state)))
        return _ended("nomination_rejected", case, doubt)

    return _decide(tenant, id, decide, by, repeated)


def withdraw(tenant: Tenant, id: str, doubt: Doubt, by: str, repeated: Repeated = None) -> Json:
    """Whoever reported it takes it back, and with it the facts it became."""

    def decide(case: Case, at: Snapshot) -> Decision:
        if case.row.state == "withdrawn":
            case.refuse(say("it is withdrawn already"))
        return _ended("nomination_withdrawn", case, doubt)

    return _decide(tenant, id, decide, by, repeated)


def undo(tenant: Tenant, id: str, doubt: Doubt, by: str, repeated: Repeated = None) -> Json:
    """Back to review: the last decision is withdrawn, and the facts it led to are taken back."""

    def decide(case: Case, at: Snapshot) -> Decision:
        if case.row.acceptance is not None and case.row.state not in ("rejected", "withdrawn"):
            return _taken_back(case, doubt)
        if not case.decided:
            case.refuse(say("nothing was decided yet"))
        return Decision([{"type": "fact_withdrawn", "fact": case.row.decision, **doubt.told}])

    return _decide(tenant, id, decide, by, repeated)


def _decide(tenant: Tenant, id: str, decide: Decide, by: str, repeated: Repeated) -> Json:
    """Of several who decide at once one is first; for the others it is looked at again."""
    require(tenant, "nomination", id)
    for _ in range(_ATTEMPTS):
        if (before := tenant.ledger.answered(repeated)) is not None:
            tenant.catch_up()
            return _answer(tenant, id, *before)
        with snapshot(tenant, moment_of(tenant.ledger)) as at:
            case = _case(tenant, at, id)
            decision = decide(case, at)
        try:
            receipts = _recorded(tenant, case, decision, by, repeated)
        except StaleExpectation:
            tenant.catch_up()
            continue
        return _answer(tenant, id, receipts, decision.told)
    raise Unavailable(say("too many writers at once; send the same again"))


def _case(tenant: Tenant, at: Snapshot, id: str) -> Case:
    row = row_of(at, id)
    if row is None:
        raise OutOfTurn(
            say("it is only rumored, or its report was withdrawn: there is nothing to decide"), nomination=id
        )
    parts = parts_of(tenant, at, id, read(row.facts) if row.facts else [])
    return Case(row, at.position, parts, history_of(tenant, at, id))


def _recorded(tenant: Tenant, case: Case, decision: Decision, by: str, repeated: Repeated) -> list[Receipt]:
    expected = dict.fromkeys([case.id, *decision.untouched], case.position)
    told = None if repeated is None else replace(repeated, told=decision.told)
    terms = Terms(by=by, expected=expected, caused_by=case.row.report, idempotency=told)
    try:
        return tenant.record(decision.facts, terms)
    except Refused as refused:
        refused.index = None  # whoever decided knows nothing of the places of these facts
        raise


def _answer(tenant: Tenant, id: str, receipts: list[Receipt], told: Told) -> Json:
    """As it stood once these facts were recorded."""
    facts = [{"id": one.id, "position": one.position} for one in receipts]
    position = max(receipt.position for receipt in receipts)
    nomination = one(tenant, id, moment_of(tenant.ledger, None, None, position))
    return {"nomination": nomination, "facts": facts, **told, "position": position}


def _accepted(tenant: Tenant, at: Snapshot, case: Case, choice: Choice) -> Decision:
    accepting = _accepting(tenant, at, case, choice)
    chosen = accepting.chosen()
    standing = {part.id: part.standing for part in case.parts if part.standing is not None}
    new = settled(accepting.facts(chosen), standing, chosen)
    back = taken_back([part for part in case.parts if part.id in new.left], {})
    before = [] if case.row.acceptance is None else [{"type": "fact_withdrawn", "fact": case.row.acceptance}]
    accepted = {"type": "nomination_accepted", "nomination": case.id, "report": case.row.report, "facts": new.kept}
    people = {"predecessor": choice.predecessor} if choice.predecessor is not None else {}
    named = {kind: id for kind, id in chosen._asdict().items() if id is not None}
    return Decision([*new.record, *back.facts, *before, {**accepted, **named, **people}], back.told, _created(case))


def _accepting(tenant: Tenant, at: Snapshot, case: Case, choice: Choice) -> Accepting:
    """Raises UnknownSubject for what is chosen and not known."""
    for kind in CALLED:
        _refuse_unknown(tenant, kind, kind, getattr(choice, kind))
    _refuse_unknown(tenant, "role", "leaves", choice.leaves)
    _refuse_unknown(tenant, "person", "predecessor", choice.predecessor)
    owner = owner_of(at, choice.role) if choice.role != CREATE else None
    subjects = {"person": choice.person, "organization": choice.organization or owner, "role": choice.role}
    known = {kind: names_known(at, kind, id) for kind, id in subjects.items() if id not in (None, CREATE)}
    announced = Announced(case.id, said_in(case.row), case.row.certainty)
    return Accepting(announced, choice, owner, known)


def _refuse_unknown(tenant: Tenant, kind: str, name: str, id: str | None) -> None:
    if id not in (None, CREATE) and not tenant.ledger.knows(kind, str(id)):
        right = say("choose one that is known, or create" if name in Chosen._fields else "choose one that is known")
        raise UnknownSubject(
            say("no {kind} {id} exists in this workspace: {right}", kind=word(kind), id=id, right=right), field=name
        )


def _created(case: Case) -> list[str]:
    """Whoever names these meanwhile needs them."""
    return [part.standing.named[0][1] for part in case.parts if part.standing is not None and part.standing.creates]


def _ended(type: Literal["nomination_rejected", "nomination_withdrawn"], case: Case, doubt: Doubt) -> Decision:
    ending = {"type": type, "nomination": case.id, "report": case.row.report, **doubt.told}
    taken = Decision([]) if case.row.acceptance is None else _taken_back(case, doubt)
    return Decision([*taken.facts, ending], taken.told, taken.untouched)


def _taken_back(case: Case, doubt: Doubt) -> Decision:
    back = taken_back(case.parts, doubt.told, keep_corrected=doubt.keep_corrected)
    acceptance = {"type": "fact_withdrawn", "fact": case.row.acceptance, **doubt.told}
    return Decision([*back.facts, acceptance], back.told, _created(case))
