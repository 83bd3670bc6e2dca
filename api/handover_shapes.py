"""What the handover brief looks like, for the description."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from .analysis_shapes import AnalyzedAccount, AnalyzedSections
from .coverage_shapes import Covering
from .our_shapes import Action, Playing
from .shapes import Dated


class Told(TypedDict):
    sentence: str
    because: Literal["happened", "learned"]
    facts: list[str]


class Handover(Dated):
    since: str
    account: AnalyzedAccount
    changes: list[Told]
    coverage: list[Covering]
    team: list[Playing]
    actions: Annotated[list[Action], Field(description="Those that are not done, the most urgent first.")]
    analysis: AnalyzedSections
    text: Annotated[str, Field(description="All of it in Markdown.")]
