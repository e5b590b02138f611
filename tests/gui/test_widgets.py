"""The small parts, used as a person does: keyboard, words, sizes."""

from datetime import time

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QTranslator
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from ppe_desktop.ui.french_of_qt import speak_french
from ppe_desktop.ui.theme import apply_theme
from ppe_desktop.ui.widgets.badge import Badge
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import IconButton, PrimaryButton, QuietButton
from ppe_desktop.ui.widgets.card import ActionCard
from ppe_desktop.ui.widgets.chip import Chip, ChipButton
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.empty_state import EmptyState
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.growing_text_edit import GrowingTextEdit
from ppe_desktop.ui.widgets.navigation_rail import NavigationRail
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.search_field import SearchField
from ppe_desktop.ui.widgets.section_list import SectionList
from ppe_desktop.ui.widgets.status_note import StatusNote
from ppe_desktop.ui.widgets.undo_bar import UndoBar
from tests.support.typing import press, type_text


@pytest.fixture(autouse=True)
def _light(qapp: QApplication):
    apply_theme(qapp, "light", reduced_motion=True)
    yield
    apply_theme(qapp, "light")


@pytest.fixture
def shown(qtbot):
    """Show a widget as a window of its own and give it back."""

    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        return widget

    return show


@pytest.fixture
def rail() -> NavigationRail:
    widget = NavigationRail()
    widget.add_section("home", "home", "Accueil")
    widget.add_section("children", "users", "Enfants")
    widget.add_section("settings", "settings", "Réglages", foot=True)
    widget.add_gesture("lock", "lock", "Verrouiller")
    widget.set_current("home")
    return widget


@pytest.fixture
def sections() -> SectionList:
    widget = SectionList()
    widget.add_section("health", "heart-pulse", "Santé")
    widget.add_section("school", "graduation-cap", "Scolarité et vie sociale")
    widget.set_current("health")
    return widget


def test_a_label_shows_what_people_typed_as_typed(shown):
    label = shown(PlainLabel("Il a dit <b>non</b>"))
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.sizeHint().width() > PlainLabel("Il a dit non").sizeHint().width()
    with pytest.raises(ValueError, match="plain text"):
        label.setTextFormat(Qt.TextFormat.RichText)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_card_opens_with_the_keyboard(shown, qtbot, key):
    card = shown(ActionCard("Léa, bilan de santé"))
    with qtbot.waitSignal(card.activated):
        press(card, key)


def test_a_card_opens_with_the_mouse_and_lets_its_buttons_be(shown, qtbot):
    card = ActionCard("Léa, bilan de santé")
    title, button = PlainLabel("Léa"), QuietButton("Planifier")
    card.body.addWidget(title)
    card.body.addWidget(button)
    shown(card)
    with qtbot.waitSignal(card.activated):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=title.geometry().center())
    with qtbot.assertNotEmitted(card.activated):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_card_is_a_button_for_screen_readers(shown):
    card = shown(ActionCard("Léa, bilan de santé"))
    interface = QAccessible.queryAccessibleInterface(card)
    assert interface.role() == QAccessible.Role.Button
    assert interface.text(QAccessible.Text.Name) == "Léa, bilan de santé"


def test_arrows_move_in_the_rail_and_enter_opens(shown, rail, qtbot):
    shown(rail)
    rail.entry("home").setFocus()
    press(rail.entry("home"), Qt.Key.Key_Down)
    assert rail.entry("children").hasFocus()
    assert rail.current() == "home"
    with qtbot.waitSignal(rail.section_requested) as asked:
        press(rail.entry("children"), Qt.Key.Key_Return)
    assert asked.args == ["children"]
    assert rail.entry("children").isChecked()
    assert not rail.entry("home").isChecked()


def test_arrows_go_round_and_never_lock(shown, rail, qtbot):
    shown(rail)
    rail.entry("home").setFocus()
    with qtbot.assertNotEmitted(rail.section_requested):
        press(rail.entry("home"), Qt.Key.Key_Up)
    assert rail.entry("lock").hasFocus()
    press(rail.entry("lock"), Qt.Key.Key_Home)
    assert rail.entry("home").hasFocus()


