"""Which facts state what a change says, by the columns in which each table keeps them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Table

from .attitudes import attitudes
from .crafted import crafted_jobs
from .fragments import decode
from .opportunities import buying_roles
from .people import links
from .restructurings import restructurings
from .sides import Sides
from .states import Change
from .tenures import powers, tenures


def concerns(change: Change, row: Any) -> bool:
    """Whether a row of the change's home is about just what changed."""
    if change.kind in ("tenure", "power", "attitude"):
        return bool(row.person == change.name)
    if change.kind == "buying_role":
        return f"{row.person}|{row.buying_role}" == change.name
    if change.kind == "crafted_job":
        return f"{row.person}|{row.property}" == change.name
    if change.kind == "restructuring":
        return bool(row.item == f"{change.name}|{change.subject}")
    if change.kind == "link":
        tie = f"{row.person}|{row.other}", f"{row.kind}{' >' if row.directed else ''}"
        return tie == (change.subject, change.name)
    return True


def by_field(change: Change, sides: Sides) -> set[int]:
    """Of a subject with fields: what states the value; where it comes or goes while it exists, what moved it."""
    after = _why(sides.after)
    if change.name == "probable":
        named = set(change.before or ()) ^ set(change.after or ())
        return {after[name] for name in named if name in after}
    if change.name is not None:
        return {after[change.name]} if change.name in after else set()
    if change.after is None or any(getattr(row, "life", None) == "open" for row in sides.before):
        return moved(sides)
    return set(after.values())


def moved(sides: Sides) -> set[int]:
    """What made a role or a unit belong elsewhere."""
    before, after = _why(sides.before), _why(sides.after)
    return {after[name] for name in ("organization", "unit") if after.get(name) not in (None, before.get(name))}


def placed(row: Any) -> bool:
    """Whether it says where a unit belongs."""
    return "organization" in decode(row.why or "{}")


def _why(rows: list[Any]) -> dict[str, int]:
    return {name: place for row in rows for name, place in decode(row.why or "{}").items()}


def _by_took(change: Change, sides: Sides) -> set[int]:
    """The beginning of the tenure that is shown, unless that ran before without being on the map."""
    took = {row.item: row.place for row in sides.after}
    running = {row.item for row in sides.before}
    shown = (change.after or {}).get("took")
    return {took[shown]} if shown in took and (shown not in running or change.before is not None) else set()


def _by_item(change: Change, sides: Sides) -> set[int]:
    earlier = {row.item for row in sides.before} if change.before is None else set()
    return {row.place for row in sides.after if row.item not in earlier} if change.after is not None else set()


def _by_assessor(change: Change, sides: Sides) -> set[int]:
    return {row.place for row in sides.after if row.place} if change.after is not None else set()


STATING: dict[Table, Callable[[Change, Sides], set[int]]] = {
    tenures: _by_took,
    buying_roles: _by_item,
    restructurings: _by_item,
    powers: _by_assessor,
    crafted_jobs: _by_assessor,
    attitudes: _by_assessor,
    links: _by_assessor,
}
