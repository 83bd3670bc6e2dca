"""Vocabularies over HTTP: the words of a workspace on a day."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

import msgspec
from fastapi import APIRouter, Path, Request, Response
from pydantic import Field
from typing_extensions import TypedDict

from domain.log.ledger import Terms
from domain.presets import preset, presets
from domain.vocabularies import Vocabulary
from projections.moments import moment_of
from projections.presets import facts_taking, preset_json
from projections.vocabulary_reads import vocabularies_at

from ..explained import Explained
from ..http.access import Caller, requires
from ..http.bodies import Body, decoded, schema_of, takes
from ..http.reading import ReadWhy
from ..shapes import Dated, Receipts
from .facts import recorded

router = APIRouter(prefix="/v1/vocabularies", tags=["vocabularies"])


class Term(TypedDict):
    """A word as facts write it (`term`) and as people read it (`label`)."""

    term: str
    label: str
    means: NotRequired[Annotated[str, Field(description="The word of the neutral vocabulary that it stands for.")]]
    follower: NotRequired[
        Annotated[
            Literal["person", "other"],
            Field(description="Of a directed link of this kind, which end follows the other; `person` if left out."),
        ]
    ]
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


class Vocabularies(Dated, Explained):
    vocabularies: list[Words]


@router.get("", response_model=Vocabularies)
def list_vocabularies(read: ReadWhy) -> Response:
    """The words for buying roles, levels and the like on a day: as the workspace set them, else neutral ones.

    A workspace sets its own by `vocabulary_set`. From then on buying roles are assigned in these words only, and roles
    whose level is one of them are compared by its rank.
    """
    return read.answer(lambda: vocabularies_at(read.tenant, read.moment))


class PresetWords(TypedDict):
    vocabulary: Vocabulary
    terms: list[Term]


class Preset(TypedDict):
    """The words of a sales method; `neutral` are those that every workspace begins with."""

    preset: str
    title: str
    vocabularies: list[PresetWords]


class Presets(TypedDict):
    presets: list[Preset]


class Taking(msgspec.Struct, forbid_unknown_fields=True):
    """From when on: a date, `today`, `-90d` and the like; today if left out."""

    since: str | None = None


PresetName = Annotated[str, Path(pattern=r"^[a-z0-9_]{1,64}$", description="The name of a preset.")]


@router.get("/presets", response_model=Presets)
def list_presets(caller: Annotated[Caller, requires("read")]) -> Response:
    """The words of well-known sales methods, ready to be taken."""
    found = [preset_json(one) for one in presets().values()]
    return Response(msgspec.json.encode({"presets": found}), media_type="application/json")


@router.post(
    "/presets/{name}",
    status_code=201,
    response_model=Receipts,
    responses={200: {"description": "Its words hold already: nothing was recorded.", "model": Receipts}},
    openapi_extra=takes(schema_of(Taking), required=False),
)
def take_preset(
    request: Request, caller: Annotated[Caller, requires("write")], name: PresetName, body: Body
) -> Response:
    """Take the words of a preset as the workspace's own: a `vocabulary_set` for each vocabulary that it has words for.

    What was recorded in other words stays readable. Vocabularies that it has no words for stay as they are, and so do
    those that consist of its words already.
    """
    site, asked = request.app.state.site, decoded(body, Taking) if body else Taking()
    tenant = site.tenants.of(caller.workspace)
    since = moment_of(tenant.ledger, asked.since)
    facts = facts_taking(tenant, preset(name), since)
    if not facts:
        answer = {"facts": [], "position": since.position}
        return Response(msgspec.json.encode(answer), media_type="application/json")
    return recorded(site, caller, facts, Terms(by=caller.recorder))
