"""What the handover brief looks like, for the description."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from ..analysis.analysis_shapes import AnalyzedAccount, AnalyzedSections
from ..analysis.coverage_shapes import Covering
from ..explained import Explained
from ..shapes import Dated
from .our_shapes import Action, Playing, TeamRole
from .role_shapes import Questionnaire


class Told(TypedDict):
    sentence: str
    because: Literal["happened", "learned"]
    facts: list[str]


class Handover(Dated, Explained):
    since: str
    account: AnalyzedAccount
    changes: list[Told]
    coverage: list[Covering]
    team: list[Playing]
    missing: Annotated[list[TeamRole], Field(description="Team roles that nobody plays.")]
    questionnaires: NotRequired[
        Annotated[list[Questionnaire], Field(description="Of those who came since, with something still to ask.")]
    ]
    actions: Annotated[list[Action], Field(description="Those that are not done, the most urgent first.")]
    analysis: AnalyzedSections
    text: Annotated[str, Field(description="All of it in Markdown.")]
