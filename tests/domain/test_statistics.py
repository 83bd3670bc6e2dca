"""SQLite finds rows by their index and never by reading a whole workspace, however full or empty the tables are."""

import pytest

from domain.log.store import open_engine

IDS = ", ".join(f"'{number}'" for number in range(300))


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (f"SELECT id FROM facts WHERE workspace = 1 AND id IN ({IDS}) ORDER BY position", "workspace=? AND id=?"),
        (f"SELECT ciphertext FROM sealed WHERE workspace = 1 AND position IN ({IDS})", "workspace=? AND position=?"),
        (
            f"SELECT subject FROM subjects WHERE workspace = 1 AND kind = 'person' AND subject IN ({IDS})",
            "workspace=? AND kind=? AND subject=?",
        ),
        (f"SELECT wrapped FROM person_keys WHERE workspace = 1 AND person IN ({IDS})", "workspace=? AND person=?"),
        (
            f"SELECT * FROM tenures WHERE workspace = 1 AND build = 1 AND home IN ({IDS}) AND known_to = 9",
            "workspace=? AND build=? AND home=?",
        ),
    ],
)
def test_many_ids_are_looked_up_one_by_one(sqlite_url: str, query: str, index: str) -> None:
    engine = open_engine(sqlite_url)
    with engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}").all()
    engine.dispose()
    assert any(index in step[3] for step in plan), plan
