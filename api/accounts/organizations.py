"""Organizations over HTTP: any company or body, whether or not we sell to it."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Response

from projections.organization_reads import organization

from ..http.parameters import OrganizationId
from ..http.reading import Read
from . import organization_shapes as shapes

router = APIRouter(prefix="/v1/organizations", tags=["organizations"])

Why = Annotated[bool, Query(description="Each value names the facts that it comes from.")]


@router.get("/{id}", response_model=shapes.Organization)
def one_organization(read: Read, id: OrganizationId, why: Why = False) -> Response:
    """An organization on a day: what is said of it since when, its culture, its network, and what became of it.

    `relations` are what others are to it (its supplier, its parent), `relation_of` what it is to others. `ours`: it is
    us. A record that was merged answers as the one that is kept.
    """
    return read.answer(partial(organization, read.tenant, id, read.moment, why), about=("organization", id))
