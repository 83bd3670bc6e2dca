"""What a rule found: one key moment, as ids and numbers, and one sentence that is made of names when it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Literal, NamedTuple, get_args

Severity = Literal["low", "medium", "high", "critical"]
# In this order, the least first.
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
Because = Literal["opportunity_touched", "opportunity_large", "buying_role_empty", "only_probable"]
Subject = tuple[str, str]
Key = tuple[str, ...]
# Of a kind and an id: the ids of every record of that body, the one that counts first.
Records = Callable[[str, str], Sequence[str]]


class Touched(NamedTuple):
    """An open opportunity that the moment touches, what it is worth and how far it has come on the day asked for, and
    the buying roles of whom it is about."""

    opportunity: str
    amount: float | None = None
    currency: str | None = None
    buying_roles: tuple[str, ...] = ()
    stage: str | None = None


class Tie(NamedTuple):
    """A link of a colleague (`ours`) to somebody: tone -2 to 2, strength 0 to 10, nothing where nobody rated it."""

    ours: str
    other: str
    kind: str
    tone: float | None = None
    strength: float | None = None


class Actor(NamedTuple):
    """A colleague who should act, and why: a part of coverage, `contact_rule`, `owner` (of the action), or `link`."""

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


class Identity(NamedTuple):
    """What makes it one moment however many feeds report it: rule, ids, what happened (`action`), and the fact of the
    beginning that opened it, because the same may happen twice. It stays when dates or sources are corrected.

    `began` are all facts that say so of the beginning, the one recorded first of which gives the key.
    """

    rule: str
    account: str | None
    subjects: tuple[Subject, ...]
    action: str
    began: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        ids = dict.fromkeys(id for _, id in self.subjects)
        return (self.rule, self.account or "", *ids, self.action, next(iter(self.began), ""))

    def keys(self, records: Records) -> Iterator[Key]:
        """Its own, then those that it may have had while records which are merged by now were two: then something else
        was recorded first of what was known of one of them."""
        accounts = [None] if self.account is None else records("organization", self.account)
        bodies = ([(kind, record) for record in records(kind, id)] for kind, id in self.subjects)
        for account, subjects, began in product(accounts, product(*bodies), self.began or [""]):
            yield self._replace(account=account, subjects=subjects, began=(began,)).key


@dataclass(frozen=True)
class KeyMoment:
    """One moment of one rule.

    `identity` makes it one moment. `day` is the first on which it counts, as an ordinal, and may lie ahead; `starts`
    the date as it was given. `reason` holds names: it is for showing, never for storing. `because`: what `severity`
    follows from, beside the rule. `restricted`: it rests on links, attitudes or opinions, and is only for those who may
    see them; of any other, `effects` name links. `absent` are colleagues who cannot act on it; `owner` is
    the one whose action it is about.
    """

    identity: Identity
    person: str | None
    role: str | None
    organization: str | None
    day: int
    starts: str | None
    reason: str
    effects: Effects = field(default_factory=Effects)
    severity: Severity = "low"
    because: tuple[Because, ...] = ()
    restricted: bool = False
    absent: frozenset[str] = frozenset()
    owner: str | None = None

    @property
    def rule(self) -> str:
        return self.identity.rule

    @property
    def account(self) -> str | None:
        return self.identity.account

    @property
    def key(self) -> Key:
        return self.identity.key

    @property
    def order(self) -> tuple[int, Key]:
        return self.day, self.key
