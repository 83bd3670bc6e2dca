"""half-lives as workspaces set them."""

import sqlalchemy as sa
from alembic import op

from domain.log.row_security import guarding

revision = "3e8d5b91c7a2"
down_revision = "7a9f20c4d816"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "half_life_settings",
        sa.Column("workspace", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False, comment="1, 2, 3: the last one counts"),
        sa.Column("days", sa.Text(), nullable=False, comment="JSON: those that are not as usual"),
        sa.Column("position", sa.BigInteger(), nullable=False, comment="of the newest fact when it was set"),
        sa.Column("changed_at", sa.BigInteger(), nullable=False, comment="microseconds since 1970 UTC"),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_half_life_settings_workspace")),
        sa.PrimaryKeyConstraint("workspace", "version", name=op.f("pk_half_life_settings")),
    )
    if op.get_context().dialect.name == "postgresql":
        for statement in guarding("half_life_settings"):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table("half_life_settings")
