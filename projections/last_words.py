"""The last word on each value of an account's map, from its timeline in memory: what a row says is found once.

As `statements.stated_at` has it of the tables, but for who covers whom, which no timeline holds.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from functools import cache
from hashlib import blake2b
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import Table

from domain.analysis.freshness import Stated
from domain.analysis.picture import Picture
from domain.log.ledger import Ledger

from .columns import NOTHING, Columns, Days, Indexes, Interner
from .saying import Place, Said, columns_of, homes_of, said_by, tenures_shown
from .scene import Scene
from .statements import told_at
from .tenures import tenures

_KEPT = "words"


class _Word(NamedTuple):
    slot: tuple[Any, ...]
    order: tuple[date, Place]
    stated: Stated


Words = dict[int, tuple[_Word, ...]]


def last_words(ledger: Ledger, scene: Scene, picture: Picture) -> tuple[Stated, ...]:
    """Of a picture of the scene by somebody with the scope `restricted`; the scene's timeline is locked."""
    latest: dict[tuple[Any, ...], _Word] = {}
    for word in chain.from_iterable(chain.from_iterable(_words(ledger, scene, picture))):
        last = latest.get(word[0])
        if last is None or last[1] <= word[1]:
            latest[word[0]] = word
    return tuple([word.stated for word in latest.values()])


def behind_last_words(scene: Scene, picture: Picture) -> Hashable:
    """The same for two scenes only where their last words are: the rows that say them, which never change."""
    digest = blake2b(digest_size=20)
    for table, rows in _shown(scene, picture).items():
        digest.update(f"{table.name} {len(rows)} ".encode() + rows.tobytes())
    return scene.timeline.serial, digest.digest()


def _words(ledger: Ledger, scene: Scene, picture: Picture) -> list[list[tuple[_Word, ...]]]:
    """By table and row."""
    kept: dict[Table, Words] = scene.timeline.fragments.setdefault(_KEPT, {})
    rows = {table: numbers.tolist() for table, numbers in _shown(scene, picture).items()}
    missing = {table: [row for row in some if row not in kept.setdefault(table, {})] for table, some in rows.items()}
    if any(missing.values()):
        _learn(ledger, scene, kept, missing)
    return [[kept[table][row] for row in some] for table, some in rows.items()]


def _shown(scene: Scene, picture: Picture) -> dict[Table, Indexes]:
    """Numbers of the rows behind the map; found once, though both what they say and whether it is kept need them."""
    kept: tuple[Picture, dict[Table, Indexes]] | None = scene.kept.get(_KEPT)
    if kept is None or kept[0] is not picture:
        kept = scene.kept[_KEPT] = picture, _found(scene, picture)
    return kept[1]


def _found(scene: Scene, picture: Picture) -> dict[Table, Indexes]:
    shown = {table: _rows(scene, table, ids) for table, ids in homes_of(picture, restricted=True).items()}
    shown[tenures] = _of_numbers(scene, tenures, "took", shown[tenures], tenures_shown(picture))
    return shown


def _rows(scene: Scene, table: Table, homes: Iterable[str]) -> Indexes:
    return _of_numbers(scene, table, "home", scene.at(table), homes)


def _of_numbers(scene: Scene, table: Table, name: str, rows: Indexes, ids: Iterable[str]) -> Indexes:
    """Of these rows those that have one of these ids in a column."""
    columns = scene.timeline[table]
    words: Interner = columns.encoders[name]  # type: ignore[assignment]
    wanted = np.zeros(len(words) + 1, np.bool_)
    wanted[[words.numbers[id] for id in ids if id in words.numbers]] = True
    wanted[NOTHING] = False
    found: Indexes = rows[wanted[columns[name][rows]]]
    return found


def _learn(ledger: Ledger, scene: Scene, kept: dict[Table, Words], missing: Mapping[Table, list[int]]) -> None:
    said = {table: _said(scene.timeline[table], table, rows) for table, rows in missing.items() if rows}
    places = {one.place for some in said.values() for told in some for one in told}
    with ledger.store.reading(ledger.workspace.id) as connection:
        facts = told_at(connection, ledger.workspace.id, places)
    for table, some in said.items():
        for row, told in zip(missing[table], some, strict=True):
            stated = [(one, one.stated(facts[one.place])) for one in told if one.place in facts]
            kept[table][row] = tuple(_Word(one.slot, one.order(found), found) for one, found in stated)


def _said(columns: Columns, table: Table, rows: list[int]) -> list[list[Said]]:
    values = [_values(columns, name, rows) for name in columns_of(table)]
    return [list(said_by(table, _row_of(table)(*one))) for one in zip(*values, strict=True)]


@cache
def _row_of(table: Table) -> Any:
    return namedtuple("row_of", columns_of(table))  # its fields are known here only


def _values(columns: Columns, name: str, rows: list[int]) -> list[Any]:
    """As the table has them."""
    numbers, encoder = columns[name][rows].tolist(), columns.encoders[name]
    if isinstance(encoder, Interner):
        return [encoder.value(number) for number in numbers]
    if encoder is Days:
        return [date.fromordinal(number) for number in numbers]
    return [None if number == NOTHING else number for number in numbers]
