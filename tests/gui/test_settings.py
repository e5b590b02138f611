"""Réglages: the profile saved as it is typed, the logo read with care, the look applied and kept."""

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from ppe_desktop.domain.supports import SHIPPED
from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.theme import apply_theme, current, theme
from ppe_desktop.ui.views.settings.about_page import program_version
from ppe_desktop.ui.views.settings.licences_dialog import LicencesDialog, licence_files
from ppe_desktop.ui.views.settings_view import SettingsView
from tests.support.screens import PATIENCE_MS, desk, open_session
from tests.support.typing import press, type_text


@pytest.fixture
def session(tmp_path):
    with open_session(tmp_path / "base") as session:
        yield session


@pytest.fixture
def preferences(tmp_path):
    folder = tmp_path / "preferences"
    folder.mkdir()
    yield Preferences(folder)
    apply_theme(QApplication.instance(), "light", 1.0)


@pytest.fixture
def view(qtbot, session, preferences):
    with desk(session) as (tasks, autosaver):
        view = SettingsView(tasks, autosaver, preferences=preferences)
        view.autosaver = autosaver
        qtbot.addWidget(view)
        view.resize(1000, 700)
        view.show()
        qtbot.waitUntil(lambda: view.profile_page.me_form is not None, timeout=PATIENCE_MS)
        yield view


def image_file(folder, name, width, height, colour="red"):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    path = folder / name
    assert image.save(str(path))
    return path


def png(width, height):
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor("blue"))
    image.save(buffer, "PNG")
    return bytes(content.data())


def choose(qtbot, view, path):
    """Choose a file in the window that the button opens."""
    field = view.profile_page.logo_field
    qtbot.mouseClick(field.choose_button, Qt.MouseButton.LeftButton)
    dialog = field.findChild(QFileDialog)
    assert dialog.isVisible()
    dialog.fileSelected.emit(str(path))
    dialog.close()
    return field


def profile(session):
    return session.run(session.files.profile)


def test_the_surname_typed_is_saved_and_signs_from_then_on(qtbot, view, session):
    line = view.profile_page.me_form.editors["surname"].focus_target
    line.selectAll()
    with qtbot.waitSignal(view.autosaver.saved, timeout=PATIENCE_MS):
        type_text(line, "Ménard-N’Diaye")
    assert profile(session).surname == "Ménard-N’Diaye"
    assert session.run(getattr, session.database, "author") == "Claire Ménard-N’Diaye"


def test_an_empty_surname_is_refused_beside_the_field_and_the_former_one_is_kept(qtbot, view, session):
    form = view.profile_page.me_form
    line = form.editors["surname"].focus_target
    line.selectAll()
    with qtbot.waitSignal(view.autosaver.field_refused, timeout=PATIENCE_MS):
        qtbot.keyClick(line, Qt.Key.Key_Delete)
    assert "vide" in form.rows["surname"].error()
    assert profile(session).surname == "Le Goff"


@pytest.mark.parametrize(("width", "height"), [(1200, 300), (50, 80), (2400, 1200)])
def test_a_logo_is_kept_on_a_sheet_of_the_shape_of_the_template(qtbot, view, session, tmp_path, width, height):
    field = view.profile_page.logo_field
    with qtbot.waitSignal(field.logo_saved, timeout=PATIENCE_MS):
        choose(qtbot, view, image_file(tmp_path, "logo.jpg", width, height))
    kept = QImage.fromData(profile(session).logo)
    assert (kept.width(), kept.height()) == (600, 300)
    assert kept.pixelColor(300, 150).red() > 200
    wide = width / height > 2
    assert kept.pixelColor(300, 2).alpha() == (0 if wide else 255)
    assert kept.pixelColor(2, 150).alpha() == (255 if width / height >= 2 else 0)
    assert field.preview.isVisible()


def test_what_is_no_image_is_refused_and_the_former_logo_kept(qtbot, view, session, tmp_path):
    former = png(600, 300)
    session.run(session.records.change, "user_profile", profile(session).id, logo=former)
    path = tmp_path / "logo.png"
    path.write_bytes(b"%PDF-1.7 ceci n'est pas une image")
    field = choose(qtbot, view, path)
    qtbot.waitUntil(lambda: bool(field.row.error()), timeout=PATIENCE_MS)
    assert "PNG ou JPEG" in field.row.error()
    assert field.choose_button.isEnabled()
    assert profile(session).logo == former


