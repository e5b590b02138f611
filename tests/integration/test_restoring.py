"""Putting a backup back, and moving a base: real bases, faults in the middle, nothing lost on the way."""

import contextlib
import datetime as dt
import os
import random
import shutil
from pathlib import Path

import pytest

from ppe_desktop import keeping_commands
from ppe_desktop.domain.errors import (
    BaseInUseError,
    DamagedBaseError,
    InputError,
    NotABaseError,
    SituationError,
    SyncedFolderError,
    WaitBeforeRetryError,
    WrongSecretError,
)
from ppe_desktop.vault.bundles import find_bundles
from ppe_desktop.vault.paths import BasePaths
from tests.support.base import access, new_session
from tests.support.screens import add_child
from tests.support.vault import OTHER_PASSPHRASE, PASSPHRASE, rewrite


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A base with one child and a backup, to which a second child was added since."""
    folder = tmp_path_factory.mktemp("faite") / "base"
    session = new_session(folder)
    add_child(session, "Le Goff", "Anaïs", dt.date(2015, 3, 2))
    session.backups.make()
    add_child(session, "Diallo", "Issa")
    session.close()
    return folder


@pytest.fixture
def folder(made, tmp_path):
    """A copy of that base."""
    shutil.copytree(made, tmp_path / "base")
    return tmp_path / "base"


def names(folder: Path, secret: str = PASSPHRASE) -> set[str]:
    session = access().open(folder, secret)
    try:
        return {card.list_name for card in session.run(session.files.cards)}
    finally:
        session.close()


def backup(folder: Path) -> Path:
    return find_bundles(BasePaths(folder).backups)[0].folder


def flip_middle(path: Path) -> None:
    rewrite(path, lambda content: content.__setitem__(len(content) // 2, content[len(content) // 2] ^ 1))


def test_the_backup_and_the_base_are_compared_then_exchanged_and_the_former_kept(folder):
    both = access().compare(folder, backup(folder), PASSPHRASE)
    assert both.is_sound
    assert both.is_present_sound
    assert (both.backup.rows["child"], both.present_rows["child"]) == (1, 2)
    aside = access().put_back(folder, backup(folder), PASSPHRASE)
    assert names(folder) == {"LE GOFF Anaïs"}
    shutil.copytree(aside, folder.parent / "relue")
    assert len(names(folder.parent / "relue")) == 2, "what was replaced opens like any base"


def test_a_damaged_base_is_seen_as_such_and_repaired(folder):
    flip_middle(BasePaths(folder).database)
    both = access().compare(folder, backup(folder), PASSPHRASE)
    assert (both.is_sound, both.is_present_sound, both.present_rows) == (True, False, None)
    access().put_back(folder, backup(folder), PASSPHRASE)
    assert names(folder) == {"LE GOFF Anaïs"}


def test_a_lost_computer_is_replaced_from_the_second_place_with_the_sheet_alone(folder, tmp_path):
    new = tmp_path / "autre poste" / "base"
    found = access().backups(new, backup(folder).parent)
    assert [note.is_elsewhere for note in found] == [True]
    assert access().put_back(new, found[0].folder, PASSPHRASE) is None
    assert names(new) == {"LE GOFF Anaïs"}


def test_a_phrase_changed_since_stays_the_one_in_use(folder):
    session = access().open(folder, PASSPHRASE)
    session.keys.change_passphrase(PASSPHRASE, OTHER_PASSPHRASE)
    session.close()
    access().put_back(folder, backup(folder), OTHER_PASSPHRASE)
    assert names(folder, OTHER_PASSPHRASE) == {"LE GOFF Anaïs"}
    with pytest.raises(WrongSecretError):
        access().open(folder, PASSPHRASE)


@pytest.mark.parametrize("part", ["dossiers.db", "coffre.json"])
def test_a_damaged_backup_is_refused_and_the_base_untouched(folder, part):
    flip_middle(backup(folder) / part)
    assert not access().compare(folder, backup(folder), PASSPHRASE).is_sound
    before = BasePaths(folder).database.read_bytes()
    with pytest.raises(SituationError, match="abîmée"):
        access().put_back(folder, backup(folder), PASSPHRASE)
    assert BasePaths(folder).database.read_bytes() == before


def test_the_backup_of_another_base_is_refused(folder, tmp_path):
    made = access().create(tmp_path / "autre", PASSPHRASE)
    made.session.backups.make()
    made.session.close()
    with pytest.raises(NotABaseError):
        access().put_back(folder, backup(tmp_path / "autre"), PASSPHRASE)
    assert len(names(folder)) == 2


def test_wrong_secret_open_base_or_no_backup(folder):
    for _ in range(4):
        with pytest.raises(WrongSecretError):
            access().compare(folder, backup(folder), "faux")
    with pytest.raises(WaitBeforeRetryError):
        access().compare(folder, backup(folder), PASSPHRASE)  # a backup is no place to guess at either
    BasePaths(folder).attempts.unlink()
    with pytest.raises(InputError):
        access().compare(folder, folder, PASSPHRASE)
    session = access().open(folder, PASSPHRASE)
    with pytest.raises(BaseInUseError):
        access().put_back(folder, backup(folder), PASSPHRASE)
    session.close()


@pytest.mark.parametrize("step", range(1, 8))
def test_a_disk_that_fails_at_any_step_leaves_one_base_or_the_other(folder, monkeypatch, step):
    calls = [0]

    def failing(function):
        def call(*args, **kwargs):
            calls[0] += 1
            if calls[0] == step:
                raise OSError(28, "plein")
            return function(*args, **kwargs)

        return call

    for name in ("link", "replace"):
        monkeypatch.setattr(os, name, failing(getattr(os, name)))
    for name in ("copyfile", "copy2"):
        monkeypatch.setattr(shutil, name, failing(getattr(shutil, name)))
    monkeypatch.setattr("ppe_desktop.services.restoring.sync_file", failing(lambda _path: None))
    with contextlib.suppress(SituationError):
        access().put_back(folder, backup(folder), PASSPHRASE)
    monkeypatch.undo()
    assert names(folder) in ({"LE GOFF Anaïs"}, {"LE GOFF Anaïs", "DIALLO Issa"})
    assert not list(folder.glob(".dossiers*"))


def test_the_commands_of_the_service(folder, tmp_path):
    said = []
    stick = tmp_path / "cle"
    stick.mkdir()
    assert keeping_commands.backup(access(), folder, PASSPHRASE, stick, said.append) == 0
    assert "2 enfants" in "\n".join(said)
    assert keeping_commands.verify(access(), folder, PASSPHRASE, None, said.append) == 0
    (copy,) = access().backups(tmp_path / "rien", stick)
    assert keeping_commands.verify(access(), folder, PASSPHRASE, copy.folder, said.append) == 0
    assert keeping_commands.restore(access(), folder, copy.folder, PASSPHRASE, said.append) == 0
    assert len(names(folder)) == 2
    flip_middle(BasePaths(folder).database)
    assert keeping_commands.verify(access(), folder, PASSPHRASE, None, said.append) == 1
    assert "ABÎMÉE" in said[-1] or "ABÎMÉE" in "\n".join(said)
    assert not any("Le Goff" in line or "Anaïs" in line for line in said)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """A base of forty children with long texts, and the page from which their files begin."""
    folder = tmp_path_factory.mktemp("plein") / "base"
    session = new_session(folder)
    first = BasePaths(folder).database.stat().st_size // 4096
    for number in range(40):
        child_id = add_child(session, f"Nom{number:02d}", "Prénom", dt.date(2015, 3, 2))
        session.run(session.records.change, "child", child_id, allergies=f"Arachide {number}. " * 150)
    session.close()
    return folder, first


@pytest.mark.parametrize("seed", [1, 2])
def test_what_reads_of_a_damaged_base_is_recovered_and_accounted_for(crowded, tmp_path, seed):
    folder = tmp_path / "base"
    shutil.copytree(crowded[0], folder)
    path = BasePaths(folder).database
    pages = path.stat().st_size // 4096
    spoiled = random.Random(seed).sample(range(crowded[1], pages), 6)  # those before say where everything is

    def spoil(content):
        for page in spoiled:
            content[page * 4096 + 100] ^= 1

    rewrite(path, spoil)
    before = path.read_bytes()
    done = access().recover(folder, PASSPHRASE)
    assert path.read_bytes() == before, "the damaged base is kept as it is"
    found = names(done.folder)
    assert len(found) <= done.rows["child"]
    assert len(found) >= 25, spoiled
    assert len(found) == 40 or done.holes + done.orphans > 0, "what is missing is told"


def test_a_sound_base_is_recovered_whole(folder):
    done = access().recover(folder, PASSPHRASE)
    assert (done.holes, done.orphans, done.rows["child"]) == (0, 0, 2)
    assert len(names(done.folder)) == 2


def test_a_base_whose_first_page_is_gone_says_so_and_leaves_nothing(folder):
    rewrite(BasePaths(folder).database, lambda content: content.__setitem__(200, content[200] ^ 1))
    with pytest.raises(DamagedBaseError):
        access().recover(folder, PASSPHRASE)
    assert not list(folder.glob("base-recuperee*"))


def test_a_base_in_a_synchronised_folder_is_not_opened_but_moved_with_its_backups(folder, tmp_path):
    synced = tmp_path / "OneDrive - Département" / "base"
    shutil.copytree(folder, synced)
    with pytest.raises(SyncedFolderError) as refused:
        access().open(synced, PASSPHRASE)
    assert refused.value.service == "OneDrive"
    home = access().move(synced, tmp_path / "disque" / "base")
    assert len(names(home)) == 2
    assert find_bundles(BasePaths(home).backups)
    assert not access().has_base(synced), "nobody opens the former one by mistake"
    with pytest.raises(SituationError, match="OneDrive"):
        access().create(synced.parent / "autre", PASSPHRASE)
    assert not (synced.parent / "autre").exists()
