"""A12: a file filled with sentinels in every column that can speak of a child, erased, then looked for in every decrypted page."""

from __future__ import annotations

from pathlib import Path

from faults.campaign import Outcome, Run
from ppe_desktop.domain.retention import Reason
from ppe_desktop.services.session import Session
from ppe_desktop.storage import connection as connecting
from ppe_desktop.storage.database import Database
from ppe_desktop.vault.bundles import find_bundles
from ppe_desktop.vault.paths import BasePaths
from tests.integration.test_erasing import MARK, fill, words_left
from tests.support.base import Clock, new_session
from tests.support.pages import decrypted_pages

_ERASE = {"authorised_by": "Mme Valls, responsable", "reason": Reason.TERM.value}


def erased(run: Run) -> Outcome:
    """Fill, back up, erase, back up again: nothing is left in any page, and the backups that still hold it are listed."""
    clock = Clock()
    session = new_session(run.below("base") / "base", clock)
    outcome, sown = Outcome(), 0
    for number in run.turns():
        count, wrong = _one(session, clock)
        sown += count
        outcome.escapes += [f"{number} : {line}" for line in wrong]
    session.close()
    left = _without_guard(run)
    outcome.notes = (
        f"{sown} phrases semées, une par colonne : tables, index de recherche, corbeille, brouillons, pièces, documents"
    )
    outcome.control = f"sans effacement sûr ni index refait : {left} restes trouvés"
    outcome.caught = left > 0
    return outcome


def _one(session: Session, clock: Clock) -> tuple[int, list[str]]:
    brother = str(session.run(session.files.create, surname="Reste", first_names="Noé").created)
    child, sown = session.run(fill, session, brother)
    _back_up(session, clock)
    before = _backups(session)
    wrong = []
    if _hits(session, before[-1]) < sown:
        wrong.append("témoin : les phrases ne se lisent pas dans la sauvegarde d’avant")
    told = session.run(session.retention.weigh, child)
    done = session.run(session.retention.erase, child, typed_name=told.name, **_ERASE)
    holding = {path.parent.name for path in before if _hits(session, path)}
    if not holding <= set(done.backups_left) or told.backups != len(before):
        wrong.append("une sauvegarde qui le tient encore n’est pas dite")
    found = _hits(session, BasePaths(session.folder).database)
    if found:
        wrong.append(f"{found} phrases encore dans les pages de la base")
    journal = BasePaths(session.folder).database.with_name("dossiers.db-journal")
    if journal.exists() and journal.stat().st_size:
        wrong.append("les pages d’avant sont restées dans le fichier de retour en arrière")
    if session.run(words_left, session):
        wrong.append("des mots du dossier sont restés dans le vocabulaire de recherche")
    _back_up(session, clock)
    if _hits(session, _backups(session)[-1]):
        wrong.append("une sauvegarde faite après l’effacement le tient encore")
    return sown, wrong


def _back_up(session: Session, clock: Clock) -> None:
    clock.advance(hours=5)
    session.backups.make()


def _backups(session: Session) -> list[Path]:
    found = find_bundles(BasePaths(session.folder).backups)
    return [BasePaths(one.folder).database for one in sorted(found, key=lambda one: one.manifest.made_at)]


def _hits(session: Session, path: Path) -> int:
    return decrypted_pages(path, session._key.bytes()).count(MARK.encode())


def _without_guard(run: Run) -> int:
    """Erase where SQLite does not overwrite and the index is not made again: what is left must be found."""
    kept, tidy = connecting._SETTINGS, Database.tidy
    connecting._SETTINGS = (*(one for one in kept if one[0] != "secure_delete"), ("secure_delete", "OFF", 0))
    Database.tidy = lambda _self: 0  # type: ignore[method-assign]
    try:
        session = new_session(run.below("temoin") / "base")
        brother = str(session.run(session.files.create, surname="Reste", first_names="Noé").created)
        child, _sown = session.run(fill, session, brother)
        name = session.run(session.retention.weigh, child).name
        session.run(session.retention.erase, child, typed_name=name, **_ERASE)
        left = _hits(session, BasePaths(session.folder).database)
        session.close()
        return left
    finally:
        connecting._SETTINGS, Database.tidy = kept, tidy  # type: ignore[method-assign]
