"""Who is alike, and who is listened to, across accounts, over HTTP."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from domain.encounters.parameters import Close
from projections.encounters.crafters import Asked as Crafters
from projections.encounters.crafters import similar_crafters
from projections.encounters.leaders import Asked as Leaders
from projections.encounters.leaders import opinion_leaders
from projections.moments import Moment

from ..http.access import Caller, requires
from ..http.paging import next_page, started
from ..http.parameters import Cursor, PersonId
from ..http.reading import Reading, ReadWhy
from . import leading_shapes as shapes

router = APIRouter(prefix="/v1", tags=["encounters"])

Restricted = Annotated[Caller, requires("restricted")]
Least = Annotated[float, Query(ge=0, le=1, description="How alike at least, 0 to 1.")]
Most = Annotated[int, Query(ge=1, le=100, description="How many at most.")]
Strength = Annotated[float, Query(ge=0, le=10, description="From which strength on a link counts.")]
Tone = Annotated[float, Query(ge=-2, le=2, description="From which tone on a link counts.")]
Places = Annotated[int, Query(ge=1, le=100, description="At how many other organizations they have to be heard.")]
Power = Annotated[float, Query(ge=0, le=10, description="From which informal power on one of these is enough.")]


@router.get("/people/{id}/similar", response_model=shapes.SimilarCrafters)
def similar_people(read: ReadWhy, caller: Restricted, id: PersonId, least: Least = 0.5, limit: Most = 20) -> Response:
    """Who at other accounts makes the same of their job as somebody does, the most alike first, and why.

    Compared by words, property by property (`alike_in`, with the words in both); `likeness` is the mean. It knows
    nothing of meaning. `same` is what their formal jobs have in common; `known_by` who of us could tell more. Crafted
    jobs need the scope `restricted`.
    """
    asked = Crafters(least, limit, read.why)
    return read.answer(partial(similar_crafters, read.tenant, id, read.moment, asked), about=("person", id))


@router.get("/opinion-leaders", response_model=shapes.OpinionLeaders)
def list_opinion_leaders(
    read: ReadWhy,
    caller: Restricted,
    strength: Strength = 5,
    tone: Tone = 1,
    places: Places = 2,
    power: Power = 8,
    cursor: Cursor = None,
    limit: Most = 20,
) -> Response:
    """Who is listened to beyond the organization they work at: by good links to people of several others.

    `heard_at` names these with who listens by which link; of a link with a direction only who is followed is heard.
    From an informal power of `power` on, one other organization is enough. `influence` is that of the analysis at the
    organizations they work at. It needs the scope `restricted`.
    """
    after, moment = started(read, cursor)
    asked = Leaders(Close(strength=strength, tone=tone), places, power, after, limit, read.why)
    return read.answer(partial(_leaders, read, moment, asked), moment, about=("opinion-leaders", "*"))


def _leaders(read: Reading, moment: Moment, asked: Leaders) -> dict[str, Any]:
    found = opinion_leaders(read.tenant, moment, asked)
    return found | {"next": next_page(read, found["leaders"], asked.limit, moment, "person")}
