"""How the application looks: palettes, fonts, icons, style sheet."""

from ppe_desktop.ui.theme.apply import Scheme, Theme, apply_theme, current, px, theme
from ppe_desktop.ui.theme.fonts import tabular
from ppe_desktop.ui.theme.icons import icon, icon_pixmap
from ppe_desktop.ui.theme.palette import Palette
from ppe_desktop.ui.theme.tones import tone_icon

__all__ = [
    "Palette",
    "Scheme",
    "Theme",
    "apply_theme",
    "current",
    "icon",
    "icon_pixmap",
    "px",
    "tabular",
    "theme",
    "tone_icon",
]
