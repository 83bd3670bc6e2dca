"""rules of key moments."""

import sqlalchemy as sa
from alembic import op

from domain.log.row_security import guarding, unguarding

revision = "5b1d0c7e94a2"
down_revision = "e62fc06ed9dc"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "key_moment_rules",
        sa.Column("workspace", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column(
            "parameters",
            sa.Text(),
            nullable=False,
            comment="JSON: what differs from the defaults; nothing personal",
        ),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_key_moment_rules_workspace")),
        sa.PrimaryKeyConstraint("workspace", "rule", name=op.f("pk_key_moment_rules")),
    )
    if op.get_context().dialect.name == "postgresql":
        for statement in guarding("key_moment_rules"):
            op.execute(statement)


def downgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        for statement in unguarding("key_moment_rules"):
            op.execute(statement)
    op.drop_table("key_moment_rules")
