"""How a column declares its fact: French label, kind, help, sensitivity, in one line."""

from __future__ import annotations

import secrets
import time
import uuid
from dataclasses import replace
from typing import Any

from sqlalchemy import Boolean, Date, ForeignKey, Integer, LargeBinary, String, Text, Uuid, text
from sqlalchemy.orm import MappedColumn, mapped_column
from sqlalchemy.types import TypeEngine

from ppe_desktop.domain.facts import Fact, Kind, Sensitivity
from ppe_desktop.domain.vocabulary import Choice

_STORED_AS: dict[Kind, TypeEngine[Any]] = {
    Kind.TEXT: Text(),
    Kind.LONG_TEXT: Text(),
    Kind.DATE: Date(),
    Kind.NUMBER: Integer(),
    Kind.CHOICE: String(40),
    Kind.FREE_CHOICE: Text(),
    Kind.FLAG: Boolean(name=None, create_constraint=False),
    Kind.IMAGE: LargeBinary(),
}


def fact(
    label: str,
    kind: Kind = Kind.TEXT,
    *,
    help: str = "",
    choices: type[Choice] | None = None,
    required: bool = False,
    sensitivity: Sensitivity = Sensitivity.PERSONAL,
    rare: bool = False,
    managed: bool = False,
    default: Any = None,
    late: bool = False,
) -> MappedColumn[Any]:
    """Declare a column and the fact it holds.

    A text that is not required is stored as an empty string rather than NULL, so that "nothing typed" has one form. A column
    added to a table that may already hold rows is ``late``: the base itself fills these rows with the default.
    """
    textual = kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE, Kind.FREE_CHOICE)
    if default is None and textual:
        default = ""
    if default is None and kind is Kind.FLAG:
        default = False
    declared = Fact(
        label, kind, help=help, choices=choices, required=required, sensitivity=sensitivity, rare=rare, managed=managed,
        default=default,
    )  # fmt: skip
    written = str(int(default)) if isinstance(default, bool) else f"'{default}'"
    return mapped_column(
        _STORED_AS[kind],
        nullable=default is None and not required,
        default=default,
        server_default=text(written) if late and default is not None else None,
        info={"fact": declared},
    )


def reference(
    target: str,
    label: str = "",
    *,
    help: str = "",
    required: bool = False,
    owner: bool = False,
    rare: bool = False,
) -> MappedColumn[Any]:
    """Declare a foreign key to the table ``target``.

    Args:
        target: table name.
        label: French label when a person chooses the record on screen; without it the link is set by the program.
        help: one French sentence beside the field.
        required: whether the column may be empty.
        owner: the row belongs to the target and disappears with it.
        rare: shown under "Plus de détails".
    """
    info: dict[str, Any] = {}
    if label:
        kind = Kind.PERSON if target == "person" else Kind.RECORD
        info["fact"] = Fact(label, kind, help=help, required=required, rare=rare, target=target)
    return mapped_column(
        Uuid(),
        ForeignKey(f"{target}.id", ondelete="CASCADE" if owner else "RESTRICT"),
        nullable=not (required or owner),
        index=True,
        info=info,
    )


def facts_of(model: type[Any]) -> tuple[Fact, ...]:
    """Return the facts a mapped class declares, in the order of their columns."""
    return tuple(
        replace(column.info["fact"], name=column.key) for column in model.__table__.columns if "fact" in column.info
    )


_last_id = 0


def new_id() -> uuid.UUID:
    """Return a time-ordered identifier (UUID version 7, RFC 9562), so that pages of the base fill in order.

    Two identifiers made in the same millisecond keep the order in which they were made.
    """
    global _last_id
    milliseconds = time.time_ns() // 1_000_000
    stamp = (milliseconds & ((1 << 48) - 1)) << 80
    value = stamp | 0x7 << 76 | secrets.randbits(10) << 64 | 0b10 << 62 | secrets.randbits(62)
    _last_id = value if value > _last_id else _last_id + 1
    return uuid.UUID(int=_last_id)
