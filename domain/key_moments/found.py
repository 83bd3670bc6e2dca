"""What a rule found: one key moment, as ids and numbers, and one sentence that is made of names when it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

Severity = Literal["low", "medium", "high", "critical"]
# In this order, the least first.
SEVERITIES: tuple[Severity, ...] = get_args(Severity)


class Touched(NamedTuple):
    """An open opportunity that the moment touches, what it is worth, and the buying roles of whom it is about."""

    opportunity: str
    amount: float | None = None
    currency: str | None = None
    buying_roles: tuple[str, ...] = ()


class Tie(NamedTuple):
    """A link of a colleague (`ours`) to somebody: tone -2 to 2, strength 0 to 10, nothing where nobody rated it."""

    ours: str
    other: str
    kind: str
    tone: float | None = None
    strength: float | None = None


class Actor(NamedTuple):
    """A colleague who should act, and why: a part of coverage, `contact_rule`, or `link`."""

    person: str
    because: str


@dataclass(frozen=True)
class Effects:
    """What a key moment does to us: ids, numbers and codes only.

    `empty_buying_roles` are pairs of opportunity and buying role that nobody plays any more; `steps` are codes of
    domain/key_moments/steps.toml, `facts` the ids of the facts it was derived from.
    """

    opportunities: tuple[Touched, ...] = ()
    empty_buying_roles: tuple[tuple[str, str], ...] = ()
    links_lost: tuple[Tie, ...] = ()
    links_gained: tuple[Tie, ...] = ()
    act: tuple[Actor, ...] = ()
    steps: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class KeyMoment:
    """One moment of one rule.

    `key` makes it one moment however many feeds report it: rule, ids, what happened, and the fact of the beginning
    that opened it, because the same may happen twice; it stays when dates or sources are corrected. `day` is the first
    on which it counts, as an ordinal, and may lie ahead; `starts` the date as it was given. `reason` holds names: it
    is for showing, never for storing. `restricted`: it rests on links, attitudes or opinions, and is only for those
    who may see them; of any other, `effects` name links. `absent` are colleagues who cannot act on it.
    """

    rule: str
    key: tuple[str, ...]
    account: str | None
    person: str | None
    role: str | None
    organization: str | None
    day: int
    starts: str | None
    reason: str
    effects: Effects = field(default_factory=Effects)
    severity: Severity = "low"
    restricted: bool = False
    absent: frozenset[str] = frozenset()

    @property
    def order(self) -> tuple[int, tuple[str, ...]]:
        return self.day, self.key
