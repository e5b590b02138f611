"""What the tests of the windows share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ppe_desktop.ui.theme import theme
from ppe_desktop.ui.theme.palette import LIGHT
from ppe_desktop.ui.views.casefile.preparing import Preparing

WITH_SECTIONS_PREPARED = {
    "test_annual_cycle",
    "test_casefile_view",
    "test_keyboard_session",
    "test_main_window",
    "test_preparing",
}
"""Modules in which the sections of an open file are made while nobody does anything, as in the program."""


@pytest.fixture(scope="module", autouse=True)
def _no_theme_is_left(qapp: QApplication) -> Iterator[None]:
    """Take the theme of a module away with it: the next ones would not measure the same, and polish every widget, a third more work."""
    font, palette = qapp.font(), qapp.palette()
    yield
    if qapp.styleSheet():
        in_force = theme()
        in_force._shown = None  # the next theme asked for, were it the same, is put on again
        in_force.palette, in_force.text_scale = LIGHT, 1.0
        qapp.setStyleSheet("")
        qapp.setPalette(palette)
        qapp.setFont(font)


@pytest.fixture(scope="module", autouse=True)
def _sections_are_made_when_asked_for(request: pytest.FixtureRequest) -> Iterator[None]:
    """Leave the sections nobody goes to unmade but in the modules that are about it: a tenth of the work of the others."""
    with pytest.MonkeyPatch.context() as patch:
        if Path(request.node.name).stem not in WITH_SECTIONS_PREPARED:
            patch.setattr(Preparing, "begin", lambda *_: None)
        yield
