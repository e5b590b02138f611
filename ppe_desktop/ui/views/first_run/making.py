"""Who answers for a base between its creation and the moment its session is handed over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, QObject, Signal

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.ui.gate import Gate

if TYPE_CHECKING:
    from ppe_desktop.services.access import NewBase
    from ppe_desktop.services.session import Session


class Making(QObject):
    """Has a base made and keeps it; closes it when nobody takes it over, even if the window is gone by then.

    It belongs to the gate, not to the window: the answer may come after the window was destroyed.

    Signals:
        made: the ``NewBase`` just made.
        refused: the :class:`PpeError` that stopped the creation.
    """

    made = Signal(object)
    refused = Signal(object)

    def __init__(self, gate: Gate) -> None:
        super().__init__(gate)
        self._session: Session | None = None
        self._is_busy = False
        self._is_abandoned = False

        gate.created.connect(self._on_created)
        gate.refused.connect(self._on_refused)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.abandon)

    @property
    def is_busy(self) -> bool:
        """Whether a base is being made."""
        return self._is_busy

    def start(self, folder: Path, passphrase: str, profile: dict[str, Any]) -> None:
        """Make a base; ``made`` or ``refused`` follows."""
        if not self._is_busy:
            self._is_busy = True
            self._gate().create(folder, passphrase, **profile)

    def hand_over(self) -> Session | None:
        """Return the open session; who takes it owns it."""
        session, self._session = self._session, None
        return session

    def abandon(self) -> None:
        """Close the base that nobody took over, now or when it comes."""
        self._is_abandoned = True
        session = self.hand_over()
        if session is not None:
            session.close()
        if not self._is_busy:
            self.deleteLater()

    def _gate(self) -> Gate:
        """Return the gate, which is not held: were this its last holder, each would destroy the other twice."""
        return cast("Gate", self.parent())

    def _on_created(self, new: NewBase) -> None:
        if not self._is_busy:
            return
        self._is_busy = False
        self._session = new.session
        if self._is_abandoned:
            self.abandon()
        else:
            self.made.emit(new)

    def _on_refused(self, error: PpeError) -> None:
        if not self._is_busy:
            return
        self._is_busy = False
        if self._is_abandoned:
            self.abandon()
        else:
            self.refused.emit(error)