def test_a_gesture_of_the_rail_does_not_change_the_place(shown, rail, qtbot):
    shown(rail)
    with qtbot.waitSignal(rail.section_requested) as asked:
        rail.entry("lock").click()
    assert (asked.args, rail.current()) == (["lock"], "home")


def test_tab_stops_once_in_a_list_of_sections(sections):
    sections.set_current("school")
    stops = [key for key in sections.keys() if sections.entry(key).focusPolicy() & Qt.FocusPolicy.TabFocus]  # noqa: SIM118
    assert stops == ["school"]


def test_clicking_the_current_section_keeps_it_current(shown, sections, qtbot):
    shown(sections)
    with qtbot.waitSignal(sections.section_requested):
        qtbot.mouseClick(sections.entry("health"), Qt.MouseButton.LeftButton)
    assert sections.entry("health").isChecked()


def test_the_state_of_a_section_is_said_in_words(sections):
    sections.set_state("health", "1 en retard", "late")
    assert sections.entry("health").accessibleName() == "Santé, 1 en retard"
    sections.set_state("health", "")
    assert sections.entry("health").accessibleName() == "Santé"


def test_an_error_is_said_with_its_field(shown):
    field = QLineEdit()
    row = shown(FormRow("Date de naissance", field, help_text="jour, mois, année"))
    row.set_error("Le 31 février n’existe pas.")
    interface = QAccessible.queryAccessibleInterface(field)
    assert interface.text(QAccessible.Text.Name) == "Date de naissance"
    assert "Le 31 février n’existe pas." in interface.text(QAccessible.Text.Description)
    assert "jour, mois, année" in interface.text(QAccessible.Text.Description)
    assert row.label.buddy() is field
    assert row.error_label.isVisible()
    assert row.error_mark.isVisible()
    row.set_error("")
    assert field.accessibleDescription() == "jour, mois, année"
    assert not row.error_line.isVisible()


def test_the_label_stands_beside_its_field_when_there_is_room(shown):
    row = shown(FormRow("Nom", QLineEdit()))
    row.resize(700, 60)
    assert row.is_beside()
    row.resize(400, 60)
    assert not row.is_beside()


def test_a_text_grows_with_what_is_typed(shown):
    edit = shown(GrowingTextEdit(min_lines=2, max_lines=5))
    edit.resize(400, edit.sizeHint().height())
    least = edit.sizeHint().height()
    type_text(edit, "Léa a dit :\n« Ça va. »\nDeux\nTrois")
    grown = edit.sizeHint().height()
    type_text(edit, "\n1\n2\n3\n4\n5")
    assert least < grown < edit.sizeHint().height()
    most = edit.sizeHint().height()
    type_text(edit, "\n6\n7")
    assert edit.sizeHint().height() == most


def test_a_text_says_it_was_edited_only_by_hand(shown, qtbot):
    edit = shown(GrowingTextEdit())
    with qtbot.assertNotEmitted(edit.text_edited):
        edit.setPlainText("Bonjour")
        edit.set_text_keeping_cursor("Bonjour Léa")
    with qtbot.waitSignal(edit.text_edited):
        type_text(edit, "é")


def test_loading_a_text_leaves_nothing_to_undo(shown):
    edit = shown(GrowingTextEdit())
    edit.setPlainText("Bonjour\nLéa")
    assert not edit.document().isUndoAvailable()
    type_text(edit, "Ah ")
    edit.undo()
    assert edit.toPlainText() == "Bonjour\nLéa"


def test_a_text_brought_up_to_date_keeps_cursor_and_undo(shown):
    edit = shown(GrowingTextEdit())
    edit.setPlainText("La visite 🙂 de lundi. Fin.")
    edit.moveCursor(QTextCursor.MoveOperation.End)
    type_text(edit, " Merci")
    edit.set_text_keeping_cursor("La visite 🙂 de mardi. Fin. Merci")
    assert edit.toPlainText() == "La visite 🙂 de mardi. Fin. Merci"
    assert edit.textCursor().atEnd()
    edit.undo()
    assert edit.toPlainText() == "La visite 🙂 de lundi. Fin. Merci"
    edit.undo()
    assert edit.toPlainText() == "La visite 🙂 de lundi. Fin."