def test_too_heavy_an_image_is_refused(qtbot, view, session, tmp_path):
    path = tmp_path / "logo.png"
    path.write_bytes(png(10, 10) + b"\0" * (5 * 1024 * 1024))
    field = choose(qtbot, view, path)
    qtbot.waitUntil(lambda: bool(field.row.error()), timeout=PATIENCE_MS)
    assert "5 Mo" in field.row.error().replace("\u00a0", " ")
    assert profile(session).logo is None


def test_a_logo_taken_away_can_come_back(qtbot, view, session, tmp_path):
    field = view.profile_page.logo_field
    with qtbot.waitSignal(field.logo_saved, timeout=PATIENCE_MS):
        choose(qtbot, view, image_file(tmp_path, "logo.png", 40, 20))
    kept = profile(session).logo
    with qtbot.waitSignal(field.logo_saved, timeout=PATIENCE_MS):
        qtbot.mouseClick(field.remove_button, Qt.MouseButton.LeftButton)
    assert profile(session).logo is None
    assert not field.preview.isVisible()
    with qtbot.waitSignal(field.logo_saved, timeout=PATIENCE_MS):
        qtbot.mouseClick(field._undo_bar.action_button, Qt.MouseButton.LeftButton)
    assert profile(session).logo == kept
    assert field.preview.isVisible()


def test_theme_and_size_are_applied_at_once_and_kept(qtbot, view, preferences, tmp_path):
    qtbot.mouseClick(view.sections.entry("display"), Qt.MouseButton.LeftButton)
    page = view.display_page
    assert page.isVisible()
    page.scheme_buttons["dark"].click()
    assert current().name == "dark"
    page.size_buttons[125].click()
    assert theme().text_scale == 1.25
    kept = Preferences(tmp_path / "preferences")
    assert (kept.scheme, kept.text_size) == ("dark", 125)


def test_about_tells_the_version_and_shows_every_licence(qtbot, view):
    qtbot.mouseClick(view.sections.entry("about"), Qt.MouseButton.LeftButton)
    assert program_version() in view.about_page.version_label.text()
    assert "EUPL-1.2" in view.about_page.licence_label.text()
    qtbot.mouseClick(view.about_page.licences_button, Qt.MouseButton.LeftButton)
    dialog = view.about_page.findChild(LicencesDialog)
    for name in licence_files():
        dialog.show_licence(name)
        assert len(dialog.text.toPlainText()) > 200, name
    dialog.close()


def test_the_service_names_a_support_and_adds_its_own_by_keys(qtbot, view, session):
    view.show_section("supports")
    page = view.supports_page
    qtbot.waitUntil(lambda: len(page.cards) == len(SHIPPED), timeout=PATIENCE_MS)
    supports = lambda: {one.name: one for one in session.run(session.supports.all)}  # noqa: E731
    press(page.cards["MAISONS"].on_box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not supports()["Trois maisons"].is_on, timeout=PATIENCE_MS)

    press(page.add_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(page.cards) == len(SHIPPED) + 1, timeout=PATIENCE_MS)
    editor = list(page.cards.values())[-1].editor
    type_text(editor.name_field, "Mes maisons")  # over the name proposed, selected
    editor.questions_field.setFocus()
    type_text(editor.questions_field, "Qui habite là ?")
    qtbot.waitUntil(lambda: "Mes maisons" in supports(), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: supports()["Mes maisons"].questions == ("Qui habite là ?",), timeout=PATIENCE_MS)

    editor.name_field.selectAll()
    type_text(editor.name_field, "Ma météo")
    press(editor.name_field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "déjà ce nom" in editor.rows["name"].error_label.text(), timeout=PATIENCE_MS)
    editor.name_field.selectAll()
    type_text(editor.name_field, "Mes maisons")
    press(editor.remove_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(page.cards) == len(SHIPPED), timeout=PATIENCE_MS)
    press(page.banner.action_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Mes maisons" in supports(), timeout=PATIENCE_MS)
    assert supports()["Mes maisons"].questions == ("Qui habite là ?",)
    lines = session.run(session.service_settings.sheet).changes
    assert any("Trois maisons" in line.label and "non proposé" in line.new for line in lines)
