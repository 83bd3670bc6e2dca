"""Rules over scenes: each sign they see becomes a key moment, with what it does to us and how much that matters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from . import arriving, leaving, staying
from .found import SEVERITIES, Effects, Identity, Key, KeyMoment, Severity
from .parameters import Settings
from .rules import Rule, Sign
from .scenes import Scene, touched

RULES: Mapping[str, Rule] = {rule.id: rule for rule in (*leaving.RULES, *arriving.RULES, *staying.RULES)}


def judged(scenes: Iterable[Scene], chosen: Mapping[str, Settings], first: int, last: int) -> list[KeyMoment]:
    """What these rules, each with its parameters, see in these scenes on days from `first` through `last`, in order;
    a moment seen more than once is the earliest."""
    seen = (one for scene in scenes for one in _by_all(scene, chosen) if first <= one.day <= last)
    found: dict[Key, KeyMoment] = {}
    for one in sorted(seen, key=lambda one: one.order):
        found.setdefault(one.key, one)
    return list(found.values())


def _by_all(scene: Scene, chosen: Mapping[str, Settings]) -> Iterator[KeyMoment]:
    for id, settings in chosen.items():
        if isinstance(scene, RULES[id].over):
            yield from _seen(scene, RULES[id], settings)


def _seen(scene: Scene, rule: Rule, settings: Settings) -> Iterator[KeyMoment]:
    for sign in rule.find(scene, settings):
        effects = _effects(scene, sign, rule)
        yield KeyMoment(
            person=sign.person,
            role=sign.role,
            reason=sign.reason,
            effects=effects,
            severity=severity(rule.base, effects, probable=scene.probable),
            restricted=rule.restricted or sign.restricted,
            absent=scene.absent,
            **_placed(scene, sign, rule),
        )


def _placed(scene: Scene, sign: Sign, rule: Rule) -> dict[str, Any]:
    began = scene.began if sign.began is None else (sign.began,)
    return {
        "identity": Identity(rule.id, scene.account, (*scene.subjects, *sign.subjects), sign.action, began),
        "organization": scene.account,
        "day": scene.day if sign.day is None else sign.day,
        "starts": sign.starts or scene.starts,
    }


def _effects(scene: Scene, sign: Sign, rule: Rule) -> Effects:
    day = scene.day if sign.day is None else sign.day
    sales = scene.business.sales(day)
    open_now = {sale.id for sale in sales}
    return Effects(
        opportunities=touched(sales, scene.parts() if sign.parts is None else sign.parts),
        empty_buying_roles=tuple(sorted(pair for pair in scene.emptied() if pair[0] in open_now)),
        links_lost=scene.links_lost,
        links_gained=scene.links_gained,
        steps=rule.steps,
        facts=tuple(dict.fromkeys((*scene.facts, *sign.facts))),
    )


def severity(base: Severity, effects: Effects, *, probable: bool = False) -> Severity:
    """A step more where an open opportunity is touched, and where a buying role in one is empty now; one less where
    it is only probable. Nothing here depends on links: what everybody sees must not tell of them."""
    steps = bool(effects.opportunities) + bool(effects.empty_buying_roles) - probable
    return SEVERITIES[min(max(SEVERITIES.index(base) + steps, 0), len(SEVERITIES) - 1)]
