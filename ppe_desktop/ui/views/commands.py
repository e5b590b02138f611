"""What the search can do by name, wherever one is: each command with the gesture it makes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.texts import elide
from ppe_desktop.ui.views.search.lines import Command

if TYPE_CHECKING:
    from ppe_desktop.ui.views.workspace import Workspace

Gesture = Callable[[], object]


def commands_of(workspace: Workspace) -> list[tuple[Command, Gesture]]:
    """Return the commands that make sense here and now, those of the child on screen first."""
    return [*_of_the_child(workspace), *_of_everyone(workspace)]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Commands", text)


def _of_the_child(workspace: Workspace) -> list[tuple[Command, Gesture]]:
    file = workspace.file_view.context.file
    if file is None or not workspace.is_in_file():
        return []
    whose = elide("de", first_name_of(file.child))
    return [
        (
            Command("statement", _tr("Noter une parole {of}").format(of=whose), "quote", "dire mots"),
            workspace.note_words,
        ),
        (
            Command("prepare", _tr("Préparer le projet {of}").format(of=whose), "target", "PPE"),
            workspace.file_view.header.plan_requested.emit,
        ),
        (
            Command("report", _tr("Écrire le rapport de situation {of}").format(of=whose), "pencil", "juge"),
            workspace.write_report,
        ),
    ]


def _of_everyone(workspace: Workspace) -> list[tuple[Command, Gesture]]:
    return [
        (
            Command("visit", _tr("Nouvelle visite"), "house", "préparer notes tablette terrain"),
            workspace.start_visit,
        ),
        (
            Command("reports", _tr("Produire les rapports du mois"), "file-text", "rapport de situation juge lot"),
            workspace.show_reports,
        ),
        (Command("new", _tr("Nouveau dossier"), "user-plus", "créer ajouter enfant"), workspace.create_child),
        (Command("home", _tr("Accueil"), "home", "échéances à faire retard"), workspace.show_home),
        (Command("children", _tr("Liste des enfants"), "users", "dossiers"), workspace.show_children),
        (
            Command(
                "agenda", _tr("Agenda"), "calendar", "calendrier mois semaine rendez-vous anniversaires prévisions"
            ),
            workspace.show_agenda,
        ),
        (
            Command("coverage", _tr("Paroles\N{NO-BREAK SPACE}: ce qui manque"), "quote", "sans parole réponse motif"),
            workspace.show_coverage,
        ),
        (
            Command("appointment", _tr("Nouveau rendez-vous"), "plus", "planifier visite réunion audience"),
            workspace.plan_appointment,
        ),
        (
            Command("templates", _tr("Modèles Word"), "template", "documents balises champs département vérifier"),
            workspace.show_templates,
        ),
        (Command("settings", _tr("Réglages"), "settings", "préférences profil thème logo"), workspace.show_settings),
        (Command("help", _tr("Aide"), "help", "guide raccourcis"), workspace.show_help),
        (Command("lock", _tr("Verrouiller"), "lock", "fermer quitter"), workspace.lock_requested.emit),
    ]
