"""What the clients tell: batches of facts with ids of their own, and files of them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from api.cli.imports.files import id_of_line
from api.cli.imports.plan import SIZE
from tests.generator import random_batches

from .journal import Fact

ACCOUNT, ROLES = "acme", 12
_SPACE = uuid.UUID(int=9)
_BORN = {"effective": "2020-01-01"}


def id_of(*names: Any) -> str:
    return str(uuid.uuid5(_SPACE, "/".join(map(str, names))))


def founding() -> list[Fact]:
    """An account with posts, all vacant."""
    posts = [f"r-{number}" for number in range(ROLES)]
    facts: list[Fact] = [
        {"type": "organization_registered", "organization": ACCOUNT, "name": "Acme"},
        {"type": "account_opened", "organization": ACCOUNT},
        *({"type": "role_defined", "role": post, "organization": ACCOUNT, "title": post, **_BORN} for post in posts),
    ]
    return [fact | {"id": id_of("founding", number)} for number, fact in enumerate(facts)]


def batch(client: str, number: int) -> list[Fact]:
    """Somebody new in a post, and something about whom the client told before: all three or none."""
    person, before = f"p-{client}-{number}", f"p-{client}-{number - 1}"
    role, took = f"r-{number % ROLES}", id_of(client, number, 1)
    day = {"effective": f"2021-{number % 12 + 1:02}-{number % 28 + 1:02}"}
    link = {"type": "link_rated", "person": before, "other": person, "kind": "advice", "tone": number % 3, **day}
    corrected = {"type": "fact_corrected", "fact": took, "replacement": {"effective": "2021-06"}}
    facts = [
        {"type": "person_introduced", "person": person, "name": f"Somebody {client} {number}"},
        {"type": "person_took_role", "person": person, "role": role, **day},
        link if number % 4 and number > 1 else corrected,
    ]
    return [fact | {"id": id_of(client, number, place)} for place, fact in enumerate(facts)]


def history(path: Path, seed: int, steps: int) -> Iterator[Sequence[Fact]]:
    """Writes a file of small batches that keep their instants, each by somebody else and so a batch of the log too."""
    with path.open("w") as out:
        for number, (recorded_at, facts) in enumerate(random_batches(seed, steps)):
            kept = {"recorded_at": recorded_at, "recorded_by": f"clerk {number % 2}"}
            out.writelines(json.dumps(fact | kept) + "\n" for fact in facts)
            yield facts


def bulk(path: Path, count: int) -> Iterator[Sequence[Fact]]:
    """Writes a file without instants, imported in batches as large as they may be; most lines leave their id open."""
    facts = founding() + [fact for number in range(1, count // 3) for fact in batch("bulk", number)]
    lines = [_unnamed(fact) for fact in facts[:count]]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    digest = sha256(path.read_bytes()).digest()
    named = [{"id": id_of_line(digest, number)} | line for number, line in enumerate(lines, 1)]
    yield from (named[start : start + SIZE] for start in range(0, len(named), SIZE))


def _unnamed(fact: Fact) -> Fact:
    """Without its id, unless another fact names it."""
    return fact if fact["type"] == "person_took_role" else {name: fact[name] for name in fact if name != "id"}