@pytest.mark.parametrize("html_only", [False, True])
def test_pasting_keeps_paragraphs_and_drops_the_rest(shown, html_only):
    edit = shown(GrowingTextEdit())
    source = QMimeData()
    source.setHtml("<p><b style='color:red'>Un</b></p><p><i>Deux</i></p>")
    if not html_only:
        source.setText("Un\r\nDeux")
    edit.insertFromMimeData(source)
    assert edit.toPlainText() == "Un\nDeux"
    assert "color" not in edit.toHtml().split("<body")[1].split(">", 1)[1]
    assert "700" not in edit.toHtml()


def test_typed_markup_stays_text(shown):
    edit = shown(GrowingTextEdit())
    type_text(edit, "<b>non</b>")
    assert edit.toPlainText() == "<b>non</b>"


def test_tab_leaves_a_text(shown):
    holder = QWidget()
    column = QVBoxLayout(holder)
    edit, line = GrowingTextEdit(), QLineEdit()
    column.addWidget(edit)
    column.addWidget(line)
    shown(holder)
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert line.hasFocus()


def test_new_paragraphs_keep_the_height_of_lines(shown):
    edit = shown(GrowingTextEdit())
    type_text(edit, "Un\nDeux")
    heights = {edit.document().findBlockByNumber(number).blockFormat().lineHeight() for number in (0, 1)}
    assert len(heights) == 1
    assert heights.pop() > 100


