"""Files that come in, changed at random from a seed: templates, documents, pictures, manifests of backups."""

from __future__ import annotations

import functools
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from lxml import etree

from tests.support.attacks import REFUSED_EXPRESSIONS
from tests.support.docx import PLACES, png, word, word_with, word_with_picture

_ROOT = Path(__file__).parent.parent
_FRAGMENTS = (
    "{{ v }}", "{% for a in l %}", "{% endfor %}", "{% if v %}", "{% endif %}", "{{", "}}", "{%p if v %}", "{%tr for a in l %}", "{# ", " #}",
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>', '<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;", "&#0;",
    "&#x1F98A;", "]]>", "<![CDATA[", "<w:p>", "</w:p>", "<w:r><w:t>", "</w:t></w:r>", "<w:tbl>", '<w:altChunk r:id="rId1"/>',
    "<w:fldSimple w:instr=\" DDEAUTO c:\\\\windows cmd \"/>", "<w:instrText>INCLUDETEXT \"http://x\"</w:instrText>", "<?xml version='1.1'?>",
    '<Relationship Id="z" Type="attachedTemplate" Target="http://x" TargetMode="External"/>', "\x00", "\ufffe", "<" * 300, "<w:p>" * 400,
)  # fmt: skip

_HARMLESS = (
    "{{ v }}", " {{v}} ", "{{ x.a }}", "{% if v %}oui{% endif %}", "{% for a in l %}{{ a }}{% endfor %}", "{{ l|length }}", "{{ v|upper }}", "texte",
    "{{ liste[0] }}", "{# rien #}", "{{ 'a' ~ v }}", "{{ texte if v else '' }}", "\u202e", "}", "%", "{",
)  # fmt: skip


@functools.cache
def templates() -> tuple[bytes, ...]:
    """Return what templates are mutated from, whole: as a word processor writes them, and a few of those shipped."""
    shipped = sorted((_ROOT / "templates_docx").glob("*.docx"), key=lambda path: path.stat().st_size)[:3]
    small = word(
        "Début {{ v }} suite.", "{% for a in l %}{{ a }}{% endfor %}", header="[{{ v }}]", table=[["{{ v }}", "b"]]
    )
    return (
        small,
        small,
        word_with("{{ v }}", "footnote"),
        word_with_picture("photo"),
        *(path.read_bytes() for path in shipped),
    )


@functools.cache
def light_templates() -> tuple[bytes, ...]:
    """Return the same, but for those shipped, without their hundreds of kilobytes of styles: a hundred times as many can be read."""
    return tuple(light(data) for data in templates()[:4])


_HEAVY = (
    "word/theme/",
    "customXml/",
    "docProps/thumbnail.jpeg",
    "word/stylesWithEffects.xml",
    "word/fontTable.xml",
    "word/webSettings.xml",
)
_STYLES = ("Normal", "Header", "Footer", "TableNormal", "DefaultParagraphFont")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WHOLE_SHARE = 0.02


def light(data: bytes) -> bytes:
    """Return a Word file with the few styles it needs, and nothing that only weighs."""
    parts = {name: content for name, content in _parts(data).items() if not name.startswith(_HEAVY)}
    styles = etree.fromstring(parts["word/styles.xml"])
    for child in list(styles):
        if child.tag == f"{_W}latentStyles" or (child.tag == f"{_W}style" and child.get(f"{_W}styleId") not in _STYLES):
            styles.remove(child)
    parts["word/styles.xml"] = etree.tostring(styles)
    types = etree.fromstring(parts["[Content_Types].xml"])
    for child in list(types):
        if child.get("PartName", "/").removeprefix("/").startswith(_HEAVY):
            types.remove(child)
    parts["[Content_Types].xml"] = etree.tostring(types)
    for name in [name for name in parts if name.endswith(".rels")]:
        tree = etree.fromstring(parts[name])
        for child in list(tree):
            target = child.get("Target", "")
            if (
                target.endswith(tuple(one.rsplit("/", 1)[-1] for one in _HEAVY if one.endswith((".xml", ".jpeg"))))
                or "theme" in target
                or "customXml" in target
            ):
                tree.remove(child)
        parts[name] = etree.tostring(tree)
    return _zipped(parts)


def template(chance: Random) -> bytes:
    """Return a mutated template: most often in one of its parts, at times in its container; one in fifty is a whole, heavy one."""
    data = chance.choice(templates() if chance.random() < _WHOLE_SHARE else light_templates())
    if chance.random() < 0.2:
        return raw(data, chance)
    parts = _parts(data)
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    likely = [
        name for name in names if name.startswith("word/") and "{{" in parts[name].decode("utf-8", "replace")
    ] or names
    for _turn in range(chance.choice((1, 1, 2, 4))):
        name = chance.choice(likely if chance.random() < 0.7 else names)
        parts[name] = _text(parts[name].decode("utf-8", "replace"), chance).encode("utf-8", "replace")
    if chance.random() < 0.05:
        parts[
            chance.choice(("../../x", "/etc/x", "word/vbaProject.bin", "word/embeddings/a.bin", "WORD/document.xml"))
        ] = b"x"
    return _zipped(parts)


@functools.lru_cache(maxsize=16)
def _read(data: bytes) -> tuple[tuple[str, bytes], ...]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return tuple((name, package.read(name)) for name in package.namelist())


def _parts(data: bytes) -> dict[str, bytes]:
    return dict(_read(data))


