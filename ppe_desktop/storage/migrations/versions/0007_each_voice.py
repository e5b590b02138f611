"""Each holder of parental authority has an opinion of his or her own; a day for what a visit leaves to do; a visit finds what the bin gives back."""

import sqlalchemy as sa
from alembic import op

revision = "0007_each_voice"
down_revision = "0006_documents_and_trust"

FORMER = "uq_objective_opinion_objective_id_speaker"


def upgrade() -> None:
    # No table refers to this one: it can be remade without a row of another going with it.
    with op.batch_alter_table("objective_opinion") as batch:
        batch.add_column(sa.Column("person_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_objective_opinion_person_id_person"), "person", ["person_id"], ["id"], ondelete="RESTRICT"
        )
        batch.drop_constraint(FORMER, type_="unique")
        batch.create_unique_constraint(
            batch.f("uq_objective_opinion_objective_id_speaker_person_id"), ["objective_id", "speaker", "person_id"]
        )
        batch.create_index(batch.f("ix_objective_opinion_person_id"), ["person_id"], unique=False)
    # Two NULLs are different for a unique constraint: one common opinion of a quality is said apart.
    op.create_index(
        "ix_objective_opinion_nobody_named",
        "objective_opinion",
        ["objective_id", "speaker"],
        unique=True,
        sqlite_where=sa.text("person_id IS NULL"),
    )
    op.add_column("visit", sa.Column("binned_entry_id", sa.Uuid(), nullable=True))
    op.add_column("visit", sa.Column("binned_appointment_id", sa.Uuid(), nullable=True))
    op.add_column("visit_note", sa.Column("due_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("visit_note", "due_on")
    op.drop_column("visit", "binned_appointment_id")
    op.drop_column("visit", "binned_entry_id")
    op.drop_index("ix_objective_opinion_nobody_named", table_name="objective_opinion")
    with op.batch_alter_table("objective_opinion") as batch:
        batch.drop_index(batch.f("ix_objective_opinion_person_id"))
        batch.drop_constraint(batch.f("uq_objective_opinion_objective_id_speaker_person_id"), type_="unique")
        batch.drop_constraint(batch.f("fk_objective_opinion_person_id_person"), type_="foreignkey")
        batch.drop_column("person_id")
        batch.create_unique_constraint(FORMER, ["objective_id", "speaker"])
