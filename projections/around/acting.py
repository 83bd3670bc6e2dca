"""Who on our side should act on a key moment: by rules of contact, by coverage, or else by links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from domain.key_moments.found import Actor, KeyMoment, Tie

from ..coverage import ContactRule, Covering, covering, rules_of_contact
from ..snapshots import Snapshot

Subject = tuple[str, str]
Covered = Mapping[Subject, list[Covering]]
Addressed = Mapping[Subject, list[ContactRule]]


def with_actors(at: Snapshot, found: Iterable[KeyMoment]) -> list[KeyMoment]:
    """As coverage is on the day asked for: whoever acts does so now."""
    moments = list(found)
    subjects = dict.fromkeys(subject for moment in moments for subject in _about(moment))
    covered, addressed = covering(at, subjects), rules_of_contact(at, subjects)
    return [_with_actors(moment, covered, addressed) for moment in moments]


def _about(moment: KeyMoment) -> list[Subject]:
    """The closest first."""
    subjects = (("person", moment.person), ("role", moment.role), ("organization", moment.account))
    return [(kind, id) for kind, id in subjects if id is not None]


def _with_actors(moment: KeyMoment, covered: Covered, addressed: Addressed) -> KeyMoment:
    about, gone = _about(moment), {*moment.absent, moment.person}
    by_rule = [Actor(rule.through, "contact_rule") for one in about for rule in addressed[one]]
    by_part = [Actor(one.person, one.part) for subject in about for one in covered[subject]]
    found: dict[str, Actor] = {}
    for actor in (*([Actor(moment.owner, "owner")] if moment.owner else []), *by_rule, *by_part):
        found.setdefault(actor.person, actor)
    found = {id: actor for id, actor in found.items() if id not in gone}
    act = tuple(found.values()) or tuple(one for one in _by_links(moment) if one.person not in gone)
    return replace(moment, effects=replace(moment.effects, act=act))


def _by_links(moment: KeyMoment) -> list[Actor]:
    return list(dict.fromkeys(Actor(tie.ours, "link") for tie in _strongest(moment)))


def _strongest(moment: KeyMoment) -> list[Tie]:
    ties = (*moment.effects.links_lost, *moment.effects.links_gained)
    return sorted(ties, key=lambda tie: (-(tie.strength or 0), -(tie.tone or 0), tie.ours))
