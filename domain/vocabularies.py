"""The words a workspace speaks: of buying roles, levels and the like, dated, each with a neutral default."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta

from .dates import FOREVER, span_of
from .errors import InvalidFact
from .facts import PUBLIC, Fact, Names, ShortText
from .language import say
from .levels import RUNGS
from .opportunities import BuyingRoleAssigned
from .organizations import OrganizationsRelated
from .people import LinkRated
from .readable import readable
from .resolution import Said, segments, value_day
from .standing import Standing
from .teams import TeamRolePlayed

Vocabulary = Literal["buying_role", "team_role", "attitude", "tone", "link_kind", "relation", "level", "stage"]
VOCABULARIES: tuple[Vocabulary, ...] = get_args(Vocabulary)
# Which field of a type speaks which vocabulary.
SPEAKING: dict[type[Fact], tuple[str, Vocabulary]] = {
    BuyingRoleAssigned: ("buying_role", "buying_role"),
    TeamRolePlayed: ("team_role", "team_role"),
    LinkRated: ("kind", "link_kind"),
    OrganizationsRelated: ("relation", "relation"),
}
_MOST_TERMS = 200
_FILE = Path(__file__).parent / "vocabularies.toml"


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word as people read it (`label`) and as facts write it (`term`: the label itself if left out).

    A greater `rank` is higher; `weight` is how much it counts where several are added up; of a stage the
    percentage of what an opportunity is worth that counts while it is open. `means` is the word of the
    vocabulary that comes by default that it stands for, where it stands for one: what is derived goes by that.
    `follower`, of a kind of links: which end of a directed one follows the other, and so carries influence to it;
    `person` if left out, as whoever asks for advice follows whom they ask, `other` where it runs the other way.
    """

    label: ShortText
    term: ShortText | None = None
    means: ShortText | None = None
    follower: Literal["person", "other"] | None = None
    rank: int | None = None
    weight: Annotated[int, Meta(ge=0, le=100)] | Annotated[float, Meta(ge=0, le=100)] | None = None

    @property
    def word(self) -> str:
        return self.label if self.term is None else self.term

    @property
    def meaning(self) -> str:
        return self.word if self.means is None else self.means


Terms = tuple[Term, ...]


class VocabularySet(Fact, type="vocabulary_set", subject="vocabulary", creates=True, given=True, version=3):
    """From its date on the vocabulary consists of these terms; what was recorded in other words stays readable."""

    vocabulary: Annotated[Vocabulary, Names("vocabulary"), PUBLIC]
    terms: Annotated[tuple[Term, ...], Meta(min_length=1, max_length=_MOST_TERMS), PUBLIC]

    @staticmethod
    def upcast_v1_v2(values: dict[str, Any]) -> dict[str, Any]:
        """What a term means was not said then."""
        return values

    @staticmethod
    def upcast_v2_v3(values: dict[str, Any]) -> dict[str, Any]:
        """Which end of a link follows was not said then."""
        return values

    def check(self) -> None:
        words = [one.word for one in self.terms]
        for place, word in enumerate(words):
            if word in words[:place]:
                raise InvalidFact(say("{word} stands here twice", word=word), field=f"terms[{place}]")


def terms_on(standings: Iterable[Standing], day: int) -> Terms | None:
    """What a vocabulary consists of on a day, as it was set; nothing before it was."""
    said = [Said(value_day(one), one.place, {"fact": one.fact}) for one in standings if _sets(one.fact)]
    fact = next((one.values["fact"] for one in segments(said) if one.start <= day < one.end), None)
    return fact.terms if isinstance(fact, VocabularySet) else None


def refuse_unknown_word(fact: Fact, spoken: Callable[[str], Iterable[Standing]], path: str = "") -> None:
    """Raises InvalidFact for a word outside the vocabulary that the workspace set for the fact's day.

    `spoken` gives what stands of a vocabulary's facts. Where none was set, any word may be used; a link may be of no
    kind. `path` leads to the field.
    """
    field, name = SPEAKING.get(type(fact), (None, None))
    word = field and getattr(fact, field)
    if name is None or not isinstance(word, str) or not word:
        return
    day = FOREVER - 1 if fact.effective is None else span_of(fact.effective).first
    terms = terms_on(spoken(name), day)
    if terms is not None and word not in (words := [one.word for one in terms]):
        known = ", ".join(words)
        raise InvalidFact(
            say("{word} is not in the workspace's vocabulary: {known}", word=word[:100], known=known),
            field=f"{path}{field}",
        )


def speaks(kind: type[Fact]) -> str | None:
    """The field of a type that holds a word of a vocabulary."""
    return SPEAKING[kind][0] if kind in SPEAKING else None


@cache
def default_terms(vocabulary: Vocabulary) -> Terms:
    """What a vocabulary consists of as long as the workspace has set none."""
    if vocabulary == "level":
        return tuple(Term(term=word.replace(" ", "_"), label=word.capitalize(), rank=rank) for word, rank in RUNGS)
    shipped = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return msgspec.convert(shipped[vocabulary], readable(Terms))


def _sets(fact: Fact) -> bool:
    return isinstance(fact, VocabularySet) and fact.certainty != "rumored"
