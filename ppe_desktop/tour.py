"""A tour of the screens on fictitious files, kept as pictures: for the guide, the README, and whoever has no screen."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ppe_desktop.app import DemoHouse, has_base, load_access
from ppe_desktop.domain.genogram import build
from ppe_desktop.domain.supports import SHIPPED
from ppe_desktop.domain.visits import Step
from ppe_desktop.domain.vocabulary import SketchKind
from ppe_desktop.runtime import clock
from ppe_desktop.runtime.paths import default_base_folder
from ppe_desktop.services.session import Session
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.main_window import MainWindow
from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.theme import apply_theme
from ppe_desktop.ui.views.casefile.genogram.export import Sheet, pdf_of
from ppe_desktop.ui.views.casefile.timeline import paper
from ppe_desktop.ui.views.childpage import sheets
from ppe_desktop.ui.views.childpage.page import ChildPage
from ppe_desktop.ui.views.plan.comparison_window import ComparisonWindow
from ppe_desktop.ui.views.settings_view import SettingsView

SIZE = (1366, 768)
PATIENCE_S = 30


class Tour:
    """Opens each screen as a person would and takes its picture."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        self._application = application
        self._folder = folder
        self._house = DemoHouse()
        self._taken: list[str] = []

    def run(self) -> int:
        """Take every picture, light then dark; return the exit code."""
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            self._take_all()
        finally:
            self._house.leave()
        print(f"{len(self._taken)} images dans {self._folder}")  # noqa: T201 - the command's answer
        return 0

    def _take_all(self) -> None:
        gate = Gate(load_access)
        apply_theme(self._application, "light")
        first = MainWindow(gate, default_base_folder() / "absente", Preferences(self._house.folder.parent), has_base)
        self._show(first)
        self._take(first, "premier-demarrage")
        first.close()

        session = self._house.make()
        window = MainWindow(Gate(load_access), self._house.folder, Preferences(self._house.folder.parent), has_base)
        self._show(window)
        self._take(window, "deverrouillage")
        window.open_workspace(session)
        self._workspace(window)
        window.close()

    def _workspace(self, window: MainWindow) -> None:
        workspace = window.workspace
        assert workspace is not None
        self._until(lambda: workspace.home_view.home is not None)
        self._settle()
        self._take(window, "accueil")
        workspace.show_agenda()
        self._settle(1.6)
        for key, button in workspace.pages.agenda.mode_buttons.items():
            button.click()
            self._settle(1.2)
            self._take(window, f"agenda-{key}")
        workspace.home_view.week_button.save_pdf(self._folder / "semaine.pdf")
        workspace.show_coverage()
        self._settle()
        self._take(window, "paroles-qui-manquent")
        workspace.show_children()
        cards = workspace.children_view.model
        self._until(lambda: cards.total() > 0)
        self._settle()
        self._take(window, "enfants")
        child_id = next(cards.card(row).child_id for row in range(cards.rowCount()) if cards.plan_state(row) == "draft")
        workspace.open_child(child_id)
        self._until(lambda: workspace.file_view.context.file is not None)
        for key in workspace.file_view.sections.keys():  # noqa: SIM118 - a method of ours, not a dict
            workspace.file_view.show_section(key)
            self._settle(1.6 if key in ("path", "journal") else 0.8)
            self._take(window, f"dossier-{key}")
        self._visit(window)
        self._print(workspace.session, child_id)
        plans = workspace.session.run(workspace.session.files.plans, child_id)
        workspace.open_plan(plans[0].id)
        self._settle(4.0)
        self._take(window, "projet")
        self._compare(window)
        self._child_pages(window)
        apply_theme(self._application, "dark")
        self._settle(1.5)
        self._take(window, "projet-sombre")
        workspace.show_agenda()
        workspace.pages.agenda.mode_buttons["month"].click()
        self._settle(1.2)
        self._take(window, "agenda-sombre")
        workspace.show_children()
        self._settle()
        self._take(window, "enfants-sombre")
        apply_theme(self._application, "light")
        workspace.open_search()
        workspace.search_panel.field.setText("école")
        self._settle()
        self._take(window, "recherche")
        workspace.search_panel.dismiss()
        workspace.show_settings()
        self._settle()
        self._take(window, "reglages")
        for settings in workspace.findChildren(SettingsView):
            settings.show_section("rules")
        self._settle()
        self._take(window, "reglages-regles")
        for settings in workspace.findChildren(SettingsView):
            settings.show_section("supports")
        self._settle()
        self._take(window, "reglages-supports")
        workspace.show_help()
        self._settle()
        self._take(window, "aide")

    def _child_pages(self, window: MainWindow) -> None:
        """Show the pages of three children, at three ages, as they made them; and the blank sheets."""
        workspace = window.workspace
        assert workspace is not None
        run, sketches = workspace.session.run, workspace.session.sketches
        for name, kind in (("Nolwenn", SketchKind.WEATHER), ("Malo", SketchKind.HOUSES), ("Inès", SketchKind.DRAWING)):
            card = next(card for card in run(workspace.session.files.cards) if name in card.full_name)
            made = next(one for one in run(sketches.read, card.child_id) if one.kind == kind)
            page = ChildPage(workspace.autosaver, card.child_id, name, None, window)
            page.resize(*SIZE)
            page.show()
            self._settle()
            page.resume(made.id, made.title)
            self._settle(1.2)
            self._take(page, f"page-enfant-{kind.name.lower()}")
            page.close()
        (self._folder / "feuilles.pdf").write_bytes(sheets.pdf_of(SHIPPED))

    def _compare(self, window: MainWindow) -> None:
        """Set the last version of the plan beside the one before it."""
        workspace = window.workspace
        assert workspace is not None
        run, files, model = workspace.session.run, workspace.session.files, workspace.children_view.model
        children = (model.card(row).child_id for row in range(model.rowCount()))
        child_id = next(child for child in children if len(run(files.plans, child)) > 1)
        compared = ComparisonWindow(workspace.tasks, child_id, "", window)
        compared.show()
        self._until(lambda: compared.compared is not None)
        self._settle()
        self._take(compared, "projet-compare")
        compared.write_pdf(self._folder / "projet-compare.pdf")
        self._settle()
        compared.reject()

    def _visit(self, window: MainWindow) -> None:
        """Take the three steps of the visits that wait: the one prepared, then the one to sort."""
        workspace = window.workspace
        assert workspace is not None
        for one in workspace.session.run(workspace.session.visits.waiting):
            workspace.visits.open(one.visit.id)
            shown = workspace.visits.window
            assert shown is not None
            shown.showNormal()  # full screen it would take the size of the screen there is not
            shown.resize(*SIZE)
            self._settle(1.6)
            self._take(shown, f"visite-{shown.step.value}")
            if shown.step is Step.BEFORE:
                shown.before_page.begin_button.click()
                self._settle()
                self._take(shown, "visite-pendant")
            shown.leave()
            self._settle()

    def _print(self, session: Session, child_id: str) -> None:
        """Print the path and the entourage of a child, as they may leave the program."""
        today = clock.now().date()
        drawing = build(session.run(session.files.open, child_id), today, for_sharing=True)
        sheet = Sheet(drawing, "Carte de l’entourage", today)
        (self._folder / "parcours.pdf").write_bytes(paper.pdf_of(session.run(session.timeline.for_paper, child_id)))
        (self._folder / "entourage.pdf").write_bytes(pdf_of(sheet))

    def _show(self, window: MainWindow) -> None:
        window.resize(*SIZE)
        window.show()
        self._settle()

    def _take(self, widget: QWidget, name: str) -> None:
        widget.grab().save(str(self._folder / f"{name}.png"))
        self._taken.append(name)

    def _settle(self, seconds: float = 0.8) -> None:
        """Let the screens receive their answers."""
        loop = QEventLoop()
        QTimer.singleShot(int(seconds * 1000), loop.quit)
        loop.exec()

    def _until(self, is_true: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not is_true() and time.monotonic() < end:
            self._settle(0.1)
