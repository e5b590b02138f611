"""The whole file: school, health, journal, attachments, authorisations, statuses, absences, ties between persons, recycle bin."""

import sqlalchemy as sa
from alembic import op

revision = "0002_whole_file"
down_revision = "0001_initial"


def upgrade() -> None:
    op.create_table(
        "attachment_piece",
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("attachment_id", "number", name=op.f("pk_attachment_piece")),
    )
    op.create_table(
        "bin_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bin_entry")),
    )
    op.create_index(op.f("ix_bin_entry_child_id"), "bin_entry", ["child_id"], unique=False)
    op.create_index(op.f("ix_bin_entry_record_id"), "bin_entry", ["record_id"], unique=False)

    op.create_table(
        "journal_entry",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("at_time", sa.Text(), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entry")),
    )
    op.create_table(
        "person_merge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_merge")),
    )
    op.create_index(op.f("ix_person_merge_kept_id"), "person_merge", ["kept_id"], unique=False)

    op.create_table(
        "setting",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "absence",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("informed", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_absence_child_id_child"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_child_id"), "absence", ["child_id"], unique=False)

    op.create_table(
        "activity",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_activity_child_id_child"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    op.create_index(op.f("ix_activity_child_id"), "activity", ["child_id"], unique=False)

    op.create_table(
        "attachment",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("received_from", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_attachment_child_id_child"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_child_id"), "attachment", ["child_id"], unique=False)

    op.create_table(
        "authorisation",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("judge_order", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_authorisation_child_id_child"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_authorisation_person_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorisation")),
    )
    op.create_index(op.f("ix_authorisation_child_id"), "authorisation", ["child_id"], unique=False)
    op.create_index(op.f("ix_authorisation_person_id"), "authorisation", ["person_id"], unique=False)

    op.create_table(
        "disability_right",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_disability_right_child_id_child"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disability_right")),
    )
    op.create_index(op.f("ix_disability_right_child_id"), "disability_right", ["child_id"], unique=False)

    op.create_table(
        "health_event",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("booked_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("practitioner", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("child_words", sa.Text(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("accompanied_by", sa.Text(), nullable=False),
        sa.Column("parents_informed_on", sa.Date(), nullable=True),
        sa.Column("exam_number", sa.Text(), nullable=False),
        sa.Column("results", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_health_event_child_id_child"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_health_event")),
    )
    op.create_index(op.f("ix_health_event_child_id"), "health_event", ["child_id"], unique=False)

    op.create_table(
        "health_follow_up",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("practitioner", sa.Text(), nullable=False),
        sa.Column("rhythm", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("waiting_since", sa.Date(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_health_follow_up_child_id_child"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_health_follow_up")),
    )
    op.create_index(op.f("ix_health_follow_up_child_id"), "health_follow_up", ["child_id"], unique=False)

    op.create_table(
        "health_profile",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("booklet", sa.Text(), nullable=False),
        sa.Column("doctor_declared", sa.String(length=40), nullable=False),
        sa.Column("vaccines_up_to_date", sa.String(length=40), nullable=False),
        sa.Column("next_vaccine_on", sa.Date(), nullable=True),
        sa.Column("health_fund", sa.Text(), nullable=False),
        sa.Column("complementary", sa.Text(), nullable=False),
        sa.Column("rights_until", sa.Date(), nullable=True),
        sa.Column("care_authorisation", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_health_profile_child_id_child"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_health_profile")),
        sa.UniqueConstraint("child_id", name=op.f("uq_health_profile_child_id")),
    )
    op.create_index(op.f("ix_health_profile_child_id"), "health_profile", ["child_id"], unique=False)

    op.create_table(
        "journal_part",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_journal_part_child_id_child"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["journal_entry.id"], name=op.f("fk_journal_part_entry_id_journal_entry"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_part")),
        sa.UniqueConstraint("child_id", "entry_id", name=op.f("uq_journal_part_child_id_entry_id")),
    )
    op.create_index(op.f("ix_journal_part_child_id"), "journal_part", ["child_id"], unique=False)
    op.create_index(op.f("ix_journal_part_entry_id"), "journal_part", ["entry_id"], unique=False)

    op.create_table(
        "person_tie",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("other_person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("person_id <> other_person_id", name=op.f("ck_person_tie_two_persons")),
        sa.ForeignKeyConstraint(
            ["other_person_id"], ["person.id"], name=op.f("fk_person_tie_other_person_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_tie_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_tie")),
    )
    op.create_index(op.f("ix_person_tie_other_person_id"), "person_tie", ["other_person_id"], unique=False)
    op.create_index(op.f("ix_person_tie_person_id"), "person_tie", ["person_id"], unique=False)

    op.create_table(
        "schooling",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("attendance", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_schooling_child_id_child"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schooling")),
    )
    op.create_index(op.f("ix_schooling_child_id"), "schooling", ["child_id"], unique=False)

    op.create_table(
        "support_plan",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_support_plan_child_id_child"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_plan")),
    )
    op.create_index(op.f("ix_support_plan_child_id"), "support_plan", ["child_id"], unique=False)

    op.create_table(
        "treatment",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("dosage", sa.Text(), nullable=False),
        sa.Column("prescriber", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_treatment_child_id_child"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_treatment")),
    )
    op.create_index(op.f("ix_treatment_child_id"), "treatment", ["child_id"], unique=False)

    op.create_table(
        "vaccination",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("vaccine", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_vaccination_child_id_child"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vaccination")),
    )
    op.create_index(op.f("ix_vaccination_child_id"), "vaccination", ["child_id"], unique=False)

    op.create_table(
        "working_note",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_working_note_child_id_child"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_note")),
    )
    op.create_index(op.f("ix_working_note_child_id"), "working_note", ["child_id"], unique=False)

    op.create_table(
        "legal_status",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_legal_status_child_id_child"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_legal_status_decision_id_decision"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_status")),
    )
    op.create_index(op.f("ix_legal_status_child_id"), "legal_status", ["child_id"], unique=False)
    op.create_index(op.f("ix_legal_status_decision_id"), "legal_status", ["decision_id"], unique=False)

    op.add_column("care_episode", sa.Column("danger", sa.Text(), server_default=sa.text("''"), nullable=False))

    op.add_column("child", sa.Column("status", sa.String(length=40), server_default=sa.text("'ACTIF'"), nullable=False))
    op.add_column("child", sa.Column("closed_on", sa.Date(), nullable=True))
    op.add_column("child", sa.Column("closing_reason", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("child", sa.Column("binned_at", sa.DateTime(), nullable=True))

    op.add_column("measure", sa.Column("court", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("measure", sa.Column("judge", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("measure", sa.Column("service", sa.Text(), server_default=sa.text("''"), nullable=False))

    op.add_column("placement", sa.Column("stay", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("placement", sa.Column("department", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column(
        "placement", sa.Column("siblings_together", sa.String(length=40), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("placement", sa.Column("judge_informed_on", sa.Date(), nullable=True))

    op.add_column(
        "relationship", sa.Column("closeness", sa.String(length=40), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "relationship",
        sa.Column("contact_frequency", sa.String(length=40), server_default=sa.text("''"), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("relationship", "contact_frequency")
    op.drop_column("relationship", "closeness")

    op.drop_column("placement", "judge_informed_on")
    op.drop_column("placement", "siblings_together")
    op.drop_column("placement", "department")
    op.drop_column("placement", "stay")

    op.drop_column("measure", "service")
    op.drop_column("measure", "judge")
    op.drop_column("measure", "court")

    op.drop_column("child", "binned_at")
    op.drop_column("child", "closing_reason")
    op.drop_column("child", "closed_on")
    op.drop_column("child", "status")

    op.drop_column("care_episode", "danger")

    op.drop_index(op.f("ix_legal_status_decision_id"), table_name="legal_status")
    op.drop_index(op.f("ix_legal_status_child_id"), table_name="legal_status")

    op.drop_table("legal_status")
    op.drop_index(op.f("ix_working_note_child_id"), table_name="working_note")

    op.drop_table("working_note")
    op.drop_index(op.f("ix_vaccination_child_id"), table_name="vaccination")

    op.drop_table("vaccination")
    op.drop_index(op.f("ix_treatment_child_id"), table_name="treatment")

    op.drop_table("treatment")
    op.drop_index(op.f("ix_support_plan_child_id"), table_name="support_plan")

    op.drop_table("support_plan")
    op.drop_index(op.f("ix_schooling_child_id"), table_name="schooling")

    op.drop_table("schooling")
    op.drop_index(op.f("ix_person_tie_person_id"), table_name="person_tie")
    op.drop_index(op.f("ix_person_tie_other_person_id"), table_name="person_tie")

    op.drop_table("person_tie")
    op.drop_index(op.f("ix_journal_part_entry_id"), table_name="journal_part")
    op.drop_index(op.f("ix_journal_part_child_id"), table_name="journal_part")

    op.drop_table("journal_part")
    op.drop_index(op.f("ix_health_profile_child_id"), table_name="health_profile")

    op.drop_table("health_profile")
    op.drop_index(op.f("ix_health_follow_up_child_id"), table_name="health_follow_up")

    op.drop_table("health_follow_up")
    op.drop_index(op.f("ix_health_event_child_id"), table_name="health_event")

    op.drop_table("health_event")
    op.drop_index(op.f("ix_disability_right_child_id"), table_name="disability_right")

    op.drop_table("disability_right")
    op.drop_index(op.f("ix_authorisation_person_id"), table_name="authorisation")
    op.drop_index(op.f("ix_authorisation_child_id"), table_name="authorisation")

    op.drop_table("authorisation")
    op.drop_index(op.f("ix_attachment_child_id"), table_name="attachment")

    op.drop_table("attachment")
    op.drop_index(op.f("ix_activity_child_id"), table_name="activity")

    op.drop_table("activity")
    op.drop_index(op.f("ix_absence_child_id"), table_name="absence")

    op.drop_table("absence")
    op.drop_table("setting")
    op.drop_index(op.f("ix_person_merge_kept_id"), table_name="person_merge")

    op.drop_table("person_merge")
    op.drop_table("journal_entry")
    op.drop_index(op.f("ix_bin_entry_record_id"), table_name="bin_entry")
    op.drop_index(op.f("ix_bin_entry_child_id"), table_name="bin_entry")

    op.drop_table("bin_entry")
    op.drop_table("attachment_piece")
