"""What a file is, told by its content; what is refused, and in which words; names fit for a screen."""

from __future__ import annotations

import contextlib
import io
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppe_desktop.domain import media, recognition
from ppe_desktop.domain.media import AttachmentRefusedError, mismatch, proposed_title, said_size, shown_name, too_big
from ppe_desktop.domain.recognition import recognise, text_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTENT_TYPES = "[Content_Types].xml"


def package(**parts: bytes) -> bytes:
    """A zip container with these parts; ``__`` in a name stands for ``/``."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as container:
        for name, content in parts.items():
            container.writestr({"types": CONTENT_TYPES}.get(name, name.replace("__", "/")), content)
    return made.getvalue()


def office(main: str, **parts: bytes) -> bytes:
    """An Office file whose main part is of that type."""
    types = (
        f'<Types><Override PartName="/x" ContentType="application/vnd.openxmlformats-officedocument.{main}"/></Types>'
    )
    return package(types=types.encode(), **parts)


def word() -> bytes:
    made = io.BytesIO()
    docx.Document().save(made)
    return made.getvalue()


def ole(*streams: str) -> bytes:
    return OLE + bytes(504) + b"".join(stream.encode("utf-16-le") for stream in streams)


TAKEN = {
    "pdf": (b"%PDF-1.7\n...", media.PDF),
    "pdf after what a scanner left": (b"\r\n\x00\x00%PDF-1.4\n", media.PDF),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(20), media.PNG),
    "jpeg": (b"\xff\xd8\xff\xe1" + bytes(20), media.JPEG),
    "tiff": (b"II*\x00" + bytes(20), media.TIFF),
    "tiff of the other end": (b"MM\x00*" + bytes(20), media.TIFF),
    "webp": (b"RIFF\x10\x00\x00\x00WEBPVP8 ", media.WEBP),
    "gif": (b"GIF89a" + bytes(20), media.GIF),
    "bmp": (b"BM" + bytes(12) + b"\x28\x00\x00\x00" + bytes(20), media.BMP),
    "heic": (b"\x00\x00\x00\x18ftypheic" + bytes(20), media.HEIC),
    "word": (word(), media.DOCX),
    "word template": (office("wordprocessingml.template.main+xml"), media.DOCX),
    "excel": (office("spreadsheetml.sheet.main+xml"), media.XLSX),
    "libreoffice": (package(mimetype=b"application/vnd.oasis.opendocument.text"), media.ODT),
    "old word": (ole("WordDocument", "1Table"), media.DOC),
    "rtf": (rb"{\rtf1\ansi Bonjour}", media.RTF),
    "text": ("Élève absent le matin ; rien à signaler.\n".encode(), media.TEXT),
    "text of old windows": ("Élève absent".encode("cp1252"), media.TEXT),
    "text with its mark": (b"\xef\xbb\xbfBonjour", media.TEXT),
    "text of notepad": ("Bonjour".encode("utf-16"), media.TEXT),
    "text that begins like a bitmap": (b"BMX a bien avance. " * 3, media.TEXT),
}

REFUSED = {
    "empty": (b"", "", recognition.EMPTY),
    "program of windows": (b"MZ\x90\x00" + bytes(60), "photo.jpg", recognition.PROGRAM),
    "program of linux": (b"\x7fELF" + bytes(60), "rapport.pdf", recognition.PROGRAM),
    "program of mac": (b"\xcf\xfa\xed\xfe" + bytes(60), "", recognition.PROGRAM),
    "shortcut": (b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(60), "rapport.pdf.lnk", recognition.PROGRAM),
    "shell script": (b"#!/bin/sh\nrm -rf ~\n", "notes.txt", recognition.SCRIPT),
    "batch file": (b"@echo off\r\ndel *.*\r\n", "notes.txt", recognition.SCRIPT),
    "script told by its name": (b"var shell = 1;\n", "bulletin.js", recognition.SCRIPT),
    "registry": (b"Windows Registry Editor Version 5.00\n", "notes.txt", recognition.SCRIPT),
    "web page": (b"<!DOCTYPE html><html><body>x</body></html>", "rapport.pdf", recognition.WEB_PAGE),
    "web page after a remark": (b"  <!-- saved -->\n<HTML>", "rapport.txt", recognition.WEB_PAGE),
    "drawing that holds scripts": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "dessin.svg", recognition.WEB_PAGE),
    "script inside a text": (b"Bonjour\n<script>alert(1)</script>", "notes.txt", recognition.WEB_PAGE),
    "word with macros": (office("x", word__vbaProject=b""), "rapport.docx", recognition.MACROS),
    "word that says macros": (package(types=b"application/vnd.ms-word.document.macroEnabled.main+xml"), "a.docm", recognition.MACROS),
    "old word with macros": (ole("WordDocument", "_VBA_PROJECT"), "rapport.doc", recognition.MACROS),
    "libreoffice with macros": (
        package(mimetype=b"application/vnd.oasis.opendocument.text", Basic__script=b"x"), "a.odt", recognition.MACROS,
    ),
    "word with a control": (office("wordprocessingml.document.main+xml", word__activeX__a=b"x"), "a.docx", recognition.OBJECT),
    "rtf with an object": (rb"{\rtf1{\object{\objdata 0105}}}", "a.rtf", recognition.OBJECT),
    "protected word": (ole("EncryptedPackage"), "a.docx", recognition.PROTECTED),
    "zip": (package(a=b"x"), "photos.zip", recognition.ARCHIVE),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(20), "", recognition.ARCHIVE),
    "rar": (b"Rar!\x1a\x07\x00", "", recognition.ARCHIVE),
    "gzip": (b"\x1f\x8b\x08" + bytes(20), "", recognition.ARCHIVE),
    "tar": (bytes(257).replace(b"\x00", b"a") + b"ustar" + bytes(200), "", recognition.ARCHIVE),
    "program in an archive that begins as a pdf would": (package(a=b"%PDF-1.4"), "a.pdf", recognition.ARCHIVE),
    "cut zip": (word()[:-40], "a.docx", recognition.BROKEN),
    "message": (b"Received: from a\nFrom: a@example.fr\nSubject: b\nMIME-Version: 1.0\n\nBonjour", "a.txt", recognition.MESSAGE),
    "message of outlook": (ole("__properties_version1.0"), "a.msg", recognition.MESSAGE),
    "presentation": (office("presentationml.presentation.main+xml"), "a.pptx", recognition.UNKNOWN),
    "film": (b"\x00\x00\x00\x18ftypisom" + bytes(30), "a.mp4", recognition.UNKNOWN),
    "noise": (bytes(range(256)) * 4, "a.bin", recognition.UNKNOWN),
}  # fmt: skip


@pytest.mark.parametrize("case", TAKEN)
def test_a_file_is_known_by_its_content(case: str) -> None:
    content, expected = TAKEN[case]
    assert recognise(content, "sans-extension") is expected
    assert recognise(content, "menteur.pdf") is expected, "the name changes nothing"


@pytest.mark.parametrize("case", REFUSED)
def test_what_may_act_or_cannot_be_read_is_refused_in_french(case: str) -> None:
    content, name, why = REFUSED[case]
    with pytest.raises(AttachmentRefusedError) as refused:
        recognise(content, name)
    assert refused.value.message == why
    assert not name or name not in refused.value.message, "a name may be a child's: it stays out of what is logged"


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", OLE, b"{\\rtf", b"RIFF", b"BM", b"<"]))
def test_any_bytes_are_taken_or_refused_never_a_fault(content: bytes, head: bytes) -> None:
    with contextlib.suppress(AttachmentRefusedError):
        assert recognise(head + content, "x") in media.MEDIA


def test_an_enormous_part_of_a_package_is_not_unpacked() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr(CONTENT_TYPES, bytes(200 * 1024 * 1024))
    with pytest.raises(AttachmentRefusedError):
        recognise(made.getvalue(), "bombe.docx")


def test_a_name_that_lies_is_told_with_what_the_file_is() -> None:
    assert mismatch("rapport.pdf", media.PNG) == (
        "Ce fichier s’appelle rapport.pdf mais c’est une image PNG : il est rangé comme image."
    )
    assert mismatch("rapport.PDF", media.PDF) == ""
    assert mismatch("photo.jpeg", media.JPEG) == ""
    assert mismatch("notes du 3.11", media.TEXT) == "", "a date is no extension"
    assert "un document Word" in mismatch("lettre.zip", media.DOCX)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("D:\\Documents\\rapport.pdf", "rapport.pdf"),
        ("/mnt/cle/rapport.pdf", "rapport.pdf"),
        ("rapport\u202efdp.exe", "rapportfdp.exe"),
        ("\u2067rapport\u2069.pdf", "rapport.pdf"),
        ("rap\x00port\x1b[31m\n.pdf", "rapport[31m .pdf"),
        ("rapport\udcff.pdf", "rapport.pdf"),
        ("  bulletin   T1 .pdf ", "bulletin T1 .pdf"),
        ("E\u0301le\u0300ve.pdf", "Élève.pdf"),
        ("rapport.pdf. . ", "rapport.pdf"),
        ("", "document"),
        ("..", "document"),
        ("\u200b\u202e", "document"),
    ],
)
def test_a_name_shown_holds_neither_folder_nor_anything_invisible(raw: str, shown: str) -> None:
    assert shown_name(raw) == shown


def test_a_name_of_three_hundred_characters_is_kept_and_a_longer_one_keeps_its_extension() -> None:
    name = "a" * 296 + ".pdf"
    assert shown_name(name) == name
    assert shown_name("b" * 5000 + ".pdf") == "b" * 296 + ".pdf"
    assert len(proposed_title(name)) == 296


def test_a_title_is_the_name_without_what_is_for_computers() -> None:
    assert proposed_title("Bulletin_du_trimestre.pdf") == "Bulletin du trimestre"
    assert proposed_title("Compte rendu du 3.11") == "Compte rendu du 3.11"
    assert proposed_title("_.pdf") == "Document"


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 octet"),
        (1, "1 octet"),
        (812, "812 octets"),
        (34_567, "34 Ko"),
        (2_621_440, "2,5 Mo"),
        (media.LIMIT, "50 Mo"),
    ],
)
def test_sizes_are_said_in_french(size: int, said: str) -> None:
    assert said_size(size) == said.replace(" ", "\u00a0")


def test_the_refusal_of_a_large_file_says_its_size_and_what_to_do() -> None:
    assert "120\u00a0Mo" in too_big(120 * 1024 * 1024).message
    assert "limite est de 50\u00a0Mo" in too_big(media.LIMIT + 1).message
    assert "un peu plus de 50\u00a0Mo" in too_big(media.LIMIT + 1).message
    assert "en plusieurs parties" in too_big(None).message


def test_a_text_is_read_as_windows_or_any_other_system_wrote_it() -> None:
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        assert text_of("Noël à l’école".encode(encoding)) == "Noël à l’école"
    assert text_of(b"a\x00b") is None
