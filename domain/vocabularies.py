"""The words a workspace speaks: of buying roles, levels and the like, dated, each with a neutral default."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta

from .dates import FOREVER, span_of
from .errors import InvalidFact
from .facts import PUBLIC, Fact, Names, ShortText
from .levels import RUNGS
from .opportunities import BuyingRoleAssigned
from .resolution import Said, segments, value_day
from .standing import Standing
from .teams import TeamRolePlayed

Vocabulary = Literal["buying_role", "team_role", "attitude", "tone", "link_kind", "relation", "level"]
VOCABULARIES: tuple[Vocabulary, ...] = get_args(Vocabulary)
# Which vocabulary, of the same name, a field of a type speaks.
SPEAKING: dict[type[Fact], Vocabulary] = {BuyingRoleAssigned: "buying_role", TeamRolePlayed: "team_role"}
_MOST_TERMS = 200
_FILE = Path(__file__).parent / "vocabularies.toml"


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word as people read it (`label`) and as facts write it (`term`: the label itself if left out).

    A greater `rank` is higher; `weight` is how much it counts where several are added up. `means` is the word of the
    vocabulary that comes by default that it stands for, where it stands for one: what is derived goes by that.
    """

    label: ShortText
    term: ShortText | None = None
    means: ShortText | None = None
    rank: int | None = None
    weight: Annotated[int, Meta(ge=0, le=100)] | Annotated[float, Meta(ge=0, le=100)] | None = None

    @property
    def word(self) -> str:
        return self.label if self.term is None else self.term

    @property
    def meaning(self) -> str:
        return self.word if self.means is None else self.means


Terms = tuple[Term, ...]


class VocabularySet(Fact, type="vocabulary_set", subject="vocabulary", creates=True, given=True):
    """From its date on the vocabulary consists of these terms; what was recorded in other words stays readable."""

    vocabulary: Annotated[Vocabulary, Names("vocabulary"), PUBLIC]
    terms: Annotated[tuple[Term, ...], Meta(min_length=1, max_length=_MOST_TERMS), PUBLIC]

    def check(self) -> None:
        words = [one.word for one in self.terms]
        for place, word in enumerate(words):
            if word in words[:place]:
                raise InvalidFact(f"{word} stands here twice", field=f"terms[{place}]")


def terms_on(standings: Iterable[Standing], day: int) -> Terms | None:
    """What a vocabulary consists of on a day, as it was set; nothing before it was."""
    said = [Said(value_day(one), one.place, {"fact": one.fact}) for one in standings if _sets(one.fact)]
    fact = next((one.values["fact"] for one in segments(said) if one.start <= day < one.end), None)
    return fact.terms if isinstance(fact, VocabularySet) else None


def refuse_unknown_word(fact: Fact, spoken: Callable[[str], Iterable[Standing]], path: str = "") -> None:
    """Raises InvalidFact for a word outside the vocabulary that the workspace set for the fact's day.

    `spoken` gives what stands of a vocabulary's facts. Where none was set, any word may be used. `path` leads to the
    field.
    """
    name = SPEAKING.get(type(fact))
    if name is None:
        return
    day = FOREVER - 1 if fact.effective is None else span_of(fact.effective).first
    terms, word = terms_on(spoken(name), day), getattr(fact, name)
    if terms is not None and word not in (words := [one.word for one in terms]):
        known = ", ".join(words)
        raise InvalidFact(f"{word[:100]} is not in the workspace's vocabulary: {known}", field=f"{path}{name}")


@cache
def default_terms(vocabulary: Vocabulary) -> Terms:
    """What a vocabulary consists of as long as the workspace has set none."""
    if vocabulary == "level":
        return tuple(Term(term=word.replace(" ", "_"), label=word.capitalize(), rank=rank) for word, rank in RUNGS)
    shipped = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return msgspec.convert(shipped[vocabulary], Terms)


def _sets(fact: Fact) -> bool:
    return isinstance(fact, VocabularySet) and fact.certainty != "rumored"
