"""indexes of views led by their own column."""

from alembic import op

revision = "8d41c6e2f07b"
down_revision = "5c1e7a90d3b8"
branch_labels = None
depends_on = None

BOUNDS = ("known_to", "valid_to", "known_from", "valid_from")
SCOPE = ("workspace", "build")
INDEXES = {
    "attitudes": [("person",)],
    "buying_roles": [("person",)],
    "links": [("person",), ("other",)],
    "opportunities": [("organization",)],
    "powers": [("person",)],
    "relations": [("other",)],
    "roles": [("organization", *BOUNDS), ("unit",)],
    "tenures": [("home", *BOUNDS), ("person",)],
    "units": [("organization",)],
}


def upgrade() -> None:
    for table, column, bounds in _indexes():
        _replace(table, column, (column, *SCOPE, *bounds))


def downgrade() -> None:
    for table, column, bounds in _indexes():
        _replace(table, column, (*SCOPE, column, *bounds))


def _indexes() -> list[tuple[str, str, tuple[str, ...]]]:
    return [(table, column, tuple(bounds)) for table, some in INDEXES.items() for column, *bounds in some]


def _replace(table: str, column: str, columns: tuple[str, ...]) -> None:
    op.drop_index(f"ix_{table}_{column}", table)
    op.create_index(f"ix_{table}_{column}", table, list(columns))
