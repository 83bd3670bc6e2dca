"""Rules over scenes: each sign they see becomes a key moment, with what it does to us and how much that matters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .found import SEVERITIES, Effects, KeyMoment, Severity
from .leaving import CHAMPION_LEFT
from .rules import Rule, Settings, Sign
from .scenes import Passage

RULES: Mapping[str, Rule] = {rule.id: rule for rule in (CHAMPION_LEFT,)}


def judged(scenes: Iterable[Passage], chosen: Mapping[str, Settings]) -> list[KeyMoment]:
    """What these rules, each with its parameters, see in these scenes, in order; a moment seen twice is one."""
    found: dict[tuple[str, ...], KeyMoment] = {}
    for scene in scenes:
        for id, settings in chosen.items():
            for moment in _seen(scene, RULES[id], settings):
                found.setdefault(moment.key, moment)
    return sorted(found.values(), key=lambda moment: moment.order)


def _seen(scene: Passage, rule: Rule, settings: Settings) -> Iterator[KeyMoment]:
    for sign in rule.find(scene, settings):
        effects = _effects(scene, sign)
        yield KeyMoment(
            rule=rule.id,
            key=(rule.id, scene.account, scene.person, sign.action, scene.began),
            account=scene.account,
            person=scene.person,
            role=sign.role,
            organization=scene.account,
            day=scene.day,
            starts=scene.starts,
            reason=sign.reason,
            effects=effects,
            severity=severity(rule.base, effects, probable=scene.probable),
        )


def _effects(scene: Passage, sign: Sign) -> Effects:
    return Effects(
        opportunities=scene.touched,
        empty_buying_roles=scene.emptied if scene.leaves else (),
        links_lost=scene.ties if scene.leaves else (),
        links_gained=scene.ties if scene.enters else (),
        steps=sign.steps,
        facts=tuple(dict.fromkeys((*scene.facts, *sign.facts))),
    )


def severity(base: Severity, effects: Effects, *, probable: bool = False) -> Severity:
    """A step more where an open opportunity is touched, and where a buying role in one is empty now; one less where
    it is only probable. Nothing here depends on links: what everybody sees must not tell of them."""
    steps = bool(effects.opportunities) + bool(effects.empty_buying_roles) - probable
    return SEVERITIES[min(max(SEVERITIES.index(base) + steps, 0), len(SEVERITIES) - 1)]
