"""The tables that rules are kept in: one file each in `data/`, with what its lines mean in the first of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import nicknames

_DATA = Path(__file__).parent / "data"


def lines(name: str) -> Iterator[str]:
    """The lines of a table that say something."""
    for line in (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


@cache
def words(name: str) -> frozenset[str]:
    return frozenset(lines(name))


@cache
def marks(name: str) -> dict[tuple[str, ...], str]:
    """Phrases, as words, with the mark that ends their line."""
    phrases = (line.rsplit(" ", 1) for line in lines(name))
    return {tuple(phrase.replace(".", "").split()): mark for phrase, mark in phrases}


@cache
def expansions(name: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Short forms, as words, with what they stand for."""
    pairs = (line.split(" = ") for line in lines(name))
    return {tuple(short.split()): tuple(long.split()) for short, long in pairs}


@cache
def legal_forms() -> dict[tuple[str, ...], str]:
    """Legal forms, as words, with the short one that they are: in one word, letter by letter, and written out."""
    found: dict[tuple[str, ...], str] = {}
    for line in lines("legal_forms"):
        short, written = line.split(" = ")
        for phrase in (short, " ".join(short), *written.split(", ")):
            found[tuple(phrase.split())] = short
    return found


@cache
def given_names() -> dict[str, frozenset[str]]:
    """By given name, the other names the same person may go by: the library's and our own, both ways."""
    found: dict[str, set[str]] = defaultdict(set)
    for one, _relation, other in nicknames.name_triplets():
        found[one].add(other)
        found[other].add(one)
    for line in lines("nicknames"):
        group = line.split()
        for name in group:
            found[name] |= set(group) - {name}
    return {name: frozenset(others) for name, others in found.items()}
