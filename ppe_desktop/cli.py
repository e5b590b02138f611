"""The command line: the window, and a few commands for the IT service, over the same services as the window.

Exit codes: 0 done, 1 refused or failed (one line on the error output says why), 2 wrong usage, 3 something is missing on the machine.
"""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.prints import DOCUMENTS, OWN
from ppe_desktop.domain.vocabulary import RecipientKind

Command = Callable[[argparse.Namespace], int]


def run(arguments: Sequence[str]) -> int:
    """Run a command line.

    Args:
        arguments: the words after the program's name.

    Returns:
        The exit code.
    """
    options = _parser().parse_args(arguments)
    command: Command = options.command
    try:
        return command(options)
    except PpeError as error:
        print(f"Erreur : {error.message}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ppe-desktop",
        description="Le dossier de l’enfant protégé, chiffré, hors ligne. Sans commande, ouvre la fenêtre.",
    )
    parser.add_argument("--demo", action="store_true", help="ouvre une base jetable remplie de dossiers fictifs")
    parser.add_argument("--base", type=Path, metavar="DOSSIER", help="dossier de la base à ouvrir")
    parser.add_argument(
        "--screenshots", type=Path, metavar="DOSSIER", help="fait le tour des écrans fictifs en images, sans écran"
    )
    parser.set_defaults(command=_window)
    commands = parser.add_subparsers(title="commandes", metavar="")
    _add_demo(commands)
    _add_produce(commands)
    _add_week(commands)
    _add_verify(commands)
    _add_deadlines(commands)
    _add_keeping(commands)
    _add_check_template(commands)
    check = commands.add_parser("self-test", help="vérifie que tout fonctionne sur cet ordinateur")
    check.set_defaults(command=_self_test)
    return parser


