"""who is struck from rosters."""

import sqlalchemy as sa
from alembic import op

from domain.log.row_security import guarding, unguarding

revision = "5d0b9e3c71aa"
down_revision = "ab0dea8c8071"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feed_struck",
        sa.Column("workspace", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("feed", sa.String(length=16), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False, comment="keyed hash of the organization and the name"),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_feed_struck_workspace")),
        sa.PrimaryKeyConstraint("workspace", "feed", "mark", name=op.f("pk_feed_struck")),
    )
    if op.get_context().dialect.name == "postgresql":
        for statement in guarding("feed_struck"):
            op.execute(statement)


def downgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        for statement in unguarding("feed_struck"):
            op.execute(statement)
    op.drop_table("feed_struck")
