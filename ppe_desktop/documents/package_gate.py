"""First gate of a Word template: the container and its parts, before anything interprets them.

A template comes from outside and a .docx is a zip of XML: bombs, macros, remote templates and entity tricks are stopped here, by
size and by structure, with a sentence that tells the user what to do in Word.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib

from ppe_desktop.documents.package_markup import check_content_types, check_markup
from ppe_desktop.domain.errors import TemplateError

MAX_BYTES = 10 * 1024 * 1024
MAX_ENTRIES = 2_000
MAX_UNPACKED = 60 * 1024 * 1024
MAX_RATIO = 150
_SMALL = 100 * 1024  # below this, a high ratio is only an empty picture or a very regular table

_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0"
_SYMLINK_HOST = 3  # "created on Unix": only then do the high bits hold a file mode


def check_package(data: bytes) -> None:
    """Refuse a template whose container or parts are unsafe or broken.

    Args:
        data: the whole .docx file.

    Raises:
        TemplateError: what is wrong and what to do, in French; the part concerned is in ``detail``.
    """
    checked_parts(data)


def checked_parts(data: bytes) -> dict[str, bytes]:
    """Check a template as :func:`check_package` does and return its parts by name."""
    parts = unpacked_parts(data)
    check_content_types(parts)
    for name, content in parts.items():
        check_markup(name, content)
    return parts


def unpacked_parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by name, once its container was found safe to unpack; what they say is not checked.

    Raises:
        TemplateError: the container is broken, too big, or built as Word never builds one.
    """
    _check_envelope(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            _check_entries(
                container.infolist()
            )  # first: a part without a name breaks even the question whether it is a folder
            return {info.filename: container.read(info) for info in container.infolist() if not info.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise TemplateError(
            "Ce modèle n’est pas un fichier Word lisible. Ouvrez-le dans Word, enregistrez-le à nouveau au format .docx, puis recommencez."
        ) from error


def _check_envelope(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise TemplateError("Ce modèle dépasse 10 Mo. Réduisez ou retirez ses images dans Word, puis recommencez.")
    if data.startswith(_OLE_SIGNATURE):
        raise TemplateError(
            "Ce modèle est protégé par un mot de passe ou enregistré dans un ancien format Word. "
            "Retirez la protection et enregistrez-le au format .docx."
        )
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise TemplateError("Ce fichier n’est pas un document Word. Choisissez un modèle enregistré au format .docx.")


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise TemplateError("Ce modèle contient trop de fichiers. Recréez-le dans Word à partir d’un document neuf.")
    if sum(info.file_size for info in entries) > MAX_UNPACKED:
        raise TemplateError(
            "Ce modèle est anormalement gros une fois décompressé. Recréez-le dans Word à partir d’un document neuf."
        )
    seen: set[str] = set()
    for info in entries:
        _check_entry(info, seen)


def _check_entry(info: zipfile.ZipInfo, seen: set[str]) -> None:
    name = info.filename
    folded = name.casefold()
    mode = info.external_attr >> 16
    if info.flag_bits & 0x1:
        raise TemplateError("Ce modèle est chiffré. Retirez sa protection dans Word, puis recommencez.", detail=name)
    if info.file_size > _SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        raise TemplateError(
            "Ce modèle est anormalement compressé. Recréez-le dans Word à partir d’un document neuf.", detail=name
        )
    suspicious = (
        folded in seen
        or _is_outside(name)
        or (info.create_system == _SYMLINK_HOST and stat.S_ISLNK(mode))
        or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    )
    if suspicious:
        raise TemplateError(
            "Ce modèle a une structure anormale, que Word ne produit pas. Recréez-le dans Word à partir d’un document neuf.",
            detail=name,
        )
    seen.add(folded)


def _is_outside(name: str) -> bool:
    orig = name.replace("\\", "/")
    return not name or "\\" in name or orig.startswith("/") or ":" in name or "\x00" in name or ".." in orig.split("/")