def _add_demo(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    demo = commands.add_parser("demo", help="crée la base fictive et le projet de chaque enfant pour chacun")
    demo.add_argument(
        "--out", type=Path, required=True, metavar="DOSSIER", help="dossier où tout écrire, vide ou à créer"
    )
    demo.add_argument("--pdf", action="store_true", help="écrit aussi chaque document en PDF")
    demo.add_argument(
        "--children",
        type=_count,
        default=0,
        metavar="N",
        help="documents des N premiers enfants seulement ; la base les contient tous",
    )
    demo.add_argument(
        "--every", action="store_true", help="produit tous les documents proposés, pas seulement le projet"
    )
    demo.set_defaults(command=_demo)


def _add_produce(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    produce = commands.add_parser(
        "produce", help="produit un document ; la phrase de passe est lue au clavier ou sur l’entrée standard"
    )
    produce.add_argument("--base", type=Path, required=True, metavar="DOSSIER", help="dossier de la base")
    produce.add_argument("--child", required=True, metavar="ENFANT", help="identifiant, ou nom et prénom de l’enfant")
    produce.add_argument(
        "--document", choices=[one.value for one in DOCUMENTS], default="ppe", help="document à produire"
    )
    produce.add_argument(
        "--about",
        default="",
        metavar="MOTS",
        help="de quoi il parle, s’il y en a plusieurs : date d’une réunion, d’une parole…",
    )
    produce.add_argument("--named", default="", metavar="NOM", help="nom du destinataire, s’ils sont plusieurs")
    produce.add_argument(
        "--for", dest="reader", required=True, choices=[kind.value for kind in RecipientKind], help="pour qui"
    )
    produce.add_argument(
        "--out", type=Path, required=True, metavar="FICHIER", help="fichier .docx à écrire, ou dossier"
    )
    produce.add_argument("--pdf", action="store_true", help="écrit aussi le PDF")
    produce.add_argument(
        "--as-of",
        type=_day,
        metavar="DATE",
        help="d’après le dossier tel qu’il était connu ce jour-là, au format 2026-03-31",
    )
    produce.set_defaults(command=_produce)


def _add_week(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    week = commands.add_parser(
        "week", help="écrit « Ma semaine » en Word ; la phrase de passe est lue au clavier ou sur l’entrée standard"
    )
    week.add_argument("--base", type=Path, required=True, metavar="DOSSIER", help="dossier de la base")
    week.add_argument("--out", type=Path, required=True, metavar="FICHIER", help="fichier .docx à écrire, ou dossier")
    week.add_argument("--initials", action="store_true", help="initiales seulement, sans rien qui nomme un enfant")
    week.set_defaults(command=_week)


def _add_verify(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verify = commands.add_parser(
        "verify-document",
        help="dit si un fichier est un document du registre, inchangé ou modifié, et pour qui il a été produit",
    )
    verify.add_argument("file", type=Path, metavar="FICHIER", help="fichier Word ou PDF à vérifier")
    verify.add_argument("--base", type=Path, required=True, metavar="DOSSIER", help="dossier de la base")
    verify.add_argument(
        "--mark", default="", metavar="REPÈRE", help="repère imprimé au pied des pages, s’il ne se lit pas seul"
    )
    verify.set_defaults(command=_verify_document)


def _add_deadlines(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    deadlines = commands.add_parser(
        "deadlines",
        help="liste les échéances, avec leur article et leurs raisons ; la phrase de passe est lue au clavier",
    )
    deadlines.add_argument("--base", type=Path, required=True, metavar="DOSSIER", help="dossier de la base")
    deadlines.add_argument("--child", metavar="ENFANT", help="identifiant, ou nom et prénom ; tous les enfants sinon")
    deadlines.add_argument("--on", type=_day, metavar="JOUR", help="jour du calcul, AAAA-MM-JJ ; aujourd’hui sinon")
    deadlines.add_argument("--format", choices=["json", "table"], default="table", help="forme de la liste")
    deadlines.add_argument(
        "--all", action="store_true", help="dire aussi les règles qui ne concernent pas l’enfant, et pourquoi"
    )
    deadlines.set_defaults(command=_deadlines)


def _add_keeping(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare what keeps a base safe: back it up, read it through, put a backup back."""
    asked = "la phrase de passe est lue au clavier ou sur l’entrée standard"
    backup = commands.add_parser("backup", help=f"sauvegarde la base, et relit la sauvegarde ; {asked}")
    backup.add_argument("--to", type=Path, metavar="DOSSIER", help="deuxième emplacement où la copier aussi")
    backup.set_defaults(command=_backup)
    verify = commands.add_parser("verify", help=f"lit toute la base, ou une sauvegarde, sans rien modifier ; {asked}")
    verify.add_argument("--backup", type=Path, metavar="SAUVEGARDE", help="sauvegarde à lire au lieu de la base")
    verify.set_defaults(command=_verify)
    restore = commands.add_parser(
        "restore", help=f"remet une sauvegarde à la place de la base, qui est gardée à côté ; {asked}"
    )
    restore.add_argument(
        "--from", dest="backup", type=Path, required=True, metavar="SAUVEGARDE", help="dossier « .sauvegarde »"
    )
    restore.set_defaults(command=_restore)
    opening = commands.add_parser("open-archive", help=f"ouvre l’archive chiffrée d’un dossier, sans base ; {asked}")
    opening.add_argument("file", type=Path, metavar="FICHIER", help="archive « .zip.age »")
    opening.add_argument(
        "--out", type=Path, required=True, metavar="ARCHIVE", help="archive « .zip » à écrire, en clair"
    )
    opening.set_defaults(command=_open_archive)
    for command in (backup, verify, restore):
        command.add_argument("--base", type=Path, required=True, metavar="DOSSIER", help="dossier de la base")


def _add_check_template(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = commands.add_parser(
        "check-template", help="vérifie un modèle Word, sans ouvrir de base ; le code est 1 s’il a des erreurs"
    )
    check.add_argument("file", type=Path, metavar="FICHIER", help="modèle .docx")
    check.add_argument(
        "--kind",
        choices=[one.value for one in (*DOCUMENTS, *OWN)],
        default="",
        help="genre de document ; reconnu à ses champs sinon",
    )
    check.add_argument("--format", choices=["json", "table"], default="table", help="forme du rapport")
    check.set_defaults(command=_check_template)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("écrivez un nombre à partir de 1")
    return int(text)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("écrivez le jour sous la forme AAAA-MM-JJ") from None


def _window(options: argparse.Namespace) -> int:
    from ppe_desktop.window import can_show, open_window

    if options.screenshots:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if not options.screenshots:
        return open_window(options.base, is_demo=options.demo)
    if not can_show():
        return 3
    from ppe_desktop.app import take_screenshots

    return take_screenshots(options.screenshots)


def _demo(options: argparse.Namespace) -> int:
    from ppe_desktop.commands import make_demo

    return make_demo(options.out, pdf=options.pdf, say=print, children=options.children, every=options.every)


def _produce(options: argparse.Namespace) -> int:
    from ppe_desktop.commands import produce

    return produce(
        options.base,
        _read_passphrase(),
        options.child,
        options.document,
        options.reader,
        options.out,
        about=options.about,
        named=options.named,
        pdf=options.pdf,
        as_of=options.as_of,
        say=print,
    )


def _week(options: argparse.Namespace) -> int:
    from ppe_desktop.commands import write_week

    return write_week(options.base, _read_passphrase(), options.out, initials_only=options.initials, say=print)


def _verify_document(options: argparse.Namespace) -> int:
    from ppe_desktop.verify_command import verify_document

    return verify_document(options.base, _read_passphrase(), options.file, options.mark, say=print)


def _deadlines(options: argparse.Namespace) -> int:
    from ppe_desktop.commands import list_deadlines

    return list_deadlines(
        options.base,
        _read_passphrase(),
        options.child or "",
        options.on,
        as_json=options.format == "json",
        with_absent=options.all,
        say=print,
    )


def _backup(options: argparse.Namespace) -> int:
    from ppe_desktop import keeping_commands
    from ppe_desktop.services.access import AccessService

    return keeping_commands.backup(AccessService(), options.base, _read_passphrase(), options.to, print)


def _verify(options: argparse.Namespace) -> int:
    from ppe_desktop import keeping_commands
    from ppe_desktop.services.access import AccessService

    return keeping_commands.verify(AccessService(), options.base, _read_passphrase(), options.backup, print)


def _restore(options: argparse.Namespace) -> int:
    from ppe_desktop import keeping_commands
    from ppe_desktop.services.access import AccessService

    return keeping_commands.restore(AccessService(), options.base, options.backup, _read_passphrase(), print)


def _open_archive(options: argparse.Namespace) -> int:
    from ppe_desktop import keeping_commands

    return keeping_commands.open_archive(options.file, options.out, _read_passphrase(), print)


def _check_template(options: argparse.Namespace) -> int:
    from ppe_desktop.template_commands import check_template

    return check_template(options.file, options.kind, as_json=options.format == "json", say=print)


def _self_test(_options: argparse.Namespace) -> int:
    from ppe_desktop.commands import self_test

    return self_test(say=print)


def _read_passphrase() -> str:
    """Ask for the passphrase without showing it, or read one line of the standard input; never an argument."""
    if sys.stdin.isatty():
        return getpass.getpass("Phrase de passe : ")
    return sys.stdin.readline().rstrip("\r\n")
