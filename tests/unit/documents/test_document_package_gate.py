from __future__ import annotations

import io
import time
import zipfile

import pytest

from ppe_desktop.documents.package_gate import check_package
from ppe_desktop.domain.errors import TemplateError
from tests.support.docx import related, replaced, with_part, word

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def refused(data: bytes) -> TemplateError:
    start = time.perf_counter()
    with pytest.raises(TemplateError) as caught:
        check_package(data)
    assert time.perf_counter() - start < 5
    assert caught.value.message.endswith(".")
    return caught.value


def body_with(xml: str) -> bytes:
    return replaced(word("x"), "word/document.xml", "<w:sectPr", f"{xml}<w:sectPr")


def test_a_sound_template_passes():
    check_package(word("Bonjour {{ nom }}", header="{{ x }}", table=[["a", "b"]]))


def test_hyperlinks_pass():
    check_package(related(word("x"), f"{R}/hyperlink", "https://www.service-public.fr", external=True))


@pytest.mark.parametrize("data", [b"", b"bonjour", b"PK\x03\x04tronque", word("x")[:-40], b"%PDF-1.4"])
def test_what_is_not_a_word_file_is_refused(data):
    refused(data)


def test_a_password_protected_file_says_so():
    assert "mot de passe" in refused(b"\xd0\xcf\x11\xe0" + b"\0" * 600).message


def test_too_many_bytes():
    assert "10 Mo" in refused(word("x") + b"\0" * (10 * 1024 * 1024)).message


@pytest.mark.parametrize("megabytes", [1, 20, 61])
def test_zip_bombs_are_refused_before_being_inflated(megabytes):
    assert "anormalement" in refused(with_part(word("x"), "word/media/a.bin", b"\0" * megabytes * 1024 * 1024)).message


def test_too_many_entries():
    target = io.BytesIO(word("x"))
    with zipfile.ZipFile(target, "a") as container:
        for number in range(2001):
            container.writestr(f"a{number}", b"")
    assert "trop de fichiers" in refused(target.getvalue()).message


@pytest.mark.parametrize("name", ["", "../x.xml", "/etc/x", "word/../../x", "C:/x", "word\\x.xml", "WORD/document.xml"])
def test_names_that_leave_the_package_or_collide(name):
    target = io.BytesIO(word("x"))
    with zipfile.ZipFile(target, "a") as container:
        container.writestr(zipfile.ZipInfo(name), b"x")
    assert "structure anormale" in refused(target.getvalue()).message


def test_symbolic_links():
    link = zipfile.ZipInfo("word/lien")
    link.create_system = 3
    link.external_attr = 0o120777 << 16
    target = io.BytesIO(word("x"))
    with zipfile.ZipFile(target, "a") as container:
        container.writestr(link, b"/etc/passwd")
    assert "structure anormale" in refused(target.getvalue()).message


def test_encrypted_entries():
    data = bytearray(word("x"))
    position = data.rindex(b"PK\x01\x02")
    data[position + 8] |= 1
    assert "chiffré" in refused(bytes(data)).message


def test_a_document_with_macros():
    data = replaced(word("x"), "[Content_Types].xml", MAIN, "application/vnd.ms-word.document.macroEnabled.main+xml")
    assert "macros" in refused(data).message


@pytest.mark.parametrize(
    "kind", ["application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", "text/plain"]
)
def test_another_kind_of_office_file(kind):
    assert ".docx" in refused(replaced(word("x"), "[Content_Types].xml", MAIN, kind)).message


@pytest.mark.parametrize(
    "name",
    [
        "word/vbaProject.bin",
        "word/vbaData.xml",
        "word/activeX/activeX1.xml",
        "word/embeddings/oleObject1.bin",
        "word/afchunk.html",
    ],
)
def test_active_parts(name):
    assert "Retirez" in refused(with_part(word("x"), name, b"<a/>")).message


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd">',
        "<!DOCTYPE a ["
        + '<!ENTITY a0 "aaaaaaaaaa">'
        + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
        + "]>",
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1/"> %p;]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["word/document.xml", "word/inconnu.xml", "docProps/core.xml", "customXml/item1.dat"])
def test_document_type_declarations(doctype, name, encoding):
    content = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}<a>&a9;</a>'.encode(encoding)
    assert "DTD" in refused(with_part(word("x"), name, content)).message


@pytest.mark.parametrize(
    "name", ["word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels", "word/styles.xml"]
)
def test_broken_xml(name):
    assert "endommagé" in refused(with_part(word("x"), name, b"<a><b></a>")).message


@pytest.mark.parametrize("encoding", ["U", "U{{ v }}TF-8", "gb18030"])
def test_an_encoding_nobody_reads_is_a_damaged_template(encoding):
    refused(
        with_part(
            word("x"), "word/footnotes.xml", f'<?xml version="1.0" encoding="{encoding}"?><a>\x80</a>'.encode("latin-1")
        )
    )


@pytest.mark.parametrize(
    "kind", ["attachedTemplate", "image", "oleObject", "frame", "subDocument", "aFChunk", "header"]
)
@pytest.mark.parametrize("target", ["https://exemple.test/m.dotm", "file:///C:/m.dotm", "\\\\serveur\\m.dotm"])
def test_external_content(kind, target):
    refused(related(word("x"), f"{R}/{kind}", target, external=True))


def test_remote_target_without_its_mode():
    refused(related(word("x"), f"{R}/image", "http://exemple.test/a.png"))


def test_alt_chunk_element():
    assert "insère un autre fichier" in refused(body_with("<w:altChunk/>")).message


@pytest.mark.parametrize(
    "field", ["DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "MACROBUTTON", "dde", "LINK", "IMPORT", "DATABASE"]
)
def test_fields_that_fetch_or_run(field):
    simple = body_with(f'<w:p><w:fldSimple w:instr=" {field} c:\\\\x "><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>')
    assert field.upper() in refused(simple).message
    half = len(field) // 2
    split = (
        f"<w:r><w:instrText> {field[:half]}</w:instrText></w:r><w:r><w:instrText>{field[half:]} cmd</w:instrText></w:r>"
    )
    assert "champ Word interdit" in refused(body_with(f"<w:p>{split}</w:p>")).message


@pytest.mark.parametrize(
    "field", ["PAGE", "NUMPAGES", 'TOC \\o "1-3"', "DATE", "REF signet", 'HYPERLINK "https://exemple.test"']
)
def test_ordinary_fields_pass(field):
    check_package(body_with(f"<w:p><w:r><w:instrText> {field} </w:instrText></w:r></w:p>"))


def test_linked_vml_pictures():
    vml = '<w:p><w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://exemple.test/a"/></w:pict></w:r></w:p>'
    refused(body_with(vml))
