"""Facts of every type, with a word never said before in every personal field; and where such words are."""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Iterator
from functools import reduce
from types import BuiltinFunctionType, FrameType, FunctionType, MethodType, ModuleType
from typing import Any
from uuid import uuid4

import numpy as np
from sqlalchemy import select, text

from domain import merging
from domain.facts import REGISTRY
from domain.log.store import Store
from projections.tables import metadata
from tests.domain.log.leaks import files, raw
from tests.domain.samples import full, world
from tests.raw import all_rows

Sent = dict[str, Any]
PEOPLE = [f"x-{number}" for number in range(20)]
ABOUT_FACTS = ("fact_corrected", "fact_withdrawn", "value_erased", "person_erased")
UNMERGING = {type.type for type in merging.UNMERGING}
TYPES = sorted(REGISTRY.keys() - {*ABOUT_FACTS} - UNMERGING)
ENDS = tuple(name for name in TYPES if name.endswith(("_closed", "_ended", "_unrelated", "left_role")))
WORD = re.compile(rb"canary-\d{17}")


class Aviary:
    """Words of 24 letters, each never said before."""

    def __init__(self) -> None:
        self.words = 0

    def sing(self) -> str:
        self.words += 1
        return f"canary-{self.words:017d}"


def heard(haystack: bytes) -> set[str]:
    return {word.decode() for word in WORD.findall(haystack)}


def personal(name: str, path: str) -> bool:
    """Whether the words of a field, named by its path in the sample, are somebody's."""
    own = re.split(r"[ .]", path)[0]
    return own == "source" or REGISTRY[name].tags[own].personal


def sample(name: str, person: str, aviary: Aviary, **given: Any) -> Sent:
    """Every field of a type, about this person, or with them in what is said about something else."""
    made = full(name, lambda path: aviary.sing() if personal(name, path) else "in the open")
    renamed = {'"p-1"': f'"{person}"', '"r-1"': f'"{role_of(person)}"', '"n-1"': f'"n-{person}"'}
    sent: Sent = json.loads(reduce(lambda words, pair: words.replace(*pair), renamed.items(), json.dumps(made)))
    named = (sent.get("person"), *sent.get("about", {}).values())
    mentioned = {} if person in named or "nomination" in sent else {"mentions": [person]}
    later = {"effective": "2030-01-01"} if name in ENDS else {}
    return {**sent, "id": str(uuid4()), **mentioned, **later, **given}


def role_of(person: str) -> str:
    """Not the second, which samples leave."""
    return ("r-1", "r-3", "r-4")[PEOPLE.index(person) % 3]


def facts_about(person: str, aviary: Aviary) -> Iterator[Sent]:
    """Of every type, corrected twice; of some also one that is rumored, of others one that is withdrawn."""
    took, reported = str(uuid4()), str(uuid4())
    yield sample("person_introduced", person, aviary)
    yield sample("person_took_role", person, aviary, id=took)
    yield sample("nomination_reported", person, aviary, id=reported, revises=None)
    for number, name in types_about(person):
        naming = {field: took if field == "took" else reported for field in ("took", "report", "revises")}
        named = {field: id for field, id in naming.items() if field in REGISTRY[name].field_names}
        first = sample(name, person, aviary, **named)
        yield first
        yield from corrections(first, sample(name, person, aviary), sample(name, person, aviary))
        if number % 4 == 0:
            yield sample(name, person, aviary, **named, certainty="rumored")
        elif number % 4 == 2:
            gone = sample(name, person, aviary, **named)
            yield gone
            yield {"type": "fact_withdrawn", "fact": gone["id"], "reason": aviary.sing()}
        if name.endswith("_records_merged"):
            yield sample(name.replace("merged", "unmerged"), person, aviary)


def types_about(person: str) -> Iterator[tuple[int, str]]:
    """By numbers that come to each type in turn, the same of two neighbors, of whom one may be erased.

    Of the first four everything is said, of the others what is rumored of them or withdrawn, too, and what makes a
    nomination theirs; records are merged of two people only: who was ever merged with somebody is written anew when
    that one goes.
    """
    place = PEOPLE.index(person)
    for number, name in enumerate(TYPES, place // 2):
        wanted = place < 4 or number % 2 == 0 or name == "nomination_accepted"
        if wanted and (place < 2 or not name.endswith("_records_merged")):
            yield number, name


def corrections(first: Sent, once: Sent, twice: Sent) -> Iterator[Sent]:
    """A correction of every personal field, and one of that correction."""
    tags = REGISTRY[first["type"]].tags
    names = [name for name in first if name == "source" or (name in tags and tags[name].personal)]
    said = {"type": "fact_corrected", "fact": first["id"], "id": str(uuid4())}
    yield {**said, "replacement": {name: once[name] for name in names}}
    replaced = {"replacement": {name: twice[name] for name in names}}
    yield {"type": "fact_corrected", "fact": said["id"], "replacement": replaced}


def surroundings() -> list[Sent]:
    """The subjects that samples name, with the first organization an account, and what has no people in it."""
    called = [
        {"type": "alias_recorded", kind: id, "alias": "Other"}
        for kind, id in (("organization", "o-1"), ("role", "r-1"))
    ]
    cultured = {"type": "culture_assessed", "unit": "u-1", "mix": {"consulting": 1}}
    return [*world(), {"type": "account_opened", "organization": "o-1"}, *called, cultured]


def kept(store: Store) -> bytes:
    """Every value of every row of every table, what the database knows of them, and on SQLite all its bytes."""
    with all_rows(store) as connection:
        rows = (row for table in metadata.sorted_tables for row in connection.execute(select(table)))
        held = b"\n".join(raw(value) for row in rows for value in row)
        if not store.sqlite:
            held += b"\n".join(
                raw(value) for row in connection.execute(text("SELECT * FROM pg_stats")) for value in row
            )
    shared = b"".join(file.with_name(f"{file.name}-shm").read_bytes() for file in files(store)[:1])
    return held + b"".join(file.read_bytes() for file in files(store)) + shared


CODE = (ModuleType, FunctionType, BuiltinFunctionType, MethodType, FrameType, type)


def in_memory(root: object) -> bytes:
    """Every text that can be reached from an object."""
    seen, waiting, found = set[int](), [root], list[bytes]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, CODE):
            continue
        seen.add(id(one))
        if isinstance(one, (str, bytes)):
            found.append(raw(one))
        elif isinstance(one, np.ndarray):
            waiting += one.tolist() if one.dtype == object else []
        else:
            waiting += gc.get_referents(one)
    return b"\n".join(found)
