"""The map of an account as a picture: every part at the place that it has in the layout of the account's life."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from domain.analysis.picture import Role
from domain.errors import NotFound
from projections.account_lives import AccountLife, Post
from projections.analysis.drawing import Drawn

from .asked import Asked
from .boxes import UNFOLDED, Frame, Ink, Standing, folded_box, frame_at, frame_of, person_box, role_box
from .folding import fold_of
from .layout import Layout, Region
from .leads import Leads
from .strokes import covering, link_stroke, moved, reporting
from .svg import element, line_of_text, rectangle, title
from .texts import drawable, fitted

_UNIT, _INSET = 11.0, 10.0


@dataclass(frozen=True)
class Marked:
    """What changed between two moments: a class by role, what is told of it as it was, and the lines that it had."""

    roles: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, str | None] = field(default_factory=dict)


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
    def roles(self) -> list[Role]:
        return [one for one in self.drawn.picture.roles if one.id in self.layout.slots]

    @cached_property
    def ink(self) -> Ink:
        influence = self.drawn.influence if "power" in self.asked.layers else None
        return Ink(self.drawn.beside.words, influence, members_of(self.drawn, self.asked))

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
    def seats(self) -> dict[str, Frame]:
        """Where each person is: in the first of their roles, else at the side."""
        roles = [*self.roles, *(one for some in self.folded.values() for one in some)]
        found = {one.person: self.frames[self._at(role.id)] for role in reversed(roles) for one in role.holders}
        return {**self.beside, **found}

    @cached_property
    def beside(self) -> dict[str, Frame]:
        """Whoever holds no role there, where a layer shows them."""
        roles = [*self.roles, *(one for some in self.folded.values() for one in some)]
        wanted = self._near() - {one.person for role in roles for one in role.holders}
        return {id: frame_at(place, None) for id, place in self.layout.people.items() if id in wanted}

    def _near(self) -> set[str]:
        found = set(self.ink.members)
        if "links" in self.asked.layers:
            found |= {end for link in self.drawn.picture.links for end in (link.person, link.other)}
        if "coverage" in self.asked.layers:
            found |= {one.person for one in self.drawn.beside.coverage}
        return found

    def lines(self) -> Iterator[str]:
        if "hierarchy" not in self.asked.layers:
            return
        for fold in map(fold_of, self.folded):
            if (home := self.layout.homes.get(fold)) in self.frames:
                yield self._line(fold, str(home), "")
        for role in self.roles:
            above = self._at(role.reports_to or "")
            if above in self.frames and above != role.id:
                yield self._line(role.id, above, "came" if role.id in self.marked.lines else "")
            for dotted in dict.fromkeys(map(self._at, role.dotted_to)):
                if dotted in self.frames and dotted != role.id:
                    yield moved(role.id, dotted, self.frames, "dotted")

            was = self.marked.lines.get(role.id)
            if was in self.frames:
                yield self._line(role.id, str(was), "went")

    def _line(self, role: str, above: str, more: str) -> str:
        if self.layout.homes.get(role) == above:
            return reporting(role, above, self.layout.routes[role], more)
        return moved(role, above, self.frames, more or "elsewhere")

    def _mark(self, role: str) -> tuple[str, str]:
        return self.marked.roles.get(role, ""), self.marked.before.get(role, "")

    def links(self) -> Iterator[str]:
        if "links" not in self.asked.layers:
            return
        for link in self.drawn.picture.links:
            begin, end = self.seats.get(link.person), self.seats.get(link.other)
            if begin and end and begin != end:
                yield link_stroke(link, begin, end, self.ink.words)

    def coverage(self) -> Iterator[str]:
        if "coverage" not in self.asked.layers:
            return
        for one in self.drawn.beside.coverage:
            begin, end = self.seats.get(one.person), self._covered(*one.covered)
            if begin and end and begin != end:
                yield covering(one.person, one.part, begin, end)

    def _covered(self, kind: str, id: str) -> Frame | None:
        """What is covered: a person, the title of a unit, or for the account as a whole its first role."""
        if kind == "person":
            return self.seats.get(id)
        if kind == "unit" and id in self.folded:
            return self.frames[fold_of(id)]
        if kind == "unit":
            return next((_title_of(one) for one in self.layout.regions if one.unit == id), None)
        return next((self.frames[one.id] for one in self.roles if one.reports_to is None), None)

    @cached_property
    def units(self) -> list[Region]:
        """Regions of units with a role on the map that day, the outer ones first."""
        known = self.drawn.picture.unit
        shown = {one.unit for one in self.roles} | {known[one].parent for one in self.folded if one in known}
        shown &= known.keys()
        return [one for one in self.layout.regions if one.unit in shown]

    def regions(self) -> Iterator[str]:
        for one in self.units:
            area = rectangle(one.x + 3, one.y + 3, one.width - 6, one.height - 6, 8, "region")
            yield element("g", title(self._called(one.unit)), area, data_unit=one.unit, class_="unit")

    def titles(self) -> Iterator[str]:
        """Over the lines, so that none strikes a name through."""
        for one in self.units:
            room = one.width - 2 * _INSET
            sign = UNFOLDED if self.leads else ""
            told = fitted(sign + drawable(self._called(one.unit)), room, _UNIT, bold=True)
            line = line_of_text(told, one.x + _INSET, one.y + 17, room, _UNIT, "unit-name", bold=True)
            href = self.leads and self.leads.unit(one.unit)
            yield element("a", line, href=href, data_unit=one.unit, aria_expanded="true") if href else line

    def _called(self, id: str) -> str:
        """With the culture that weighs most."""
        unit = self.drawn.picture.unit[id]
        culture = max(unit.culture, key=lambda name: unit.culture[name], default=None)
        return f"{unit.name or unit.id}{f' · {culture}' if culture else ''}"

    def boxes(self) -> Iterator[str]:
        for unit, some in self.folded.items():
            called = self._called(unit) if unit in self.drawn.picture.unit else unit
            yield folded_box(unit, called, some, self.frames[fold_of(unit)], self.leads)
        for role in self.roles:
            yield role_box(role, self.frames[role.id], self.ink, *self._mark(role.id), leads=self.leads)
        people = self.drawn.picture.person
        for id, frame in self.beside.items():
            known = people.get(id)
            name = (known.name if known else self.drawn.beside.names.get(("person", id))) or id
            ours = known.ours if known else ("person", id) in self.drawn.beside.names
            yield person_box(id, name, "ours" if ours else "outside", frame, self.ink, self.leads)


def _title_of(region: Region) -> Frame:
    return Frame(region.x + _INSET, region.y + 4, 60, 14)


def members_of(drawn: Drawn, asked: Asked) -> dict[str, Standing]:
    """Of the buying center that is asked for, and whoever else stands somewhere on that sale. Raises NotFound where the
    map shows no such opportunity."""
    if asked.opportunity is None:
        return {}
    sale = next((one for one in drawn.picture.opportunities if one.id == asked.opportunity), None)
    if sale is None:
        raise NotFound(f"no opportunity {asked.opportunity} of this account that day", field="opportunity")
    others: dict[str, Standing] = {one.person: one for one in sale.attitudes}
    return others | {one.person: one for one in reversed(sale.buying_center)}


def compact(life: AccountLife, drawn: Drawn) -> AccountLife:
    """One day alone: its roles under that day's superiors."""
    posts = tuple(sorted(Post(one.id, one.reports_to, one.unit) for one in drawn.picture.roles))
    parents = {one.id: one.parent for one in drawn.picture.units}
    return life._replace(posts=posts, units=parents)
