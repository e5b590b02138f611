"""What answers the statutory deadlines: situation reports, steps, obligations set aside."""

import sqlalchemy as sa
from alembic import op

revision = "0003_deadlines"
down_revision = "0002_whole_file"


def upgrade() -> None:
    op.create_index(
        op.f("ix_statement_child_id_speaker_said_on"), "statement", ["child_id", "speaker", "said_on"], unique=False
    )
    op.create_table(
        "deadline_waiver",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("rule_key", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("waived_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_deadline_waiver_child_id_child"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_waiver")),
        sa.UniqueConstraint("child_id", "rule", "rule_key", name=op.f("uq_deadline_waiver_child_id_rule_rule_key")),
    )
    op.create_index(op.f("ix_deadline_waiver_child_id"), "deadline_waiver", ["child_id"], unique=False)

    op.create_table(
        "situation_report",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=True),
        sa.Column("period_from", sa.Date(), nullable=True),
        sa.Column("period_to", sa.Date(), nullable=True),
        sa.Column("informed_on", sa.Date(), nullable=True),
        sa.Column("not_informed", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_situation_report_child_id_child"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_situation_report")),
    )
    op.create_index(op.f("ix_situation_report_child_id"), "situation_report", ["child_id"], unique=False)

    op.create_table(
        "statutory_step",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_statutory_step_child_id_child"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statutory_step")),
    )
    op.create_index(op.f("ix_statutory_step_child_id"), "statutory_step", ["child_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_statement_child_id_speaker_said_on"), table_name="statement")
    op.drop_index(op.f("ix_statutory_step_child_id"), table_name="statutory_step")

    op.drop_table("statutory_step")
    op.drop_index(op.f("ix_situation_report_child_id"), table_name="situation_report")

    op.drop_table("situation_report")
    op.drop_index(op.f("ix_deadline_waiver_child_id"), table_name="deadline_waiver")

    op.drop_table("deadline_waiver")
