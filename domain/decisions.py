"""Whether a batch of facts may be recorded: a pure decision over what is already known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .amendments import FactCorrected, FactWithdrawn, PersonErased, ValueErased
from .dates import span_of
from .errors import InvalidFact, Refused, UnknownFact, UnknownSubject
from .errors import PersonErased as ErasedPerson
from .facts import Fact, values_of
from .forms import build, field_names
from .roles import PersonLeftRole, PersonTookRole
from .standing import Family, named_fact

Subject = tuple[str, str]
_FINAL = (ValueErased, PersonErased)


@dataclass
class Known:
    """What the decision may know: subjects that exist, families of facts named (by the id of each member), who is erased."""

    exists: Callable[[Subject], bool]
    families: Mapping[str, Family] = field(default_factory=dict)
    erased: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Decided:
    """A fact that may be recorded, and the fact it names (`target`, recorded before or earlier in the batch)."""

    fact: Fact
    target: Fact | None = None
    subjects: tuple[Subject, ...] = ()
    also: frozenset[str] = frozenset()


def decide(batch: Sequence[Fact], known: Known) -> list[Decided]:
    """The facts of a batch as they may be recorded. Raises Refused naming the first that may not."""
    born = {fact.named[0] for fact in batch if fact.creates}
    earlier: dict[str, Fact] = {}
    later = {fact.id: fact for fact in batch if isinstance(fact, PersonTookRole)}
    decided = []
    for index, fact in enumerate(batch):
        try:
            decided.append(_decide(fact, known, born, earlier, later))
        except Refused as refused:
            raise refused.at(index) from None
        earlier[fact.id] = fact
    return decided


def _decide(
    fact: Fact, known: Known, born: set[Subject], earlier: Mapping[str, Fact], later: Mapping[str, Fact]
) -> Decided:
    _refuse_unknown(fact, known, born)
    id = named_fact(fact)
    if id is None:
        _refuse_erased(fact, known)
        return Decided(fact)
    target = earlier.get(id) or (later.get(id) if isinstance(fact, PersonLeftRole) else None)
    family = known.families.get(id)
    if target is None and family is not None:
        target = family.members[id].fact
    if target is None:
        raise UnknownFact(f"no fact {id} is recorded in this workspace", field="took" if _ends(fact) else "fact")
    return _decide_naming(fact, target, family, known, born)


def _decide_naming(fact: Fact, target: Fact, family: Family | None, known: Known, born: set[Subject]) -> Decided:
    _refuse_unfitting(fact, target)
    subjects, also = list(fact.subjects), target.people
    if isinstance(fact, FactCorrected) and not isinstance(target, FactCorrected):
        after = _after(fact, target, family)
        _refuse_unknown(after, known, born | {*target.named, *_standing(target, family).named})
        subjects += after.subjects
        also |= after.people
    if family is not None:
        also |= frozenset().union(*(member.fact.people for member in family.members.values()))
    if not isinstance(fact, (FactWithdrawn, ValueErased)):
        _refuse_erased(fact, known, also)
    return Decided(fact, target, tuple(dict.fromkeys((*subjects, *target.subjects))), also)


def _refuse_unknown(fact: Fact, known: Known, born: set[Subject]) -> None:
    for kind, id in fact.named:
        if kind != "fact" and (kind, id) not in born and not known.exists((kind, id)):
            field = next((name for name, ref in fact.refs.items() if ref == kind and _holds(fact, name, id)), kind)
            raise UnknownSubject(
                f"no {kind} {id} exists in this workspace: record it first, or in the same batch", field=field
            )


def _holds(fact: Fact, name: str, id: str) -> bool:
    value = getattr(fact, name)
    return value == id or (isinstance(value, tuple) and id in value)


def _refuse_erased(fact: Fact, known: Known, also: frozenset[str] = frozenset()) -> None:
    if isinstance(fact, PersonErased):
        return
    for person in sorted(known.erased & (fact.people | also)):
        raise ErasedPerson(f"{person} was erased; nothing more is recorded about them", field="person")


def _ends(fact: Fact) -> bool:
    return isinstance(fact, PersonLeftRole)


def _refuse_unfitting(fact: Fact, target: Fact) -> None:
    """A named fact must be of a type that fits."""
    if isinstance(fact, PersonLeftRole) and not isinstance(target, PersonTookRole):
        raise UnknownFact(f"names a {target.type}; an end names a person_took_role", field="took")
    if isinstance(fact, (FactWithdrawn, FactCorrected)) and isinstance(target, _FINAL):
        raise UnknownFact(f"a {target.type} cannot be amended", field="fact")
    if isinstance(fact, FactCorrected) and isinstance(target, FactWithdrawn):
        raise UnknownFact("a withdrawal is not corrected but withdrawn", field="fact")


def _standing(target: Fact, family: Family | None) -> Fact:
    return target if family is None else (family.standing(target.id) or target)


def _after(fact: FactCorrected, target: Fact, family: Family | None) -> Fact:
    """The target as it will stand. Raises InvalidFact naming the replaced field."""
    _refuse_fields(fact.replacement, target)
    try:
        after = build(type(target), values_of(_standing(target, family)) | fact.replacement)
        if after.effective is not None:
            span_of(after.effective)
        after.check()
    except InvalidFact as refused:
        raise InvalidFact(refused.detail, field=f"replacement.{refused.field}") from None
    except ValueError as error:
        raise InvalidFact(str(error), field="replacement.effective") from None
    return after


def _refuse_fields(replacement: dict[str, Any], target: Fact) -> None:
    for name in replacement:
        if name not in field_names(type(target)):
            raise InvalidFact(f"{target.type} has no such field", field=f"replacement.{name}")
    if "took" in replacement:
        raise InvalidFact(
            "an end is not made to name another beginning: withdraw it and record a new one", field="replacement.took"
        )
    if target.creates and target.subject in replacement:
        raise InvalidFact(
            "the subject a fact created cannot be corrected: withdraw the fact", field=f"replacement.{target.subject}"
        )
