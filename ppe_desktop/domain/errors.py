"""Errors the program knows, of three kinds, each with one way to the screen.

* :class:`InputError`: what was entered cannot be kept as it is; shown beside the field.
* :class:`SituationError`: the machine, a file or a disk is in the way; shown as a banner with a way out.
* :class:`DefectError`: a fault of ours; shown as a report to copy.

``str(error)`` is always the French text for the user: what happened, what was kept, what to do. It never holds a key, a
passphrase, a child's data or a path below the user's folder, so that it may be logged; what must be shown but not logged goes in
``detail``.
"""

from __future__ import annotations


class PpeError(Exception):
    """Any error the program raises on purpose.

    Attributes:
        code: stable name for logs and support, e.g. ``"phrase-incorrecte"``.
        message: French text for the user, free of personal data.
        detail: more for the screen only (a file path, a paragraph of a template); never logged.
    """

    code = "erreur"
    default_message = "Une erreur est survenue. Rien n’a été modifié."

    def __init__(self, message: str = "", *, detail: str = "") -> None:
        self.message = message or self.default_message
        self.detail = detail
        super().__init__(self.message)


class InputError(PpeError):
    """What the user entered cannot be kept as it is."""

    code = "saisie"


class FieldError(InputError):
    """One value cannot be kept; the field keeps the text as typed.

    Attributes:
        field: name of the fact (column) concerned.
    """

    code = "champ"

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


class StaleRecordError(InputError):
    """The record changed since it was read (optimistic revision)."""

    code = "fiche-modifiee"
    default_message = "Cette fiche a été modifiée entre-temps. Votre texte est conservé à l’écran : relisez la fiche, puis enregistrez à nouveau."


class FrozenRecordError(InputError):
    """A finished version cannot change any more; the next version can."""

    code = "version-terminee"
    default_message = "Cette version est terminée et ne change plus. Ouvrez la version suivante pour la faire évoluer."


class UnknownRecordError(InputError):
    """No record has this identifier."""

    code = "fiche-inconnue"
    default_message = "Cette fiche n’existe pas ou n’existe plus dans la base."


class SituationError(PpeError):
    """The environment is in the way: file, disk, lock, missing program."""

    code = "situation"


class WrongSecretError(SituationError):
    """The passphrase or recovery key opens no slot of the header."""

    code = "phrase-incorrecte"
    default_message = (
        "La phrase de passe ne correspond pas. Vérifiez la touche Verr. Maj. et les espaces, puis recommencez."
    )


class WaitBeforeRetryError(SituationError):
    """Too many wrong attempts: a delay runs.

    Attributes:
        seconds: whole seconds left to wait.
    """

    code = "attente"

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        plural = "s" if seconds > 1 else ""
        super().__init__(f"Plusieurs essais n’ont pas abouti. Vous pourrez réessayer dans {seconds} seconde{plural}.")


class BaseMissingError(SituationError):
    """There is no base at the place given."""

    code = "base-absente"
    default_message = (
        "Aucune base de dossiers ne se trouve à cet emplacement. Vérifiez le dossier choisi, ou créez une base."
    )


class BaseExistsError(SituationError):
    """A base is already there; it is never overwritten."""

    code = "base-existante"
    default_message = "Une base de dossiers existe déjà à cet emplacement. Elle n’a pas été touchée : ouvrez-la ou choisissez un autre dossier."


class NotABaseError(SituationError):
    """The file is something else than an encrypted base of ours."""

    code = "pas-une-base"
    default_message = "Ce fichier n’est pas une base de dossiers PPE. Il n’a pas été modifié. Choisissez le dossier qui contient votre base."


class DamagedHeaderError(SituationError):
    """The key file (coffre.json) cannot be read or was altered."""

    code = "coffre-endommage"
    default_message = (
        "Le fichier de clés de la base (coffre.json) est absent ou endommagé. Vos dossiers n’ont pas été modifiés : "
        "remettez en place la copie de ce fichier qui accompagne votre dernière sauvegarde."
    )


