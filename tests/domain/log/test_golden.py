"""Whatever was ever stored loads: one golden file for every version of every type."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import pytest
from msgspec import UNSET

from domain.facts import REGISTRY, Fact, Given, PersonId, ShortText, of
from domain.forms import as_json
from domain.log.mapper import UnreadableLog, upcast
from tests.domain.log.goldens import FOLDER, ID, MAPPER, draft, golden_of, loaded, path_of, told
from tests.domain.samples import full

STORED = sorted(FOLDER.glob("*.json"))


def read(path: Path) -> dict[str, Any]:
    golden: dict[str, Any] = json.loads(path.read_text())
    return golden


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_every_version_of_a_type_has_a_golden_file(name: str) -> None:
    versions = range(1, REGISTRY[name].version + 1)
    missing = [path_of(name, version).name for version in versions if not path_of(name, version).exists()]
    assert not missing, "python -m tests.domain.log.goldens writes them"


def test_every_golden_file_is_of_a_type_and_version_that_is_known() -> None:
    known = {path_of(name, version + 1) for name, cls in REGISTRY.items() for version in range(cls.version)}
    assert set(STORED) <= known


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_what_was_stored_is_read_as_the_fact_it_was(path: Path) -> None:
    golden = read(path)
    recorded = loaded(golden)
    assert json.loads(json.dumps(as_json(recorded.fact))) == golden["fact"]
    assert recorded.erased == ()


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_what_was_stored_is_still_read_once_everything_sealed_is_gone(path: Path) -> None:
    golden = read(path)
    recorded = loaded({**golden, "unsealed": {}})
    sealed = {field for group in golden["state"].get("sealed", ()) for field in group["fields"]}
    assert set(recorded.erased) == sealed
    assert recorded.fact.id == ID


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_what_is_stored_changes_only_with_a_new_version(name: str) -> None:
    assert golden_of(name) == read(path_of(name, REGISTRY[name].version))


def test_a_type_that_is_not_known_stops_the_reading() -> None:
    golden = golden_of("role_closed") | {"type": "role_dreamed"}
    with pytest.raises(UnreadableLog, match="position 7: role_dreamed version 1 is not known here"):
        loaded(golden)


def test_a_version_newer_than_the_program_stops_the_reading() -> None:
    golden = golden_of("role_closed") | {"version": 2}
    with pytest.raises(UnreadableLog, match="position 7: role_closed version 2 is not known here"):
        loaded(golden)


@pytest.fixture
def renamed_twice() -> Iterator[type[Fact]]:
    """A type in its third version: `hat` became `hats`, then `headgear`."""

    class HatSeen(Fact, type="hat_seen", subject="person", version=3):
        person: PersonId
        headgear: Annotated[Given[tuple[ShortText, ...]], of("person")] = UNSET

        @staticmethod
        def upcast_v1_v2(values: dict[str, Any]) -> dict[str, Any]:
            rest = {name: value for name, value in values.items() if name != "hat"}
            return {**rest, "hats": [values["hat"]]} if "hat" in values else rest

        @staticmethod
        def upcast_v2_v3(values: dict[str, Any]) -> dict[str, Any]:
            rest = {name: value for name, value in values.items() if name != "hats"}
            return {**rest, "headgear": values["hats"]} if "hats" in values else rest

    yield HatSeen
    del REGISTRY["hat_seen"]


def stored_as(version: int, field: str, value: object) -> dict[str, Any]:
    """A golden row of the made-up type, with its value sealed under its name of then."""
    described = [{"of": "p-1", "fields": [field], "mac": ""}]
    columns = {
        "originator_id": "person:p-1", "effective": "2020", "certainty": "confirmed", "source": "person",
        "recorded_by": "golden",
    }  # fmt: skip
    state = {"person": "p-1", "sealed": described}
    return {
        "type": "hat_seen", "version": version, "columns": columns, "state": state, "unsealed": {"p-1": {field: value}},
    }  # fmt: skip


@pytest.mark.parametrize(("version", "field", "value"), [(1, "hat", "bowler"), (2, "hats", ["bowler"])])
def test_an_old_version_is_read_through_every_upcaster_after_it_sealed_values_included(
    renamed_twice: type[Fact], version: int, field: str, value: object
) -> None:
    fact = loaded(stored_as(version, field, value)).fact
    assert isinstance(fact, renamed_twice)
    assert fact.stated("headgear") == {"headgear": ("bowler",)}
    assert fact.effective == "2020"


def test_an_old_version_whose_values_were_erased_is_read_too(renamed_twice: type[Fact]) -> None:
    recorded = loaded({**stored_as(1, "hat", "bowler"), "unsealed": {}})
    assert recorded.erased == ("hat",)
    assert recorded.fact.stated("headgear") == {}


def test_the_newest_version_is_not_upcast(renamed_twice: type[Fact]) -> None:
    values = {"person": "p-1", "headgear": ["bowler"]}
    assert upcast(renamed_twice, values, 3) is values


def test_a_correction_keeps_the_version_of_what_it_corrects() -> None:
    stored = MAPPER.to_stored_event(draft(told({**full("fact_corrected"), "id": ID})))
    assert json.loads(stored.state)["base"] == {"type": "person_described", "version": 1}
