"""What of a fact lies in the log's own row, and what is sealed beside it under the keys of the people concerned."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

import msgspec

from ..amendments import FactCorrected
from ..facts import NO_SOURCE, Fact, Source, own_values_of
from .keys import KeyRing, combined, seal, unseal

_BLOCK = 64
_SOURCE_TEXT = ("ref", "note")

People = frozenset[str]
Groups = dict[People, dict[str, Any]]


class Sealed(NamedTuple):
    """One row beside the log: whose keys it needs (ids, sorted, a blank between) and the bytes."""

    people: str
    ciphertext: bytes


def split(fact: Fact, also: People = frozenset(), amended: type[Fact] | None = None) -> tuple[dict[str, Any], Groups]:
    """(fields that are nobody's, personal fields by the people they concern; nobody named: the workspace).

    That a field was cleared stays with the first: it tells no word, and outlives an erasure as the order of facts does.
    `also` are the people of the fact that an amendment amends, `amended` its type.
    """
    plain = own_values_of(fact)
    groups: Groups = defaultdict(dict)
    for name, tag in fact.personal.items():
        if plain.get(name) is not None and name != "replacement":
            groups[fact.concerned(tag) | (also if tag.text else frozenset())][name] = plain.pop(name)
    if isinstance(fact, FactCorrected):
        _split_replacement(fact, plain, groups[fact.key_ids | also], amended)
    if fact.source is not NO_SOURCE and fact.source != NO_SOURCE:
        _split_source(fact.source, plain, groups[fact.key_ids | also])
    if fact.mentions:
        plain["mentions"] = list(fact.mentions)
    return plain, {people: values for people, values in groups.items() if values} if groups else groups


def _split_replacement(
    fact: FactCorrected, plain: dict[str, Any], sealed: dict[str, Any], amended: type[Fact] | None
) -> None:
    tags = {} if amended is None or amended is FactCorrected else amended.tags
    public = {name for name, tag in tags.items() if not tag.personal} | {"effective", "certainty", "mentions"}
    personal = {name: value for name, value in fact.replacement.items() if name not in public}
    plain["replacement"] = {name: value for name, value in fact.replacement.items() if name in public}
    if personal:
        sealed["replacement"] = personal


def _split_source(source: Source, plain: dict[str, Any], sealed: dict[str, Any]) -> None:
    said = {name: value for name in _SOURCE_TEXT if (value := getattr(source, name)) is not None}
    if said:
        sealed["source"] = said
    plain["source"] = {"kind": source.kind}


def describe(
    keys: KeyRing, data_keys: dict[str, bytes | None], groups: Groups, id: str
) -> tuple[list[dict[str, Any]], list[Sealed]]:
    """What the log row says of the sealed values (whose, which fields, a keyed hash), and the rows to lay beside it."""
    described, rows = [], []
    for people, values in groups.items():
        names = " ".join(sorted(people))
        key = group_key(keys, data_keys, people)
        plain = msgspec.json.encode(values)
        described.append({"of": names, "fields": sorted(values), "mac": keyed_hash(keys, key, plain)})
        rows.append(Sealed(names, seal(key, _padded(plain), _context(keys, names, id))))
    return described, rows


def group_key(keys: KeyRing, data_keys: dict[str, bytes | None], people: People) -> bytes:
    held = {person: key for person in people if (key := data_keys[person]) is not None}
    return combined(held, people) if people else keys.secret


def keyed_hash(keys: KeyRing, key: bytes, plain: bytes) -> str:
    """Binds the log's row to what was sealed beside it, and says nothing once the key is gone."""
    return keys.mac(b"sealed", key, plain).hex()[:32]


def opened(keys: KeyRing, data_keys: dict[str, bytes | None], row: Sealed, id: str) -> dict[str, Any] | None:
    """The values of a sealed row; None when somebody concerned was erased."""
    people = frozenset(row.people.split())
    if any(data_keys.get(person) is None for person in people):
        return None
    plain = unseal(group_key(keys, data_keys, people), row.ciphertext, _context(keys, row.people, id))
    values: dict[str, Any] = msgspec.json.decode(plain)
    return values


def _padded(plain: bytes) -> bytes:
    """Blanks up to a block, so that the length of a ciphertext does not tell short words apart."""
    return plain.ljust(-(-len(plain) // _BLOCK) * _BLOCK)


def _context(keys: KeyRing, people: str, id: str) -> bytes:
    return f"{keys.workspace}|{people}|{id}".encode()
