"""Remap proposals: something happened at an account, and what was drawn before it is stale or was never drawn.

Nothing of this is stored: a trigger and what answers it are facts, so that a proposal goes once the facts that it asks
for were recorded after the one that it follows from, and is there again for whoever asks about the time before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Literal, NamedTuple, get_args

Kind = Literal["new_opportunity", "new_colleague", "blocked_action", "new_holder", "unit_reorganized"]
KINDS: tuple[Kind, ...] = get_args(Kind)
What = Literal[
    "buying_center", "attitude", "unit_concerned", "priorities", "criteria", "partner_preferences", "power", "our_link",
    "coverage", "team_role", "links", "standing", "stand_in", "role", "culture",
]  # fmt: skip
# What is said of a subject, by kind and ids: where it stands in the log tells whether it is from before.
Key = tuple[str, ...]
Subject = tuple[str, str]
# By key, the positions of the facts that say it, of those that count at the moment.
Evidence = Mapping[Key, Sequence[int]]


class Draw(NamedTuple):
    """Something to draw again: what, of whom or which, and the keys any of which answers it. `restricted`: the answer
    is a link, an attitude, a power or what somebody makes of a post."""

    what: What
    about: tuple[Subject, ...]
    keys: tuple[Key, ...]
    restricted: bool = False


class Trigger(NamedTuple):
    """What happened: of which kind, to whom or what (`about`), since which day (an ordinal) and written date, by the
    fact at which `place` of the log; what was recorded `after` that one answers. `cause`: words to be told with it."""

    kind: Kind
    about: tuple[Subject, ...]
    day: int
    since: str | None
    place: int
    after: int
    draws: tuple[Draw, ...]
    restricted: bool = False
    cause: str | None = None


class Stale(NamedTuple):
    """What is still to be drawn, with the places of what was said of it before; none where it was never drawn."""

    draw: Draw
    before: tuple[int, ...]


class Remap(NamedTuple):
    trigger: Trigger
    open: tuple[Stale, ...]

    @property
    def id(self) -> str:
        """The same as long as it is there, whatever of it is drawn meanwhile."""
        parts = (self.trigger.kind, str(self.trigger.place), *(id for _, id in self.trigger.about))
        return blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()


def remaps(triggers: Iterable[Trigger], evidence: Evidence, since: int, *, restricted: bool) -> list[Remap]:
    """What is to be drawn again of what happened from a day on, the latest first; what is blocked counts however long
    it is. Without the scope `restricted` neither what only it may see triggers anything nor is asked for."""
    seen = [one for one in triggers if restricted or not one.restricted]
    recent = (one for one in seen if one.day >= since or one.kind == "blocked_action")
    found = [Remap(one, tuple(_open(one, evidence, restricted))) for one in recent]
    return sorted((one for one in found if one.open), key=lambda one: (-one.trigger.day, -one.trigger.place, one.id))


def _open(trigger: Trigger, evidence: Evidence, restricted: bool) -> Iterator[Stale]:
    for draw in trigger.draws:
        places = [place for key in draw.keys for place in evidence.get(key, ())]
        if (restricted or not draw.restricted) and max(places, default=0) <= trigger.after:
            yield Stale(draw, tuple(sorted({place for place in places if place})))
