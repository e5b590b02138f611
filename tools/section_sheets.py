"""Every section of the hardest fictitious files on contact sheets, small and large letters, light and dark.

Run: ``python tools/section_sheets.py DOSSIER [NOM …]``; without a name, those below. One picture a child and variant, to be looked at.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage, QPainter, Qt
from PySide6.QtWidgets import QApplication

from ppe_desktop.app import DemoHouse, has_base, load_access
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.main_window import MainWindow
from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.theme import apply_theme
from ppe_desktop.ui.theme.fonts import load_fonts
from ppe_desktop.ui.views.workspace import Workspace

NAMES = ("Apolline", "Malo")
VARIANTS = (("light", 1.0), ("light", 1.5), ("dark", 1.0), ("dark", 1.5))
WIDTH, HEIGHT = 1366, 768
COLUMNS, SMALL = 3, 683
QUALITY = 78


def settle(seconds: float) -> None:
    """Let the screens receive their answers."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def until(is_true: Callable[[], bool]) -> None:
    """Wait until something is on screen."""
    end = time.monotonic() + 30
    while not is_true():
        if time.monotonic() > end:
            raise TimeoutError
        settle(0.05)


def sections_of(window: MainWindow, workspace: Workspace, child_id: str) -> list[QImage]:
    """Return a picture of each section of a file, at the size of the window."""
    workspace.open_child(child_id)
    until(lambda: (file := workspace.file_view.context.file) is not None and file.child.id == child_id)
    pictures = []
    for key in workspace.file_view.sections.keys():  # noqa: SIM118 - a method of ours, not a dict
        workspace.file_view.show_section(key)
        settle(1.6 if key in ("path", "journal", "deadlines") else 0.9)
        pictures.append(window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32))
    return pictures


def sheet(pictures: list[QImage]) -> QImage:
    """Return one picture of them all, side by side."""
    small = [one.scaledToWidth(SMALL, Qt.TransformationMode.SmoothTransformation) for one in pictures]
    height = small[0].height()
    rows = -(-len(small) // COLUMNS)
    whole = QImage(COLUMNS * (SMALL + 8), rows * (height + 8), QImage.Format.Format_RGB32)
    whole.fill(0xFF808080)
    painter = QPainter(whole)
    for place, one in enumerate(small):
        painter.drawImage((place % COLUMNS) * (SMALL + 8) + 4, (place // COLUMNS) * (height + 8) + 4, one)
    painter.end()
    return whole


def main(folder: Path, names: tuple[str, ...]) -> None:
    """Make the sheets."""
    app = QApplication(sys.argv[:1])
    load_fonts()
    apply_theme(app, "light")
    folder.mkdir(parents=True, exist_ok=True)
    house = DemoHouse()
    try:
        window = MainWindow(Gate(load_access), house.folder, Preferences(house.folder.parent), has_base)
        session = house.make()
        window.resize(WIDTH, HEIGHT)
        window.show()
        window.open_workspace(session)
        workspace = window.workspace
        assert workspace is not None
        cards = session.run(session.files.cards)
        for name in names:
            child = next(card for card in cards if name in card.full_name)
            for scheme, scale in VARIANTS:
                apply_theme(app, scheme, scale)
                window.resize(WIDTH, HEIGHT)
                settle(0.5)
                made = sheet(sections_of(window, workspace, child.child_id))
                target = folder / f"{name.lower()}-{scheme}-{round(scale * 100)}.jpg"
                made.save(str(target), "JPG", QUALITY)  # type: ignore[call-overload]
                print(target)
        window.close()
    finally:
        house.leave()


if __name__ == "__main__":
    main(Path(sys.argv[1]), tuple(sys.argv[2:]) or NAMES)
