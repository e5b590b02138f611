"""The kinds of file that may be attached to a child's file: their names, their limits, and how each is said in French."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath

from ppe_desktop.domain.errors import InputError, SituationError

LIMIT = 50 * 1024 * 1024
"""Bytes an attached document may hold, limit included."""

NAME_LIMIT = 300
"""Characters of a file name that are kept; a longer one is cut before its extension."""

UNNAMED = "document"
_KILO = 1024
_NBSP = "\N{NO-BREAK SPACE}"
_SUFFIX_LIMIT = 12


class AttachmentRefusedError(InputError):
    """A file that is not taken in; the sentence says why and what to do, and never holds the file's name."""

    code = "piece-refusee"
    default_message = "Ce fichier n’a pas été joint. Enregistrez-le en PDF, puis joignez ce PDF."


class DamagedAttachmentError(SituationError):
    """The content read back is not the one that was attached."""

    code = "piece-endommagee"
    default_message = (
        "Le contenu de ce document n’est plus celui qui a été joint : il est endommagé et n’est pas montré. "
        "Reprenez-le dans votre dernière sauvegarde, ou joignez à nouveau l’original."
    )


class NotShownError(SituationError):
    """The document is whole but this program cannot show it."""

    code = "piece-non-affichable"
    default_message = "Ce document ne peut pas être montré ici. Ouvrez-le dans un autre programme."


class Shown(Enum):
    """How a document is opened for reading."""

    PDF = "pdf"
    PICTURE = "picture"
    TEXT = "text"
    WORD = "word"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Media:
    """A kind of file.

    Attributes:
        mime: its stable name, kept in the base.
        label: short French name.
        described: the same in a sentence, with its article.
        filed: under what it is filed, in a sentence.
        suffixes: usual extensions, the first one being ours.
        shown: how it is opened.
        icon: name of its icon.
    """

    mime: str
    label: str
    described: str
    filed: str
    suffixes: tuple[str, ...]
    shown: Shown
    icon: str = "file-text"

    @property
    def suffix(self) -> str:
        """Return the extension given to a copy."""
        return self.suffixes[0]


def _picture(mime: str, name: str, *suffixes: str, shown: Shown = Shown.PICTURE) -> Media:
    return Media(mime, f"Image {name}", f"une image {name}", "image", suffixes, shown, "image")


PDF = Media("application/pdf", "PDF", "un PDF", "PDF", (".pdf",), Shown.PDF)
PNG = _picture("image/png", "PNG", ".png")
JPEG = _picture("image/jpeg", "JPEG", ".jpg", ".jpeg", ".jpe", ".jfif")
TIFF = _picture("image/tiff", "TIFF", ".tif", ".tiff")
WEBP = _picture("image/webp", "WEBP", ".webp")
GIF = _picture("image/gif", "GIF", ".gif")
BMP = _picture("image/bmp", "BMP", ".bmp", ".dib")
HEIC = _picture("image/heic", "HEIC (iPhone)", ".heic", ".heif", ".hif", shown=Shown.OUTSIDE)
DOCX = Media(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "Word", "un document Word", "document Word", (".docx", ".dotx"), Shown.WORD,
)  # fmt: skip
DOC = Media(
    "application/msword", "Word (ancien format)", "un ancien document Word", "document Word",
    (".doc", ".dot"), Shown.OUTSIDE,
)  # fmt: skip
ODT = Media(
    "application/vnd.oasis.opendocument.text", "Texte LibreOffice", "un texte LibreOffice", "texte LibreOffice",
    (".odt", ".ott"), Shown.OUTSIDE,
)  # fmt: skip
XLSX = Media(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Classeur Excel", "un classeur Excel",
    "classeur Excel", (".xlsx", ".xltx"), Shown.OUTSIDE,
)  # fmt: skip
RTF = Media("application/rtf", "Texte RTF", "un texte RTF", "texte RTF", (".rtf",), Shown.OUTSIDE)
TEXT = Media("text/plain", "Texte", "un texte simple", "texte", (".txt", ".text", ".md", ".csv", ".log"), Shown.TEXT)

