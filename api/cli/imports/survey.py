"""A first look through all lines: which subjects they create, which are named before they are created."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from domain.errors import InvalidFact, Refused
from domain.facts import REGISTRY, Fact
from domain.nominations import NominationMatched
from domain.roles import PersonLeftRole

from .files import Files, Flaw, Line, instant_of

Key = tuple[str, str]
Recorder = tuple[str | None, str | None]
MOST_FLAWS = 1_000

# What a correction may name, whatever it corrects: every kind that a field of that name has in some fact.
_KINDS: dict[str, set[str]] = defaultdict(set)
for _cls in REGISTRY.values():
    for _name, _kind in _cls.refs.items():
        _KINDS[_name].add(_kind)


@dataclass
class Survey:
    """`kept` holds each line's recorded instant, `breaks` the lines at which somebody else begins to have recorded."""

    creators: dict[Key, int] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    named_facts: set[str] = field(default_factory=set)
    doubles: list[tuple[int, int]] = field(default_factory=list)
    ahead: dict[Key, list[int]] = field(default_factory=lambda: defaultdict(list))
    amended_ahead: bool = False
    kept: array[int] | None = None
    breaks: list[int] = field(default_factory=list)
    instants_left: int = 0
    flaws: list[Flaw] = field(default_factory=list)

    def creator(self, key: Key) -> int | None:
        """The line that creates this subject, or is this fact."""
        return self.ids.get(key[1]) if key[0] == "fact" else self.creators.get(key)


def survey(files: Files, keep: bool) -> Survey:
    """One pass over the files. What is no JSON, or has no instant where it must, is a flaw."""
    found = Survey(kept=array("q") if keep else None)
    before: Recorder = (None, None)
    for index in range(len(files)):
        try:
            line = files.line(index)
            _look(found, index, line)
            found.instants_left += line.recorded_at is not None and not keep
            if found.kept is not None:
                before = _keep(found, found.kept, index, line, before)
        except Refused as refused:
            found.flaws.append(files.flaw(index, refused))
        if len(found.flaws) >= MOST_FLAWS:
            break
    found.ahead = {key: lines for key, lines in found.ahead.items() if found.creator(key) is not None}
    found.amended_ahead = found.amended_ahead and any(kind == "fact" for kind, _ in found.ahead)
    return found


def named_by(values: dict[str, Any]) -> Iterator[Key]:
    """(kind, id) of everything that a fact names; more than that, where a correction leaves the kind open."""
    cls = class_of(values)
    if cls is not None:
        for name, kind in cls.refs.items():
            yield from ((kind, id) for id in _texts(values.get(name)))
    if cls is NominationMatched:
        yield from _candidates(values.get("candidates"))
    replacement = values.get("replacement")
    if isinstance(replacement, dict):
        for name, value in replacement.items():
            yield from ((kind, id) for kind in _KINDS.get(name, ()) for id in _texts(value))


def class_of(values: dict[str, Any]) -> type[Fact] | None:
    name = values.get("type")
    return REGISTRY.get(name) if isinstance(name, str) else None


def _look(found: Survey, index: int, line: Line) -> None:
    values, cls = line.values, class_of(line.values)
    if cls is not None and cls.creates and isinstance(subject := values.get(cls.subject), str):
        found.creators.setdefault((cls.refs[cls.subject], subject), index)
    if isinstance(id := values["id"], str) and found.ids.setdefault(id, index) != index:
        found.doubles.append((found.ids[id], index))
    for key in named_by(values):
        if key[0] == "fact":
            found.named_facts.add(key[1])
        if found.creator(key) is None:
            found.ahead[key].append(index)
            found.amended_ahead |= key[0] == "fact" and cls is not PersonLeftRole


def _keep(found: Survey, kept: array[int], index: int, line: Line, before: Recorder) -> Recorder:
    """Note the line's instant; says who recorded it, and because of what."""
    if line.recorded_at is None:
        raise InvalidFact("required with --keep-recorded", field="recorded_at")
    at = instant_of(line.recorded_at)
    last = kept[-1] if kept else at
    kept.append(max(at, last))
    if at < last:
        raise InvalidFact("lies before that of an earlier line; sort the lines by recorded_at", field="recorded_at")
    recorded = (line.by, line.caused_by)
    if index and recorded != before:
        found.breaks.append(index)
    return recorded


def _candidates(value: Any) -> Iterator[Key]:
    for one in value if isinstance(value, (list, tuple)) else ():
        if isinstance(one, dict) and isinstance(one.get("kind"), str) and isinstance(one.get("id"), str):
            yield one["kind"], one["id"]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        yield from (item for item in value if isinstance(item, str))
