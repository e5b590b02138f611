"""Copying an open base through the driver: the only copy of a live base that is sure to be whole."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from ppe_desktop.storage.connection import check_integrity, connect, create_database_file


def copy_database(engine: Engine, key: bytes, target: Path) -> list[str]:
    """Copy the base to ``target``, encrypted with the same key, reopen the copy and check it.

    Returns:
        What is wrong with the copy; nothing when it is sound.
    """
    create_database_file(target, key)
    copy = connect(target, key)
    source = engine.raw_connection()
    try:
        source.driver_connection.backup(copy)  # type: ignore[union-attr]
    finally:
        source.close()
        copy.close()
    reopened = connect(target, key)
    try:
        return check_integrity(reopened)
    finally:
        reopened.close()