MEDIA = (PDF, PNG, JPEG, TIFF, WEBP, GIF, BMP, HEIC, DOCX, DOC, ODT, XLSX, RTF, TEXT)
BY_MIME = {media.mime: media for media in MEDIA}
ACCEPTED = "PDF, images (PNG, JPEG, TIFF, WEBP, GIF, BMP, HEIC), Word, LibreOffice, Excel, RTF et texte"
_OTHER_SUFFIXES = frozenset(
    ".zip .7z .rar .exe .com .scr .msi .bat .cmd .js .vbs .ps1 .lnk .html .htm .svg .xls .ods .ppt .pptx .odp .eml .msg .docm .xlsm .mp3 .mp4 .mov .avi".split()  # noqa: SIM905
)
_KNOWN_SUFFIXES = {suffix for media in MEDIA for suffix in media.suffixes} | _OTHER_SUFFIXES


def media_of(mime: str) -> Media:
    """Return a kind of file by the name kept in the base; one that is not known any more is opened elsewhere only."""
    return BY_MIME.get(mime) or Media(mime, "Document", "un document", "document", (".bin",), Shown.OUTSIDE)


def suffix_of(name: str) -> str:
    """Return the extension of a file name, small, with its dot; nothing when what follows the dot is no extension."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if len(suffix) <= _SUFFIX_LIMIT and " " not in suffix else ""


def mismatch(name: str, media: Media) -> str:
    """Return the French sentence that tells a file whose name is not that of its content, or nothing."""
    suffix = suffix_of(name)
    if suffix in media.suffixes or suffix not in _KNOWN_SUFFIXES:
        return ""
    return f"Ce fichier s’appelle {name} mais c’est {media.described} : il est rangé comme {media.filed}."


def shown_name(raw: str) -> str:
    """Return a file name fit for a screen.

    No folder, no control character, nothing invisible that reverses or hides letters, no space at either end; cut before its
    extension beyond :data:`NAME_LIMIT` characters.
    """
    last = raw.replace("\\", "/").rstrip("/").rpartition("/")[2]
    kept = "".join(" " if character.isspace() else character for character in last)
    kept = "".join(character for character in kept if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co"))
    name = " ".join(unicodedata.normalize("NFC", kept).split()).rstrip(". ")
    if len(name) > NAME_LIMIT:
        suffix = suffix_of(name)
        name = name[: NAME_LIMIT - len(suffix)] + suffix
    return name or UNNAMED


def proposed_title(name: str) -> str:
    """Return the title a document takes from its file name: without extension, underscores read as spaces."""
    suffix = suffix_of(name)
    stem = name[: -len(suffix)] if suffix in _KNOWN_SUFFIXES else name
    return " ".join(stem.replace("_", " ").split()) or UNNAMED.capitalize()


def said_size(size: int) -> str:
    """Return a size as it is said: ``812 octets``, ``34 Ko``, ``2,5 Mo``."""
    if size < _KILO:
        return f"{size}{_NBSP}octet{'s' if size > 1 else ''}"
    if size < 1000 * _KILO:
        return f"{max(1, round(size / _KILO))}{_NBSP}Ko"
    whole = size / _KILO**2
    said = f"{whole:.0f}" if whole >= 10 or abs(whole - round(whole)) < 0.05 else f"{whole:.1f}".replace(".", ",")
    return f"{said}{_NBSP}Mo"


def too_big(size: int | None) -> AttachmentRefusedError:
    """Return the refusal of a file beyond :data:`LIMIT`; ``None`` when its size is not known beforehand."""
    said = f"pèse {_precise(size)}" if size else "est trop gros"
    return AttachmentRefusedError(
        f"Ce fichier {said} : la limite est de {said_size(LIMIT)}. Numérisez-le en niveaux de gris ou en 150 points par pouce, "
        "ou joignez-le en plusieurs parties."
    )


def _precise(size: int) -> str:
    """Return a size above the limit so that it does not read as the limit itself."""
    return f"un peu plus de {said_size(LIMIT)}" if said_size(size) == said_size(LIMIT) else said_size(size)
