"""Palettes, fonts, icons and style sheet."""

import re

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QImage, QRawFont
from PySide6.QtWidgets import QApplication, QLabel

from ppe_desktop.runtime.resources import resource
from ppe_desktop.ui.theme import apply_theme, current, icon, icon_pixmap, px, tabular, theme
from ppe_desktop.ui.theme.apply import palette_for
from ppe_desktop.ui.theme.contrast import contrast_ratio
from ppe_desktop.ui.theme.fonts import is_shipped_family
from ppe_desktop.ui.theme.palette import CONTRAST, CONTROL_PAIRS, DARK, LIGHT, PALETTES, TEXT_PAIRS, TONES
from ppe_desktop.ui.theme.stylesheet import build_stylesheet
from ppe_desktop.ui.theme.tones import TONE_ICONS

FRENCH = "abcxyzABCXYZ0123456789àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ«»’‘“”–—…€°²½×•·\u00a0\u202f\u2009\u2011"
NAMES = "ğĞışŞİłŁąęśżźćńőűřšžđåøØßñãõăĂțșčČ"
ICONS = sorted(path.stem for path in resource("icons").glob("*.svg"))
FONTS = sorted(resource("fonts").glob("*.ttf"))


@pytest.fixture(autouse=True)
def _light_after(qapp: QApplication):
    apply_theme(qapp, "light")
    yield
    apply_theme(qapp, "light")


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize(("pairs", "least"), [(TEXT_PAIRS, 4.5), (CONTROL_PAIRS, 3.0)])
def test_every_pair_of_roles_has_enough_contrast(name, pairs, least):
    palette = PALETTES[name]
    low = {
        (ink, ground): round(contrast_ratio(palette.role(ink), palette.role(ground)), 2)
        for ink, ground in pairs
        if contrast_ratio(palette.role(ink), palette.role(ground)) < least
    }
    assert low == {}


def test_contrast_is_computed_as_wcag_does():
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast_ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_the_high_contrast_palette_reaches_seven_for_every_text():
    assert all(contrast_ratio(CONTRAST.role(ink), CONTRAST.role(ground)) >= 7 for ink, ground in TEXT_PAIRS)


def test_every_tone_has_an_icon_that_no_other_has():
    assert set(TONE_ICONS) == set(TONES)
    assert len(set(TONE_ICONS.values())) == len(TONES)
    assert set(TONE_ICONS.values()) <= set(ICONS)


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_each_face_draws_french_and_the_names_of_children(qapp, path):
    face = QRawFont(str(path), 15)
    assert face.isValid()
    assert [character for character in FRENCH + NAMES if not face.supportsCharacter(ord(character))] == []


def test_the_four_faces_and_their_licence_are_shipped():
    assert [path.stem.rsplit("-", 1)[1] for path in FONTS] == ["Bold", "Italic", "Regular", "SemiBold"]
    assert "SIL OPEN FONT LICENSE" in resource("fonts", "OFL.txt").read_text(encoding="utf-8")
    assert "ISC License" in resource("licences", "lucide.txt").read_text(encoding="utf-8")
    assert sum(path.stat().st_size for path in FONTS) < 1_500_000


def test_the_application_is_drawn_with_the_shipped_family(qapp):
    assert is_shipped_family(qapp.font())
    assert qapp.font().pixelSize() == 15
    apply_theme(qapp, "light", 1.5)
    assert (qapp.font().pixelSize(), px(20)) == (22, 30)


def test_figures_of_tables_have_one_width(qapp):
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(tabular(QFont(qapp.font())))
    assert metrics.horizontalAdvance("1111") == pytest.approx(metrics.horizontalAdvance("0000"))


@pytest.mark.parametrize("scheme", PALETTES)
def test_a_scheme_reaches_the_palette_and_the_style_sheet(qapp, qtbot, scheme):
    apply_theme(qapp, "contrast" if scheme == "light" else "light")
    with qtbot.waitSignal(theme().theme_changed):
        apply_theme(qapp, scheme)
    with qtbot.assertNotEmitted(theme().theme_changed):
        apply_theme(qapp, scheme)  # what is on screen already is not polished again
    assert current() is PALETTES[scheme]
    assert qapp.palette().window().color() == QColor(current().window)
    assert current().accent in qapp.styleSheet()


@pytest.mark.parametrize(
    ("scheme", "contrast", "expected"),
    [
        (Qt.ColorScheme.Unknown, Qt.ContrastPreference.NoPreference, LIGHT),
        (Qt.ColorScheme.Light, Qt.ContrastPreference.NoPreference, LIGHT),
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.NoPreference, DARK),
        (Qt.ColorScheme.Light, Qt.ContrastPreference.HighContrast, CONTRAST),
    ],
)
def test_the_system_is_followed_where_it_reports(scheme, contrast, expected):
    assert palette_for(scheme, contrast) is expected


def test_no_movement_when_asked(qapp):
    apply_theme(qapp, "light", reduced_motion=True)
    assert theme().motion(150) == 0
    apply_theme(qapp, "light")
    assert theme().motion(150) == 150


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("name", PALETTES)
def test_the_style_sheet_is_filled_to_the_last_token(name, scale):
    sheet = build_stylesheet(PALETTES[name], scale)
    assert "@" not in sheet
    for drawing in re.findall(r'url\("([^"]+)"\)', sheet):
        assert resource("styles", name, drawing.rsplit("/", 1)[1]).is_file()


@pytest.mark.parametrize("name", PALETTES)
def test_the_drawings_of_controls_wear_the_palette(name):
    palette = PALETTES[name]
    for path in resource("styles", name).glob("*.svg"):
        role = palette.muted if path.stem.startswith("chevron") else palette.on_accent
        assert role in path.read_text(encoding="utf-8"), path


def _colours(image: QImage) -> set[str]:
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name().upper() for pixel in pixels if pixel.alpha() == 255}


@pytest.mark.parametrize("name", ICONS)
def test_each_icon_is_drawn_in_the_colour_of_its_role(qapp, name):
    assert LIGHT.accent in _colours(icon_pixmap(name, "accent", 48).toImage())


def test_an_icon_follows_the_theme_by_itself(qapp):
    home = icon("home", "text", "accent")
    before = _colours(home.pixmap(48, 48).toImage())
    apply_theme(qapp, "dark")
    after = _colours(home.pixmap(48, 48).toImage())
    assert LIGHT.text in before
    assert DARK.text in after
    assert DARK.accent in _colours(home.pixmap(48, 48, QIcon.Mode.Normal, QIcon.State.On).toImage())
    assert DARK.disabled in _colours(home.pixmap(48, 48, QIcon.Mode.Disabled).toImage())


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_icons_have_one_pixel_for_each_of_the_device(qapp, ratio):
    drawing = icon("home").pixmap(QSize(20, 20), ratio)
    assert (drawing.width(), drawing.devicePixelRatio()) == (round(20 * ratio), ratio)


def test_an_unknown_icon_is_refused():
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_qtsvg_is_not_imported_before_an_icon_is_drawn():
    import subprocess
    import sys

    code = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from ppe_desktop.ui.theme import apply_theme, icon; apply_theme(app); icon('home');"
        "print('PySide6.QtSvg' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_widget_made_before_a_change_of_theme_takes_it(qapp, qtbot):
    label = QLabel("Léa")
    qtbot.addWidget(label)
    label.show()
    apply_theme(qapp, "dark")
    assert label.palette().windowText().color() == QColor(DARK.text)
