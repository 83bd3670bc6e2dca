"""What a sentence about a change has to know beside the change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from domain.dates import DAWN, span_of
from domain.language import say

from .phrases import Call, listed

HAPPENED, LEARNED = "happened", "learned"


class Telling(NamedTuple):
    """Why something changed, after which day, and what subjects are called.

    `ended` is what is known of a tenure that is gone, `closed` whether a role or a unit that is gone was closed;
    `became` are the successors of a closed role, `follows` the roles of which one that came is a successor;
    `along`: it only came or went with something else, and stands as before; `back`: one looks from the later moment to
    the earlier one.
    """

    because: str
    after_day: int
    call: Call
    ended: Any = None
    closed: bool = False
    became: Sequence[str] = ()
    follows: Sequence[str] = ()
    along: bool = False
    back: bool = False

    @property
    def learned(self) -> bool:
        return self.because == LEARNED

    @property
    def stated(self) -> bool:
        """Whether it is told how it is, rather than how it came to be so: nothing happens backwards."""
        return self.learned or self.back

    @property
    def shown_along(self) -> bool:
        """Whether the world moved it onto the map or away from it, with something else."""
        return self.along and not self.stated

    @property
    def gone(self) -> str:
        return say("not") if self.stated else say("no longer")

    def lacks(self, verb: str) -> str:
        """Of what somebody did before, or did not do at all: `no longer reports`, `does not report`. For English alone:
        other languages say it with `gone`."""
        return f"does not {verb}" if self.stated else f"no longer {'has' if verb == 'have' else f'{verb}s'}"

    def with_roles(self, template: str, ids: Sequence[str]) -> str:
        return say(template, roles=listed(self.call("role", id) for id in ids)) if ids else ""

    def either(self, stated: str, happened: str, **values: Any) -> str:
        """What is told of how it is, or of what happened."""
        return say(stated if self.stated else happened, **values)

    def began(self, since: str | None) -> bool:
        """Whether what holds since then can be told as its beginning."""
        return self.stated or (since is not None and span_of(since).first > max(self.after_day, DAWN))
