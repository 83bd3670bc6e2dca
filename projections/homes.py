"""What stands in one subject, in the parts that are resolved by themselves, and the rows that are open there now."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from operator import attrgetter

from domain.standing import Standing

from .intervals import Row, View
from .views import WITHIN, views_for

_place = attrgetter("place")


class Part:
    """Part of a subject in one view; without an id, the whole of it or what concerns every part."""

    __slots__ = ("id", "rows", "standings", "view")

    def __init__(self, view: View, id: str | None) -> None:
        self.view, self.id = view, id
        self.standings: list[Standing] = []
        self.rows: tuple[Row, ...] = ()

    def put(self, standing: Standing) -> None:
        """In the order of the log; what is put there mostly comes last."""
        if self.standings and self.standings[-1].place > standing.place:
            insort(self.standings, standing, key=_place)
        else:
            self.standings.append(standing)

    def take(self, standing: Standing) -> None:
        self.standings = [one for one in self.standings if one.place != standing.place]


class Home:
    """One subject in all views."""

    __slots__ = ("parts",)

    def __init__(self) -> None:
        self.parts: dict[tuple[View, str | None], Part] = {}

    def put(self, kind: str, standing: Standing) -> list[Part]:
        """The parts that what stands now concerns."""
        found = self._parts_of(kind, standing)
        for part in found:
            part.put(standing)
        return found

    def take(self, kind: str, standing: Standing) -> list[Part]:
        found = self._parts_of(kind, standing)
        for part in found:
            part.take(standing)
        return found

    def spread(self, parts: Iterable[Part]) -> dict[Part, None]:
        """The parts to resolve anew: what concerns every part of a view touches them all."""
        found: dict[Part, None] = {}
        for part in parts:
            inner = WITHIN.get(part.view, ())
            if part.id is None and part.view.part is not None:
                views = (part.view, *inner)
                found.update({one: None for one in self.parts.values() if one.view in views and one.id is not None})
            else:
                found[part] = None
                for view in inner:
                    if (view, part.id) in self.parts:
                        found[self.parts[view, part.id]] = None
        return found

    def resolved(self, part: Part) -> tuple[Row, ...]:
        standings = self._concerning(part)
        return tuple(part.view.resolve(standings)) if standings else ()

    def _parts_of(self, kind: str, standing: Standing) -> list[Part]:
        views = views_for(kind, standing.fact)
        return [self._part(view, view.part(standing) if view.part else None) for view in views]

    def _part(self, view: View, id: str | None) -> Part:
        key = (view, id)
        found = self.parts.get(key)
        if found is None:
            found = self.parts[key] = Part(view, id)
        return found

    def _concerning(self, part: Part) -> list[Standing]:
        """What stands in a part, and what else concerns it, in the order of the log."""
        if part.view.within and not part.standings:
            return []
        others = [other for key in _around(part.view, part.id) if (other := self.parts.get(key))]
        if not others:
            return part.standings
        return sorted([*part.standings, *(one for other in others for one in other.standings)], key=_place)


def _around(view: View, id: str | None) -> list[tuple[View, str | None]]:
    """Where else stands what concerns a part: in every part of its view, and in the view that it is resolved within."""
    found: list[tuple[View, str | None]] = [] if id is None else [(view, None)]
    return found if view.within is None else [*found, (view.within, id), *_around(view.within, id)]
