"""Put a theme on the application: Fusion, one of our palettes, the shipped font and the style sheet.

The state is one per process, as Qt's own style, palette and font are.
"""

from functools import cache
from typing import Literal

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ppe_desktop.ui.theme.fonts import FIRST_FACES, app_font, load_fonts
from ppe_desktop.ui.theme.palette import CONTRAST, DARK, LIGHT, PALETTES, Palette
from ppe_desktop.ui.theme.stylesheet import build_stylesheet

Scheme = Literal["light", "dark", "contrast", "system"]

OTHER_FACES_MS = 20
"""Moment at which the faces that an empty window does not need are loaded."""

_QT_SCHEMES = {
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "contrast": Qt.ColorScheme.Dark,
}
_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "window",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "window",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "late",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "control",
    QPalette.ColorRole.Shadow: "control",
}
_DISABLED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


class Theme(QObject):
    """The theme in force.

    Signals:
        theme_changed: the palette or the text scale is no longer the same; what paints itself must paint again.
    """

    theme_changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.palette: Palette = LIGHT
        self.text_scale = 1.0
        self._requested: Scheme = "system"
        self._shown: tuple[Palette, float] | None = None
        self._reduced_motion = False
        self._hints = app.styleHints()  # kept: shiboken forgets the second when nobody holds the first
        self._needs = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._on_system_changed)
        self._needs.contrastPreferenceChanged.connect(self._on_system_changed)

    def apply(self, scheme: Scheme, text_scale: float, reduced_motion: bool) -> None:
        """Show a scheme at a text scale, on every window, now."""
        self._requested, self.text_scale, self._reduced_motion = scheme, text_scale, reduced_motion
        if scheme == "system":
            self._hints.unsetColorScheme()
            self.palette = self._system_palette()
        else:
            self._hints.setColorScheme(_QT_SCHEMES[scheme])
            self.palette = PALETTES[scheme]
        self._show()

    def motion(self, milliseconds: int) -> int:
        """Return how long a movement may last: nothing when the person or the system asks for none."""
        from PySide6.QtWidgets import QStyle  # a large class to name: not before something moves

        system = _application().style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
        return milliseconds if system and not self._reduced_motion else 0

    def _system_palette(self) -> Palette:
        return palette_for(self._hints.colorScheme(), self._needs.contrastPreference())

    def _show(self) -> None:
        if self._shown == (self.palette, self.text_scale):
            return  # Qt polishes every widget again at each style sheet, the same one included
        self._shown = self.palette, self.text_scale
        app = _application()
        if app.style().name().lower() != "fusion":
            app.setStyle("Fusion")
        load_fonts(FIRST_FACES)
        QTimer.singleShot(OTHER_FACES_MS, self, load_fonts)
        app.setPalette(qt_palette(self.palette))
        app.setFont(app_font(self.text_scale))
        app.setStyleSheet(build_stylesheet(self.palette, self.text_scale))
        self.theme_changed.emit()

    def _on_system_changed(self) -> None:
        if self._requested == "system" and self._system_palette() != self.palette:
            self.apply("system", self.text_scale, self._reduced_motion)


def apply_theme(
    app: QApplication, scheme: Scheme = "system", text_scale: float = 1.0, *, reduced_motion: bool = False
) -> None:
    """Put a theme on the application.

    Args:
        app: the application.
        scheme: a palette by name, or "system" to follow what the system reports (light where it reports nothing).
        text_scale: 1.0 to 2.0, on top of the scaling of the device.
        reduced_motion: no movement at all, whatever the system says.
    """
    theme().apply(scheme, text_scale, reduced_motion)


@cache
def theme() -> Theme:
    """Return the object that holds the theme; connect to its ``theme_changed``."""
    return Theme(_application())


def current() -> Palette:
    """Return the palette in force."""
    return theme().palette


def px(pixels: int) -> int:
    """Return a length that follows the text scale in force."""
    return round(pixels * theme().text_scale)


def palette_for(scheme: Qt.ColorScheme, contrast: Qt.ContrastPreference) -> Palette:
    """Return the palette that suits what the system reports: light where it reports nothing."""
    if contrast == Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def qt_palette(palette: Palette) -> QPalette:
    """Return Qt's own palette for what the style sheet does not draw."""
    result = QPalette()
    for role, name in _ROLES.items():
        result.setColor(role, QColor(palette.role(name)))
    for role in _DISABLED:
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.disabled))
    return result


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("a theme needs a QApplication")
    return app
