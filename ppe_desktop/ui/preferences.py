"""What is kept of the person's preferences outside the base: how the screen looks, and nothing of anybody."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import get_args

from PySide6.QtCore import QCryptographicHash, QSettings
from PySide6.QtWidgets import QApplication

from ppe_desktop.runtime.paths import config_folder
from ppe_desktop.ui.theme import Scheme, apply_theme

SMALLEST, LARGEST = 100, 150
"""Bounds of the size of the text, in percent."""

_SCHEME, _TEXT_SIZE, _OPENINGS = "affichage/theme", "affichage/taille", "ouvertures"
_GEOMETRY = "affichage/fenetre"
_BASE = "base/dossier"
_LOCK_MINUTES, _CAPTURES = "verrouillage/minutes", "verrouillage/captures"
LOCK_MINUTES, SHORTEST_LOCK, LONGEST_LOCK = 5, 1, 15
"""Minutes without a gesture before the lock: by default, at least, at most; it cannot be turned off."""
_UNDERLINES, _TYPOGRAPHY = "ecriture/soulignement", "ecriture/typographie"


class Preferences:
    """The preferences file of this computer (INI).

    Args:
        folder: where it lies; the configuration folder by default.
    """

    def __init__(self, folder: Path | None = None) -> None:
        path = (folder or config_folder()) / "reglages.ini"
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def scheme(self) -> Scheme:
        """The theme asked for; the system's by default, and for a value that means nothing."""
        found = str(self._settings.value(_SCHEME, "system"))
        return next((scheme for scheme in get_args(Scheme) if scheme == found), "system")

    @scheme.setter
    def scheme(self, scheme: Scheme) -> None:
        self._settings.setValue(_SCHEME, scheme)

    @property
    def text_size(self) -> int:
        """Size of the text, in percent."""
        try:
            found = int(str(self._settings.value(_TEXT_SIZE, SMALLEST)))
        except ValueError:
            return SMALLEST
        return min(max(found, SMALLEST), LARGEST)

    @text_size.setter
    def text_size(self, percent: int) -> None:
        self._settings.setValue(_TEXT_SIZE, min(max(percent, SMALLEST), LARGEST))

    @property
    def underlines_mistakes(self) -> bool:
        """Whether words that no dictionary knows are underlined while one writes."""
        return self._is_on(_UNDERLINES)

    @underlines_mistakes.setter
    def underlines_mistakes(self, is_on: bool) -> None:
        self._settings.setValue(_UNDERLINES, "oui" if is_on else "non")

    @property
    def sets_typography(self) -> bool:
        """Whether French typography is done while one writes."""
        return self._is_on(_TYPOGRAPHY)

    @sets_typography.setter
    def sets_typography(self, is_on: bool) -> None:
        self._settings.setValue(_TYPOGRAPHY, "oui" if is_on else "non")

    @property
    def lock_minutes(self) -> int:
        """Minutes without a gesture before the base is closed."""
        try:
            found = int(str(self._settings.value(_LOCK_MINUTES, LOCK_MINUTES)))
        except ValueError:
            return LOCK_MINUTES
        return min(max(found, SHORTEST_LOCK), LONGEST_LOCK)

    @lock_minutes.setter
    def lock_minutes(self, minutes: int) -> None:
        self._settings.setValue(_LOCK_MINUTES, min(max(minutes, SHORTEST_LOCK), LONGEST_LOCK))

    @property
    def hides_from_capture(self) -> bool:
        """Whether the windows are kept out of captures and shared screens, where the system can."""
        return self._is_on(_CAPTURES)

    @hides_from_capture.setter
    def hides_from_capture(self, is_on: bool) -> None:
        self._settings.setValue(_CAPTURES, "oui" if is_on else "non")

    def _is_on(self, key: str) -> bool:
        return str(self._settings.value(key, "oui")) != "non"

    def apply(self, app: QApplication) -> None:
        """Show the application as the person wants it."""
        apply_theme(app, self.scheme, self.text_size / 100)

    def geometry(self) -> bytes:
        """Return the place and size of the window as Qt keeps them; empty at first."""
        return bytes.fromhex(str(self._settings.value(_GEOMETRY, "")))

    def set_geometry(self, geometry: bytes) -> None:
        """Remember the place and size of the window."""
        self._settings.setValue(_GEOMETRY, geometry.hex())

    def base_folder(self) -> Path | None:
        """Return the folder of the base opened last, if it is not the usual one."""
        kept = str(self._settings.value(_BASE, ""))
        return Path(kept) if kept else None

    def set_base_folder(self, folder: Path) -> None:
        """Remember where the base is, so that the next start asks for its passphrase."""
        self._settings.setValue(_BASE, str(folder))

    def last_opening(self, folder: Path) -> dt.datetime | None:
        """Return when a base was last opened on this computer, if that is known."""
        try:
            return dt.datetime.fromisoformat(str(self._settings.value(_key(folder), "")))
        except ValueError:
            return None

    def note_opening(self, folder: Path, moment: dt.datetime) -> None:
        """Remember when a base was opened; the base is known by a digest of its path, which may hold a name."""
        self._settings.setValue(_key(folder), moment.isoformat(timespec="minutes"))

    def save(self) -> None:
        """Write the file now."""
        self._settings.sync()


def _key(folder: Path) -> str:
    path = str(folder.absolute()).encode("utf-8", "surrogatepass")
    digest = bytes(QCryptographicHash.hash(path, QCryptographicHash.Algorithm.Sha256).data()).hex()
    return f"{_OPENINGS}/{digest[:16]}"
