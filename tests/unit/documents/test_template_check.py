"""The checker of templates: every error at once, each with its place and what to write instead; nothing wrong said of what is right."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from ppe_desktop.documents.catalogue import DOCUMENTS
from ppe_desktop.documents.field_list import example_of
from ppe_desktop.documents.renderer import Renderer
from ppe_desktop.documents.template_check import check_template, guess_document
from ppe_desktop.documents.template_notes import annotated
from ppe_desktop.documents.template_report import Issue
from ppe_desktop.documents.template_slots import WEEK
from ppe_desktop.runtime.resources import template_path
from tests.support.attacks import REFUSED_EXPRESSIONS
from tests.support.docx import PLACES, opened, part, related, replaced, saved, texts, with_part, word, word_with

ROOT = Path(__file__).resolve().parents[3]
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LIBREOFFICE = ROOT / "tests" / "reference" / "modele_libreoffice.docx"

TEN = (
    (
        word("Nom : {{ enfant.nmo }}"),
        "« enfant.nmo » n’existe pas. Le champ le plus proche est « enfant.nom » (Nom de naissance).",
        "{{ enfant.nom }}",
    ),
    (
        word("{%p for frere in fratrie %}", "{{ frere.nom }}"),
        "Cette boucle n’est pas fermée.",
        "Ajoutez {%p endfor %} là où elle finit.",
    ),
    (
        word(table=[["{% for frere in fratrie %}{{ frere.nom }}", "{{ frere.age }}{% endfor %}"]]),
        "La boucle ou la condition commence dans une cellule et finit dans une autre.",
        "{%tr for frere in fratrie %} dans une ligne avant",
    ),
    (
        word("{% if enfant.sexe == « Fille » %}née{% endif %}"),
        "Les guillemets « Fille » ne sont pas compris dans une balise.",
        '{% if enfant.sexe == "Fille" %}',
    ),
    (word("{{ enfant.prenom|majuscules }}"), "Le filtre « majuscules » n’est pas permis.", "Écrivez |majuscule."),
    (
        word("{{ fratrie.nom }}"),
        "« fratrie » est une liste : elle se parcourt ligne par ligne.",
        "{%p for frere in fratrie %} puis {{ frere.nom }} puis {%p endfor %}",
    ),
    (
        word("{% si est_majeur %}x{% endif %}"),
        "« si » n’est pas un mot connu. Le mot le plus proche est « if ».",
        "{% if est_majeur %}",
    ),
    (
        word("{{ enfant.prenom }"),
        "Cette balise commence par {{ et ne finit pas dans le même paragraphe.",
        "Fermez-la par }} dans le même paragraphe.",
    ),
    (
        word("Texte {%p if est_majeur %} encore", "x", "{%p endif %}"),
        "Cette balise emporte son paragraphe : « Texte encore » ne serait jamais imprimé.",
        "Mettez {%p if est_majeur %} seule dans son paragraphe.",
    ),
    (
        word("{% set a = 1 %}"),
        "« set » n’est pas permis dans un modèle : retirez cette balise.",
        "",
    ),
)
"""Ten broken templates, each with what is said of it and what to write instead."""


def errors(data: bytes, document: str = "ppe") -> tuple[Issue, ...]:
    return check_template(data, document).errors


def readable(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("template", "message", "advice"), TEN)
def test_ten_broken_templates(template: bytes, message: str, advice: str) -> None:
    (error,) = errors(template)
    assert readable(error.message) == message
    assert advice in readable(error.advice)


def test_the_guide_explains_these_ten_messages() -> None:
    guide = readable((ROOT / "docs" / "modeles.md").read_text(encoding="utf-8"))
    assert [message for _template, message, _advice in TEN if message not in guide] == []


def test_no_shipped_template_is_refused() -> None:
    for key, kind in DOCUMENTS.items():
        for name in {kind.template, *kind.templates.values()}:
            report = check_template(
                template_path(name).read_bytes(), key, is_tried=name in ("ppe.docx", "rapport.docx")
            )
            assert [(one.tag, one.message) for one in report.issues] == [], name
    report = check_template(WEEK.shipped(), WEEK.document)
    assert [(one.tag, one.message) for one in report.issues] == [], "the week, filled and tried too"


def test_the_kind_is_told_by_the_fields() -> None:
    for name, key in (("rapport.docx", "rapport"), ("sante.docx", "sante"), ("ppe.docx", "ppe")):
        assert guess_document(template_path(name).read_bytes(), [*DOCUMENTS]) == key


def test_every_forbidden_expression_is_told_in_one_pass() -> None:
    template = word(*REFUSED_EXPRESSIONS)
    blamed = {error.paragraph for error in errors(template)}
    paragraphs = [paragraph.text for paragraph in opened(template).paragraphs]
    assert [text for rank, text in enumerate(paragraphs) if rank not in blamed] == []


@pytest.mark.parametrize("place", PLACES)
def test_an_error_is_found_wherever_it_stands(place: str) -> None:
    (error,) = errors(word_with("{{ ''.__class__ }}", place))
    told = {"header": "En-tête", "footer": "Pied de page", "footnote": "Note de bas de page", "table": "Corps du document, tableau 1, ligne 1, colonne 2",
            "text box": "Corps du document, zone de texte"}  # fmt: skip
    assert error.where == told.get(place, "Corps du document")
    assert error.tag == "{{ ''.__class__ }}"


def dotx() -> bytes:
    main = "wordprocessingml.document.main+xml"
    return replaced(word("x"), "[Content_Types].xml", main, main.replace("document", "template"))


def other_office(kind: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as container:
        container.writestr("mimetype", kind)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "n’est pas un document Word"),
        (b"bonjour", "n’est pas un document Word"),
        (word("x")[:-40], "n’est pas un document Word"),
        (b"%PDF-1.7 ...", "un PDF"),
        (b"{\\rtf1 bonjour}", "un fichier RTF"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "un ancien format"),
        (b"<!DOCTYPE html><html></html>", "une page web"),
        (other_office("application/vnd.oasis.opendocument.text"), "LibreOffice (.odt)"),
        (dotx(), "un modèle Word (.dotx)"),
        (with_part(word("x"), "word/media/a.bin", b"\0" * 20 * 1024 * 1024), "anormalement"),
        (with_part(word("x"), "word/vbaProject.bin", b"x"), "macros"),
        (replaced(word("x"), "word/document.xml", "<w:document ", '<!DOCTYPE a [<!ENTITY b "c">]><w:document '), "DTD"),
        (related(word("x"), f"{R}/attachedTemplate", "http://exemple.fr/a.dotm", external=True), "lié à un autre modèle"),
    ],
)  # fmt: skip
def test_files_of_another_sort_and_dangerous_ones(data: bytes, said: str) -> None:
    start = time.perf_counter()
    found = errors(data)
    assert said in " ".join(error.message for error in found)
    assert not check_template(data, "ppe").can_annotate
    assert time.perf_counter() - start < 4


def test_every_danger_of_a_file_is_told() -> None:
    data = related(word("x"), f"{R}/image", "http://exemple.fr/a.png", external=True)
    field = (
        '<w:p><w:r><w:instrText>DDEAUTO c:\\\\a</w:instrText></w:r></w:p><w:altChunk r:id="rId1" xmlns:r="x"/><w:sectPr'
    )
    data = replaced(data, "word/document.xml", "<w:sectPr", field)
    said = " ".join(error.message for error in errors(data))
    assert "hors du fichier" in said
    assert "DDEAUTO" in said
    assert "insère un autre fichier" in said


def test_what_word_does_to_tags_is_forgiven() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Bonjour ")
    for piece in ("{", "{ enf", "ant.pre", "nom }", "}"):
        paragraph.add_run(piece).bold = len(piece) % 2 == 0
    document.add_paragraph(
        "{% if enfant.sexe == “Fille” %}née{% endif %} {{\N{NO-BREAK SPACE}enfant.age\N{NO-BREAK SPACE}}}"
    )
    data = saved(document)
    assert check_template(data, "ppe").issues == ()
    assert f"Bonjour {example_of('ppe')['enfant']['prenom']}" in texts(Renderer().render(data, example_of("ppe")))


def test_a_template_made_by_libreoffice_is_good_and_fills() -> None:
    data = LIBREOFFICE.read_bytes()
    report = check_template(data, "ppe")
    assert report.issues == ()
    assert [one.group for one in report.demands] == ["L’enfant", "Frères et sœurs"]
    filled = opened(Renderer().render(data, example_of("ppe")))
    assert example_of("ppe")["fratrie"][0]["nom"] in [row.cells[0].text for row in filled.tables[0].rows]


def as_google_docs(data: bytes) -> bytes:
    """The same document as Google Docs exports it: no properties, revision marks, a direction on each run, pieces of words apart."""
    body = part(data).replace(
        "<w:r>", '<w:r w:rsidDel="00000000" w:rsidR="00000000" w:rsidRPr="00000000"><w:rPr><w:rtl w:val="0"/></w:rPr>'
    )
    cut = '</w:t></w:r><w:r w:rsidR="00000000"><w:rPr><w:rtl w:val="0"/></w:rPr><w:t xml:space="preserve">'
    return without(
        with_part(data, "word/document.xml", body.replace("enfant.pre", f"enf{cut}ant.pre").encode()), "docProps/"
    )


def as_pages(data: bytes) -> bytes:
    """The same document as Pages exports it: alternate content, bookmarks and language marks around the text."""
    box = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps"/>'
        "<mc:Fallback/></mc:AlternateContent>"
    )
    body = part(data).replace(
        "<w:r>",
        f'<w:bookmarkStart w:id="7" w:name="_x"/><w:bookmarkEnd w:id="7"/><w:r>{box}<w:rPr><w:lang w:val="fr-FR"/></w:rPr>',
    )
    return without(with_part(data, "word/document.xml", body.encode()), "docProps/app")


def without(data: bytes, folder: str) -> bytes:
    """The package without the parts of a folder, and without what pointed to them."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as output:
        for name in source.namelist():
            content = source.read(name)
            if name in ("_rels/.rels", "[Content_Types].xml"):
                content = re.sub(rb'<(?:Relationship|Override) [^>]*"/?' + folder.encode() + rb"[^>]*/>", b"", content)
            if not name.startswith(folder):
                output.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize("written_by", [as_google_docs, as_pages])
