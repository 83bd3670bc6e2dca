"""PostgreSQL's row-level security: who forgot to say which workspace a transaction is for finds and changes nothing.

SQLite has none; there the queries alone keep workspaces apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, Table, text

SETTING = "incumbent.workspace"
POLICY = "own_workspace"
BYPASSED = "the role is a superuser or has BYPASSRLS, and row-level security does not hold for it; connect as another"
# These are asked across workspaces: who calls (before the workspace is known), what is due, who follows, who is ready.
# They hold nothing about people and nothing that was recorded.
EXEMPT = frozenset({"api_keys", "builds", "sessions"})

# A transaction that ended leaves the setting empty, not absent.
_OWN = f"workspace = NULLIF(current_setting('{SETTING}', true), '')::integer"
_GUARDED = text("""
SELECT relname FROM pg_class
WHERE pg_table_is_visible(oid) AND relrowsecurity AND relforcerowsecurity
AND EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND polname = :policy)
""")
_BYPASSING = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")


def guarding(table: str) -> Iterator[str]:
    """What a migration says of a table with a column `workspace`. It then holds for the tables' owner too."""
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    yield f"CREATE POLICY {POLICY} ON {table} USING ({_OWN}) WITH CHECK ({_OWN})"


def unguarding(table: str) -> Iterator[str]:
    yield f"DROP POLICY {POLICY} ON {table}"
    yield f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"


def unguarded(connection: Connection, tables: Iterable[Table]) -> list[str]:
    """Those of these tables that hold rows of workspaces, and show them to everybody."""
    guarded = set(connection.scalars(_GUARDED, {"policy": POLICY}))
    ours = {table.name for table in tables if "workspace" in table.columns}
    return sorted(ours - EXEMPT - guarded)


def bypassed(connection: Connection) -> bool:
    """Whether policies do not hold for whoever is connected."""
    return bool(connection.scalar(_BYPASSING))
