"""What all sections of an analysis say alike, for the description."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

Facts = Annotated[list[str], Field(description="Ids of the facts that it follows from, where they were asked for.")]


class NamedPerson(TypedDict):
    person: str
    name: str | None


class HeldSeat(NamedPerson):
    """A post and who holds it."""

    role: str
    title: str | None
    why: NotRequired[Facts]
