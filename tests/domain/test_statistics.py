"""SQLite finds rows by their index and never by reading a whole workspace, however full or empty the tables are."""

import pytest
from sqlalchemy import Select, select

from domain.log.engines import open_engine
from domain.log.tables import facts, person_keys, sealed, subjects
from projections.tenures import tenures

IDS = [str(number) for number in range(300)]


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (select(facts.c.type).where(facts.c.workspace == 1, facts.c.id.in_(IDS)), "workspace=? AND id=?"),
        (
            select(sealed.c.ciphertext).where(sealed.c.workspace == 1, sealed.c.position.in_(range(300))),
            "workspace=? AND position=?",
        ),
        (
            select(subjects.c.position).where(
                subjects.c.workspace == 1, subjects.c.kind == "person", subjects.c.subject.in_(IDS)
            ),
            "workspace=? AND kind=? AND subject=?",
        ),
        (
            select(person_keys.c.wrapped).where(person_keys.c.workspace == 1, person_keys.c.person.in_(IDS)),
            "workspace=? AND person=?",
        ),
        (
            select(tenures).where(tenures.c.workspace == 1, tenures.c.build == 1, tenures.c.home.in_(IDS)),
            "home=? AND workspace=? AND build=?",
        ),
    ],
)
def test_many_ids_are_looked_up_one_by_one(sqlite_url: str, query: Select[tuple[object]], index: str) -> None:
    engine = open_engine(sqlite_url)
    written = query.compile(engine, compile_kwargs={"literal_binds": True})
    with engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {written}").all()
    engine.dispose()
    assert any(index in step[3] for step in plan), plan
