"""Documents being written, sealed and handed over, templates of the département, the journal that shows what was done; links between words, health, plan."""

import sqlalchemy as sa
from alembic import op

revision = "0006_documents_and_trust"
down_revision = "0005_words_and_meetings"


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("ticks", sa.Integer(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=True),
        sa.Column("child_id", sa.Uuid(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entry")),
    )
    op.create_index(op.f("ix_audit_entry_child_id_number"), "audit_entry", ["child_id", "number"], unique=False)
    op.create_table(
        "document_template",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_template")),
        sa.UniqueConstraint("document", "version", name=op.f("uq_document_template_document_version")),
    )
    op.create_table(
        "outside_copy",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=True),
        sa.Column("produced_id", sa.Uuid(), nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_copy")),
    )
    op.create_index(op.f("ix_outside_copy_child_id"), "outside_copy", ["child_id"], unique=False)
    op.create_table(
        "purge_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("authorised_by", sa.Text(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("archive_sha256", sa.Text(), nullable=False),
        sa.Column("backups_left", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purge_record")),
    )
    op.create_table(
        "writing",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("established_on", sa.Date(), nullable=True),
        sa.Column("period_from", sa.Date(), nullable=True),
        sa.Column("period_to", sa.Date(), nullable=True),
        sa.Column("child_informed_on", sa.Date(), nullable=True),
        sa.Column("parents_informed_on", sa.Date(), nullable=True),
        sa.Column("not_informed", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("sealed_at", sa.DateTime(), nullable=True),
        sa.Column("sealed_by", sa.Text(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_writing_child_id_child"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_writing")),
    )
    op.create_index(op.f("ix_writing_child_id"), "writing", ["child_id"], unique=False)
    op.create_index(op.f("ix_writing_subject_id"), "writing", ["subject_id"], unique=False)
    op.create_table(
        "writing_part",
        sa.Column("writing_id", sa.Uuid(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["writing_id"], ["writing.id"], name=op.f("fk_writing_part_writing_id_writing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_writing_part")),
        sa.UniqueConstraint("writing_id", "heading", name=op.f("uq_writing_part_writing_id_heading")),
    )
    op.create_index(op.f("ix_writing_part_writing_id"), "writing_part", ["writing_id"], unique=False)
    op.create_table(
        "document_delivery",
        sa.Column("produced_id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("signature", sa.String(length=40), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["produced_id"],
            ["produced_document.id"],
            name=op.f("fk_document_delivery_produced_id_produced_document"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_delivery")),
    )
    op.create_index(op.f("ix_document_delivery_produced_id"), "document_delivery", ["produced_id"], unique=False)
    op.add_column("autonomy_interview", sa.Column("planned_on", sa.Date(), nullable=True))
    op.add_column(
        "autonomy_interview", sa.Column("planned_at", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("autonomy_topic", sa.Column("statement_id", sa.Uuid(), nullable=True))
    op.add_column(
        "health_event", sa.Column("parents_informed_how", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("health_event", sa.Column("appointment_id", sa.Uuid(), nullable=True))
    op.add_column("meeting_child", sa.Column("statement_id", sa.Uuid(), nullable=True))
    op.add_column("meeting_invitee", sa.Column("statement_id", sa.Uuid(), nullable=True))
    op.add_column("meeting_invitee", sa.Column("at_time", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("plan_action", sa.Column("health_event_id", sa.Uuid(), nullable=True))
    op.add_column("plan_words", sa.Column("objective_id", sa.Uuid(), nullable=True))
    op.add_column(
        "produced_document", sa.Column("subject_kind", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("produced_document", sa.Column("subject_id", sa.Uuid(), nullable=True))
    op.add_column("produced_document", sa.Column("title", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("produced_document", sa.Column("pdf", sa.LargeBinary(), nullable=True))
    op.add_column("produced_document", sa.Column("pdf_sha256", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column(
        "produced_document", sa.Column("template_version", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("produced_document", sa.Column("as_of", sa.Date(), nullable=True))
    op.add_column("produced_document", sa.Column("sources", sa.Text(), server_default=sa.text("'[]'"), nullable=False))
    op.add_column("produced_document", sa.Column("replaces_id", sa.Uuid(), nullable=True))
    op.add_column("statement", sa.Column("health_event_id", sa.Uuid(), nullable=True))
    op.add_column("task", sa.Column("objective_id", sa.Uuid(), nullable=True))
    # What was written in the journal stays as it was written, whoever holds the connection.
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_entry_no_{verb.lower()} BEFORE {verb} ON audit_entry "
            "BEGIN SELECT RAISE(ABORT, 'the journal is never rewritten'); END"
        )


def downgrade() -> None:
    op.drop_column("task", "objective_id")
    op.drop_column("statement", "health_event_id")
    op.drop_column("produced_document", "replaces_id")
    op.drop_column("produced_document", "sources")
    op.drop_column("produced_document", "as_of")
    op.drop_column("produced_document", "template_version")
    op.drop_column("produced_document", "pdf_sha256")
    op.drop_column("produced_document", "pdf")
    op.drop_column("produced_document", "title")
    op.drop_column("produced_document", "subject_id")
    op.drop_column("produced_document", "subject_kind")
    op.drop_column("plan_words", "objective_id")
    op.drop_column("plan_action", "health_event_id")
    op.drop_column("meeting_invitee", "at_time")
    op.drop_column("meeting_invitee", "statement_id")
    op.drop_column("meeting_child", "statement_id")
    op.drop_column("health_event", "appointment_id")
    op.drop_column("health_event", "parents_informed_how")
    op.drop_column("autonomy_interview", "planned_at")
    op.drop_column("autonomy_interview", "planned_on")
    op.drop_column("autonomy_topic", "statement_id")
    op.drop_index(op.f("ix_document_delivery_produced_id"), table_name="document_delivery")
    op.drop_table("document_delivery")
    op.drop_index(op.f("ix_writing_part_writing_id"), table_name="writing_part")
    op.drop_table("writing_part")
    op.drop_index(op.f("ix_writing_subject_id"), table_name="writing")
    op.drop_index(op.f("ix_writing_child_id"), table_name="writing")
    op.drop_table("writing")
    op.drop_table("purge_record")
    op.drop_index(op.f("ix_outside_copy_child_id"), table_name="outside_copy")
    op.drop_table("outside_copy")
    op.drop_table("document_template")
    op.drop_index(op.f("ix_audit_entry_child_id_number"), table_name="audit_entry")
    op.drop_table("audit_entry")
