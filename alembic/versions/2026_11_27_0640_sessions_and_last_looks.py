"""sessions of the page, and up to where somebody has looked."""

import sqlalchemy as sa
from alembic import op

from domain.log.row_security import guarding

revision = "c41d7e5a9b30"
down_revision = "3e8d5b91c7a2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _sessions()
    _last_looks()
    if op.get_context().dialect.name == "postgresql":
        for statement in guarding("last_looks"):
            op.execute(statement)


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("digest", sa.LargeBinary(), nullable=False, comment="SHA-256 of what the browser holds"),
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(32), nullable=False, comment="the API key that signed in"),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["key"], ["api_keys.id"], name=op.f("fk_sessions_key")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_sessions_workspace")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_key"), "sessions", ["key"])
    op.create_index(op.f("ix_sessions_expires_at"), "sessions", ["expires_at"])


def _last_looks() -> None:
    op.create_table(
        "last_looks",
        sa.Column("workspace", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(32), nullable=False, comment="the API key that looked"),
        sa.Column("position", sa.BigInteger(), nullable=False, comment="of the newest fact it has seen"),
        sa.Column("looked_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_last_looks_workspace")),
        sa.PrimaryKeyConstraint("workspace", "key", name=op.f("pk_last_looks")),
    )


def downgrade() -> None:
    op.drop_table("last_looks")
    op.drop_index(op.f("ix_sessions_expires_at"), "sessions")
    op.drop_index(op.f("ix_sessions_key"), "sessions")
    op.drop_table("sessions")
