"""Where a series is heading, for the description."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict


class Heading(TypedDict):
    """By the line of least squares: `moved` by less than a twentieth of the scale from first to last is steady."""

    heading: Literal["rising", "falling", "steady"]
    slope: Annotated[float, Field(description="By how much it rises a year.")]
    moved: Annotated[float, Field(description="By how much from the first to the last point.")]
    points: Annotated[int, Field(description="How many of them have a value.")]


Headed = Annotated[Heading | None, Field(description="Null of fewer than two points with a value.")]
