"""What is planned, and the facts more statutory rules need: urgent changes of place, separation of siblings, agreements, rhythm of reports."""

import sqlalchemy as sa
from alembic import op

revision = "0004_agenda"
down_revision = "0003_deadlines"


def upgrade() -> None:
    op.create_table(
        "appointment",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("at_time", sa.Text(), nullable=False),
        sa.Column("until_time", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("preparation", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("rule_key", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["journal_entry.id"], name=op.f("fk_appointment_entry_id_journal_entry"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    op.create_index(op.f("ix_appointment_entry_id"), "appointment", ["entry_id"], unique=False)
    op.create_table(
        "appointment_child",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_appointment_child_appointment_id_appointment"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_appointment_child_child_id_child"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment_child")),
        sa.UniqueConstraint("child_id", "appointment_id", name=op.f("uq_appointment_child_child_id_appointment_id")),
    )
    op.create_index(op.f("ix_appointment_child_appointment_id"), "appointment_child", ["appointment_id"], unique=False)
    op.create_index(op.f("ix_appointment_child_child_id"), "appointment_child", ["child_id"], unique=False)
    op.add_column("care_episode", sa.Column("concern_on", sa.Date(), nullable=True))
    op.add_column("care_episode", sa.Column("concern_evaluated_on", sa.Date(), nullable=True))
    op.add_column("decision", sa.Column("report_every", sa.Integer(), nullable=True))
    op.add_column("decision", sa.Column("end_report_on", sa.Date(), nullable=True))
    op.add_column("decision", sa.Column("travel_ban_until", sa.Date(), nullable=True))
    op.add_column("health_event", sa.Column("exam_age", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.execute("UPDATE health_event SET exam_age = 'Examen n° ' || exam_number WHERE exam_number <> ''")
    op.drop_column("health_event", "exam_number")
    op.add_column("measure", sa.Column("agreed_on", sa.Date(), nullable=True))
    op.add_column("measure", sa.Column("prosecutor_told_on", sa.Date(), nullable=True))
    op.add_column("placement", sa.Column("judge_informed_at", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("placement", sa.Column("is_urgent", sa.Boolean(), server_default=sa.text("0"), nullable=False))
    op.add_column("placement", sa.Column("decided_on", sa.Date(), nullable=True))
    op.add_column("placement", sa.Column("decided_at", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("placement", sa.Column("parents_opinion_on", sa.Date(), nullable=True))
    op.add_column("sibling_link", sa.Column("separated_on", sa.Date(), nullable=True))
    op.add_column("sibling_link", sa.Column("judge_informed_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("sibling_link", "judge_informed_on")
    op.drop_column("sibling_link", "separated_on")
    op.drop_column("placement", "parents_opinion_on")
    op.drop_column("placement", "decided_at")
    op.drop_column("placement", "decided_on")
    op.drop_column("placement", "is_urgent")
    op.drop_column("placement", "judge_informed_at")
    op.drop_column("measure", "prosecutor_told_on")
    op.drop_column("measure", "agreed_on")
    op.add_column("health_event", sa.Column("exam_number", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.drop_column("health_event", "exam_age")
    op.drop_column("decision", "travel_ban_until")
    op.drop_column("decision", "end_report_on")
    op.drop_column("decision", "report_every")
    op.drop_column("care_episode", "concern_evaluated_on")
    op.drop_column("care_episode", "concern_on")
    op.drop_index(op.f("ix_appointment_child_child_id"), table_name="appointment_child")
    op.drop_index(op.f("ix_appointment_child_appointment_id"), table_name="appointment_child")
    op.drop_table("appointment_child")
    op.drop_index(op.f("ix_appointment_entry_id"), table_name="appointment")
    op.drop_table("appointment")