def _zipped(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def _text(text: str, chance: Random) -> str:
    at, kind = chance.randrange(len(text) + 1), chance.randrange(10)
    if kind >= 6:  # well formed still, and accepted more often than not: what comes after the gates is read too
        ends = [found.start() for found in re.finditer("</w:t>", text)]
        at = chance.choice(ends) if ends else at
        return text[:at] + chance.choice(_HARMLESS) + text[at:]
    if kind == 0:
        return text[:at] + chance.choice(_FRAGMENTS) + text[at:]
    if kind == 1:
        inside = text.find("</w:t>", at)
        at = inside if inside >= 0 else at
        return text[:at] + _escaped(chance.choice(REFUSED_EXPRESSIONS)) + text[at:]
    if kind == 2:
        return text[:at] + text[at + chance.randrange(1, 60) :]
    if kind == 3:
        piece = text[at : at + chance.randrange(1, 300)]
        return text[:at] + piece * chance.choice((1, 2, 20)) + text[at:]
    if kind == 4:
        other = chance.randrange(len(text) + 1)
        one, two = min(at, other), max(at, other)
        return text[:one] + text[two:] if two - one < 2000 else text[:one]
    return text.replace("{{", chance.choice(("{%", "{{-", "{#", "{{{{")), 1)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def raw(data: bytes, chance: Random) -> bytes:
    """Return bytes changed at random: flipped, cut, doubled, filled with extremes."""
    mutant = bytearray(data)
    for _turn in range(chance.choice((1, 1, 2, 8, 40))):
        if not mutant:
            break
        at, kind = chance.randrange(len(mutant)), chance.randrange(6)
        if kind == 0:
            mutant[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            mutant[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\x80\0\0\0"))
        elif kind == 2:
            del mutant[at : at + chance.randrange(1, 200)]
        elif kind == 3:
            mutant[at:at] = mutant[at : at + chance.randrange(1, 400)]
        elif kind == 4:
            mutant[at:at] = chance.randbytes(chance.randrange(1, 40))
        elif chance.random() < 0.2:
            del mutant[at:]
    return bytes(mutant)


@functools.cache
def hostile_templates() -> tuple[tuple[str, bytes], ...]:
    """Return the fixed corpus: every refused expression in every place a template has."""
    return tuple(
        (f"{source} ({place})", word_with(source, place)) for source in REFUSED_EXPRESSIONS for place in PLACES
    )


_PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>"
    b"endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>endobj\n4 0 obj<</Length 55>>"
    b"stream\nBT /F1 18 Tf 20 100 Td (Compte rendu de la visite) Tj ET\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    b"xref\n0 6\n0000000000 65535 f \ntrailer<</Size 6/Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
)


def _bmp() -> bytes:
    return (b"BM" + (58).to_bytes(4, "little") + bytes(4) + (54).to_bytes(4, "little") + (40).to_bytes(4, "little") + (1).to_bytes(4, "little") * 2
            + b"\x01\0\x18\0" + bytes(24) + b"\xff\0\0\0")  # fmt: skip


_GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
_RTF = rb"{\rtf1\ansi{\object\objemb{\*\objclass Package}}Bonjour}"
_SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def attachment(chance: Random) -> bytes:
    """Return a mutated file to join."""
    return raw(chance.choice((_PDF, png(255), _bmp(), _GIF, _RTF, _SVG, "Bonjour à tous\n".encode() * 20, "Bonjour à tous".encode("cp1252"),
                              b"MZ\x90\0" * 20, *templates()[:4])), chance)  # fmt: skip


def pdf(chance: Random) -> bytes:
    """Return a mutated PDF."""
    return raw(_PDF, chance)


def picture(chance: Random) -> bytes:
    """Return a mutated picture."""
    return raw(chance.choice((png(200), _bmp(), _GIF, _jpeg())), chance)


@functools.cache
def _jpeg() -> bytes:
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage

    image = QImage(24, 24, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG")
    return bytes(buffer.data().data())


_MANIFEST = {"format": 1, "made_at": "2026-11-22T10:00:00", "vault_id": "x", "base_bytes": 4096, "base_sha256": "0" * 64, "key_file_sha256": "0" * 64,
             "rows": {"child": 3, "person": 12}}  # fmt: skip


def manifest(chance: Random) -> bytes:
    """Return a mutated manifest of a backup, its checksum right half of the time, as a forger would write it."""
    content = json.loads(json.dumps(_MANIFEST))
    values = (
        None,
        -1,
        1 << 70,
        "é",
        [],
        {},
        True,
        1.5,
        "2026-11-22T10:00:00+02:00",
        "A" * 9000,
        {"child": "x"},
        [[[[]]]],
        float("nan"),
    )
    for _turn in range(chance.randint(1, 3)):
        content[chance.choice(list(content))] = chance.choice(values)
    if chance.random() < 0.5:
        content["checksum"] = hashlib.sha256(json.dumps(content, sort_keys=True).encode("ascii")).hexdigest()
    data = json.dumps(content).encode("ascii")
    return raw(data, chance) if chance.random() < 0.4 else data


MAKERS: dict[str, Callable[[Random], bytes]] = {
    "modèle": template, "pièce": attachment, "pdf": pdf, "word": template, "image": picture, "manifeste": manifest,
}  # fmt: skip
"""What makes mutants of each kind of file the program takes in."""