def test_templates_of_other_word_processors_are_good_and_fill(written_by: Callable[[bytes], bytes]) -> None:
    plain = word(
        "Bonjour {{ enfant.prenom }}",
        "{%p for frere in fratrie %}",
        "{{ frere.nom }}",
        "{%p endfor %}",
        header="{{ service.nom }}",
    )
    data, example = written_by(plain), example_of("ppe")
    assert data != plain
    assert check_template(data, "ppe").issues == ()
    filled = texts(Renderer().render(data, example))
    assert filled[:2] == [f"Bonjour {example['enfant']['prenom']}", example["fratrie"][0]["nom"]]


def test_merge_fields_and_deleted_tags_are_told() -> None:
    merge = "<w:p><w:r><w:instrText> MERGEFIELD Nom </w:instrText></w:r></w:p><w:sectPr"
    (error,) = errors(replaced(word("x"), "word/document.xml", "<w:sectPr", merge))
    assert "publipostage « Nom »" in error.message
    deleted = (
        '<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>{{ enfant.nom }}</w:delText></w:r></w:del></w:p><w:sectPr'
    )
    (error,) = errors(replaced(word("x"), "word/document.xml", "<w:sectPr", deleted))
    assert "modification suivie" in error.message


def test_what_is_asked_for_is_said_in_plain_words() -> None:
    report = check_template(word("{{ enfant.prenom }} {{ lieu_de_vie.nom }}", "{% if est_majeur %}x{% endif %}"), "ppe")
    assert [(one.group, one.names) for one in report.demands] == [
        ("L’enfant", ("Prénom",)),
        ("", ("Le jeune est majeur",)),
        ("Lieu de vie", ("Nom",)),
    ]
    assert [readable(name) for name in report.protected] == ["Lieu de vie : nom"]
    assert "Le juge" in report.readers


def test_the_copy_has_a_comment_at_the_tag() -> None:
    data = word("Avant", "Bonjour {{ enfant.nmo }}", footer="{{ produit_lee }}")
    report = check_template(data, "ppe")
    copy = opened(annotated(data, report.issues))
    first, second = copy.comments
    assert "{{ enfant.nom }}" in first.text
    assert second.text.startswith("Pied de page")
    marked = copy.paragraphs[1]._p.xpath("./w:commentRangeStart/@w:id")
    assert marked == [str(first.comment_id)]
    assert [paragraph.text for paragraph in copy.paragraphs] == ["Avant", "Bonjour {{ enfant.nmo }}"]
    assert check_template(annotated(data, report.issues), "ppe").can_annotate
