"""The links of a map as ready pieces of JSON, with what findings and the list of people need to know of them."""

from __future__ import annotations

from typing import Any, NamedTuple

from domain.people import gap

from .fragments import decode, encode
from .marks import marks, probable
from .people import in_order, links
from .scene import Scene

_SCORES = ("tone", "strength")


class Order(NamedTuple):
    """What a link is, by which links are sorted."""

    person: str
    other: str
    kind: str
    directed: bool


class Told(NamedTuple):
    """A link as some rows tell it; `assessors` and `contested` (scores) only where there are several opinions."""

    order: Order
    ends: tuple[int, int]
    assessors: tuple[int, ...]
    contested: tuple[str, ...]
    piece: bytes


def links_json(scene: Scene) -> bytes:
    return b"[" + b",".join([one.piece for one in sorted(told_of_links(scene))]) + b"]"


def told_of_links(scene: Scene) -> list[Told]:
    """Kept for the same rows: a map of a thousand people has thousands of links, and most are as they were."""
    if "links" not in scene.kept:
        kept = scene.timeline.fragments.setdefault("links", {})
        scene.kept["links"] = [_kept(scene, kept, (row, *rows)) for row, rows in scene.link_rows.items()]
    found: list[Told] = scene.kept["links"]
    return found


def _kept(scene: Scene, kept: dict[tuple[int, ...], Told], rows: tuple[int, ...]) -> Told:
    if rows not in kept:
        kept[rows] = _told(scene, *rows)
    return kept[rows]


def _told(scene: Scene, row: int, *rows: int) -> Told:
    said = _ratings(scene, rows)
    several = said if len(said) > 1 else {}
    person, other, kind = (scene.text(links, name, row) for name in ("person", "other", "kind"))
    order = Order(person, other, kind, bool(scene.number(links, "directed", row)))
    ends = scene.number(links, "person", row), scene.number(links, "other", row)
    return Told(order, ends, tuple(several), _contested(scene, rows), encode(_link(scene, row, rows, several)))


def _link(scene: Scene, row: int, rows: tuple[int, ...], several: dict[int, dict[str, Any]]) -> dict[str, Any]:
    """A link with the latest of what its assessors say of each property, and everybody's where there are several."""
    link: dict[str, Any] = {name: scene.text(links, name, row) for name in ("person", "other", "kind", "since")}
    link |= {"directed": True} if scene.number(links, "directed", row) else {}
    latest: dict[str, Any] = {}
    doubted: dict[str, bool] = {}
    for one in rows:
        said = _rating(scene, one)
        latest |= said
        doubted |= dict.fromkeys(said, scene.text(links, "certainty", one) == "probable")
    told = [{"by": scene.words.people.value(by), **values} for by, values in several.items()]
    return {
        **link,
        **in_order(latest),
        **gap(latest),
        **({"opinions": sorted(told, key=lambda opinion: str(opinion["by"]))} if told else {}),
        **marks(scene, links, row),
        **probable(name for name, so in doubted.items() if so),
    }


def _ratings(scene: Scene, rows: tuple[int, ...]) -> dict[int, dict[str, Any]]:
    """What each assessor says of a link; a row says one property."""
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        found.setdefault(scene.number(links, "assessor", row), {}).update(_rating(scene, row))
    return {assessor: in_order(said) for assessor, said in found.items()}


def _rating(scene: Scene, row: int) -> dict[str, Any]:
    said = {name: decode(text) for name in _SCORES if (text := scene.text(links, name, row)) is not None}
    details: dict[str, Any] = decode(scene.text(links, "details", row) or "{}")
    return said | details


def _contested(scene: Scene, rows: tuple[int, ...]) -> tuple[str, ...]:
    """Scores of a link on which its assessors differ; texts always do."""
    said: dict[str, set[Any]] = {"tone": set(), "strength": set(), "desired": set()}
    for row in rows:
        given = decode(scene.text(links, "details", row) or "{}")
        given |= {name: text for name in _SCORES if (text := scene.text(links, name, row)) is not None}
        for name in said.keys() & given.keys():
            said[name].add(given[name])
    return tuple(name for name, values in said.items() if len(values) > 1)
