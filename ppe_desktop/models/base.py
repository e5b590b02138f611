"""What every mapped class shares: identifier, revision, named constraints."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import DateTime, Integer, MetaData, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from ppe_desktop.models.declare import new_id

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Constraint names from the first day, so that any migration can alter them."""


class Base(DeclarativeBase):
    """Root of the mapped classes."""

    metadata = MetaData(naming_convention=NAMING)


class Record(Base):
    """A row people edit: time-ordered identifier and a revision for optimistic concurrency.

    Attributes:
        kind_label: French name of the kind of record, for history and messages.
        owner_key: column that leads to the record this one belongs to (and so, step by step, to the child it is about);
            empty for what stands alone.
    """

    __abstract__ = True
    kind_label: ClassVar[str] = "Fiche"
    owner_key: ClassVar[str] = ""

    id: Mapped[uuid.UUID] = mapped_column(Uuid(), primary_key=True, default=new_id)
    revision: Mapped[int] = mapped_column(Integer(), nullable=False, default=1)
    created_at: Mapped[datetime] = mapped_column(DateTime(), nullable=False)
    position: Mapped[int] = mapped_column(Integer(), nullable=False, default=0)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let every update check and raise the revision."""
        return {"version_id_col": cls.revision}
