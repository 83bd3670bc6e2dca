"""Whether a batch of facts may be recorded: a pure decision over what is already known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from msgspec import UNSET

from .amendments import VISITED, FactCorrected, FactWithdrawn, PersonErased, ValueErased, adopted
from .dates import span_of
from .errors import InvalidFact, Refused, UnknownFact, UnknownSubject
from .errors import PersonErased as ErasedPerson
from .facts import Fact, values_of
from .forms import build, known_beside
from .joining import Joining
from .language import marked, say, word
from .nominations import NominationAccepted, NominationReported, nomination_of_key
from .roles import PersonLeftRole, PersonTookRole
from .sameness import Sameness
from .standing import Family, Standing, named_fact, pending
from .vocabularies import VocabularySet, refuse_unknown_word, speaks

Subject = tuple[str, str]
# Facts are looked up by themselves; vocabularies are always there.
_GIVEN = ("fact", "vocabulary")
FINAL = (ValueErased, PersonErased)
# After every place in the log.
LAST = 2**62
_TAKING_BACK = (FactWithdrawn, ValueErased, PersonErased)


def facts_needed(fact: Fact) -> list[str]:
    """Ids of the facts whose families the decision must know."""
    became = fact.facts if isinstance(fact, NominationAccepted) else ()
    return [id for id in (named_fact(fact), adopted(fact), *became) if id is not None]


def _nobody(person: str) -> bool:
    return False


def _silent(vocabulary: str) -> Sequence[Standing]:
    return ()


@dataclass
class Known:
    """What the decision may know: which subjects exist, the families of facts named (by id), who was erased.

    `spoken` gives what stands of the facts that set a vocabulary, `merged` which records are one; a decision on merges
    goes on with it as its own.
    """

    exists: Callable[[Subject], bool]
    families: Mapping[str, Family] = field(default_factory=dict)
    erased: Callable[[str], bool] = _nobody
    spoken: Callable[[str], Sequence[Standing]] = _silent
    merged: Callable[[], Sameness] = Sameness


_NO_FACT = marked("no fact {id} is recorded in this workspace")


class Decided(NamedTuple):
    """A fact that may be recorded, and the fact it names (`target`), with what follows from it.

    `also` are people that the named fact's family is about; nobody of those `needed` may be erased meanwhile;
    `base` is the type that a correction corrects in the end.
    """

    fact: Fact
    target: Fact | None = None
    base: type[Fact] | None = None
    subjects: tuple[Subject, ...] = ()
    also: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()


def decide(batch: Sequence[Fact], known: Known) -> list[Decided]:
    """The facts of a batch as they may be recorded. Raises Refused naming the first that may not."""
    course = _Course(batch, known)
    decided = []
    for index, fact in enumerate(batch):
        try:
            decided.append(course.decide(fact))
        except Refused as refused:
            raise refused.at(index) from None
        course.count(fact)
    return decided


class _Course:
    """What is known while a batch is decided: a little more with each fact."""

    def __init__(self, batch: Sequence[Fact], known: Known) -> None:
        self.known = known
        self.born = {fact.named[0] for fact in batch if fact.creates}
        self.ids = {fact.id for fact in batch}
        self.earlier: dict[str, Fact] = {}
        self.later: dict[str, Fact] = {fact.id: fact for fact in batch if isinstance(fact, PersonTookRole)}
        self.families = dict(known.families)
        self.gone: set[str] = set()
        self.setting = [fact for fact in batch if isinstance(fact, VocabularySet)]
        self.joining = Joining(known.merged, batch)

    def count(self, fact: Fact) -> None:
        self.earlier[fact.id] = fact
        self.later.pop(fact.id, None)
        if isinstance(fact, PersonErased):
            self.gone.add(fact.person)
        if (named := named_fact(fact)) is not None:
            self.families[fact.id] = family = self.families[named]
            family.join(pending(fact))

    def decide(self, fact: Fact) -> Decided:
        self._refuse_unknown(fact, fact.named)
        self._refuse_unrecorded(fact)
        refuse_unknown_word(fact, self._spoken)
        named = named_fact(fact)
        if named is not None:
            return self._decide_naming(fact, named, self._family(fact, named))
        needed = fact.key_ids if not isinstance(fact, _TAKING_BACK) or _tells(fact) else frozenset()
        self._refuse_erased(needed)
        self.joining.decide(fact)
        return Decided(fact, needed=needed)

    def _family(self, fact: Fact, named: str) -> Family:
        """The family of the fact named: recorded, or earlier in the batch; an end may come before its beginning."""
        may_follow = self.later if isinstance(fact, PersonLeftRole) else {}
        target = self.earlier.get(named) or may_follow.get(named)
        if named not in self.families and target is not None:
            self.families[named] = Family([pending(target)])
        if named not in self.families or (named in self.later and named not in may_follow):
            raise UnknownFact(say(_NO_FACT, id=named), field=fact.fact_field)
        return self.families[named]

    def _decide_naming(self, fact: Fact, named: str, family: Family) -> Decided:
        target = family.members[named].fact
        _refuse_unfitting(fact, target)
        subjects = (*fact.subjects, *target.subjects)
        also = family.people
        needed = fact.key_ids | also if not isinstance(fact, _TAKING_BACK) or _tells(fact) else frozenset()
        self._refuse_erased(needed)
        decided = Decided(fact, target, subjects=tuple(dict.fromkeys(subjects)), also=also, needed=needed)
        decided = self._decide_correction(decided, fact, family) if isinstance(fact, FactCorrected) else decided
        self.joining.decide(fact, family)
        return decided

    def _decide_correction(self, decided: Decided, fact: FactCorrected, family: Family) -> Decided:
        after = self._after(fact, family)
        begun = self._adopted(fact, family, f"{_aim(fact, family)[2]}.took")
        # Whoever reads the beginning later finds by its id the families whose ends name it.
        about = after.subjects if begun is None else (*after.subjects, *begun.subjects, (VISITED, begun.id))
        people = after.key_ids if begun is None else after.key_ids | begun.key_ids
        subjects = tuple(dict.fromkeys((*decided.subjects, *about)))
        also, needed = decided.also | people, decided.needed | people
        return decided._replace(base=type(after), subjects=subjects, also=also, needed=needed)

    def _adopted(self, fact: FactCorrected, family: Family, field: str) -> Fact | None:
        """The beginning in another family that the correction makes an end name, as it stands or once stood."""
        took = adopted(fact)
        if took is None:
            return None
        if took not in self.families and took in self.earlier:
            self.families[took] = Family([pending(self.earlier[took])])
        other = family if took in family.members else self.families.get(took)
        if other is None:
            raise UnknownFact(say(_NO_FACT, id=took), field=field)
        _refuse_no_beginning(other.members[took].fact, field)
        if other is family:
            return None
        begun = other.standing(took) or other.members[took].fact
        self._refuse_erased(begun.key_ids)
        family.abroad = {**family.abroad, took: begun}
        return begun

    def _after(self, fact: FactCorrected, family: Family) -> Fact:
        """What is corrected in the end, as it will stand."""
        replacement, target, path = _aim(fact, family)
        _refuse_fields(replacement, target, path)
        before = family.standing(target.id) or target
        after = _rebuilt(before, replacement, path)
        self._refuse_unknown(after, set(after.named) - set(before.named), f"{path}.")
        if speaks(type(after)) in replacement:
            refuse_unknown_word(after, self._spoken, f"{path}.")
        self._refuse_erased(after.key_ids)
        return after

    def _refuse_unknown(self, fact: Fact, named: Iterable[Subject], within: str = "") -> None:
        for kind, id in named:
            if kind not in _GIVEN and (kind, id) not in self.born and not self.known.exists((kind, id)):
                right, field = say("record it first, or in the same batch"), f"{within}{fact.naming(kind, id)}"
                raise UnknownSubject(
                    say("no {kind} {id} exists in this workspace: {right}", kind=word(kind), id=id, right=right),
                    field=field,
                )

    def _refuse_unrecorded(self, fact: Fact) -> None:
        """A nomination became facts that are recorded, or are in the same batch."""
        for id in fact.facts if isinstance(fact, NominationAccepted) else ():
            if id not in self.families and id not in self.ids:
                raise UnknownFact(say(_NO_FACT, id=id), field="facts")

    def _spoken(self, vocabulary: str) -> list[Standing]:
        """What is recorded, then what the batch sets, wherever it does."""
        own = (fact for fact in self.setting if fact.vocabulary == vocabulary)
        return [*self.known.spoken(vocabulary), *(Standing(fact, place, 0, "") for place, fact in enumerate(own, LAST))]

    def _refuse_erased(self, people: Iterable[str]) -> None:
        for person in sorted(people):
            if person in self.gone or self.known.erased(person):
                field = "person" if nomination_of_key(person) is None else "nomination"
                raise ErasedPerson(
                    say("{person} was erased; nothing more is recorded about them", person=person), field=field
                )


def _tells(fact: Fact) -> bool:
    """Whether it says anything that would be sealed."""
    texts = fact.source.ref, fact.source.note
    stated = (tag.personal and getattr(fact, name) is not UNSET for name, tag in fact.tags.items())
    return any(text is not None for text in texts) or any(stated)


def _refuse_unfitting(fact: Fact, target: Fact) -> None:
    """A named fact must be of a type that fits."""
    if isinstance(fact, PersonLeftRole):
        _refuse_no_beginning(target, "took")
    if isinstance(fact, (FactWithdrawn, FactCorrected)) and isinstance(target, FINAL):
        raise UnknownFact(say("a {type} cannot be amended", type=target.type), field="fact")
    if isinstance(fact, FactCorrected) and isinstance(target, FactWithdrawn):
        raise UnknownFact(say("a withdrawal is not corrected but withdrawn"), field="fact")
    if fact.fact_field in ("report", "revises"):
        _refuse_no_report(fact, target)


def _refuse_no_report(fact: Fact, target: Fact) -> None:
    if not isinstance(target, NominationReported) or target.named[0] != fact.named[0]:
        raise UnknownFact(
            say("names a {type}; expected a report of the same nomination", type=target.type), field=fact.fact_field
        )


def _refuse_no_beginning(target: Fact, field: str) -> None:
    if not isinstance(target, PersonTookRole):
        raise UnknownFact(say("names a {type}; an end names a person_took_role", type=target.type), field=field)


def _aim(fact: FactCorrected, family: Family) -> tuple[dict[str, Any], Fact, str]:
    """The fact corrected in the end, with the fields replaced: correcting a correction replaces what that replaces."""
    replacement, target, path = fact.replacement, family.members[fact.fact].fact, "replacement"
    while isinstance(target, FactCorrected):
        inner = replacement.get("replacement")
        if replacement.keys() != {"replacement"} or not isinstance(inner, dict) or not inner:
            told = say("of a correction only its `replacement` {{changed fields}} is corrected")
            raise InvalidFact(told, field=path)
        replacement, target, path = inner, family.members[target.fact].fact, f"{path}.replacement"
    return replacement, target, path


def _rebuilt(before: Fact, replacement: dict[str, Any], path: str) -> Fact:
    """Raises InvalidFact naming the replaced field."""
    try:
        after = build(type(before), values_of(before) | replacement)
        if after.effective is not None:
            span_of(after.effective)
        after.check()
    except InvalidFact as refused:
        raise InvalidFact(refused.detail, field=f"{path}.{refused.field}") from None
    except ValueError as error:
        raise InvalidFact(str(error), field=f"{path}.effective") from None
    return after


def _refuse_fields(replacement: dict[str, Any], target: Fact, path: str) -> None:
    known = target.field_names - {"type", "id"}
    for name in replacement:
        if name not in known:
            told = say("{type} has no such field to correct{hint}", type=target.type, hint=known_beside(name, known))
            raise InvalidFact(told, field=f"{path}.{name[:100]}")
        if name == "effective" and target.dateless:
            raise InvalidFact(
                say("{type} has no effective date of its own", type=target.type), field=f"{path}.effective"
            )
