"""What a file truly is: told by its content, never by its name."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from ppe_desktop.domain.media import (
    ACCEPTED,
    BMP,
    DOC,
    DOCX,
    GIF,
    HEIC,
    JPEG,
    ODT,
    PDF,
    PNG,
    RTF,
    TEXT,
    TIFF,
    WEBP,
    XLSX,
    AttachmentRefusedError,
    Media,
    suffix_of,
)

EMPTY = "Ce fichier est vide : il n’y a rien à joindre. Vérifiez que c’est bien le bon, ou que sa copie est terminée."
PROGRAM = "Ce fichier est un programme ou un raccourci : il n’est pas joint. Demandez le document lui-même à qui vous l’a envoyé."
SCRIPT = (
    "Ce fichier contient des instructions pour l’ordinateur (script) : il n’est pas joint. Demandez le document en PDF."
)
WEB_PAGE = "Ce fichier est une page web : il n’est pas joint. Ouvrez-la, imprimez-la en PDF, puis joignez ce PDF."
MACROS = "Ce document contient des macros, qui peuvent agir sur l’ordinateur : il n’est pas joint. Enregistrez-le sans macros, ou en PDF."
OBJECT = (
    "Ce document contient un objet inséré, où un programme peut se cacher : il n’est pas joint. Enregistrez-le en PDF."
)
ARCHIVE = "Ce fichier est une archive (plusieurs fichiers réunis). Ouvrez-la, puis joignez un par un les documents qu’elle contient."
MESSAGE = "Ce fichier est un courriel. Ouvrez-le dans votre messagerie, imprimez-le en PDF, puis joignez ce PDF et, à part, ses pièces jointes."
PROTECTED = "Ce document est protégé par un mot de passe. Ouvrez-le, retirez cette protection, puis joignez-le."
BROKEN = "Ce fichier est abîmé ou incomplet. Copiez-le à nouveau depuis son origine, puis recommencez."
UNKNOWN = (
    f"Ce type de fichier n’est pas accepté. Sont acceptés : {ACCEPTED}. Enregistrez-le en PDF, puis joignez ce PDF."
)

_PROGRAMS = (
    b"MZ", b"\x7fELF", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe",
    b"L\x00\x00\x00\x01\x14\x02\x00", b"\x00asm", b"dex\n",
)  # fmt: skip
_ARCHIVES = (
    b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"\xfd7zXZ\x00", b"BZh", b"\x28\xb5\x2f\xfd", b"MSCF", b"!<arch>", b"ISc(",
)  # fmt: skip
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG), (b"II*\x00", TIFF), (b"MM\x00*", TIFF), (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF), (b"GIF87a", GIF), (b"GIF89a", GIF),
)  # fmt: skip
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_BMP_HEADERS = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SCRIPT_SUFFIXES = frozenset(
    ".bat .cmd .com .cpl .hta .inf .jar .js .jse .lnk .mjs .msh .pl .ps1 .psm1 .py .pyw .rb .reg .scf .sct .sh .url .vb .vbe .vbs .wsf .wsh .xbap .desktop .command .iqy .slk".split()  # noqa: SIM905
)
_WEB_SUFFIXES = frozenset({".htm", ".html", ".xhtml", ".shtml", ".mht", ".mhtml", ".svg", ".xml", ".xsl"})
_WEB = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype|\?xml|html|head|body|script|svg|meta|title|iframe|div|table|p|a|img)\b|<script\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}\r?\n")
_MAIL_MARK = re.compile(r"^(?:Received|Return-Path|MIME-Version|Message-ID):", re.IGNORECASE | re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_HEAD = 4096
_CONTENT_TYPES = "[Content_Types].xml"
_PART_LIMIT = 2 * 1024 * 1024
_TAR_MARK = slice(257, 262)
_PACKAGE_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def recognise(content: bytes, name: str = "") -> Media:
    """Return what a file is, by its content; the name only tells apart the texts that a computer would obey.

    Args:
        content: the whole file.
        name: its name.

    Raises:
        AttachmentRefusedError: it is nothing that may be attached; in French, with what to do.
    """
    if not content:
        raise AttachmentRefusedError(EMPTY)
    _refuse_programs(content)
    found = _by_signature(content)
    if found is not None:
        return found
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_package(content)
    if content.startswith(_OLE):
        return _in_ole(content)
    if content.startswith(b"{\\rtf"):
        return _rtf(content)
    return _text(content, name)


def text_of(content: bytes) -> str | None:
    """Return a text as Windows or any other system wrote it, or ``None`` when the bytes are no text."""
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    encodings = [encoding for mark, encoding in marks if content.startswith(mark)] or ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _CONTROL.search(text) else text
    return None


def _refuse_programs(content: bytes) -> None:
    if content.startswith(_PROGRAMS):
        raise AttachmentRefusedError(PROGRAM)
    if content.startswith(b"#!"):
        raise AttachmentRefusedError(SCRIPT)
    if content.startswith(_ARCHIVES) or content[_TAR_MARK] == b"ustar":
        raise AttachmentRefusedError(ARCHIVE)


def _by_signature(content: bytes) -> Media | None:
    for signature, media in _SIGNATURES:
        if content.startswith(signature):
            return media
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return HEIC
    if content[:2] == b"BM" and int.from_bytes(content[14:18], "little") in _BMP_HEADERS:
        return BMP
    # scanners and mail servers may leave a few bytes before it; what begins as another kind of file is not a PDF
    if not content.startswith((b"PK", b"<", _OLE)) and b"%PDF-" in content[:1024]:
        return PDF
    return None


def _in_package(content: bytes) -> Media:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _of_package(package)
    except _PACKAGE_ERRORS:
        raise AttachmentRefusedError(BROKEN) from None


def _of_package(package: zipfile.ZipFile) -> Media:
    names = [info.filename for info in package.infolist()]
    folded = [name.replace("\\", "/").casefold() for name in names]
    if _CONTENT_TYPES in names:
        types = _part(package, _CONTENT_TYPES).decode("utf-8", "replace").casefold()
        if "macroenabled" in types or any(re.search(r"vbaproject|vbadata|macrosheets/", name) for name in folded):
            raise AttachmentRefusedError(MACROS)
        if any(re.search(r"activex|embeddings/.*\.(?:bin|exe|js|vbs)$", name) for name in folded):
            raise AttachmentRefusedError(OBJECT)
        if re.search(r"wordprocessingml\.(?:document|template)\.main\+xml", types):
            return DOCX
        if re.search(r"spreadsheetml\.(?:sheet|template)\.main\+xml", types):
            return XLSX
        raise AttachmentRefusedError(UNKNOWN)
    if "mimetype" in names and _part(package, "mimetype").strip().startswith(ODT.mime.encode()):
        if any(name.startswith(("basic/", "scripts/")) for name in folded):
            raise AttachmentRefusedError(MACROS)
        return ODT
    raise AttachmentRefusedError(UNKNOWN if "mimetype" in names else ARCHIVE)


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    """Return the beginning of a part; one that claims to be enormous is not unpacked."""
    with package.open(name) as stream:
        return stream.read(_PART_LIMIT)


def _in_ole(content: bytes) -> Media:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        raise AttachmentRefusedError(PROTECTED)
    if holds("_VBA_PROJECT") or holds("Macros"):
        raise AttachmentRefusedError(MACROS)
    if holds("__properties_version"):
        raise AttachmentRefusedError(MESSAGE)
    if holds("WordDocument"):
        return DOC
    raise AttachmentRefusedError(UNKNOWN)


def _rtf(content: bytes) -> Media:
    if b"\\objdata" in content or b"\\objocx" in content:
        raise AttachmentRefusedError(OBJECT)
    return RTF


def _text(content: bytes, name: str) -> Media:
    text = text_of(content)
    if text is None:
        raise AttachmentRefusedError(UNKNOWN)
    head, suffix = text[:_HEAD], suffix_of(name)
    if suffix in _SCRIPT_SUFFIXES or head.lstrip().casefold().startswith(("@echo", "#!", "windows registry editor")):
        raise AttachmentRefusedError(SCRIPT)
    if suffix in _WEB_SUFFIXES or _WEB.match(head) or "<script" in head.casefold():
        raise AttachmentRefusedError(WEB_PAGE)
    if suffix in (".eml", ".msg") or (_MAIL.match(head) and _MAIL_MARK.search(head)):
        raise AttachmentRefusedError(MESSAGE)
    return TEXT
