"""PostgreSQL keeps no list of common homes: ids hardly repeat, and it compared each id asked for with all of them."""

from alembic import op

revision = "d52e8f6b0c41"
down_revision = "c41d7e5a9b30"
branch_labels = None
depends_on = None

_OF_ROLES = ("tenures", "powers", "crafted_jobs")


def upgrade() -> None:
    _statistics(1)


def downgrade() -> None:
    _statistics(-1)


def _statistics(target: int) -> None:
    """-1 is the server's own target."""
    if op.get_bind().dialect.name == "postgresql":
        for table in _OF_ROLES:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN home SET STATISTICS {target}")
