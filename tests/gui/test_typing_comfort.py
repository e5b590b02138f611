"""Typing: French typography that Ctrl+Z undoes, paste without dress, towns from postcodes, phone numbers grouped."""

import time
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.facts import Fact, Kind
from ppe_desktop.services.towns import load_towns
from ppe_desktop.ui.forms.editors import LongTextEditor
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.forms.town_proposer import TownProposer
from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.spelling.choices import writing_choices
from tests.support.screens import PATIENCE_MS, desk, open_session
from tests.support.typing import press, type_text

N, T = "\u00a0", "\u202f"


@pytest.fixture
def editor(qtbot):
    def make(name="remarks"):
        made = LongTextEditor(Fact("Remarques", Kind.LONG_TEXT, name=name))
        qtbot.addWidget(made)
        made.resize(600, 300)
        made.show()
        made.sent = []
        made.edited.connect(made.sent.append)
        return made

    return make


def undo(editor):
    editor.text.undo()
    return editor.text.toPlainText()


def test_typography_is_done_and_what_goes_to_the_base_has_its_no_break_spaces(editor):
    made = editor()
    type_text(made.text, 'Il dit "non" à l\'éducatrice...')
    assert made.text.toPlainText() == f"Il dit «{N}non{N}» à l’éducatrice…"
    assert made.sent[-1] == made.text.toPlainText()


def test_undo_takes_back_the_typography_first_then_what_was_typed(editor):
    made = editor()
    type_text(made.text, "Viens !")
    assert made.text.toPlainText() == f"Viens{T}!"
    assert undo(made) == "Viens !"
    assert made.sent[-1] == "Viens !"
    assert undo(made) == ""


def test_after_an_undo_one_goes_on_typing_as_one_likes(editor):
    made = editor()
    type_text(made.text, 'un écran "')
    assert undo(made) == 'un écran "'
    type_text(made.text, "x")
    assert made.text.toPlainText() == 'un écran "x'


@pytest.mark.parametrize("name", ["exact_words", "child_words"])
def test_somebody_s_very_words_stay_as_typed(editor, name):
    made = editor(name)
    type_text(made.text, 'J\'ai dit "non" ! ...')
    assert made.text.toPlainText() == 'J\'ai dit "non" ! ...'


def test_positions_are_right_after_an_emoji_and_on_a_second_paragraph(editor):
    made = editor()
    type_text(made.text, 'Bien 😀😀 "oui"\n"😀" !')
    assert made.text.toPlainText() == f"Bien 😀😀 «{N}oui{N}»\n«{N}😀{N}»{T}!"


def test_a_selection_replaced_by_typing_is_set_in_its_context(editor):
    made = editor()
    made.text.setPlainText("Il dit mot")
    made.text.moveCursor(QTextCursor.MoveOperation.End)
    made.text.moveCursor(QTextCursor.MoveOperation.PreviousWord, QTextCursor.MoveMode.KeepAnchor)
    type_text(made.text, '"')
    assert made.text.toPlainText() == f"Il dit «{N}"
    assert undo(made) == 'Il dit "'
    made.text.undo()
    assert "mot" in made.text.toPlainText()


def test_an_input_method_and_a_dead_key_write_like_a_key(editor):
    made = editor()
    type_text(made.text, "l")
    composing = QInputMethodEvent("'", [])
    QApplication.sendEvent(made.text, composing)
    assert made.text.toPlainText() == "l"
    committed = QInputMethodEvent()
    committed.setCommitString("'")
    QApplication.sendEvent(made.text, committed)
    type_text(made.text, "an")
    assert made.text.toPlainText() == "l’an"


