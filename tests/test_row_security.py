"""Whatever is asked for one workspace, on whichever connection, of another nothing is seen and nothing changed."""

import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from random import Random

import pytest
from sqlalchemy import Executable, Table, column, delete, exc, insert, select, text, true, update

import jobs.alerting.tables
import jobs.feeds.tables
import jobs.outputs.tables
import jobs.tables
from domain.log.access_notes import Note, keep_notes
from domain.log.ledger import Terms
from domain.log.repeats import Idempotency
from domain.log.row_security import EXEMPT, POLICY, unguarded
from domain.log.store import Store, open_store
from projections.rule_settings import set_rule
from projections.tables import metadata
from projections.tenants import Tenants
from tests.cluster import binaries, running_cluster
from tests.projections.canaries import Aviary, facts_about, surroundings
from tests.raw import all_rows

SEED, QUERIES = 20_261_122, 1_000
GUARDED = [table for table in metadata.sorted_tables if "workspace" in table.columns and table.name not in EXEMPT]
Ask = Callable[[Table, Table, int], Executable]
Seen = dict[int | None, Counter[int]]


def said(words: str) -> Ask:
    return lambda one, two, foreign: text(words.format(one=one, two=two, foreign=foreign))


# Each asks for the workspaces of rows of one table or another; the number given is that of a foreign one.
READS: tuple[Ask, ...] = (
    lambda one, _two, _foreign: select(one.c.workspace),
    lambda one, _two, foreign: select(one.c.workspace).where(one.c.workspace == foreign),
    lambda one, two, _foreign: select(two.c.workspace).join(one, true()).order_by(two.c.workspace.desc()).limit(99),
    lambda one, two, _foreign: select(one.c.workspace).where(one.c.workspace.not_in(select(two.c.workspace))),
    lambda one, two, _foreign: select(one.c.workspace).union(select(two.c.workspace)),
    lambda one, _two, _foreign: select(one.c.workspace).with_for_update(),
    said("SELECT workspace FROM {one} WHERE workspace = {foreign} OR true"),
    said("SELECT max(workspace) FROM {one} GROUP BY workspace"),
    said("WITH found AS MATERIALIZED (TABLE {one}) SELECT workspace FROM found"),
    said("SELECT CAST(to_jsonb(found) ->> 'workspace' AS integer) FROM {one} AS found"),
)
WRITES: tuple[Ask, ...] = (
    lambda one, _two, _foreign: update(one).values(workspace=one.c.workspace).returning(one.c.workspace),
    lambda one, _two, foreign: delete(one).where(one.c.workspace == foreign).returning(one.c.workspace),
    said("DELETE FROM {one} RETURNING workspace"),
    said("UPDATE {one} SET workspace = {one}.workspace FROM {two} RETURNING {two}.workspace"),
)
INTO_ANOTHER: tuple[Ask, ...] = (
    said("UPDATE {one} SET workspace = {foreign}"),
    said(
        "INSERT INTO {one} SELECT (jsonb_populate_record(own, jsonb_build_object('workspace', {foreign}))).*"
        " FROM {one} AS own LIMIT 1"
    ),
)


class Aborted(Exception):
    """In the middle of a transaction."""


@pytest.fixture
def store(postgres_url: str) -> Iterator[Store]:
    """Two workspaces with rows in every guarded table, and several connections in the pool."""
    opened = open_store(postgres_url)
    tenants = Tenants(opened, bytes(32))
    for name in ("mine", "other"):
        fill(tenants, name)
    for connection in [opened.engine.connect() for _ in range(4)]:
        connection.close()
    yield opened
    opened.close()


def fill(tenants: Tenants, name: str) -> None:
    tenant = tenants.make(name)
    tenant.record(surroundings(), Terms(by="test"))
    tenant.record(list(facts_about("x-0", Aviary())), Terms(by="test", idempotency=Idempotency("key", b"body")))
    keep_notes(tenants.store, [Note(tenant.workspace.id, "key", "person", "x-0", 1)])
    set_rule(tenant, "champion_left", on=False, parameters=None, by="me")
    for table in KEPT_BY_JOBS:
        with tenants.store.writing(tenant.workspace.id) as connection:
            connection.execute(insert(table).values(workspace=tenant.workspace.id, **some_values(table)))


OF_JOBS = ("feed", "alerting", "rule_settings", "outlet", "deliver", "workspace_", "watches", "half_life", "last_looks")
KEPT_BY_JOBS = [
    table for table in metadata.sorted_tables if table.name.startswith(OF_JOBS) and "workspace" in table.columns
]


def some_values(table: Table) -> dict[str, object]:
    """For every column that needs one."""
    made = {int: 0, str: "x", bytes: b"x", bool: False}
    needed = (column for column in table.columns if column.name != "workspace" and not column.nullable)
    return {column.name: made[column.type.python_type] for column in needed}


MINE, OTHER = 1, 2