def test_escape_clears_a_search_then_goes_up(shown, qtbot):
    field = shown(SearchField("Chercher un enfant"))
    type_text(field, "Zoé")
    press(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert field.accessibleName() == "Chercher un enfant"


def test_the_status_says_since_when():
    note = StatusNote()
    note.show_saved(time(14, 5))
    assert note.text() == "Enregistré à 14\u00a0h\u00a005"
    note.show_unsaved("le disque est plein.")
    assert note.text() == "Non enregistré\u00a0: le disque est plein."
    assert note.accessibleName() == note.text()


def test_a_banner_offers_its_way_out(shown, qtbot):
    banner = shown(Banner("La clé USB est pleine.", "late", action="Choisir un autre emplacement"))
    with qtbot.waitSignal(banner.action_requested):
        banner.action_button.click()
    with qtbot.waitSignal(banner.closed):
        banner.close_button.click()
    assert not banner.isVisible()


def test_an_empty_place_offers_the_first_gesture(shown, qtbot):
    place = shown(EmptyState("quote", "Aucune parole encore", "Ce que l’enfant dit se garde ici.", "Noter une parole"))
    with qtbot.waitSignal(place.action_requested):
        place.action_button.click()


def test_the_undo_bar_stays_at_the_foot_and_takes_back(shown, qtbot):
    window = QWidget()
    window.resize(800, 500)
    bar = UndoBar(window)
    shown(window)
    bar.show_message("Note supprimée.", "Annuler")
    window.resize(900, 600)
    assert bar.geometry().bottom() < 600
    assert abs(bar.geometry().center().x() - 450) <= 1
    with qtbot.waitSignal(bar.action_requested):
        bar.action_button.click()
    assert bar.isHidden()


def test_the_undo_bar_goes_away_but_waits_for_the_keyboard(shown, qtbot):
    window = QWidget()
    window.resize(800, 500)
    line = QLineEdit(window)
    bar = UndoBar(window)
    shown(window)
    bar.show_message("Note supprimée.", "Annuler", 30)
    bar.action_button.setFocus()
    with qtbot.assertNotEmitted(bar.dismissed, wait=100):
        pass
    with qtbot.waitSignal(bar.dismissed):
        press(bar, Qt.Key.Key_Escape)
    line.setFocus()
    with qtbot.waitSignal(bar.dismissed):
        bar.show_message("Note supprimée.", "Annuler", 30)


def test_a_ticked_chip_says_it_otherwise_than_by_colour(shown):
    chip = shown(ChipButton("Mes enfants", checkable=True))
    before = chip.icon().pixmap(16, 16).toImage()
    press(chip, Qt.Key.Key_Space)
    assert chip.isChecked()
    assert chip.icon().pixmap(16, 16).toImage() != before


def test_an_icon_button_has_a_name(shown):
    button = shown(IconButton("printer", "Imprimer"))
    assert (button.accessibleName(), button.toolTip()) == ("Imprimer", "Imprimer")


def test_chips_go_to_the_next_line(shown):
    holder = QWidget()
    layout = FlowLayout(holder)
    chips = [Chip(f"Besoin {number}") for number in range(6)]
    for chip in chips:
        layout.addWidget(chip)
    shown(holder)
    holder.resize(260, layout.heightForWidth(260))
    assert chips[-1].y() > chips[0].y()
    assert all(holder.rect().contains(chip.geometry()) for chip in chips)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_column_stays_readable_and_follows_the_text(qapp, shown, scale):
    page = ColumnScroll()
    page.body.addWidget(PlainLabel("Léa", wrap=True))
    page.resize(1900, 400)
    shown(page)
    apply_theme(qapp, "light", scale, reduced_motion=True)
    qapp.processEvents()
    assert page.column.width() == round(760 * scale) + 64
    assert page.column.mapTo(page, QPoint()).x() == 0


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_no_word_is_cut(qapp, shown, rail, sections, scale):
    apply_theme(qapp, "light", scale, reduced_motion=True)
    sections.set_state("school", "2 en retard", "late")
    holder = QWidget()
    column = QVBoxLayout(holder)
    parts = [
        Chip("En retard de 12 jours", "late"),
        ChipButton("Mes enfants", checkable=True),
        Badge("Adresse protégée", "protect"),
        PrimaryButton("Préparer la synthèse", "plus"),
        QuietButton("Pourquoi cette date ?", "info"),
    ]
    for part in parts:
        column.addWidget(part)
    column.addWidget(rail)
    column.addWidget(sections)
    shown(holder)
    qapp.processEvents()
    entries = [rail.entry(key) for key in rail.keys()] + [sections.entry(key) for key in sections.keys()]  # noqa: SIM118
    for part in [*parts, *entries, *holder.findChildren(PlainLabel)]:
        if part.isVisible():
            assert part.width() >= part.sizeHint().width(), part
            assert part.height() >= part.sizeHint().height(), part
    school = sections.entry("school")
    words = school.fontMetrics().horizontalAdvance(school.text()) + school.iconSize().width()
    assert words + 12 <= school.state.x()


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
def test_the_keyboard_is_always_seen(qapp, shown, rail, scheme):
    apply_theme(qapp, scheme, reduced_motion=True)
    holder = QWidget()
    column = QVBoxLayout(holder)
    parts = [PrimaryButton("Un"), QuietButton("Deux"), ActionCard("Trois"), ChipButton("Quatre"), QLineEdit("Cinq")]
    for part in parts:
        column.addWidget(part)
    column.addWidget(rail)
    shown(holder)
    for part in [*parts, rail.entry("home")]:
        holder.setFocus()
        before = part.grab().toImage()
        part.setFocus(Qt.FocusReason.TabFocusReason)
        assert part.hasFocus(), part
        assert part.grab().toImage() != before, part


def test_qt_own_file_dialog_speaks_french_throughout(qapp):
    before = set(qapp.findChildren(QTranslator))
    speak_french(qapp)
    try:
        dialog = QFileDialog()
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        words = " ".join(label.text() for label in dialog.findChildren(QLabel))
        assert "Voir dans" in words.replace("&", "")
        assert not {"Look", "Files"} & set(words.replace("&", "").split())
    finally:
        for translator in set(qapp.findChildren(QTranslator)) - before:
            qapp.removeTranslator(translator)
