"""What to ask new holders, over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from projections.questionnaires import questionnaires

from ..accounts import role_shapes as shapes
from ..http.parameters import AccountId, Scope
from ..http.reading import Reading, ReadWhy, stamp

router = APIRouter(prefix="/v1/accounts", tags=["accounts"])

Since = Annotated[
    str | None,
    Query(
        max_length=40,
        description="Of those who came on this day or later: a date, `-90d` and the like; a year before the day asked "
        "for if left out.",
    ),
]


@router.get("/{id}/questionnaires", response_model=shapes.Questionnaires)
def account_questionnaires(read: ReadWhy, id: AccountId, since: Since = None, scope: Scope = "account") -> Response:
    """After an arrival, what to ask again: priorities, criteria and partner preferences of each new holder of a role.

    The latest arrival first. Of each question the `answer` that is known of this holder in this role, with whose word
    it is and since when it holds, and the `predecessor_answer`; `open` are the questions without an answer. It comes
    from crafted jobs (`job_crafted`): recording one answers a question. Withheld as a whole without the scope
    `restricted`.
    """
    return read.answer(lambda: _asked(read, id, since, scope == "group"), withholds=True, about=("organization", id))


def _asked(read: Reading, id: str, since: str | None, group: bool) -> dict[str, Any]:
    found = questionnaires(read.tenant, id, read.moment, since, group=group)
    return found if read.caller.restricted else {**stamp(read.moment), "account": id, "questionnaires": []}
