"""What a registry knows once a choice is supposed to be made: whoever is announced next may be meant by it."""

from __future__ import annotations

from domain.acceptance import Choice
from domain.dates import FOREVER, Span

from .registry import Registry, Tenure


def counted(registry: Registry, choice: Choice, chosen: tuple[str, str], days: Span, took: str | None) -> None:
    """Let a registry know what a choice leads to; `chosen` are the person and the role, `took` the new beginning."""
    person, role = chosen
    if took is None:
        _end(registry, person, role, days, choice.took)
        return
    _end(registry, person, choice.leaves, days)
    _end(registry, choice.predecessor, role, days)
    known = registry.people[person]
    registry.put_tenures(person, (*known.tenures, Tenure(role, days.first, FOREVER, took)))


def _end(registry: Registry, person: str | None, role: str | None, days: Span, took: str | None = None) -> None:
    if person is None or role is None:
        return
    stop = days.first if days.exact else days.last + 1
    tenures = registry.people[person].tenures
    registry.put_tenures(person, tuple(_ended(one, role, days, stop, took) for one in tenures))


def _ended(one: Tenure, role: str, days: Span, stop: int, took: str | None) -> Tenure:
    meant = one.took == took if took is not None else one.role == role and one.covers(days.first - 1)
    return Tenure(one.role, one.start, min(stop, one.stop), one.took) if meant else one
