"""The carte de l’entourage on screen and on paper, and the section around it."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip

from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.domain.genogram import Group, build
from ppe_desktop.domain.genogram.graph import CHILD
from ppe_desktop.domain.texts import plain
from ppe_desktop.services.session import Session
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.ui.theme import apply_theme
from ppe_desktop.ui.views.casefile.casefile_view import CaseFileView
from ppe_desktop.ui.views.casefile.entourage_section import CARDS, MAP
from ppe_desktop.ui.views.casefile.genogram import export, words
from ppe_desktop.ui.views.casefile.genogram.panel import GenogramPanel
from ppe_desktop.ui.views.casefile.genogram.picture import Picture
from tests.support.casefiles import case_file, item
from tests.support.demo_base import demo_session
from tests.support.large_family import large_family
from tests.support.screens import PATIENCE_MS, add_child, desk, open_session
from tests.support.typing import press

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def light(qapp):
    apply_theme(qapp, "light")


@pytest.fixture(scope="module")
def demo_files(tmp_path_factory):
    session = demo_session(tmp_path_factory)
    try:
        ids = [child.id for child in session.run(session.files.children)]
        return [session.run(session.files.open, child_id) for child_id in ids]
    finally:
        session.close()


def svg_text(drawing) -> str:
    """Every word written in the SVG, on one line."""
    found = export.svg_of(export.Sheet(drawing, "Carte", TODAY)).decode()
    return " ".join(re.findall(r">([^<>]+)<", found))


def pdf_text(drawing) -> str:
    """Every word written in the PDF."""
    reader = PdfReader(io.BytesIO(export.pdf_of(export.Sheet(drawing, "Carte", TODAY))))
    assert len(reader.pages) == 1
    return " ".join(reader.pages[0].extract_text().split())


def protected_texts(file: CaseFile) -> set[str]:
    """What the protections of a file keep from somebody, and every address: none is ever drawn."""
    guarded = {row.placement_id for row in file.of("address_protection")}
    places = [p for p in file.of("placement") if p.id in guarded or p.is_anonymous]
    found = {place.values[key] for place in places for key in ("name", "carer", "street", "postcode", "town", "phone")}
    found |= {address.values[key] for address in file.of("address") for key in ("street", "postcode", "town")}
    found |= {person.values[key] for person in file.of("person") for key in ("phone", "email")}
    found |= {place.values[key] for place in file.of("placement") for key in ("street", "town", "phone")}
    return {plain(text) for text in found if text}


# Taken away


def test_no_protected_text_of_any_fictitious_file_is_on_what_is_exported(demo_files):
    assert len(demo_files) == 13
    seen = 0
    for file in demo_files:
        secrets = protected_texts(file)
        seen += len(secrets)
        shared = build(file, TODAY, for_sharing=True)
        for text in (svg_text(shared), pdf_text(shared), repr(shared)):
            told = [secret for secret in secrets if f" {secret} " in f" {plain(text)} "]
            assert told == []
    assert seen > 40


def test_who_hosts_a_child_in_secret_is_on_the_screen_and_not_on_what_is_exported(demo_files):
    file = next(file for file in demo_files if file.of("address_protection"))
    carer = item("person", surname="Vasseur-Brémond", first_name="Odile", civility="MME")
    link = item("relationship", child_id=file.child.id, person_id=carer.id, role="ASSISTANT_FAMILIAL")
    items = file.items.with_items("person", [*file.of("person"), carer])
    items = items.with_items("relationship", [*file.of("relationship"), link])
    with_carer = CaseFile(file.child, items, file.siblings, file.sibling_places, file.profile)
    assert "Vasseur" in svg_text(build(with_carer, TODAY))
    shared = build(with_carer, TODAY, for_sharing=True)
    for text in (svg_text(shared), pdf_text(shared)):
        assert "Vasseur" not in text
        assert "1 personne non montrée." in text


def test_a_large_family_is_readable_on_one_page():
    drawing = build(large_family(), TODAY)
    text = pdf_text(drawing)
    for node in drawing.nodes:
        first_word = node.name.split()[0]
        assert first_word in text
    assert "au 22 novembre 2026" in text.replace("\xa0", " ")
    box = PdfReader(io.BytesIO(export.pdf_of(export.Sheet(drawing)))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 595), "A4, landscape"


def test_a_png_for_a_document_has_the_width_asked_and_prints_at_300_points_an_inch():
    image = QImage.fromData(export.render_png(build(large_family(), TODAY), 1500))
    assert image.width() == 1500
    assert round(image.dotsPerMeterX() * 0.0254) == 300
    assert 500 < image.height() < 2000


def test_an_exported_image_is_light_whatever_the_theme(qapp):
    apply_theme(qapp, "dark")
    image = export.image_of(export.Sheet(build(case_file(), TODAY)), 800)
    assert image.pixelColor(3, 3).lightness() > 240


@pytest.mark.parametrize(
    "name",
    ["a" * 300, "Mot " * 80, "مريم بنت عبد الله الفهري", "👩‍👩‍👧 Zoé 🌈🌈🌈🌈🌈🌈🌈🌈🌈🌈🌈🌈🌈", "Ng", "<b>x</b> & y"],
)
def test_any_name_is_written_on_two_lines_at_most_within_its_place(qapp, name):
    person = item("person", surname=name)
    drawing = build(case_file(None, person, item("relationship", person_id=person.id, role="MERE")), TODAY)
    lines = [line for line in Picture(drawing).lines[f"p:{person.id}"] if line.is_name]
    assert 1 <= len(lines) <= 2
    assert lines[0].text[:1] == name.strip()[:1]
    for line in lines:
        assert words.QFontMetricsF(line.font).horizontalAdvance(line.text) <= words.CELL_WIDTH + 2
    assert pdf_text(drawing)


def test_each_kind_of_line_is_told_by_its_shape_not_by_its_colour_alone(qapp):
    """In grey, two samples of the legend never look the same."""
    from PySide6.QtGui import QPainter

    from ppe_desktop.domain.genogram.strokes import LIVED
    from ppe_desktop.ui.theme.palette import LIGHT
    from ppe_desktop.ui.views.casefile.genogram.pens import draw_stroke

    seen = set()
    grey = LIGHT._replace(done="#000000", info="#000000", late="#000000")
    for kind in LIVED:
        image = QImage(120, 24, QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        draw_stroke(painter, kind, ((4, 12), (116, 12)), grey)
        painter.end()
        seen.add(bytes(image.constBits()))
    assert len(seen) == len(LIVED)


# On screen


@pytest.fixture
def panel(qtbot):
    made = GenogramPanel()
    qtbot.addWidget(made)
    made.resize(1000, 620)
    made.show_file(large_family())
    made.show()
    qtbot.waitExposed(made)
    return made


def name_reached(panel: GenogramPanel) -> str:
    return panel.person_label.text().split(",")[0]


def test_the_keyboard_walks_from_person_to_person_and_opens_a_card(qtbot, panel):
    canvas = panel.canvas
    canvas.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(lambda: canvas.reached() == CHILD)
    assert name_reached(panel) == "Capucine Morvan-Delacroix"
    press(canvas, Qt.Key.Key_Up)
    assert "Morvan" in name_reached(panel) or "Delacroix" in name_reached(panel)
    assert canvas.reached() != CHILD
    press(canvas, Qt.Key.Key_Down)
    first = canvas.reached()
    press(canvas, Qt.Key.Key_Right)
    assert canvas.reached() != first
    assert canvas.accessibleDescription() == panel.person_label.text()
    with qtbot.waitSignal(panel.card_requested) as asked:
        press(canvas, Qt.Key.Key_Return)
    assert asked.args[0] in ("sibling_link", "relationship", "child")


def test_tab_goes_through_everyone_once_then_leaves(qtbot, panel):
    canvas = panel.canvas
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    seen = [canvas.reached()]
    while canvas.hasFocus() and len(seen) < 60:
        press(canvas, Qt.Key.Key_Tab)
        if canvas.hasFocus():
            seen.append(canvas.reached())
    drawn = [node.key for node in build_of(panel).nodes if not node.key.startswith("inconnu")]
    assert sorted(seen) == sorted(drawn)
    assert not canvas.hasFocus()


def build_of(panel: GenogramPanel) -> Any:
    return panel._drawing


def test_a_large_family_is_first_shown_large_enough_to_be_read(panel):
    assert panel.canvas.zoom() >= 0.77
    panel.whole_button.click()
    assert panel.canvas.zoom() < 0.7
    before = panel.canvas.zoom()
    panel.larger_button.click()
    assert panel.canvas.zoom() > before
    press(panel.canvas, Qt.Key.Key_0)
    assert panel.canvas.zoom() == pytest.approx(0.78)


def test_a_click_chooses_and_the_pointer_says_the_whole_name(qtbot, panel):
    canvas = panel.canvas
    key = next(node.key for node in build_of(panel).nodes if node.name.startswith("Amandine"))
    canvas.reach(key)
    place = canvas.mapFromScene(canvas._picture.cell(key).center())
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert name_reached(panel) == "Amandine Delacroix"
    event = QHelpEvent(QEvent.Type.ToolTip, place, canvas.viewport().mapToGlobal(place))
    QApplication.sendEvent(canvas.viewport(), event)
    assert "Amandine Delacroix, mère, 37" in QToolTip.text()
    QToolTip.hideText()


def test_the_switch_shows_exactly_what_is_exported(panel, demo_files):
    file = next(file for file in demo_files if file.of("address_protection"))
    panel.show_file(file)
    panel.sharing_box.setChecked(True)
    assert build_of(panel) == panel.shared_sheet().picture.drawing


def test_what_the_child_lives_can_be_left_out_of_screen_and_export(panel):
    with_lived = len(panel.canvas._picture.strokes)
    panel.lived_box.setChecked(False)
    assert len(panel.canvas._picture.strokes) < with_lived
    assert len(panel.shared_sheet().picture.strokes) == len(panel.canvas._picture.strokes)
    assert not any("très proche" in text for text in panel.legend.texts())


def test_the_legend_says_only_what_is_drawn(panel):
    assert "Divorcés" in panel.legend.texts()
    assert [text for text in panel.legend.texts() if "couple" in text] == ["Mariés ou en couple"]
    panel.show_file(case_file())
    assert panel.legend.texts() == ["L’enfant", "Sexe non renseigné"]
    assert panel.note_label.text() == "Les personnes inscrites dans les fiches se dessinent ici."


@pytest.mark.parametrize("ending", [".pdf", ".png", ".svg"])
def test_what_is_to_be_written_is_what_its_ending_says(qtbot, panel, tmp_path, ending):
    with qtbot.waitSignal(panel.writing_requested) as asked:
        panel.write(tmp_path / f"carte{ending}")
    path, content, _withheld = asked.args
    heads = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}
    assert content.startswith(heads[ending])
    panel.show_written(path)
    assert str(path) in panel.banner.label.text()


def test_the_image_is_copied(qtbot, panel):
    with qtbot.waitSignal(panel.copied):
        panel.export_menu.actions()[0].trigger()
    assert QGuiApplication.clipboard().image().width() > 1500
    QGuiApplication.clipboard().clear()


def test_it_opens_in_a_window_of_its_own(qtbot, panel):
    panel.window_button.click()
    window = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "genogram_window" and w.isVisible())
    assert window.legend.texts()
    with qtbot.waitSignal(panel.card_requested):
        window.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        window.canvas.reach(CHILD)
        press(window.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.isVisible())


# The section around it


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with open_session(tmp_path_factory.mktemp("entourage") / "base") as opened:
        yield opened


@pytest.fixture(scope="module")
def family(session: Session) -> dict[str, str]:
    """A child with a mother, a former step-father, a grand-mother, a mentor and an educator."""
    child = add_child(session, "Durand", "Léa", dt.date(2014, 1, 6))
    made = {"child": child}
    for key, role, surname, more in (
        ("mother", "MERE", "Benali", {"closeness": "TRES_PROCHE"}), ("step", "BEAU_PARENT", "Roux", {"until": dt.date(2024, 1, 1)}),
        ("grand", "GRAND_PARENT", "Martin", {}), ("mentor", "MENTOR", "Petit", {}), ("educator", "EDUCATEUR", "Garnier", {}),
    ):  # fmt: skip
        made[key] = add(session, "person", surname=surname, first_name="X")
        made[f"{key}_link"] = add(session, "relationship", child_id=child, person_id=made[key], role=role, **more)
    made["tie"] = add(session, "person_tie", person_id=made["grand"], other_person_id=made["mother"], kind="PARENT_DE")
    made["address"] = add(session, "address", person_id=made["mother"], town="Évry")
    for since, until in ((dt.date(2014, 1, 6), dt.date(2020, 1, 1)), (dt.date(2020, 1, 1), None)):
        made["authority"] = add(
            session,
            "parental_authority",
            child_id=child,
            person_id=made["mother"],
            is_holder="OUI",
            since=since,
            until=until,
        )
    made["right"] = add(session, "contact_right", child_id=child, person_id=made["mother"], kind="LIBRE")
    made["sibling"] = add(session, "sibling_link", child_id=child, other_name="Durand Malo", kind="GERMAIN")
    return made


def add(session: Session, kind: str, /, **values: Any) -> str:
    return str(session.run(session.records.add, kind, **values).created)


@pytest.fixture
def view(qtbot, session, family):
    session.run(session.settings.keep, "entourage_view", CARDS)
    with desk(session) as (tasks, autosaver):
        made = CaseFileView(tasks, autosaver, record_kinds())
        qtbot.addWidget(made)
        made.resize(1100, 760)
        made.show()
        with qtbot.waitSignal(made.file_shown, timeout=PATIENCE_MS):
            made.open_file(family["child"], "entourage")
        yield made


def surnames(page, group: Group) -> list[str]:
    cards = page.groups[group].cards.values()
    placed = sorted(cards, key=lambda card: card.y())
    return [card.title_button.text().split()[-1] for card in placed]


def test_persons_stand_in_three_groups_and_what_is_over_comes_last(qtbot, view):
    page = view.page("entourage")
    qtbot.waitUntil(lambda: surnames(page, Group.FAMILY)[-1:] == ["Roux"], timeout=PATIENCE_MS)
    assert surnames(page, Group.FAMILY) == ["Benali", "Martin", "Roux"]
    assert surnames(page, Group.ADULTS) == ["Petit"]
    assert surnames(page, Group.PROFESSIONALS) == ["Garnier"]
    marks = [mark[0] for card in page.person_cards.cards.values() for mark in card._marks_shown]
    assert "Jusqu’au 01/01/2024" in marks
    assert "Lien très proche" in marks


def test_a_record_is_opened_in_the_card_of_its_person(qtbot, view, family):
    page = view.page("entourage")
    page.show_record("sibling_link", family["sibling"])
    assert page.sibling_cards.cards[family["sibling"]].title_button.isChecked()
    for kind, key, owner in (
        ("relationship", "mentor_link", "mentor"), ("person", "educator", "educator"), ("person_tie", "tie", "grand"),
        ("address", "address", "mother"), ("parental_authority", "authority", "mother"), ("contact_right", "right", "mother"),
    ):  # fmt: skip
        page.show_record(kind, family[key])
        cards = {link: card for group in page.groups.values() for link, card in group.cards.items()}
        card = cards[family[f"{owner}_link"]]
        assert card.title_button.isChecked(), kind
        inner = {record: found for found_list in card.extra.lists for record, found in found_list.cards.items()}
        if kind not in ("relationship", "person"):
            assert inner[family[key]].title_button.isChecked(), kind


def test_a_record_not_read_yet_is_opened_once_it_is(qtbot, view, session, family):
    page = view.page("entourage")
    friend = add(session, "person", surname="Louna")
    link = add(session, "relationship", child_id=family["child"], person_id=friend, role="AMI")
    page.show_record("relationship", link)
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.reload()
    assert page.groups[Group.ADULTS].cards[link].title_button.isChecked()
    session.run(session.records.remove, "relationship", link)


def test_a_tie_is_read_from_both_sides(qtbot, view, family):
    page = view.page("entourage")
    for person, said in (("grand", "En est le parent"), ("mother", "En est l’enfant")):
        page.show_record("relationship", family[f"{person}_link"])
        (card,) = page.person_cards.cards[family[f"{person}_link"]].extra.tie_cards.cards.values()
        assert card.second_line.text() == said


def test_a_tie_is_added_by_choosing_a_name_and_is_drawn(qtbot, view, session, family):
    page = view.page("entourage")
    page.show_record("relationship", family["mother_link"])
    ties = page.person_cards.cards[family["mother_link"]].extra.tie_cards
    offered = {action.text(): action for action in ties.persons_menu.actions()}
    assert not any("Benali" in text for text in offered)
    next(action for text, action in offered.items() if "Roux" in text).trigger()
    qtbot.waitUntil(lambda: len(ties.cards) == 2, timeout=PATIENCE_MS)
    made = [tie for tie in session.run(session.files.open, family["child"]).of("person_tie") if tie.id != family["tie"]]
    assert [(tie.person_id, tie.other_person_id) for tie in made] == [(family["mother"], family["step"])]


def test_the_history_of_parental_authority_is_newest_first_and_marked(qtbot, view, family):
    page = view.page("entourage")
    page.show_record("relationship", family["mother_link"])
    cards = page.person_cards.cards[family["mother_link"]].extra.authority_cards.cards
    assert [card._marks_shown for card in cards.values()] == [[], [("Jusqu’au 01/01/2020", "neutral", "history")]]


def test_the_drawing_opens_cards_and_is_remembered(qtbot, view, session, family):
    page = view.page("entourage")
    page.tabs.setCurrentIndex(MAP)
    assert page.map_panel.isVisible()
    assert not page.cards_page.isVisible()
    qtbot.waitUntil(lambda: session.run(session.settings.get, "entourage_view") == MAP, timeout=PATIENCE_MS)
    page.map_panel.canvas.reach(f"p:{family['mentor']}")
    page.map_panel.open_button.click()
    assert page.tabs.currentIndex() == CARDS
    assert page.groups[Group.ADULTS].cards[family["mentor_link"]].title_button.isChecked()


def test_the_drawing_chosen_last_is_shown_at_the_next_visit(qtbot, session, family):
    session.run(session.settings.keep, "entourage_view", MAP)
    with desk(session) as (tasks, autosaver):
        again = CaseFileView(tasks, autosaver, record_kinds())
        qtbot.addWidget(again)
        again.show()
        again.open_file(family["child"], "entourage")
        qtbot.waitUntil(lambda: again.page("entourage").map_panel.isVisible(), timeout=PATIENCE_MS)
        drawn = again.page("entourage").map_panel
        qtbot.waitUntil(lambda: build_of(drawn) is not None, timeout=PATIENCE_MS)
        assert len(build_of(drawn).nodes) == 7


def test_an_open_card_does_not_jump_to_another_group_while_it_is_filled_in(qtbot, view, session, family):
    page = view.page("entourage")
    page.show_record("relationship", family["mentor_link"])
    session.run(session.records.change, "relationship", family["mentor_link"], role="ENSEIGNANT")
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.reload()
    assert family["mentor_link"] in page.groups[Group.ADULTS].cards
    page.groups[Group.ADULTS].cards[family["mentor_link"]].title_button.click()
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.reload()
    assert family["mentor_link"] in page.groups[Group.PROFESSIONALS].cards
