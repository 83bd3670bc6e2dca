"""What answers of search look like, for the description."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from domain.search.likeness import How
from domain.search.words import Kind

from ..shapes import Dated, Next

Status = Literal["current", "former", "later", "unplaced"]
Side = Literal["ours", "theirs", "external"]


class MatchedWord(TypedDict):
    """A word that was looked for, the word of the name that it fits best, and how."""

    asked: str
    word: Annotated[str, Field(description="Folded: without accents, case and punctuation.")]
    how: How


# `from` is a word of the language.
Matched = TypedDict(
    "Matched",
    {
        "name": str,
        "as": Annotated[
            Literal["name", "identifier", "alias", "spelling", "merged"],
            Field(description="`merged`: a name that only counted before records were merged."),
        ],
        "status": Annotated[
            Literal["current", "former", "later"], Field(description="Whether it is what it is called that day.")
        ],
        "from": NotRequired[Annotated[str, Field(description="The first day on which it is so stated, where known.")]],
        "to": NotRequired[Annotated[str, Field(description="The first day on which it is not, where there is one.")]],
        "words": list[MatchedWord],
        "why": NotRequired[Annotated[list[str], Field(description="The fact that states the name.")]],
    },
)


class Because(TypedDict):
    """What the score is the sum of."""

    fit: Annotated[int, Field(description="How well the name fits, up to 900.")]
    at_account: Annotated[int, Field(description="50 at an account of ours that day.")]
    today: Annotated[int, Field(description="50 for what is there that day; for who left the less the longer ago.")]


class Post(TypedDict):
    """A role that somebody holds, held or will hold, as it was called when they last did."""

    role: str
    title: str | None
    organization: str | None
    organization_name: str | None
    since: str | None
    until: NotRequired[str | None]
    possible: NotRequired[bool]
    took: str | None


class RoleHolder(TypedDict):
    person: str
    name: str | None
    since: str | None
    until: NotRequired[str | None]
    possible: NotRequired[bool]
    took: str | None


class SearchHit(TypedDict):
    """Of people `held`, `before` and `later`; of roles `holders`; of what lies in one, the organization."""

    kind: Kind
    id: str
    name: Annotated[str | None, Field(description="What it is called that day.")]
    matched: Matched
    status: Status
    side: Side
    account: Annotated[bool, Field(description="Whether it is, or was last, an account or at one.")]
    held: NotRequired[list[Post]]
    before: NotRequired[Annotated[list[Post], Field(description="The last three that ended, the latest first.")]]
    later: NotRequired[list[Post]]
    organization: NotRequired[str | None]
    organization_name: NotRequired[str | None]
    unit: NotRequired[str]
    unit_name: NotRequired[str | None]
    holders: NotRequired[list[RoleHolder]]
    country: NotRequired[str | None]
    stage: NotRequired[str | None]
    score: int
    because: Because


class FacetValue(TypedDict):
    value: Annotated[str, Field(description="As the parameter of the facet's name takes it.")]
    name: NotRequired[Annotated[str | None, Field(description="Where the value is an id.")]]
    count: int


class SearchFacet(TypedDict):
    values: Annotated[list[FacetValue], Field(description="The most frequent first, at most fifty.")]
    more: Annotated[int, Field(description="How many values are not listed.")]


class SearchFacets(TypedDict):
    kind: SearchFacet
    status: SearchFacet
    side: SearchFacet
    holding: SearchFacet
    organization: SearchFacet
    formerly_at: SearchFacet
    level: SearchFacet
    function: SearchFacet
    country: SearchFacet
    covered: SearchFacet
    covered_by: SearchFacet


class Search(Dated):
    total: Annotated[int, Field(description="How many hits there are, on all pages.")]
    corrected: Annotated[bool, Field(description="Nothing is called so; these are with small slips forgiven.")]
    within: Annotated[
        str | None,
        Field(description="Words that no name has: they name the organization that hits belong to, or belonged to."),
    ]
    hits: list[SearchHit]
    facets: NotRequired[SearchFacets]
    next: Next
