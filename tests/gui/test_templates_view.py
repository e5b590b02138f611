"""The screen of templates, driven as a person would: a file dropped, its errors read, another put in service, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ppe_desktop.runtime.resources import template_path
from ppe_desktop.ui.printing.pictures import picture_png
from ppe_desktop.ui.views.templates.fields_dialog import FieldsDialog
from ppe_desktop.ui.views.templates.templates_view import TemplatesView
from ppe_desktop.ui.views.templates.trial_dialog import TrialDialog
from tests.support.docx import opened, word
from tests.support.screens import desk, open_session

PATIENCE_MS = 60_000
BROKEN = word("Bonjour {{ enfant.nmo }}", "{% si est_majeur %}x{% fin si %}", header="{{ servise.nom }}")


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Iterator[TemplatesView]:
    with open_session(tmp_path_factory.mktemp("modeles") / "base") as session, desk(session) as (tasks, _autosaver):
        view = TemplatesView(tasks)
        view.resize(1200, 760)
        view.show()
        view.refresh()
        yield view
        view.close()
        view.deleteLater()


@pytest.fixture(autouse=True)
def read(view: TemplatesView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(view.lines), timeout=PATIENCE_MS)


def dropped(view: TemplatesView, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPoint(600, 400), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    view.dropEvent(event)


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_dropped_file_is_read_with_every_error_and_annotated(
    view: TemplatesView, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.list.choose("ppe")
    dropped(view, written(tmp_path, "cassé.docx", BROKEN))
    card = view.page.report_card
    qtbot.waitUntil(card.isVisible, timeout=PATIENCE_MS)
    assert len(card.rows) == 4
    assert "4 erreurs" in card.banner.label.text()
    assert card.rows[0].advice.text().endswith("{{ enfant.nom }}")
    assert "Bonjour {{ enfant.nmo }}" in card.rows[0].place.text()
    assert not view.page.service_button.isVisible()
    target = tmp_path / "copie.docx"
    monkeypatch.setattr(
        "ppe_desktop.ui.views.templates.templates_view.QFileDialog.getSaveFileName", lambda *_args: (str(target), "")
    )
    view.page.annotate_button.click()
    qtbot.waitUntil(target.exists, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "copie.docx" in view.banner.label.text(), timeout=PATIENCE_MS)
    assert len([*opened(target.read_bytes()).comments]) == 4


def test_a_good_file_is_put_in_service_and_taken_back(view: TemplatesView, qtbot: QtBot, tmp_path: Path) -> None:
    view.list.choose("recepisse")
    shipped = template_path("recepisse.docx").read_bytes()
    view.check_file(written(tmp_path, "Reçu 91.docx", shipped))
    qtbot.waitUntil(view.page.service_button.isVisible, timeout=PATIENCE_MS)
    assert "enfant" in view.page.report_card.demands.text()
    view.page.day_editor.line.setText("hier")
    view.page.service_button.click()
    qtbot.waitUntil(view.page.day_error.isVisible, timeout=PATIENCE_MS)
    assert "passée" in view.page.day_error.text()
    view.page.day_editor.line.setText("")
    view.page.service_button.click()
    qtbot.waitUntil(lambda: view.lines["recepisse"].in_force is not None, timeout=PATIENCE_MS)
    assert "version 1, « Reçu 91.docx »" in view.page.state_card.words.text()
    assert view.list.currentItem().toolTip() == "modèle du département"
    view.page.original_button.click()
    qtbot.waitUntil(lambda: view.lines["recepisse"].in_force is None, timeout=PATIENCE_MS)
    assert view.page.state_card.words.text().startswith("Le modèle fourni")

    def gestures() -> list[str]:
        return [one.text() for one in view.page.versions_card.findChildren(QPushButton) if one.isVisible()]

    qtbot.waitUntil(lambda: gestures() == ["Exporter…"], timeout=PATIENCE_MS)


def test_it_is_tried_on_a_fictitious_child(view: TemplatesView, qtbot: QtBot) -> None:
    view.list.choose("recepisse")
    view.page.trial_button.click()
    qtbot.waitUntil(lambda: view.findChild(TrialDialog) is not None, timeout=PATIENCE_MS)
    dialog = view.findChild(TrialDialog)
    assert dialog.paper.text()
    assert "{{" not in dialog.paper.text()
    dialog.close()


def test_a_field_is_sought_by_its_french_name_and_its_tag_copied(view: TemplatesView, qtbot: QtBot) -> None:
    view.list.choose("ppe")
    view.page.fields_button.click()
    dialog = view.findChild(FieldsDialog)
    qtbot.keyClicks(dialog.search, "enfant date naissance")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "{{ enfant.date_naissance }}"
    assert not dialog.how_label.isVisible()
    dialog.search.setText("carte entourage")
    assert dialog.how_label.isVisible(), "a picture is placed in Word: how is said"
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "enfant.entourage_image"
    dialog.search.setText("zzz")
    assert dialog.table.rowCount() == 0
    assert not dialog.copy_button.isEnabled()
    dialog.close()


def test_the_path_of_the_fictitious_child_is_drawn(view: TemplatesView, qtbot: QtBot) -> None:
    view._templates.draw_with(picture_png)
    view.list.choose("chronologie")
    view.page.trial_button.click()
    qtbot.waitUntil(lambda: view.findChild(TrialDialog) is not None, timeout=PATIENCE_MS)
    dialog = view.findChild(TrialDialog)
    assert "La frise dessinée n’est pas jointe" not in dialog.paper.text()
    assert "Frise du parcours" in dialog.paper.text()
    dialog.close()
