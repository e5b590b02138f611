"""The family shipped with the application, and the fonts made from it."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication

from ppe_desktop.runtime.resources import resource

FAMILY = "Atkinson Hyperlegible PPE"
BASE_SIZE = 15
FIRST_FACES = ("Regular",)
"""What the window itself shows; what it then holds needs the others."""
OTHER_FACES = ("SemiBold", "Bold", "Italic")
_loaded: set[str] = set()


def load_fonts(faces: tuple[str, ...] = FIRST_FACES + OTHER_FACES) -> None:
    """Load shipped faces, each once; what was measured without them is measured again."""
    wanting = [face for face in faces if face not in _loaded]
    for face in wanting:
        QFontDatabase.addApplicationFont(str(resource("fonts", f"AtkinsonHyperlegiblePPE-{face}.ttf")))
        _loaded.add(face)
    for widget in QApplication.allWidgets() if wanting else ():  # a semi-bold label is wider than in the regular face
        QApplication.sendEvent(widget, QEvent(QEvent.Type.FontChange))


def app_font(text_scale: float = 1.0) -> QFont:
    """Return the font of the whole application.

    Args:
        text_scale: 1.0 for 15 px, up to 2.0. Pixels here are independent of the device's own scaling.
    """
    font = QFont(FAMILY)
    font.setPixelSize(round(BASE_SIZE * text_scale))
    return font


def tabular(font: QFont) -> QFont:
    """Return a copy of a font whose figures all have the same width, for tables and dates in columns."""
    copy = QFont(font)
    copy.setFeature(QFont.Tag("tnum"), 1)
    return copy


def is_shipped_family(font: QFont) -> bool:
    """Tell whether the family that Qt draws with is ours, not a replacement."""
    return QFontInfo(font).family() == FAMILY
