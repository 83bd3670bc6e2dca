"""The history of one home by itself: for what is written anew after an erasure, and for comparing."""

from __future__ import annotations

from collections.abc import Iterable

from domain.standing import Recorded, Standing

from .engine import Engine, Shifting, Sink, Subject
from .homes import Part


def replay(facts: Iterable[Recorded], subject: Subject, sink: Sink) -> None:
    """The whole history of one home from the facts of its families, in order; other homes they touch are left alone."""
    engine = _Alone(subject, sink)
    for recorded in facts:
        engine.apply(recorded)


class _Alone(Engine):
    """Knows one home only."""

    def __init__(self, subject: Subject, sink: Sink) -> None:
        super().__init__(sink)
        self.subject = subject

    def _shift(self, move: Shifting, one: Standing, changed: dict[Subject, list[Part]]) -> None:
        if one.home == self.subject:
            super()._shift(move, one, changed)

    def _counts(self, home: Subject) -> bool:
        return home == self.subject
