"""The lines of a file to import: which ids they have, and what of them is not a fact's."""

import re
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from api.cli.imports.files import LOG_ADDS, id_of_line
from domain.facts import FACT_ID_PATTERN, REGISTRY


@given(st.binary(min_size=32, max_size=32), st.integers(min_value=1, max_value=10**9))
def test_the_id_of_a_line_is_a_uuid_and_always_the_same(digest: bytes, number: int) -> None:
    id = id_of_line(digest, number)
    assert re.match(FACT_ID_PATTERN, id)
    assert UUID(id).version == 8
    assert id == id_of_line(digest, number) != id_of_line(digest, number + 1)


def test_what_the_log_adds_to_a_line_is_no_field_of_a_fact() -> None:
    assert all(set(LOG_ADDS).isdisjoint(cls.__dataclass_fields__) for cls in REGISTRY.values())
