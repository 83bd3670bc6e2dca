"""Which of our colleagues fit a person or an account, over HTTP."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Response

from domain.encounters.parameters import fit_parameters_of
from projections.encounters.fitting import Asked, account_fit, person_fit

from ..http.parameters import AccountId, PersonId, Scope
from ..http.reading import Reading, ReadWhy
from . import fit_shapes as shapes

router = APIRouter(prefix="/v1", tags=["encounters"])

Most = Annotated[int, Query(ge=1, le=200, description="How many colleagues at most, the best first.")]
Parameters = Annotated[
    str | None,
    Query(
        max_length=1_000, description='What each part counts, as JSON: `{"link": 5, "load": 0}`. The answer shows all.'
    ),
]


@router.get("/people/{id}/fit", response_model=shapes.PersonFit)
def fit_for_person(read: ReadWhy, id: PersonId, parameters: Parameters = None, limit: Most = 20) -> Response:
    """Which of our colleagues fit somebody, and why: every part by itself, with its value, its weight and its reasons.

    `link`: links of theirs to them; `past`: a shared employer; `near`: links to people who are near them; `shared`:
    competences, interests, country and attributes in common; `covers`: what they cover here already; `rule`: contact
    rules, of which an exclusive one bars all others (`barred`); `load`: how much they cover. `sum` is that of what
    the parts add. Without the scope `restricted` what follows from links is left out.
    """
    build = partial(person_fit, read.tenant, id, read.moment, _asked(read, parameters, limit))
    return read.answer(build, about=("person", id), keep=True)


@router.get("/accounts/{id}/fit", response_model=shapes.AccountFit)
def fit_for_account(
    read: ReadWhy, id: AccountId, parameters: Parameters = None, limit: Most = 20, scope: Scope = "account"
) -> Response:
    """Which of our colleagues fit an account, and why: as for a person, over all who hold a role there.

    `people` of a part says about how many it is; a few (`enough`) make it count whole.
    """
    asked = _asked(read, parameters, limit)
    build = partial(account_fit, read.tenant, id, read.moment, asked, group=scope == "group")
    return read.answer(build, about=("organization", id), keep=True)


def _asked(read: Reading, parameters: str | None, limit: int) -> Asked:
    return Asked(fit_parameters_of(parameters), limit, read.caller.restricted, read.why)