def fuzz(store: Store, tables: list[Table], times: int) -> Seen:
    """Of which workspaces rows were seen, by who asked: one of them, the other, nobody known."""
    chance, seen = Random(SEED), {MINE: Counter[int](), OTHER: Counter[int](), None: Counter[int]()}
    for _ in range(times):
        caller = chance.choice([*seen])
        opening = chance.choice([store.reading, store.writing, store.peeking])
        ask, (one, two) = chance.choice(READS + WRITES), chance.sample(tables, 2)
        with suppress(Aborted, exc.DataError), opening(caller) as connection:
            seen[caller].update(connection.execute(ask(one, two, MINE if caller == OTHER else OTHER)).scalars())
            if ask in WRITES or chance.random() < 0.5:
                abort(chance, connection.execute)
    return seen


def abort(chance: Random, execute: Callable[[Executable], object]) -> None:
    """By an error of the program, or one of the database."""
    if chance.random() < 0.5:
        raise Aborted
    execute(text("SELECT 1 / 0"))


def everything(store: Store) -> dict[str, list[str]]:
    with all_rows(store) as connection:
        return {table.name: sorted(map(str, connection.execute(select(table)))) for table in GUARDED}


def test_whatever_is_asked_nothing_of_another_workspace_is_seen_or_changed(store: Store) -> None:
    before = everything(store)
    seen = fuzz(store, GUARDED, QUERIES)
    assert {caller: {*numbers} for caller, numbers in seen.items()} == {MINE: {MINE}, OTHER: {OTHER}, None: set()}
    assert everything(store) == before


def test_every_guarded_table_had_rows_to_be_seen(store: Store) -> None:
    with all_rows(store) as connection:
        for table in GUARDED:
            assert {*connection.scalars(select(table.c.workspace))} == {MINE, OTHER}, table.name


def test_without_its_policy_a_table_shows_everything(store: Store) -> None:
    with all_rows(store) as connection:
        connection.execute(text("ALTER TABLE tenures DISABLE ROW LEVEL SECURITY"))
    seen = fuzz(store, [metadata.tables["tenures"], metadata.tables["facts"]], 60)
    assert [{*numbers} for numbers in seen.values()] == [{MINE, OTHER}] * 3


@pytest.mark.parametrize("ask", INTO_ANOTHER, ids=["moved", "added"])
def test_no_row_gets_into_another_workspace(store: Store, ask: Ask) -> None:
    for table in GUARDED:
        with pytest.raises(exc.ProgrammingError, match="row-level security"), store.writing(MINE) as connection:
            connection.execute(ask(table, table, OTHER))


def test_every_table_with_a_workspace_is_guarded_or_exempt(store: Store) -> None:
    """A new table: its migration runs the statements of `guarding`, or it is named in EXEMPT with the reason."""
    having = text("SELECT table_name FROM information_schema.columns WHERE column_name = 'workspace'").columns(
        column("table_name")
    )
    with all_rows(store) as connection:
        assert {*connection.scalars(having)} == {table.name for table in GUARDED} | EXEMPT
        assert unguarded(connection, metadata.tables.values()) == []
        connection.execute(text("ALTER TABLE rumors NO FORCE ROW LEVEL SECURITY"))
        connection.execute(text(f"DROP POLICY {POLICY} ON facts"))
        assert unguarded(connection, metadata.tables.values()) == ["facts", "rumors"]


def test_a_guarded_table_has_one_policy_for_everybody_and_everything(store: Store) -> None:
    own = "(workspace = (NULLIF(current_setting('incumbent.workspace'::text, true), ''::text))::integer)"
    policies = text("SELECT tablename, policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies")
    with all_rows(store) as connection:
        found = connection.execute(policies).all()
    expected = (POLICY, "PERMISSIVE", "{public}", "ALL", own, own)
    assert sorted(map(tuple, found)) == sorted((table.name, *expected) for table in GUARDED)


def dump(url: str) -> subprocess.CompletedProcess[str]:
    command = [str(binaries() / "pg_dump"), "--data-only", "--table=people", url.replace("+psycopg", "")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_backup_by_the_role_of_the_product_fails_and_by_one_above_the_policies_is_whole(store: Store) -> None:
    url = store.engine.url
    refused = dump(url.render_as_string())
    assert (refused.returncode, refused.stdout.count("canary")) == (1, 0)
    assert "row-level security policy" in refused.stderr
    whole = dump(running_cluster().superuser_url(str(url.database)))
    assert (whole.returncode, whole.stdout.count("\n1\t") > 0, whole.stdout.count("\n2\t") > 0) == (0, True, True)


def test_tables_of_jobs_belong_to_no_workspace() -> None:
    tables = (jobs.tables.job_leases, jobs.tables.job_runs, jobs.feeds.tables.feed_hosts)
    assert [table.name for table in tables if "workspace" in table.columns] == []
