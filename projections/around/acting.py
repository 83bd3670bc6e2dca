"""Who on our side should act on a key moment: by rules of contact, by coverage, or else by links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from domain.key_moments.found import Actor, KeyMoment, Tie

from ..coverage import ContactRule, Covering, covering, rules_of_contact
from ..fragments import decode
from ..names import Names
from ..organizations import organizations
from ..snapshots import Snapshot
from ..spells import day_before_end
from ..stays import known_tenures
from ..tenures import tenures
from .origins import OURSELVES
from .sales import holds

Subject = tuple[str, str]
Covered = Mapping[Subject, list[Covering]]
Addressed = Mapping[Subject, list[ContactRule]]


def with_actors(at: Snapshot, found: Iterable[KeyMoment]) -> list[KeyMoment]:
    """As coverage is on the day asked for: whoever acts does so now."""
    moments = list(found)
    subjects = dict.fromkeys(subject for moment in moments for subject in _about(moment))
    covered, addressed = covering(at, subjects), rules_of_contact(at, subjects)
    told = [_with_actors(moment, covered, addressed) for moment in moments]
    gone = departed(at, {person for moment in told for person in _asked(moment)})
    return [_with_actors(moment, covered, addressed, gone) for moment in moments] if gone else told


def _asked(moment: KeyMoment) -> Iterator[str]:
    """Whoever acts, and would where these have gone."""
    yield from (actor.person for actor in (*moment.effects.act, *_by_links(moment)))


def departed(at: Snapshot, people: Iterable[str]) -> set[str]:
    """Who held posts with us and holds none there any more: what they cover may not have been handed over yet."""
    names, held = Names(at), [one for one in known_tenures(at, tenures.c.person, people) if one.start <= at.day]
    names.learn_seats(one.role for one in held)
    owners = {one: names.organization_of(one.role, min(at.day, day_before_end(one))) for one in held}
    us = _ourselves(at, {owner for owner in owners.values() if owner is not None})
    ours = [one for one, owner in owners.items() if owner in us]
    return {one.person for one in ours} - {one.person for one in ours if one.covers(at.day)}


def _ourselves(at: Snapshot, ids: set[str]) -> set[str]:
    rows = (row for row in at.known_rows(organizations.c.home, ids) if holds(row, at.day.toordinal()))
    return {row.home for row in rows if decode(row.details or "{}").get("kind") == OURSELVES}


def _about(moment: KeyMoment) -> list[Subject]:
    """The closest first."""
    subjects = (("person", moment.person), ("role", moment.role), ("organization", moment.account))
    return [(kind, id) for kind, id in subjects if id is not None]


def _with_actors(moment: KeyMoment, covered: Covered, addressed: Addressed, departed: Iterable[str] = ()) -> KeyMoment:
    about, gone = _about(moment), {*moment.absent, *departed, moment.person}
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