class DamagedBaseError(SituationError):
    """The key is right but the base cannot be read."""

    code = "base-endommagee"
    default_message = (
        "La phrase de passe est la bonne, mais le fichier des dossiers est endommagé. Il n’a pas été modifié : "
        "gardez-le tel quel et reprenez la dernière sauvegarde."
    )


class BaseTooNewError(SituationError):
    """The base was written by a newer version of the program."""

    code = "base-trop-recente"
    default_message = (
        "Cette base a été ouverte avec une version plus récente du logiciel. Elle n’a pas été modifiée : "
        "installez la dernière version pour l’ouvrir."
    )


class BaseInUseError(SituationError):
    """Another instance holds the base.

    Attributes:
        holder: machine and process that hold it, for the screen.
        can_take_over: only the mark of another computer is in the way, no living lock.
    """

    code = "base-deja-ouverte"

    def __init__(self, holder: str = "", message: str = "", *, can_take_over: bool = False) -> None:
        self.holder, self.can_take_over = holder, can_take_over
        super().__init__(
            message
            or "Cette base est déjà ouverte dans une autre fenêtre du logiciel. Revenez à cette fenêtre, ou fermez-la avant de recommencer.",
            detail=holder,
        )


class SyncedFolderError(SituationError):
    """The base lies in a folder that a service copies online; it is not opened there.

    Attributes:
        service: the service recognised (OneDrive, Dropbox…).
    """

    code = "dossier-synchronise"

    def __init__(self, service: str) -> None:
        self.service = service
        super().__init__(
            f"Cette base se trouve dans un dossier que {service} recopie en ligne. Deux copies qui se croisent peuvent l’abîmer, et les "
            "dossiers quitteraient cet ordinateur : elle n’a pas été ouverte, ni modifiée. Déplacez-la sur le disque de cet "
            "ordinateur ; vos sauvegardes suivront."
        )


class SaveFailedError(SituationError):
    """The base could not be written (full disk, read-only, I/O)."""

    code = "enregistrement-impossible"
    default_message = (
        "Le texte n’a pas pu être enregistré : le disque est plein ou inaccessible. Il reste à l’écran. "
        "Libérez de la place, puis recommencez ; ne fermez pas la fenêtre avant."
    )


class OutputError(SituationError):
    """A file could not be written at the place chosen."""

    code = "ecriture-impossible"
    default_message = "Le document n’a pas pu être écrit à l’emplacement choisi. Rien n’est perdu : choisissez un autre dossier et recommencez."


class TemplateError(SituationError):
    """A Word template is missing, broken or asks for what is not allowed."""

    code = "modele"
    default_message = (
        "Le modèle Word ne peut pas être utilisé. Le dossier n’a pas été modifié ; rétablissez le modèle d’origine."
    )


class RenderError(SituationError):
    """The document could not be produced from a sound template."""

    code = "production"
    default_message = "Le document n’a pas pu être produit. Le dossier n’a pas été modifié. Recommencez ; si cela se répète, signalez-le."


class WithheldTextFoundError(SituationError):
    """The guard found in a produced document a text its reader must not see; nothing was written."""

    code = "texte-retenu-trouve"
    default_message = (
        "Le document contient un texte que ce destinataire ne doit pas lire : il n’a pas été remis. "
        "Retirez ce passage du texte indiqué, puis recommencez."
    )


class ConverterMissingError(SituationError):
    """Neither LibreOffice nor Word is there to make a PDF."""

    code = "pdf-indisponible"
    default_message = "Le PDF demande Word ou LibreOffice, et aucun des deux n’a été trouvé sur cet ordinateur. Le fichier Word, lui, peut être produit."


class DefectError(PpeError):
    """A fault of ours."""

    code = "defaut"
    default_message = "Le logiciel a rencontré une erreur imprévue. Ce que vous avez écrit est conservé. Copiez le rapport pour le signaler."
