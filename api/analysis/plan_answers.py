"""What the plan of an account looks like, for the description."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from ..accounts.our_shapes import Action, Interaction
from ..explained import Explained
from ..shapes import Dated, Object
from .analysis_shapes import AnalyzedAccount
from .coverage_shapes import Covering
from .plan_shapes import Growth, MeetingToHave, PenetrationSection, Potential, TeamSection
from .remap_shapes import ProposalWithin


class PlanSections(TypedDict):
    """Those that follow from links and attitudes need the scope `restricted`."""

    potential: Potential
    penetration: NotRequired[PenetrationSection]
    growth: NotRequired[Growth]
    team: NotRequired[TeamSection]
    meetings: NotRequired[list[MeetingToHave]]


class PlannedAndActual(TypedDict):
    """Something that stood planned and is otherwise now, or was reached."""

    kind: Literal["desired_strength", "action", "account", "opportunity"]
    subject: Object
    property: str
    planned: Any
    actual: Any
    state: Annotated[
        Literal["met", "short", "missed", "moved", "changed", "ended"],
        Field(
            description="`met`: done, reached, won; `short`: not reached yet; `missed`: its date has passed; `moved`: "
            "to another date; `changed`: to something else; `ended`: lost, given up, no longer there."
        ),
    ]
    sentence: str
    facts: list[str]


class Plan(Dated, Explained):
    account: AnalyzedAccount
    parameters: Annotated[Object, Field(description="By section of the analysis.")]
    since: Annotated[str, Field(description="The day whose plans are held against what is.")]
    coverage: list[Covering]
    actions: Annotated[list[Action], Field(description="Those that are not done, the most urgent first.")]
    coming: Annotated[list[Interaction], Field(description="Meetings that are arranged for the days to come.")]
    analysis: PlanSections
    remaps: Annotated[list[ProposalWithin], Field(description="What to draw again, of what happened since then.")]
    against: list[PlannedAndActual]
    text: Annotated[str, Field(description="All of it in Markdown.")]
