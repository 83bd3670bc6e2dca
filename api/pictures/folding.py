"""Units folded to one box each: whatever is theirs, and of the units below them, gives up its place to it.

Which unit a role is folded into is decided for all days, as its place is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from projections.account_lives import AccountLife, Post


def fold_of(unit: str) -> str:
    """What stands for a unit among roles; no id of a role has a slash."""
    return f"unit/{unit}"


def folded(life: AccountLife, units: Collection[str]) -> tuple[AccountLife, dict[str, str]]:
    """The life in which these units are one post each; and by role the unit into which it is folded."""
    around = {id: _outermost(id, life.units, units) for id in {one.unit for one in life.posts} if id is not None}
    folds = {one.id: unit for one in life.posts if one.unit is not None and (unit := around[one.unit]) is not None}
    if not folds:
        return life, folds
    inside = defaultdict[str, list[Post]](list)
    for one in life.posts:
        if one.id in folds:
            inside[folds[one.id]].append(one)
    made = [Post(fold_of(unit), _above(some, folds), life.units.get(unit)) for unit, some in inside.items()]
    kept = [one._replace(superior=_seat(one.superior, folds)) for one in life.posts if one.id not in folds]
    return life._replace(posts=tuple(sorted((*made, *kept), key=lambda one: one.id))), folds


def _outermost(unit: str, parents: Mapping[str, str | None], wanted: Collection[str]) -> str | None:
    """Of the wanted units around this one; each is looked at once, whatever circles they form."""
    around, above = [unit], parents.get(unit)
    while above is not None and above not in around:
        around.append(above)
        above = parents.get(above)
    return next((one for one in reversed(around) if one in wanted), None)


def _above(some: Iterable[Post], folds: Mapping[str, str]) -> str | None:
    """To whom most of them report outside of their unit."""
    ends = [_seat(one.superior, folds) for one in some if folds.get(one.superior or "") != folds[one.id]]
    counted = Counter(one for one in ends if one is not None)
    return min(counted, key=lambda one: (-counted[one], one), default=None)


def _seat(role: str | None, folds: Mapping[str, str]) -> str | None:
    return fold_of(folds[role]) if role is not None and role in folds else role
