"""A file or a picture let go or pasted on a field of text: the text stays as it was, and attaching is one click away."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QContextMenuEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget

from ppe_desktop.runtime.resources import resource
from ppe_desktop.ui.widgets.growing_text_edit import GrowingTextEdit
from ppe_desktop.ui.widgets.line_edit import LineEdit
from tests.support.screens import PATIENCE_MS, add_child, open_session
from tests.support.sections import file_screen, replace_text
from tests.support.typing import press, type_text

PASTE = (Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with open_session(tmp_path_factory.mktemp("lacher") / "base") as opened:
        yield opened


@pytest.fixture
def view(qtbot, session):
    with file_screen(qtbot, session) as (opened, _child_id):
        yield opened


@pytest.fixture
def bulletin(tmp_path):
    path = tmp_path / "bulletin.pdf"
    path.write_bytes(resource("demo", "pieces", "bulletin.pdf").read_bytes())
    return path


@pytest.fixture(autouse=True)
def clipboard():
    yield QGuiApplication.clipboard()
    QGuiApplication.clipboard().clear()


def files(*paths):
    """What a file manager carries: addresses, and on some systems the paths as text too."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    data.setText("\n".join(map(str, paths)))
    return data


def picture():
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    data = QMimeData()
    data.setImageData(image)
    return data


def let_go(widget, data):
    """Drop on a widget; return whether it was welcome, and whether the original would be moved away."""
    at, move = QPoint(4, 4), Qt.DropAction.MoveAction
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, move | Qt.DropAction.CopyAction, data, buttons, none)
    QApplication.sendEvent(widget, enter)
    drop = QDropEvent(QPointF(at), move | Qt.DropAction.CopyAction, data, buttons, none)
    QApplication.sendEvent(widget, drop)
    return enter.isAccepted() and drop.isAccepted(), drop.dropAction() == move


def field(view, section, name):
    form = view.page(section).form
    return form.editors[name].focus_target


def open_section(qtbot, view, section):
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.open_file(view.child_id, section)


def attached(session, view):
    return session.run(session.attachments.of_child, view.child_id)


@pytest.mark.parametrize("name", ["allergies", "birth_date", "birth_place"])
def test_a_file_let_go_on_a_field_is_offered_as_a_document(qtbot, view, session, bulletin, name):
    open_section(qtbot, view, "identity")
    target = field(view, "identity", name)
    replace_text(target, "12")
    receiver = target.viewport() if isinstance(target, GrowingTextEdit) else target
    assert let_go(receiver, files(bulletin)) == (True, False)
    text = target.toPlainText() if isinstance(target, GrowingTextEdit) else target.text()
    assert text == "12"
    bar = view.document_offer.bar
    assert bar.isVisible()
    assert "bulletin.pdf" in bar.label.text()
    assert attached(session, view) == (), "nothing before the answer"
    bar.action_button.click()
    qtbot.waitUntil(lambda: len(attached(session, view)) == 1, timeout=PATIENCE_MS)
    assert attached(session, view)[0].file_name == "bulletin.pdf"
    assert view.section() == "documents"


def test_a_file_pasted_in_the_journal_is_offered_and_typing_goes_on(qtbot, view, bulletin, clipboard):
    open_section(qtbot, view, "journal")
    page = view.page("journal")
    page.write()
    text = page.form.text_editor.text
    type_text(text, "Le bulletin : ")
    before = text.toPlainText()
    clipboard.setMimeData(files(bulletin))
    press(text, *PASTE)
    assert text.toPlainText() == before
    assert "bulletin.pdf" in view.document_offer.bar.label.text()
    type_text(text, "bon")
    assert text.toPlainText() == before + "bon"


