"""settings of rules over time."""

import sqlalchemy as sa
from alembic import op

from domain.log.row_security import guarding, unguarding

revision = "7a9f20c4d816"
down_revision = "f5340efd4a91"
branch_labels = None
depends_on = None

# What was set before has no past: it counts from the beginning, as it did.
_KEEP = """
INSERT INTO rule_settings (workspace, rule, version, is_on, parameters, position, changed_at, changed_by)
SELECT workspace, rule, 1, is_on, parameters, 0, changed_at, '' FROM key_moment_rules
"""
_GIVE_BACK = """
INSERT INTO key_moment_rules (workspace, rule, is_on, parameters, changed_at)
SELECT workspace, rule, is_on, parameters, changed_at FROM rule_settings AS one
WHERE version = (SELECT max(version) FROM rule_settings AS every
                 WHERE every.workspace = one.workspace AND every.rule = one.rule)
"""


def upgrade() -> None:
    op.create_table(
        "rule_settings",
        sa.Column("workspace", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False, comment="1, 2, 3: the last one counts"),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column(
            "parameters", sa.Text(), nullable=False, comment="JSON: what differs from the defaults; nothing personal"
        ),
        sa.Column(
            "position", sa.BigInteger(), nullable=False, comment="up to where the log had been read when it was set"
        ),
        sa.Column("changed_at", sa.BigInteger(), nullable=False, comment="microseconds since 1970 UTC"),
        sa.Column(
            "changed_by", sa.String(length=200), nullable=False, comment="id of a key, or what a command was told"
        ),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_rule_settings_workspace")),
        sa.PrimaryKeyConstraint("workspace", "rule", "version", name=op.f("pk_rule_settings")),
    )
    _replace("key_moment_rules", "rule_settings", _KEEP)


def downgrade() -> None:
    op.create_table(
        "key_moment_rules",
        sa.Column("workspace", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column(
            "parameters", sa.Text(), nullable=False, comment="JSON: what differs from the defaults; nothing personal"
        ),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_key_moment_rules_workspace")),
        sa.PrimaryKeyConstraint("workspace", "rule", name=op.f("pk_key_moment_rules")),
    )
    _replace("rule_settings", "key_moment_rules", _GIVE_BACK)


def _replace(old: str, new: str, copying: str) -> None:
    """Guarded, the rows of every workspace would be hidden from the one who copies them."""
    guarded = op.get_context().dialect.name == "postgresql"
    for statement in unguarding(old) if guarded else ():
        op.execute(statement)
    op.execute(copying)
    for statement in guarding(new) if guarded else ():
        op.execute(statement)
    op.drop_table(old)