def test_the_switch_of_the_settings_leaves_everything_as_typed(editor, tmp_path):
    made = editor()
    preferences = Preferences(tmp_path)
    preferences.sets_typography = False
    writing_choices().follow(preferences)
    try:
        type_text(made.text, "l'an !")
        assert made.text.toPlainText() == "l'an !"
    finally:
        preferences.sets_typography = True
        writing_choices().follow(preferences)


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>
<meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm; font-size:11pt;} --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=FR><!--StartFragment-->
<p class=MsoNormal><b><span style='font-size:14.0pt;color:red'>Bilan de
l&#8217;accueil<o:p></o:p></span></b></p>
<p class=MsoNormal>Léa&nbsp;: <span style='mso-spacerun:yes'>  </span>tout va bien.<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span><![endif]>le football<o:p></o:p></p>
<ul><li>la piscine</li></ul><ol><li>lundi</li><li>mardi</li></ol>
<table><tr><td><p class=MsoNormal>Lundi</p></td><td><p class=MsoNormal>École</p></td></tr>
<tr><td>Mardi</td><td>Orthophonie</td></tr></table>
<p class=MsoNormal><img width=300 src="file:///C:/photo.png" alt="photo">Fin de page</p>
<!--EndFragment--></body></html>"""


def pasted(editor, *, text="", html=""):
    content = QMimeData()
    if text:
        content.setText(text)
    if html:
        content.setHtml(html)
    editor.text.insertFromMimeData(content)
    return editor.text.toPlainText()


def test_a_page_of_word_leaves_its_dress_behind(editor):
    lines = pasted(editor(), html=WORD).split("\n")
    assert [line.strip() for line in lines if line.strip()] == [
        "Bilan de l’accueil",
        f"Léa{N}: tout va bien.",
        "– le football",
        "– la piscine",
        "1. lundi",
        "2. mardi",
        "Lundi – École",
        "Mardi – Orthophonie",
        "Fin de page",
    ]


def test_the_plain_text_of_word_keeps_its_lists_and_no_typography_is_added(editor):
    said = pasted(editor(), text='Il dit "non" !\r\n·\tle football\r\n•\tla piscine\r\no\tla mer\r\nà 14:30')
    assert said == 'Il dit "non" !\n– le football\n– la piscine\n– la mer\nà 14:30'


def test_a_megabyte_pasted_stays_fluid(editor):
    made = editor()
    begun = time.thread_time()
    said = pasted(made, text=("Un paragraphe tout à fait ordinaire, collé d’un rapport. " * 5 + "\n") * 3600)
    assert len(said) > 1_000_000
    assert time.thread_time() - begun < 3


def test_what_is_copied_keeps_its_no_break_spaces(editor):
    made = editor()
    type_text(made.text, "Viens !")
    made.text.selectAll()
    made.text.copy()
    assert QGuiApplication.clipboard().text() == f"Viens{T}!"
    assert not QGuiApplication.clipboard().mimeData().hasHtml()


@pytest.fixture(scope="module", autouse=True)
def _towns_read():
    load_towns()


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with open_session(tmp_path_factory.mktemp("adresses") / "base") as opened:
        yield opened


@pytest.fixture
def place(qtbot, session):
    """The form of an address on a real base."""
    with desk(session) as (_tasks, autosaver):
        person = session.run(session.records.add, "person", surname="Benali").created
        record_id = session.run(session.records.add, "address", person_id=person).created
        kind = session.records.kinds()["address"]
        item = Item("address", record_id, 1, {fact.name: fact.default for fact in kind.facts})
        form = RecordForm(kind, item, autosaver)
        qtbot.addWidget(form)
        form.resize(700, 500)
        form.show()
        lines = {name: form.editors[name].line for name in ("postcode", "town")}
        proposer = form.editors["town"].findChild(TownProposer)
        lines["postcode"].setFocus()
        qtbot.waitUntil(lambda: proposer._towns is not None, timeout=PATIENCE_MS)

        def kept(name):
            autosaver.flush()
            return session.run(_value, session, record_id, name)

        yield SimpleNamespace(form=form, proposer=proposer, kept=kept, **lines)


def _value(session, record_id, name):
    with session.database.work() as work:
        return work.get("address", record_id).values[name]


def choices(place):
    model = place.proposer.completer.completionModel()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_the_only_town_of_a_postcode_is_proposed_and_kept(place):
    type_text(place.postcode, "91000")
    assert place.town.text() == "Évry-Courcouronnes"
    assert "proposée" in place.form.rows["town"].help.text()
    assert (place.kept("postcode"), place.kept("town")) == ("91000", "Évry-Courcouronnes")


def test_a_proposal_follows_the_postcode_corrected_and_can_be_undone(place):
    type_text(place.postcode, "91000")
    press(place.postcode, Qt.Key.Key_Backspace)
    type_text(place.postcode, "0")
    place.postcode.selectAll()
    type_text(place.postcode, "94240")
    assert place.town.text() == "L’Haÿ-les-Roses"
    place.town.undo()
    assert place.town.text() != "L’Haÿ-les-Roses"


def test_a_town_typed_is_never_replaced(place):
    place.town.setFocus()
    type_text(place.town, "Ailleurs")
    type_text(place.postcode, "91000")
    assert place.town.text() == "Ailleurs"


def test_several_towns_are_listed_when_one_comes_to_the_town(qtbot, place):
    type_text(place.postcode, "49123")
    assert place.town.text() == ""
    place.town.setFocus()
    qtbot.waitUntil(lambda: place.proposer.completer.popup().isVisible(), timeout=PATIENCE_MS)
    assert choices(place) == ["Champtocé-sur-Loire", "Ingrandes-le-Fresne-sur-Loire"]
    press(place.proposer.completer.popup(), Qt.Key.Key_Down)
    press(place.proposer.completer.popup(), Qt.Key.Key_Return)
    assert place.town.text() == "Champtocé-sur-Loire"
    assert place.kept("town") == "Champtocé-sur-Loire"


def test_a_town_chosen_by_its_name_gives_its_postcode(qtbot, place):
    place.town.setFocus()
    type_text(place.town, "corbeil-e")
    qtbot.waitUntil(lambda: place.proposer.completer.popup().isVisible(), timeout=PATIENCE_MS)
    assert choices(place) == ["Corbeil-Essonnes – 91100"]
    press(place.proposer.completer.popup(), Qt.Key.Key_Down)
    press(place.proposer.completer.popup(), Qt.Key.Key_Return)
    assert (place.town.text(), place.postcode.text()) == ("Corbeil-Essonnes", "91100")
    assert (place.kept("town"), place.kept("postcode")) == ("Corbeil-Essonnes", "91100")


def test_an_unknown_postcode_proposes_nothing(place):
    type_text(place.postcode, "91025")
    assert place.town.text() == ""
    assert not place.form.rows["town"].help.isVisible()


def test_a_phone_number_is_shown_grouped_as_soon_as_one_leaves_it(qtbot, session):
    with desk(session) as (_tasks, autosaver):
        record_id = session.run(session.records.add, "person", surname="Benali").created
        kind = session.records.kinds()["person"]
        item = Item("person", record_id, 1, {fact.name: fact.default for fact in kind.facts})
        form = RecordForm(kind, item, autosaver)
        qtbot.addWidget(form)
        form.show()
        line = form.editors["phone"].line
        line.setFocus()
        type_text(line, "0199001122")
        press(line, Qt.Key.Key_Return)
        assert line.text() == N.join(("01", "99", "00", "11", "22"))
        line.undo()
        assert line.text() == "0199001122"
