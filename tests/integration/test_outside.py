"""Copies in clear: each is known, looked for, taken away; those made for another program come back when changed."""

from __future__ import annotations

from pathlib import Path

from ppe_desktop.domain.prints import Produced
from ppe_desktop.services.audit import AuditQuery
from ppe_desktop.services.outside import Presence
from tests.support.base import Clock, new_session


def test_a_copy_is_known_until_it_is_taken_away(tmp_path: Path) -> None:
    clock = Clock()
    session = new_session(tmp_path / "base", clock)
    try:
        child = session.run(session.files.create, surname="Moreau", first_names="Lina").created
        target = tmp_path / "parcours.pdf"
        session.register.write(child, Produced.PATH, target, b"%PDF contenu")
        week = tmp_path / "semaine.pdf"
        week.write_bytes(b"%PDF semaine")
        session.outside.enter_file(week, "semaine")
        first, second = session.outside.copies()
        assert (first.path, first.child, first.presence) == (target, "MOREAU Lina", Presence.THERE)
        assert session.outside.waiting() == (2, 0)
        clock.advance(hours=25)
        assert session.outside.waiting() == (2, 2)
        target.write_bytes(b"autre chose")
        assert session.outside.copies()[0].presence is Presence.CHANGED
        week.unlink()
        assert session.outside.copies()[1].presence is Presence.GONE
        for copy in (first, second):
            session.outside.remove(copy)
        assert not target.exists()
        assert session.outside.copies() == []
        assert session.run(session.outside.known_count) == 0
        told = [line.told for line in session.run(session.audit.lines, AuditQuery(family="out"))]
        assert told == [
            "Copie en clair supprimée",
            "Copie en clair supprimée — MOREAU Lina",
            "Copie hors de la base\u00a0: Ma semaine",
            "Copie hors de la base\u00a0: Parcours — MOREAU Lina",
        ]
    finally:
        session.close()
