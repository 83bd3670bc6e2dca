"""Rules over scenes: each sign they see becomes a key moment, with what it does to us and how much that matters."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace

from . import arriving, beginning, leaving, staying
from .business import touched
from .found import SEVERITIES, Because, Effects, Identity, Key, KeyMoment, Severity, Touched
from .occasions import Occasion
from .parameters import Settings, Whole
from .rules import Rule, Sign
from .scenes import Scene
from .steps import OF_SALES

_LARGE = Whole(
    "large_from_percent", "An opportunity worth more than so many percent of the others of ours is large.", 75, 1, 100
)
_EVERY = (*leaving.RULES, *arriving.RULES, *staying.RULES, *beginning.RULES)
RULES: Mapping[str, Rule] = {rule.id: replace(rule, parameters=(*rule.parameters, _LARGE)) for rule in _EVERY}
_STEPS: Mapping[Because, int] = {
    "opportunity_touched": 1,
    "opportunity_large": 1,
    "buying_role_empty": 1,
    "only_probable": -1,
}


def judged(
    scenes: Iterable[Scene], chosen: Mapping[str, Settings], first: int, last: int, but: Container[Key] = ()
) -> list[KeyMoment]:
    """What these rules, each with its parameters, see in these scenes on days from `first` through `last`, in order;
    a moment seen more than once is the earliest. `but`: keys of what need not be told."""
    seen = (one for scene in scenes for one in _by_all(scene, chosen, but) if first <= one.day <= last)
    found: dict[Key, KeyMoment] = {}
    for one in sorted(seen, key=lambda one: one.order):
        found.setdefault(one.key, one)
    return list(found.values())


def _by_all(scene: Scene, chosen: Mapping[str, Settings], but: Container[Key]) -> Iterator[KeyMoment]:
    for id, settings in chosen.items():
        if isinstance(scene, RULES[id].over):
            for sign in RULES[id].find(scene, settings):
                identity = _identity(scene, sign, RULES[id])
                if identity.key not in but:
                    yield _seen(scene, sign, identity, settings)


def _seen(scene: Scene, sign: Sign, identity: Identity, settings: Settings) -> KeyMoment:
    rule = RULES[identity.rule]
    effects = _effects(scene, sign, rule)
    because = tuple(_because(scene, effects, settings))
    return KeyMoment(
        identity=identity,
        organization=scene.account,
        day=scene.day if sign.day is None else sign.day,
        starts=sign.starts or scene.starts,
        person=sign.person,
        role=sign.role,
        reason=sign.reason,
        effects=effects,
        severity=severity(rule.base, because),
        because=because,
        restricted=rule.restricted or sign.restricted,
        absent=scene.absent,
        owner=scene.owner if isinstance(scene, Occasion) else None,
    )


def _identity(scene: Scene, sign: Sign, rule: Rule) -> Identity:
    began = scene.began if sign.began is None else (sign.began,)
    return Identity(rule.id, scene.account, (*scene.subjects, *sign.subjects), sign.action, began)


def _effects(scene: Scene, sign: Sign, rule: Rule) -> Effects:
    day = scene.day if sign.day is None else sign.day
    empty = scene.emptied()
    still_open = {sale.id for sale in scene.business.sales((pair[0] for pair in empty), day)} if empty else set()
    return Effects(
        opportunities=_touched(scene, sign, day),
        empty_buying_roles=tuple(sorted(pair for pair in empty if pair[0] in still_open)),
        links_lost=scene.links_lost,
        links_gained=scene.links_gained,
        steps=_steps_of(scene, sign, rule, day),
        facts=tuple(dict.fromkeys((*scene.facts, *sign.facts))),
    )


def _steps_of(scene: Scene, sign: Sign, rule: Rule, day: int) -> tuple[str, ...]:
    """Where nothing is being sold no decision is waited for."""
    steps = rule.steps if sign.steps is None else sign.steps
    return steps if scene.business.sells(day) else tuple(step for step in steps if step not in OF_SALES)


def _touched(scene: Scene, sign: Sign, day: int) -> tuple[Touched, ...]:
    parts = scene.parts() if sign.parts is None else sign.parts
    ids = {*sign.sales, *(part.opportunity for part in parts)}
    return touched(scene.business.sales(ids, day), parts, sign.sales) if ids else ()


def _because(scene: Scene, effects: Effects, settings: Settings) -> Iterator[Because]:
    """Nothing here depends on links: what everybody sees must not tell of them."""
    if effects.opportunities:
        yield "opportunity_touched"
    shares = map(scene.business.worth_more, effects.opportunities)
    if any(share is not None and share >= settings[_LARGE.name] for share in shares):
        yield "opportunity_large"
    if effects.empty_buying_roles:
        yield "buying_role_empty"
    if scene.probable:
        yield "only_probable"


def severity(base: Severity, because: Iterable[Because]) -> Severity:
    """That of the rule, with a step more or less for each reason, as far as there are steps."""
    place = SEVERITIES.index(base) + sum(_STEPS[one] for one in because)
    return SEVERITIES[min(max(place, 0), len(SEVERITIES) - 1)]
