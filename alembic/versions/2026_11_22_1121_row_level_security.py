"""row-level security."""

from alembic import op

from domain.log.row_security import guarding, unguarding

revision = "5c1e7a90d3b8"
down_revision = "4546d649247d"
branch_labels = None
depends_on = None

# What holds facts, values or views. The other tables are asked across workspaces, see domain.log.row_security.
GUARDED = (
    *("facts", "sealed", "subject_facts", "subjects", "person_keys", "idempotency", "access_log"),
    *("organizations", "accounts", "relations", "units", "roles", "tenures", "powers", "people", "links"),
    *("opportunities", "buying_roles", "attitudes", "rumors"),
)


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        for table in GUARDED:
            for statement in guarding(table):
                op.execute(statement)


def downgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        for table in GUARDED:
            for statement in unguarding(table):
                op.execute(statement)
