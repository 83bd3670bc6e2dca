"""Vocabularies over HTTP: the words of a workspace on a day."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from fastapi import APIRouter, Response
from pydantic import Field
from typing_extensions import TypedDict

from domain.vocabularies import Vocabulary
from projections.words import vocabularies_at

from .reading import Read
from .shapes import Dated

router = APIRouter(prefix="/v1/vocabularies", tags=["vocabularies"])


class Term(TypedDict):
    """A word as facts write it (`term`) and as people read it (`label`)."""

    term: str
    label: str
    rank: NotRequired[Annotated[int, Field(description="A greater one is higher.")]]
    weight: NotRequired[float]


class Words(TypedDict):
    """One vocabulary; where the workspace set it, since when and by which fact."""

    vocabulary: Vocabulary
    terms: list[Term]
    default: Annotated[bool, Field(description="Whether it is as it comes, and not yet the workspace's own.")]
    since: NotRequired[str | None]
    certainty: NotRequired[Literal["probable"]]
    fact: NotRequired[str]


class Vocabularies(Dated):
    vocabularies: list[Words]


@router.get("", response_model=Vocabularies)
def list_vocabularies(read: Read) -> Response:
    """The words for buying roles, levels and the like on a day: as the workspace set them, else neutral ones.

    A workspace sets its own by `vocabulary_set`. From then on buying roles are assigned in these words only, and roles
    whose level is one of them are compared by its rank.
    """
    return read.answer(lambda: vocabularies_at(read.tenant, read.moment))
