"""The supports of the child's page as the service has them: named, proposed by age, switched off, added."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from ppe_desktop.domain.errors import FieldError, UnknownRecordError
from ppe_desktop.domain.support_spec import SupportSpec, checked
from ppe_desktop.domain.supports import OF_OURS, OWN_PICTURE, ages_said, supports_of, to_keep
from ppe_desktop.domain.texts import plain
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.service_settings import note_change
from ppe_desktop.storage.settings import read_setting, write_setting
from ppe_desktop.storage.unit_of_work import UnitOfWork

KEPT_AS = "child_page_supports"
_NONE = "aucun"


class SupportService:
    """Use cases on the supports; each change leaves a line among those of the settings of the service."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[SupportSpec, ...]:
        """Return every support, those switched off included."""
        with self._database.work() as work:
            return _read(work)

    def keep(self, spec: SupportSpec) -> tuple[SupportSpec, ...]:
        """Keep a support as the service wants it; one without a code is added. Return them all.

        Pages already made keep the support as it was on their day.

        Raises:
            FieldError: it cannot be a support, or another has that name.
        """
        fit = checked(spec)
        with self._database.work() as work:
            known = {one.code: one for one in _read(work)}
            _check_name(fit, known.values())
            former = known.get(fit.code)
            if not fit.code:
                fit = fit._replace(code=uuid.uuid4().hex, picture=OWN_PICTURE)
            known[fit.code] = fit
            return _write(work, tuple(known.values()), former, fit)

    def remove(self, code: str) -> tuple[SupportSpec, ...]:
        """Take out a support that the service added, or bring one of ours back to what it was; return them all.

        Raises:
            UnknownRecordError: there is no such support.
        """
        with self._database.work() as work:
            known = {one.code: one for one in _read(work)}
            former = known.pop(code, None)
            if former is None:
                raise UnknownRecordError
            ours = OF_OURS.get(code)
            if ours is not None:
                known[code] = ours
            return _write(work, tuple(known.values()), former, ours)


def _read(work: UnitOfWork) -> tuple[SupportSpec, ...]:
    return supports_of(read_setting(work.connection, KEPT_AS, []))


def _write(
    work: UnitOfWork, specs: tuple[SupportSpec, ...], former: SupportSpec | None, now: SupportSpec | None
) -> tuple[SupportSpec, ...]:
    if former != now:
        write_setting(work.connection, KEPT_AS, to_keep(specs))
        told = former or now
        assert told is not None
        note_change(
            work.session, f"Support «\u00a0{told.name}\u00a0»", work.author, work.now, _said(former), _said(now)
        )
        work.commit()
    return _read(work)


def _check_name(spec: SupportSpec, known: Iterable[SupportSpec]) -> None:
    """Refuse a name that another support has: pages are told apart by it in the file."""
    wanted = plain(spec.name)
    if spec.name in OF_OURS or any(one.code != spec.code and plain(one.name) == wanted for one in known):
        raise FieldError("name", "Un autre support porte déjà ce nom.")


def _said(spec: SupportSpec | None) -> str:
    """Return what a line of history says of a support."""
    if spec is None:
        return _NONE
    parts = [spec.name, ages_said(spec), "" if spec.is_on else "non proposé"]
    if spec.code not in OF_OURS:
        parts += [spec.asked, *spec.questions, "avec un dessin" if spec.ground else ""]
    return ", ".join(part for part in parts if part)
