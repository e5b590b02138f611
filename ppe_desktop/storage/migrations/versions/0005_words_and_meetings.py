"""Words kept whole, the child’s own page, visits, meetings, tasks, autonomy."""

import sqlalchemy as sa
from alembic import op

revision = "0005_words_and_meetings"
down_revision = "0004_agenda"


def upgrade() -> None:
    op.create_index(op.f("ix_journal_entry_kind_happened_on"), "journal_entry", ["kind", "happened_on"], unique=False)
    op.create_table(
        "autonomy_interview",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("invited_on", sa.Date(), nullable=True),
        sa.Column("invited_by", sa.Text(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("wishes", sa.Text(), nullable=False),
        sa.Column("strengths", sa.Text(), nullable=False),
        sa.Column("support_planned", sa.Text(), nullable=False),
        sa.Column("notified_on", sa.Date(), nullable=True),
        sa.Column("wants_support", sa.String(length=40), nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_autonomy_interview_child_id_child"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_autonomy_interview")),
    )
    op.create_index(op.f("ix_autonomy_interview_child_id"), "autonomy_interview", ["child_id"], unique=False)
    op.create_table(
        "exit_interview",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("attempts", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("own_words", sa.Text(), nullable=False),
        sa.Column("requests", sa.Text(), nullable=False),
        sa.Column("rights_told", sa.String(length=40), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_exit_interview_child_id_child"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exit_interview")),
    )
    op.create_index(op.f("ix_exit_interview_child_id"), "exit_interview", ["child_id"], unique=False)
    op.create_table(
        "paper",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_paper_child_id_child"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
    )
    op.create_index(op.f("ix_paper_child_id"), "paper", ["child_id"], unique=False)
    op.create_table(
        "young_adult_contract",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_young_adult_contract_child_id_child"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_young_adult_contract")),
    )
    op.create_index(op.f("ix_young_adult_contract_child_id"), "young_adult_contract", ["child_id"], unique=False)
    op.create_table(
        "autonomy_right_told",
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("right", sa.String(length=40), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"],
            ["autonomy_interview.id"],
            name=op.f("fk_autonomy_right_told_interview_id_autonomy_interview"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_autonomy_right_told")),
        sa.UniqueConstraint("interview_id", "right", name=op.f("uq_autonomy_right_told_interview_id_right")),
    )
    op.create_index(op.f("ix_autonomy_right_told_interview_id"), "autonomy_right_told", ["interview_id"], unique=False)
    op.create_table(
        "autonomy_topic",
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("own_words", sa.Text(), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"],
            ["autonomy_interview.id"],
            name=op.f("fk_autonomy_topic_interview_id_autonomy_interview"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_autonomy_topic")),
        sa.UniqueConstraint("interview_id", "theme", name=op.f("uq_autonomy_topic_interview_id_theme")),
    )
    op.create_index(op.f("ix_autonomy_topic_interview_id"), "autonomy_topic", ["interview_id"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("at_time", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("aim", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("apart", sa.String(length=40), nullable=False),
        sa.Column("chair", sa.Text(), nullable=False),
        sa.Column("documents", sa.Text(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("appointment_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_meeting_appointment_id_appointment"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index(op.f("ix_meeting_appointment_id"), "meeting", ["appointment_id"], unique=False)
    op.create_table(
        "visit",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=True),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("sorted_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_visit_appointment_id_appointment"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["journal_entry.id"], name=op.f("fk_visit_entry_id_journal_entry"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    op.create_index(op.f("ix_visit_appointment_id"), "visit", ["appointment_id"], unique=False)
    op.create_index(op.f("ix_visit_entry_id"), "visit", ["entry_id"], unique=False)
    op.create_table(
        "meeting_child",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("prepared", sa.Text(), nullable=False),
        sa.Column("attends", sa.String(length=40), nullable=False),
        sa.Column("absence_reason", sa.Text(), nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.Column("divergences", sa.Text(), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_meeting_child_child_id_child"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_child_meeting_id_meeting"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_child")),
        sa.UniqueConstraint("child_id", "meeting_id", name=op.f("uq_meeting_child_child_id_meeting_id")),
    )
    op.create_index(op.f("ix_meeting_child_child_id"), "meeting_child", ["child_id"], unique=False)
    op.create_index(op.f("ix_meeting_child_meeting_id"), "meeting_child", ["meeting_id"], unique=False)
    op.create_table(
        "meeting_invitee",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("child_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("quality", sa.Text(), nullable=False),
        sa.Column("invited", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("presence", sa.String(length=40), nullable=False),
        sa.Column("absence_reason", sa.Text(), nullable=False),
        sa.Column("contribution", sa.Text(), nullable=False),
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_meeting_invitee_child_id_child"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_invitee_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_meeting_invitee_person_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_invitee")),
    )
    op.create_index(op.f("ix_meeting_invitee_child_id"), "meeting_invitee", ["child_id"], unique=False)
    op.create_index(op.f("ix_meeting_invitee_meeting_id"), "meeting_invitee", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_meeting_invitee_person_id"), "meeting_invitee", ["person_id"], unique=False)
    op.create_table(
        "task",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("promised", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_task_child_id_child"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_task_meeting_id_meeting"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_task_visit_id_visit"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_index(op.f("ix_task_child_id"), "task", ["child_id"], unique=False)
    op.create_index(op.f("ix_task_meeting_id"), "task", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_task_visit_id"), "task", ["visit_id"], unique=False)
    op.create_table(
        "visit_child",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_visit_child_child_id_child"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_visit_child_visit_id_visit"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_child")),
        sa.UniqueConstraint("child_id", "visit_id", name=op.f("uq_visit_child_child_id_visit_id")),
    )
    op.create_index(op.f("ix_visit_child_child_id"), "visit_child", ["child_id"], unique=False)
    op.create_index(op.f("ix_visit_child_visit_id"), "visit_child", ["visit_id"], unique=False)
    op.create_table(
        "visit_note",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("noted_at", sa.DateTime(), nullable=True),
        sa.Column("sorted_into", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_visit_note_child_id_child"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_visit_note_person_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_visit_note_visit_id_visit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_note")),
    )
    op.create_index(op.f("ix_visit_note_child_id"), "visit_note", ["child_id"], unique=False)
    op.create_index(op.f("ix_visit_note_person_id"), "visit_note", ["person_id"], unique=False)
    op.create_index(op.f("ix_visit_note_visit_id"), "visit_note", ["visit_id"], unique=False)
    op.create_table(
        "sketch",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_sketch_child_id_child"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_sketch_statement_id_statement"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sketch")),
    )
    op.create_index(op.f("ix_sketch_child_id"), "sketch", ["child_id"], unique=False)
    op.create_index(op.f("ix_sketch_statement_id"), "sketch", ["statement_id"], unique=False)
    op.create_table(
        "objective_opinion",
        sa.Column("objective_id", sa.Uuid(), nullable=False),
        sa.Column("speaker", sa.String(length=40), nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["objective_id"],
            ["plan_objective.id"],
            name=op.f("fk_objective_opinion_objective_id_plan_objective"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_objective_opinion_statement_id_statement"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objective_opinion")),
        sa.UniqueConstraint("objective_id", "speaker", name=op.f("uq_objective_opinion_objective_id_speaker")),
    )
    op.create_index(op.f("ix_objective_opinion_objective_id"), "objective_opinion", ["objective_id"], unique=False)
    op.create_index(op.f("ix_objective_opinion_statement_id"), "objective_opinion", ["statement_id"], unique=False)
    op.add_column("plan_objective", sa.Column("result", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("plan_objective", sa.Column("closed_on", sa.Date(), nullable=True))
    op.add_column("plan_objective", sa.Column("closing_words_id", sa.Uuid(), nullable=True))
    op.add_column("statement", sa.Column("occasion", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column(
        "statement", sa.Column("bears_on", sa.String(length=40), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("statement", sa.Column("objective_id", sa.Uuid(), nullable=True))
    op.add_column("statement", sa.Column("meeting_id", sa.Uuid(), nullable=True))
    op.add_column("statement", sa.Column("at_time", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column(
        "statement", sa.Column("seen_alone", sa.String(length=40), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("statement", sa.Column("not_alone_why", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("statement", sa.Column("language", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("statement", sa.Column("collected_by", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("statement", sa.Column("use_told", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("statement", sa.Column("kept_secret", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("statement", sa.Column("corrections", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("statement", sa.Column("mark", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("statement", sa.Column("why_not_collected", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("statement", sa.Column("danger", sa.Boolean(), server_default=sa.text("0"), nullable=False))
    op.add_column("statement", sa.Column("alert_to", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("statement", sa.Column("alerted_on", sa.Date(), nullable=True))
    op.add_column("statement", sa.Column("answered_by", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("statement", sa.Column("effect", sa.Text(), server_default=sa.text("''"), nullable=False))


def downgrade() -> None:
    op.drop_index(op.f("ix_journal_entry_kind_happened_on"), table_name="journal_entry")
    op.drop_column("statement", "effect")
    op.drop_column("statement", "answered_by")
    op.drop_column("statement", "alerted_on")
    op.drop_column("statement", "alert_to")
    op.drop_column("statement", "danger")
    op.drop_column("statement", "why_not_collected")
    op.drop_column("statement", "mark")
    op.drop_column("statement", "corrections")
    op.drop_column("statement", "kept_secret")
    op.drop_column("statement", "use_told")
    op.drop_column("statement", "collected_by")
    op.drop_column("statement", "language")
    op.drop_column("statement", "not_alone_why")
    op.drop_column("statement", "seen_alone")
    op.drop_column("statement", "at_time")
    op.drop_column("statement", "meeting_id")
    op.drop_column("statement", "objective_id")
    op.drop_column("statement", "bears_on")
    op.drop_column("statement", "occasion")
    op.drop_column("plan_objective", "closing_words_id")
    op.drop_column("plan_objective", "closed_on")
    op.drop_column("plan_objective", "result")
    op.drop_index(op.f("ix_objective_opinion_statement_id"), table_name="objective_opinion")
    op.drop_index(op.f("ix_objective_opinion_objective_id"), table_name="objective_opinion")
    op.drop_table("objective_opinion")
    op.drop_index(op.f("ix_sketch_statement_id"), table_name="sketch")
    op.drop_index(op.f("ix_sketch_child_id"), table_name="sketch")
    op.drop_table("sketch")
    op.drop_index(op.f("ix_visit_note_visit_id"), table_name="visit_note")
    op.drop_index(op.f("ix_visit_note_person_id"), table_name="visit_note")
    op.drop_index(op.f("ix_visit_note_child_id"), table_name="visit_note")
    op.drop_table("visit_note")
    op.drop_index(op.f("ix_visit_child_visit_id"), table_name="visit_child")
    op.drop_index(op.f("ix_visit_child_child_id"), table_name="visit_child")
    op.drop_table("visit_child")
    op.drop_index(op.f("ix_task_visit_id"), table_name="task")
    op.drop_index(op.f("ix_task_meeting_id"), table_name="task")
    op.drop_index(op.f("ix_task_child_id"), table_name="task")
    op.drop_table("task")
    op.drop_index(op.f("ix_meeting_invitee_person_id"), table_name="meeting_invitee")
    op.drop_index(op.f("ix_meeting_invitee_meeting_id"), table_name="meeting_invitee")
    op.drop_index(op.f("ix_meeting_invitee_child_id"), table_name="meeting_invitee")
    op.drop_table("meeting_invitee")
    op.drop_index(op.f("ix_meeting_child_meeting_id"), table_name="meeting_child")
    op.drop_index(op.f("ix_meeting_child_child_id"), table_name="meeting_child")
    op.drop_table("meeting_child")
    op.drop_index(op.f("ix_visit_entry_id"), table_name="visit")
    op.drop_index(op.f("ix_visit_appointment_id"), table_name="visit")
    op.drop_table("visit")
    op.drop_index(op.f("ix_meeting_appointment_id"), table_name="meeting")
    op.drop_table("meeting")
    op.drop_index(op.f("ix_autonomy_topic_interview_id"), table_name="autonomy_topic")
    op.drop_table("autonomy_topic")
    op.drop_index(op.f("ix_autonomy_right_told_interview_id"), table_name="autonomy_right_told")
    op.drop_table("autonomy_right_told")
    op.drop_index(op.f("ix_young_adult_contract_child_id"), table_name="young_adult_contract")
    op.drop_table("young_adult_contract")
    op.drop_index(op.f("ix_paper_child_id"), table_name="paper")
    op.drop_table("paper")
    op.drop_index(op.f("ix_exit_interview_child_id"), table_name="exit_interview")
    op.drop_table("exit_interview")
    op.drop_index(op.f("ix_autonomy_interview_child_id"), table_name="autonomy_interview")
    op.drop_table("autonomy_interview")
