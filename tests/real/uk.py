"""The real UK government data read as facts: tenures as they stand, and assertions as they were recorded."""

import csv
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.real.assertions import Reader
from tests.real.definitions import Definitions
from tests.real.ids import FactIds, decode, encode, organization_and_role, role_id

__all__ = ["DATA", "assertion_facts", "decode", "encode", "organization_and_role", "role_id", "tenure_facts", "truth"]

Fact = dict[str, Any]

SHARED = Path(os.environ.get("INCUMBENT_REAL_DATA", Path(__file__).parents[3] / "shared" / "data"))
DATA = SHARED / "uk"
# The day of the file that the tenures were taken from.
TENURES_RECORDED_AT = "2020-10-21T00:00:00.000000Z"


def assertion_facts(kinds: tuple[str, ...] = ("government",)) -> list[Fact]:
    """In recorded order, each with its own `recorded_at`; the truth tables hold the government ones."""
    assertions = [line for line in lines("assertions_pre2010.jsonl") if line["kind"] in kinds]
    return list(Reader().read(assertions))


def tenure_facts() -> list[Fact]:
    """The whole file as learned at one instant."""
    ids = FactIds(seed=1947)
    defined = [*defined_posts(Definitions(ids)), *defined_people(Definitions(ids))]
    tenures = [fact for row in rows("tenures.csv") for fact in tenure(ids, row)]
    return [fact | {"recorded_at": TENURES_RECORDED_AT} for fact in defined + tenures]


def defined_posts(definitions: Definitions) -> Iterator[Fact]:
    for row in rows("posts.csv"):
        organization = encode(row["organisation"])
        yield from definitions.organization(organization, row["organisation"])
        yield from definitions.role(encode(row["post_id"]), organization, row["label"])


def defined_people(definitions: Definitions) -> Iterator[Fact]:
    for row in rows("persons.csv"):
        yield from definitions.person(encode(row["person_id"]), row["name"])


def tenure(ids: FactIds, row: dict[str, str]) -> Iterator[Fact]:
    subjects = {"person": encode(row["person_id"]), "role": encode(row["post_id"])}
    took = ids.next()
    yield {"type": "person_took_role", "id": took, "effective": row["start"], **subjects}
    if row["end"]:
        yield {"type": "person_left_role", "id": ids.next(), "effective": row["end"], "took": took, **subjects}


def truth(name: str) -> list[dict[str, Any]]:
    """A truth table, to be compared as sets."""
    return [table | {"holders": {tuple(holder) for holder in table["holders"]}} for table in lines(name)]


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
