"""What answers that name facts tell of them where they are asked `why`, for the description."""

from __future__ import annotations

from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict


class FactBehind(TypedDict):
    """A fact as it stands at the moment asked for."""

    id: str
    type: str
    effective: Annotated[str | None, Field(description="Since when it is true, as it was given.")]
    recorded_at: str
    source: dict[str, Any] | None
    sentence: str


class Explained(TypedDict):
    facts_behind: NotRequired[
        Annotated[
            list[FactBehind],
            Field(description="With `why`: the facts that the answer names and the caller may see, in recorded order."),
        ]
    ]
