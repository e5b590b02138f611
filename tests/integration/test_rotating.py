"""Another key for the base: everything is there again, nothing old opens it, and a kill leaves one base or the other."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from ppe_desktop.domain.errors import PpeError, WrongSecretError
from ppe_desktop.services.audit import AuditQuery
from ppe_desktop.storage.connection import connect
from ppe_desktop.vault import rotation
from ppe_desktop.vault.bundles import find_bundles
from ppe_desktop.vault.paths import BasePaths
from ppe_desktop.vault.vault import open_vault
from tests.support.base import Clock, access, new_session
from tests.support.vault import CHEAP_BOUNDS, OTHER_PASSPHRASE, PASSPHRASE


def made(folder: Path, clock: Clock) -> str:
    session = new_session(folder, clock)
    child = str(session.run(session.files.create, surname="Moreau", first_names="Lina").created)
    session.backups.make()
    session.close()
    clock.advance(hours=1)
    return child


def surname(folder: Path, secret: str, clock: Clock, child: str) -> str:
    session = access(clock).open(folder, secret)
    try:
        assert session.run(session.audit.check).is_whole
        return str(session.run(session.files.open, child).child.birth_surname)
    finally:
        session.close()


def test_the_base_is_encrypted_again_and_nothing_old_opens_it(tmp_path: Path) -> None:
    clock, folder = Clock(), tmp_path / "base"
    child = made(folder, clock)
    former = open_vault(folder, PASSPHRASE, bounds=CHEAP_BOUNDS).key.bytes()
    with pytest.raises(WrongSecretError):
        access(clock).rotate(folder, "une phrase qui n’ouvre rien du tout", OTHER_PASSPHRASE)
    printed = access(clock).rotate(folder, PASSPHRASE, OTHER_PASSPHRASE, drop_backups=True)
    assert surname(folder, OTHER_PASSPHRASE, clock, child) == "Moreau"
    assert surname(folder, printed.recovery_key, clock, child) == "Moreau"
    with pytest.raises(WrongSecretError):
        access(clock).open(folder, PASSPHRASE)
    with pytest.raises(PpeError):
        connect(BasePaths(folder).database, former)
    (bundle,) = find_bundles(BasePaths(folder).backups)
    assert access(clock).compare(folder, bundle.folder, OTHER_PASSPHRASE).is_sound
    session = access(clock).open(folder, OTHER_PASSPHRASE)
    try:
        assert session.run(session.search.find, "moreau") is not None
        told = [line.told for line in session.run(session.audit.lines, AuditQuery(family="keep"))]
        assert "Base rechiffrée avec une nouvelle clé" in told
        assert not list(folder.glob(".cle-*"))
    finally:
        session.close()


def test_a_backup_of_before_is_put_back_with_the_keys_of_before(tmp_path: Path) -> None:
    clock, folder = Clock(), tmp_path / "base"
    child = made(folder, clock)
    access(clock).rotate(folder, PASSPHRASE, PASSPHRASE)
    clock.advance(hours=1)
    old = access(clock).backups(folder)[-1]
    access(clock).put_back(folder, old.folder, PASSPHRASE)
    assert surname(folder, PASSPHRASE, clock, child) == "Moreau"


class _KilledError(BaseException):
    """The program dies here."""


@pytest.mark.parametrize("instant", [5, 6, 7, 8, 11])
def test_a_kill_at_any_step_leaves_one_base_or_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, instant: int
) -> None:
    clock, folder = Clock(), tmp_path / "base"
    child = made(folder, clock)
    steps = 0

    def die(*_args: object) -> None:
        nonlocal steps
        steps += 1
        if steps == instant:
            raise _KilledError

    def dying(real: object) -> object:
        def work(*args: object, **more: object) -> object:
            die()
            return real(*args, **more)  # type: ignore[operator]

        return work

    for holder, name in ((Path, "replace"), (Path, "rename"), (os, "link"), (rotation, "erase_folder")):
        monkeypatch.setattr(holder, name, dying(getattr(holder, name)))
    with contextlib.suppress(_KilledError):
        access(clock).rotate(folder, PASSPHRASE, OTHER_PASSPHRASE)
    monkeypatch.undo()
    opened = [secret for secret in (PASSPHRASE, OTHER_PASSPHRASE) if _opens(folder, secret, clock, child)]
    assert len(opened) == 1
    assert not list(folder.glob(".cle-*"))


def _opens(folder: Path, secret: str, clock: Clock, child: str) -> bool:
    try:
        return surname(folder, secret, clock, child) == "Moreau"
    except WrongSecretError:
        return False