def test_a_file_pasted_on_a_line_by_keys_or_by_its_menu_leaves_no_path(qtbot, view, bulletin, clipboard):
    open_section(qtbot, view, "identity")
    line = field(view, "identity", "birth_place")
    clipboard.setMimeData(files(bulletin))
    assert QKeySequence(QKeySequence.StandardKey.Paste)[0].key() == Qt.Key.Key_V
    press(line, *PASTE)
    assert line.text() == ""
    view.document_offer.bar.dismiss()
    paste_by_menu(line)
    assert line.text() == ""
    assert view.document_offer.bar.isVisible()
    clipboard.setText("Quimper")
    paste_by_menu(line)
    assert line.text() == "Quimper"


def paste_by_menu(line):
    QApplication.sendEvent(line, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(2, 2), QPoint(2, 2)))
    menu = line.findChildren(QMenu)[-1]
    next(action for action in menu.actions() if action.objectName() == "edit-paste").trigger()
    menu.close()
    menu.deleteLater()
    QApplication.sendPostedEvents(menu)


def test_a_picture_that_came_alone_is_offered_and_one_that_came_with_words_is_not(qtbot, view, session):
    open_section(qtbot, view, "identity")
    text = field(view, "identity", "allergies")
    text.insertFromMimeData(picture())
    assert text.toPlainText() == ""
    view.document_offer.bar.action_button.click()
    qtbot.waitUntil(lambda: len(attached(session, view)) == 1, timeout=PATIENCE_MS)
    copied = picture()
    copied.setText("Un tableau de chiffres")  # what a spreadsheet copies: words, and how they look
    text.insertFromMimeData(copied)
    assert text.toPlainText() == "Un tableau de chiffres"


def test_several_files_are_counted(qtbot, view, bulletin):
    open_section(qtbot, view, "identity")
    field(view, "identity", "allergies").insertFromMimeData(files(bulletin, bulletin.with_name("autre.pdf")))
    assert "ces 2 fichiers" in view.document_offer.bar.label.text()


def test_an_address_of_the_web_is_text(qtbot, view):
    open_section(qtbot, view, "identity")
    text, data = field(view, "identity", "allergies"), QMimeData()
    data.setUrls([QUrl("https://www.service-public.fr/")])
    text.insertFromMimeData(data)
    assert text.toPlainText() == "https://www.service-public.fr/"
    assert view.document_offer.bar.isHidden()


def test_what_was_offered_for_a_child_is_never_attached_to_another(qtbot, view, session, bulletin):
    open_section(qtbot, view, "identity")
    field(view, "identity", "allergies").insertFromMimeData(files(bulletin))
    other = add_child(session, "Durand", "Léa")
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.open_file(other)
    assert view.document_offer.bar.isHidden()
    with qtbot.assertNotEmitted(view.context.changed):
        view.document_offer.bar.action_button.click()
    assert attached(session, view) == ()


def test_a_file_let_go_on_a_field_of_the_documents_is_attached_at_once(qtbot, view, session, bulletin):
    open_section(qtbot, view, "documents")
    section = view.page("documents")
    section.filter.show()
    section.filter.search_field.setAcceptDrops(True)
    assert let_go(section.filter.search_field, files(bulletin))[0]
    qtbot.waitUntil(lambda: len(attached(session, view)) == 1, timeout=PATIENCE_MS)
    assert section.filter.search_field.text() == ""


@pytest.mark.parametrize("make", [GrowingTextEdit, LineEdit])
def test_where_nothing_can_be_attached_a_word_says_where(qtbot, make, bulletin):
    page = QWidget()
    edit = make(parent=page)
    qtbot.addWidget(page)
    page.show()
    let_go(edit.viewport() if make is GrowingTextEdit else edit, files(bulletin))
    assert "section Documents" in QToolTip.text()
    assert (edit.toPlainText() if make is GrowingTextEdit else edit.text()) == ""
    QToolTip.hideText()


def test_a_field_that_is_only_read_takes_nothing(qtbot, bulletin):
    page = QWidget()
    edit = LineEdit(page)
    edit.setReadOnly(True)
    qtbot.addWidget(page)
    assert let_go(edit, files(bulletin))[0] is False
