"""Whom an announcement or a move interests: the watches that it concerns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from domain.acceptance import folded
from domain.levels import Level, compare, level_of, rank_of_title, rank_of_word
from domain.matching.announcements import Announcement as Asked
from domain.matching.announcements import Match, Matched
from domain.matching.matching import match
from domain.matching.posts import NOT_THEN
from domain.matching.registry import Registry
from domain.vocabularies import Term

from .clerk import Concerns
from .moments import moment_of
from .records import kept_of
from .snapshots import Snapshot, snapshot
from .tenants import Tenant
from .watch_list import SUBJECTS, Watch, watches_of
from .words import Words

Subject = tuple[str, str]
# From which score on a name is like that of what is watched, whatever its day; of people scores are chances, and
# shared by namesakes.
_LIKE, _LIKELY = 0.5, 0.2


@dataclass(frozen=True)
class Watched:
    """The watches of a workspace, each of the record that counts, with how high the levels among them stand today."""

    watches: Sequence[Watch]
    levels: Mapping[str, Level]

    @property
    def people(self) -> frozenset[str]:
        return frozenset(watch.subject for watch in self.watches if watch.kind == "person")

    def concerned(self, subjects: Collection[Subject], posts: Iterable[Level] = ()) -> list[Watch]:
        """Those that any of these organizations, people and roles, or a post as high as these, concerns."""
        heights = [one for one in posts if one != Level()]
        return [watch for watch in self.watches if self._concerns(watch, subjects, heights)]

    def _concerns(self, watch: Watch, subjects: Collection[Subject], posts: list[Level]) -> bool:
        if watch.kind in SUBJECTS:
            return (SUBJECTS[watch.kind], watch.subject) in subjects
        least = self.levels[watch.subject]
        return any(compare([least], post) in (0, 1) for post in posts)


def watched(tenant: Tenant) -> Watched:
    """What is watched now, by anybody: whoever watches a record that was merged watches what it answers as."""
    kept = watches_of(tenant)
    with snapshot(tenant, moment_of(tenant.ledger)) as at:
        found = list(_counting(at, kept))
        words = Words(at)
        ranks, terms = words.ranks_of_levels(at.day), {one.word: one for one in words.terms("level", at.day)}
    watched_levels = {watch.subject for watch in found if watch.kind == "level"}
    return Watched(found, {word: _level(word, terms.get(word), ranks) for word in watched_levels})


def _counting(at: Snapshot, found: Sequence[Watch]) -> Iterator[Watch]:
    for kind, subject in SUBJECTS.items():
        mine = [watch for watch in found if watch.kind == kind]
        kept = kept_of(at, subject, {watch.subject for watch in mine})
        yield from (replace(watch, subject=kept.get(watch.subject, watch.subject)) for watch in mine)
    yield from (watch for watch in found if watch.kind == "level")


def _level(word: str, term: Term | None, ranks: Mapping[str, int]) -> Level:
    """A level by itself; where its word tells nothing, by how people read it."""
    label = word if term is None else term.label
    rank = rank_of_word(label)
    level = level_of(word, label, ranks)
    return level if rank is None else level._replace(rank=rank)


def interest(tenant: Tenant) -> Callable[[Registry], Concerns]:
    """By what is known, whether an announcement concerns a watch, as these are now."""
    watching, today = watched(tenant), tenant.ledger.today().toordinal()

    def reading(registry: Registry) -> Concerns:
        reader = _Reader(registry, today, watching.people & registry.people.keys())
        return lambda said, found: bool(watching.concerned(*reader.meant(said, found)))

    return reading


@dataclass(frozen=True)
class _Reader:
    """What announcements may be about, by what they may mean; `people` are those to look out for."""

    registry: Registry
    today: int
    people: Collection[str]

    def meant(self, said: Mapping[str, Any], found: Match) -> tuple[set[Subject], list[Level]]:
        """Who and what may be meant, and how high the posts stand that it names."""
        people = {*_best(found.person, _LIKELY), *self._predecessor(said), *self._looked_out_for(said)}
        subjects = {("person", id) for id in people} | {one for id in people for one in self._held(id)}
        before = Asked(organization=said.get("previous_organization"), role=said.get("previous_role"))
        subjects.update(self._places(said.get("organization_name"), found))
        if before.says_anything:
            subjects.update(self._places(before.organization, match(self.registry, before)))
        titles = (said.get("role_title"), said.get("previous_role"))
        return subjects, [Level(None, rank_of_title(title)) for title in titles if title is not None]

    def _predecessor(self, said: Mapping[str, Any]) -> list[str]:
        if (name := said.get("predecessor_name")) is None:
            return []
        organization, role = said.get("organization_name"), said.get("role_title")
        asked = Asked(person=name, organization=organization, role=role, on=self.today)
        return _best(match(self.registry, asked).person, _LIKELY)

    def _looked_out_for(self, said: Mapping[str, Any]) -> Iterator[str]:
        """Whoever is looked out for and called so: namesakes make nobody likely."""
        named = (said.get("person_name"), said.get("predecessor_name"))
        for name in filter(None, named):
            yield from self._called.get(folded(name), ())

    @cached_property
    def _called(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for id in self.people:
            for name in self.registry.people[id].names:
                found[folded(name)].add(id)
        return found

    def _held(self, person: str) -> Iterator[Subject]:
        """The roles that somebody holds, and the organizations of these."""
        for tenure in self.registry.people[person].tenures:
            if tenure.covers(self.today) and tenure.role in self.registry.roles:
                yield from self._role(tenure.role)

    def _places(self, organization: str | None, found: Match) -> Iterator[Subject]:
        """Roles and organizations that are called so."""
        yield from (("organization", id) for id in _best(found.organization, _LIKE))
        for id in _best(found.role, _LIKE * NOT_THEN):
            yield from self._role(id) if organization is None else [("role", id)]

    def _role(self, id: str) -> Iterator[Subject]:
        yield "role", id
        owner = self.registry.roles[id].organization
        if owner is not None:
            yield "organization", owner


def _best(part: Matched | None, least: float) -> list[str]:
    return [one.id for one in part.candidates if one.score >= least] if part is not None else []
