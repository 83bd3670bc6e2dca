"""The map of an account as a picture: every part at the place that it has in the layout of the account's life."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from domain.analysis.picture import Entry, Link, Role
from projections.analysis.drawing import Drawn

from .asked import Asked
from .blocks import Point
from .boxes import UNFOLDED, Frame, Ink, counted, folded_box, frame_at, frame_of, holders_of, person_box, role_box
from .bundles import Bundle, bundle_stroke, bundled
from .called import Names
from .corridors import seat_of, title_of
from .crowd import CROWD, Crowd
from .folding import fold_of
from .layout import Layout, Region, region_of
from .leads import Leads
from .marked import Marked
from .marks import person_mark, role_mark
from .one_day import members_of, near_of
from .overview import Heap, cells
from .reasons import reasons
from .routing import End, led, path_of
from .strokes import branches, covering, link_stroke, reporting, tone_of
from .svg import element, escaped, line_of_text, rectangle, title
from .texts import drawable, fitted, width
from .titles import end_at, room_of
from .tracks import Thread

_UNIT = 11.0
# Lines of different kinds between the same two run beside each other, as twins do.
_ELSEWHERE, _COVERING = 2, 3


@dataclass(frozen=True)
class Map:
    """One day of an account in a layout of its life."""

    drawn: Drawn
    layout: Layout
    asked: Asked
    restricted: bool = False
    marked: Marked = field(default_factory=Marked)
    leads: Leads | None = None

    @cached_property
    def names(self) -> Names:
        return Names(self.drawn)

    @cached_property
    def roles(self) -> list[Role]:
        return [one for one in self.drawn.picture.roles if one.id in self.layout.slots]

    @cached_property
    def ink(self) -> Ink:
        influence = self.drawn.influence if "power" in self.asked.layers else None
        return Ink(self.drawn.beside.words, influence, members_of(self.drawn, self.asked), self.drawn.behind)

    @cached_property
    def folded(self) -> dict[str, list[Role]]:
        """By unit that is folded to one box: the roles that day."""
        found = defaultdict[str, list[Role]](list)
        for one in self.drawn.picture.roles:
            if one.id in self.layout.folds:
                found[self.layout.folds[one.id]].append(one)
        return dict(found)

    @cached_property
    def frames(self) -> dict[str, Frame]:
        """Of the boxes of roles, and of folded units by what stands for them."""
        folded = {fold_of(unit): frame_at(self.layout.slots[fold_of(unit)], None) for unit in self.folded}
        return folded | {one.id: frame_of(one, self.layout.slots[one.id], self.ink) for one in self.roles}

    def _at(self, role: str) -> str:
        """What stands for a role: itself, or its unit."""
        return fold_of(self.layout.folds[role]) if role in self.layout.folds else role

    @cached_property
    def seats(self) -> dict[str, str]:
        """What stands for each person: the first of their roles, else a box at the side."""
        roles = [*self.roles, *(one for some in self.folded.values() for one in some)]
        found = {one.person: self._at(role.id) for role in reversed(roles) for one in role.holders}
        areas = [(self._around(heap), roles) for heap, roles in self.heaps]
        marked = {held.person: area for area, roles in areas for role in roles for held in role.holders}
        crowd = {id: one.seat for one in self.crowd for id in one.people}
        return {**{id: seat_of(id) for id in self.beside}, **crowd, **marked, **found}

    def _around(self, heap: Heap) -> str:
        """Where links of its marks end: at the title of the unit around it, else at itself."""
        regions = (one for one in reversed(self.units) if one.holds(heap.x, heap.y))
        return next((title_of(one.unit) for one in regions), heap.seat)

    @cached_property
    def ends(self) -> dict[str, End]:
        """By what stands for it, each box, heap and title that a line may lead to."""
        frames = self.frames | {seat_of(id): frame for id, frame in self.beside.items()}
        frames |= {one.seat: one.frame for one, _ in self.heaps}
        frames |= {one.seat: one.heap.frame for one in self.crowd}
        titles = {title_of(one.unit): end_at(one) for one in reversed(self.units)}
        return {seat: End(seat, frame) for seat, frame in frames.items()} | titles

    def _way(self, one: str, other: str, twin: int, *, below: bool = False) -> list[Point]:
        begin, end = self.ends[one], self.ends[other]
        return led(self.layout.ways, begin, end._replace(below=True) if below else end, twin)

    @cached_property
    def beside(self) -> dict[str, Frame]:
        """Whoever holds no role there, where a layer shows them."""
        return {id: frame_at(place, None) for id, place in self.layout.people.items() if id in self._near}

    @cached_property
    def _near(self) -> set[str]:
        return near_of(self.drawn, self.asked)

    @cached_property
    def crowd(self) -> list[Crowd]:
        """Of those outside who are marks: one, or none."""
        found = (Crowd(heap, [id for id in heap.roles if id in self._near]) for heap in self.layout.crowd)
        return [one for one in found if one.people]

    def lines(self) -> Iterator[str]:
        if "hierarchy" not in self.asked.layers:
            return
        for fold in map(fold_of, self.folded):
            if (home := self.layout.homes.get(fold)) in self.frames:
                yield self._line(fold, str(home), "")
        for heap, _ in self.heaps:
            if len(heap.route) > 1:
                yield element("path", d=path_of(heap.route), class_="line")
        homes = defaultdict[str, list[Sequence[Point]]](list)
        for role in self.roles:
            above = self._at(role.reports_to or "")
            if above in self.frames and above != role.id:
                if self.layout.homes.get(role.id) == above and role.id not in self.marked.lines:
                    homes[above].append(self.layout.routes[role.id])
                else:
                    yield self._line(role.id, above, "came" if role.id in self.marked.lines else "")
            yield from self._further(role) if role.dotted_to or self.marked.lines else ()
        yield from (branches(above, routes) for above, routes in homes.items())

    def _further(self, role: Role) -> Iterator[str]:
        """Dotted lines, and the one that was before."""
        for dotted in dict.fromkeys(map(self._at, role.dotted_to)):
            if dotted in self.frames and dotted != role.id:
                yield self._elsewhere(role.id, dotted, "dotted")
        was = self.marked.lines.get(role.id)
        if was in self.frames and was != role.id:
            yield self._line(role.id, str(was), "went")

    def _line(self, role: str, above: str, more: str) -> str:
        if self.layout.homes.get(role) == above:
            return reporting(role, above, self.layout.routes[role], more)
        return self._elsewhere(role, above, more or "elsewhere")

    def _elsewhere(self, role: str, above: str, kind: str) -> str:
        """A line that is not the one a role has at home."""
        return reporting(role, above, self._way(role, above, _ELSEWHERE, below=True), kind)

    def _mark(self, role: str) -> tuple[str, str]:
        return self.marked.roles.get(role, ""), self.marked.before.get(role, "")

    def links(self) -> Iterator[str]:
        if "links" not in self.asked.layers:
            return
        twins, (bundles, alone) = Counter[tuple[str, str]](), self.tied
        for one in bundles:
            called = self.stands_at(one.begin), self.stands_at(one.end)
            yield bundle_stroke(one, called, self._way(one.begin, one.end, 0), self.ink)
        threads = [self._thread(one) for one in alone]
        tracks, roles = self.layout.tracks.of_day(threads), len(self.layout.slots)
        for link, thread in zip(alone, threads, strict=True):
            pair = min(thread[:2]), max(thread[:2])
            ends = self.ends[thread.begin], self.ends[thread.end]
            points = tracks.led(thread, ends, twins[pair], tone_of(link))
            yield link_stroke(link, points, self.ink, roles)
            twins[pair] += 1

    def _thread(self, link: Link) -> Thread:
        return Thread(self.seats[link.person], self.seats[link.other], link.person, link.other, link.kind)

    @cached_property
    def tied(self) -> tuple[list[Bundle], list[Link]]:
        """Links that are drawn together, and those with a line of their own."""
        areas = {self._around(heap) for heap, _ in self.heaps} | {one.seat for one in self.crowd}
        return bundled(self.drawn.picture.links, self.seats, areas)

    def stands_at(self, seat: str) -> str:
        """In words: a unit or what marks there are, the holders of a role, or a person."""
        known = self.drawn.picture
        if (role := known.role.get(seat)) is not None:
            return holders_of(role)
        if seat == CROWD:
            return self.crowd[0].told
        kind, _, id = seat.partition("/")
        if kind == "heap":
            return self._told(*self._heap_at[seat])
        return self.names.person(id)[0] if kind == "person" else self.names.unit(id)

    def coverage(self) -> Iterator[str]:
        if "coverage" not in self.asked.layers:
            return
        for one in self.drawn.beside.coverage:
            begin, end = self.seats.get(one.person), self._covered(*one.covered)
            if begin and end and begin != end.seat:
                points = led(self.layout.ways, self.ends[begin], end, _COVERING)
                yield covering(one.person, one.part, points)

    def _covered(self, kind: str, id: str) -> End | None:
        """What is covered: a person, the title of a unit, or for the account as a whole its first role."""
        if kind == "unit" and id not in self.folded:
            return next((end_at(one) for one in self.layout.regions if one.unit == id), None)
        first = (one.id for one in self.roles if one.reports_to is None)
        seat = self.seats.get(id) if kind == "person" else fold_of(id) if kind == "unit" else next(first, None)
        return None if seat is None else self.ends[seat]

    @cached_property
    def units(self) -> list[Region]:
        """Regions of units and organizations with a role on the map that day, the outer ones first."""
        known, there = self.drawn.picture.unit, self.drawn.picture.roles
        shown = {one.unit for one in self.roles} | {known[one].parent for one in self.folded if one in known}
        shown &= known.keys()
        shown |= {region_of(one.organization) for one in there if one.organization}
        return [one for one in self.layout.regions if one.unit in shown]

    @cached_property
    def heaps(self) -> list[tuple[Heap, list[Role]]]:
        """Those with a role that day, and these roles."""
        known = self.drawn.picture.role
        found = ((heap, [known[id] for id in heap.roles if id in known]) for heap in self.layout.heaps)
        return [(heap, roles) for heap, roles in found if roles]

    @cached_property
    def _heap_at(self) -> dict[str, tuple[Heap, list[Role]]]:
        return {heap.seat: (heap, roles) for heap, roles in self.heaps}

    def regions(self) -> Iterator[str]:
        for one in self.units:
            yield self._area(one, self.names.unit(one.unit))
        for heap, roles in self.heaps:
            yield self._area(heap, self._told(heap, roles))
        yield from (self._area(crowd.heap, crowd.told) for crowd in self.crowd)

    def _told(self, heap: Heap, roles: Sequence[Role]) -> str:
        return ": ".join(filter(None, (self.names.unit(heap.unit), counted(roles))))

    def _area(self, of: Region | Heap, told: str) -> str:
        area = rectangle(of.x + 3, of.y + 3, of.width - 6, of.height - 6, 8, "region")
        unit = self.drawn.picture.unit.get(of.unit or "")
        why = reasons(self.drawn.behind, [unit] if unit else [])
        named = "" if of.unit is None else f' data-unit="{escaped(of.unit)}"'
        return f'<g{named} class="unit">{title(told, why)}{area}</g>'

    def titles(self) -> Iterator[str]:
        """Over the lines, so that none strikes a name through."""
        for one in self.units:
            folds = self.leads and one.unit in self.drawn.picture.unit
            yield self._title(one, (UNFOLDED if folds else "") + self.names.unit(one.unit), folds=bool(folds))
        for heap, roles in self.heaps:
            unit = self.drawn.picture.unit.get(heap.unit or "")
            told = f"{unit.name or unit.id} · {len(roles)}" if unit else counted(roles)
            yield self._title(heap, told, folds=False)
        yield from (self._title(crowd.heap, crowd.told, folds=False) for crowd in self.crowd)

    def _title(self, of: Region | Heap, told: str, *, folds: bool) -> str:
        begin, room = room_of(of, width(drawable(told), _UNIT, bold=True))
        text = fitted(drawable(told), room, _UNIT, bold=True)
        line = line_of_text(text, begin, of.y + 17, room, _UNIT, "unit-name", bold=True)
        if self.leads is None or of.unit is None or not folds:
            return line
        return element("a", line, href=self.leads.unit(of.unit), data_unit=of.unit, aria_expanded="true")

    def marks(self) -> Iterator[str]:
        for heap, roles in self.heaps:
            places = cells(heap)
            for role in roles:
                yield role_mark(role, places[role.id], self.ink, *self._mark(role.id), leads=self.leads)
        for id, at in (pair for crowd in self.crowd for pair in crowd.cells()):
            yield person_mark(id, self.names.person(id)[0], at, self.ink, self._behind(id), self.leads)

    def boxes(self) -> Iterator[str]:
        for unit, some in self.folded.items():
            called = self.names.unit(unit) if unit in self.drawn.picture.unit else unit
            yield folded_box(unit, called, some, self.frames[fold_of(unit)], self.leads)
        for role in self.roles:
            yield role_box(role, self.frames[role.id], self.ink, *self._mark(role.id), leads=self.leads)
        for id, frame in self.beside.items():
            name, ours = self.names.person(id)
            yield person_box(id, name, "ours" if ours else "outside", frame, self.ink, self._behind(id), self.leads)

    def _behind(self, person: str) -> list[Entry]:
        """What is told of somebody beside the tree."""
        return [one for one in (self.drawn.picture.person.get(person), self.ink.members.get(person)) if one]
