"""What SQLite's planner believes of our tables, said once and for all.

Without statistics it takes `workspace = ?` for a search that leaves ten rows, and reads all facts of the workspace
where an index on (workspace, id) is at hand. Statistics of an empty database would be as wrong, so that these are made
up: one workspace with many rows in every table, of which anything but its broadest columns leaves a few.
"""

from __future__ import annotations

from sqlalchemy import Connection

_ROWS = 1_000_000
_FEW = 10
_BROAD = frozenset({"workspace", "build", "kind", "state"})


def assume_large(connection: Connection) -> None:
    """Write the statistics of every index; they hold for connections opened from now on."""
    connection.exec_driver_sql("ANALYZE sqlite_schema")
    connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    tables = connection.exec_driver_sql(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    )
    rows = [row for (table,) in tables.all() for row in _indexes(connection, table)]
    connection.exec_driver_sql("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", rows)


def _indexes(connection: Connection, table: str) -> list[tuple[str, str, str]]:
    """A table without row ids is its own index, under its own name."""
    kept_in_key = "WITHOUT ROWID" in _definition(connection, table).upper()
    found = []
    for _, name, unique, origin, _ in connection.exec_driver_sql(f"PRAGMA index_list({table})").all():
        columns = [row[2] for row in connection.exec_driver_sql(f"PRAGMA index_info({name})").all()]
        found.append((table, table if kept_in_key and origin == "pk" else name, _stat(columns, bool(unique))))
    return found


def _definition(connection: Connection, table: str) -> str:
    query = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?"
    return str(connection.exec_driver_sql(query, (table,)).scalar())


def _stat(columns: list[str], unique: bool) -> str:
    """Rows in all, then how many are left once the first column is given, the first two, and so on."""
    left = _ROWS
    figures = [_ROWS]
    for place, name in enumerate(columns):
        left = (left if place == 0 else left // 2) if name in _BROAD and left > _FEW else _FEW
        figures.append(left)
    return " ".join(map(str, [*figures[:-1], 1] if unique else figures))
