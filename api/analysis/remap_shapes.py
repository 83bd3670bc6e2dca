"""What remap proposals look like, for the description."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from domain.remaps import Kind, What

from ..explained import Explained
from ..shapes import Dated, Next
from .analysis_shapes import AnalyzedAccount


class RemapSubject(TypedDict):
    kind: str
    id: str
    name: str | None


class ToDraw(TypedDict):
    """Something to draw again: `stale` where `facts` from before say something, `unknown` where none does."""

    what: What
    about: list[RemapSubject]
    state: Literal["stale", "unknown"]
    says: str
    facts: list[str]


class Proposal(TypedDict):
    """What happened, by which `facts`, and what to draw again for it; `id` stays whatever of it is drawn meanwhile."""

    id: str
    kind: Kind
    about: list[RemapSubject]
    since: Annotated[str | None, Field(description="The date as it was given, where it was.")]
    reason: str
    draw: list[ToDraw]
    facts: list[str]


class ProposalOfAccount(Proposal):
    account: AnalyzedAccount


class ProposalWithin(Proposal):
    account: NotRequired[Annotated[AnalyzedAccount, Field(description="Of a group: of which of its organizations.")]]


class AccountRemaps(Dated, Explained):
    since: str
    account: AnalyzedAccount
    remaps: list[ProposalWithin]


class Remaps(Dated, Explained):
    since: str
    remaps: list[ProposalOfAccount]
    next: Next
