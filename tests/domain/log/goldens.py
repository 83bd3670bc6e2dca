"""Golden files: one for every version of every stored type ever released, with the row as it was stored.

They are never changed once released. `python -m tests.domain.log.goldens` writes those that are missing.
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from domain.decisions import Known, decide
from domain.facts import REGISTRY, Fact
from domain.forms import as_json, parse
from domain.log.keys import KeyRing, seal
from domain.log.mapper import Draft, FactMapper, StoredFact
from domain.log.sealing import Sealed, group_key, opened
from domain.sameness import Sameness
from domain.standing import Family, Recorded, pending
from tests.domain.samples import DESCRIBED, REPORTED, TOOK, full, world

FOLDER = Path(__file__).parents[2] / "golden"
ID = "00000000-0000-4000-8000-00000000601d"
COLUMNS = ("originator_id", "effective", "certainty", "source", "recorded_by")


RING = KeyRing(workspace=1, root=bytes(32), secret=bytes(32))
# Everybody's key is always the same.
OWNERS = ("p-1", "p-2", "p-3", "p-4", "nomination/n-1")
KEYS: dict[str, bytes | None] = {owner: sha256(owner.encode()).digest() for owner in OWNERS}
MAPPER = FactMapper(RING, KEYS)


def path_of(name: str, version: int) -> Path:
    return FOLDER / f"{name}.v{version}.json"


def golden_of(name: str) -> dict[str, Any]:
    """What the newest version of a type stores for a sample with every field."""
    stored = MAPPER.to_stored_event(draft(told({**full(name), "id": ID})))
    fact = as_json(MAPPER.to_domain_event(stored).fact)
    golden = {
        "type": name,
        "version": stored.version,
        "columns": {column: getattr(stored, column) for column in COLUMNS},
        "state": json.loads(stored.state),
        "unsealed": {row.people: opened(RING, KEYS, row, ID) for row in stored.sealed},
        "fact": fact,
    }
    plain: dict[str, Any] = json.loads(json.dumps(golden))
    return plain


def told(sent: dict[str, Any]) -> Fact:
    return parse(sent, today="2020-01-01")


def draft(fact: Fact) -> Draft:
    """As the ledger drafts it in the world of the samples."""
    families = {
        id: Family([pending(told(sent))])
        for id in (TOOK, DESCRIBED, REPORTED)
        for sent in world()
        if sent.get("id") == id
    }
    (decided,) = decide([fact], Known(lambda subject: True, families, merged=merged))
    amended = None if decided.target is None else type(decided.target)
    return Draft(fact=fact, sent={}, by="golden", amended=amended, base=decided.base, also=decided.also)


def merged() -> Sameness:
    """What may be unmerged."""
    same, facts = Sameness(), [told(full(f"{kind}_records_merged")) for kind in ("person", "organization")]
    same.count((None, said) for fact in facts for said in Family([pending(fact)]).says)
    return same


def loaded(golden: dict[str, Any]) -> Recorded:
    """The fact that a golden row is read as today."""
    rows = tuple(sealed_again(people, values) for people, values in golden["unsealed"].items())
    state = json.dumps(golden["state"]).encode()
    stored = StoredFact(
        **golden["columns"], originator_version=1, topic=golden["type"], version=golden["version"], state=state,
        id=ID, position=7, sealed=rows,
    )  # fmt: skip
    return MAPPER.to_domain_event(stored)


def sealed_again(people: str, values: dict[str, Any]) -> Sealed:
    key = group_key(RING, KEYS, frozenset(people.split()))
    return Sealed(people, seal(key, json.dumps(values).encode(), f"{RING.workspace}|{people}|{ID}".encode()))


def write_missing() -> list[Path]:
    missing = [(path_of(name, cls.version), name) for name, cls in REGISTRY.items()]
    written = [path for path, name in missing if not path.exists() and path.write_text(shown(golden_of(name)))]
    return sorted(written)


def shown(golden: dict[str, Any]) -> str:
    return json.dumps(golden, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    write_missing()
