"""Alerts of one move belong together on the page: whom it is about and what it does to us is told once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from domain.key_moments.found import SEVERITIES

Json = dict[str, Any]
# What nobody has to do anything about any more.
SETTLED = ("acknowledged", "retracted")


class Move(NamedTuple):
    """The alerts that somebody's coming or going raised at an account, the most severe first."""

    alerts: list[Json]

    @property
    def first(self) -> Json:
        return self.alerts[0]

    @property
    def ids(self) -> list[str]:
        return [alert["id"] for alert in self.alerts]

    @property
    def open(self) -> bool:
        return any(alert["state"] not in SETTLED for alert in self.alerts)

    @property
    def sources(self) -> list[str]:
        return [*dict.fromkeys(fact for alert in self.alerts for fact in alert.get("sources", []))]

    @property
    def effects(self) -> Json:
        """Each once, of those that still stand."""
        found = defaultdict[str, dict[bytes, Any]](dict)
        for alert in self.alerts:
            for name, some in alert["effects"].items() if alert["state"] != "retracted" else ():
                found[name].update((msgspec.json.encode(one), one) for one in some)
        return {name: [*some.values()] for name, some in found.items()}


def moves_of(alerts: Sequence[Json]) -> list[Move]:
    """Each where the most severe of its alerts would stand."""
    found: dict[tuple[str | None, ...], list[Json]] = {}
    for alert in sorted(alerts, key=lambda one: -SEVERITIES.index(one["severity"])):
        found.setdefault(_move(alert), []).append(alert)
    return [Move(some) for some in found.values()]


def _move(alert: Json) -> tuple[str | None, ...]:
    """What concerns nobody in particular stands alone."""
    person = alert.get("person")
    return (alert["id"],) if person is None else (alert.get("account"), person, alert["day"])


def each(act: Callable[[str], object], alerts: Iterable[Json], without: Sequence[str]) -> None:
    """Raises what the first refusal says."""
    for alert in alerts:
        if alert["state"] not in without:
            act(alert["id"])
