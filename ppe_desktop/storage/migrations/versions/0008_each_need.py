"""Each need of a young person has a text of its own; what surrounds words that are collected; times apart in a meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0008_each_need"
down_revision = "0007_each_voice"


def upgrade() -> None:
    op.create_table(
        "autonomy_plan",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("established_on", sa.Date(), nullable=True),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("income", sa.Text(), nullable=False),
        sa.Column("expenses", sa.Text(), nullable=False),
        sa.Column("housing", sa.Text(), nullable=False),
        sa.Column("health_professionals", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("partners", sa.Text(), nullable=False),
        sa.Column("until_18", sa.Text(), nullable=False),
        sa.Column("until_21", sa.Text(), nullable=False),
        sa.Column("parents_told_on", sa.Date(), nullable=True),
        sa.Column("signatures", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_autonomy_plan_child_id_child"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_autonomy_plan")),
    )
    op.create_index(op.f("ix_autonomy_plan_child_id"), "autonomy_plan", ["child_id"], unique=False)
    op.add_column("exit_interview", sa.Column("resources", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("exit_interview", sa.Column("housing", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("exit_interview", sa.Column("work", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("exit_interview", sa.Column("health", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("exit_interview", sa.Column("procedures", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("exit_interview", sa.Column("support", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("exit_interview", sa.Column("rights_detail", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("meeting_child", sa.Column("child_alone", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("meeting_child", sa.Column("parents_time", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("statement", sa.Column("duration", sa.Integer(), nullable=True))
    op.add_column("statement", sa.Column("explained", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("statement", sa.Column("wishes", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("statement", sa.Column("disagreements", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("statement", sa.Column("annexes", sa.Text(), server_default=sa.text("''"), nullable=False))


def downgrade() -> None:
    op.drop_column("statement", "annexes")
    op.drop_column("statement", "disagreements")
    op.drop_column("statement", "wishes")
    op.drop_column("statement", "explained")
    op.drop_column("statement", "duration")
    op.drop_column("meeting_child", "parents_time")
    op.drop_column("meeting_child", "child_alone")
    op.drop_column("exit_interview", "rights_detail")
    op.drop_column("exit_interview", "support")
    op.drop_column("exit_interview", "procedures")
    op.drop_column("exit_interview", "health")
    op.drop_column("exit_interview", "work")
    op.drop_column("exit_interview", "housing")
    op.drop_column("exit_interview", "resources")
    op.drop_index(op.f("ix_autonomy_plan_child_id"), table_name="autonomy_plan")
    op.drop_table("autonomy_plan")
