"""What begins at an account, as a scene that rules look at."""

from __future__ import annotations

from dataclasses import dataclass

from .found import Subject
from .scenes import Scene


@dataclass(frozen=True, kw_only=True)
class Occasion(Scene):
    """Something that makes parts of an account's map stale: an opportunity that opened, a colleague who came (the first
    time that they cover it, or play a role in the team there), or an action that is blocked.

    `what` is the subject that it happened to; `person` the colleague, or whom the action is about; `sale` the
    opportunity that it concerns; `owner` the colleague whose action it is, `objective` what it is for, `blocked` what
    keeps it from going on, in their words.
    """

    what: Subject
    person: str | None = None
    sale: str | None = None
    owner: str | None = None
    objective: str | None = None
    blocked: str | None = None

    @property
    def subjects(self) -> tuple[Subject, ...]:
        return (self.what,)
