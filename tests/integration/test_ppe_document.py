"""The shipped template filled by the true renderer: nothing lost, nothing left over, nothing shown that was withheld."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from ppe_desktop.documents.guard import find_texts
from ppe_desktop.documents.ppe_context import ppe_context
from ppe_desktop.documents.renderer import Renderer
from ppe_desktop.documents.worker import RenderProcess
from ppe_desktop.domain.missing import missing_labels, printed
from ppe_desktop.domain.plan_outline import outline
from ppe_desktop.domain.recipients import Recipient, recipients_for
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.domain.withholding import withhold
from tests.support.casefiles import FOR_FILE, TODAY, empty_case, item
from tests.support.rich_case import rich_case

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "templates_docx" / "ppe.docx"
RENDERER = Renderer()
NOT_PRINTED = {"code", "accord", "ne", "appellation", "commune", "signataire", "prenom"}
STYLES = {
    "Title", "Heading 1", "Heading 2", "Corps", "Explication", "Citation enfant", "Citation mère", "Citation père", "Citation autre",
    "Légende citation", "Étiquette parole", "Encadré", "Tableau texte", "Tableau intitulé", "Tableau en-tête",
}  # fmt: skip


def produced(file, plan, recipient=FOR_FILE) -> tuple[bytes, dict]:
    context = ppe_context(file, plan, recipient, TODAY, template_version="1.0")
    return RENDERER.render(TEMPLATE.read_bytes(), context), context


def folded(text: str) -> str:
    return " ".join(text.split()).lower()


def text_of(docx: bytes) -> str:
    """Everything a reader may read, header and footer included."""
    document = Document(io.BytesIO(docx))
    section = document.sections[0]
    roots = [section.header._element, document.element.body, section.footer._element]
    paragraphs = [paragraph for root in roots for paragraph in root.iter(qn("w:p"))]
    return "\n".join("".join(_pieces(paragraph)) for paragraph in paragraphs)


def _pieces(paragraph) -> Iterator[str]:
    for element in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
        yield (element.text or "") if element.tag == qn("w:t") else " "


def leaves(value, key="") -> Iterator[str]:
    if isinstance(value, dict):
        for name, child in value.items():
            if not name.startswith("_") and name not in NOT_PRINTED:
                yield from leaves(child, name)
    elif isinstance(value, list):
        for child in value:
            yield from leaves(child, key)
    elif isinstance(value, str):
        yield value


def headings(docx: bytes) -> list[str]:
    paragraphs = Document(io.BytesIO(docx)).paragraphs
    return [paragraph.text for paragraph in paragraphs if paragraph.style.name == "Heading 1"]


@pytest.mark.parametrize("case", [rich_case, empty_case])
def test_everything_known_is_printed_and_nothing_is_left_over(case):
    file, plan = case()
    docx, context = produced(file, plan)
    text = folded(text_of(docx))
    lost = [line for value in leaves(context) for line in printed(value).split("\n") if folded(line) not in text]
    assert lost == []
    assert not re.search(r"\{\{|\}\}|\{%|%\}|\bnone\b", text)
    assert not re.search("[\ue000-\ue003]", text)


@pytest.mark.parametrize("case", [rich_case, empty_case])
def test_the_seventeen_headings_are_there_in_order(case):
    file, plan = case()
    docx, _context = produced(file, plan)
    assert headings(docx) == [f"{heading.number}\t{heading.title}" for heading in outline(file, plan, TODAY)]


def test_what_is_missing_stands_in_its_own_style():
    docx, context = produced(*empty_case())
    document = Document(io.BytesIO(docx))
    marked = [run for run in document.element.body.iter(qn("w:rStyle")) if run.get(qn("w:val")) == "ACompleter"]
    labels = [label for value in leaves(context) for label in missing_labels(value)]
    assert len(marked) >= len(set(labels)) > 20


def test_header_and_footer_say_what_the_copy_is():
    docx, _context = produced(*rich_case())
    section = Document(io.BytesIO(docx)).sections[0]
    header, footer = section.header._element, section.footer._element
    said = "".join(element.text or "" for root in (header, footer) for element in root.iter(qn("w:t")))
    assert "Document confidentiel" in said
    assert "Document de travail" not in said
    assert "Le dossier du service" in said
    assert "23/11/2026" in said
    assert "modèle 1.0" in said
    assert [element.text.strip() for element in footer.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    draft, _context = produced(*empty_case())
    assert "Document de travail – non définitif" in text_of(draft)


def test_tables_are_made_to_be_printed():
    docx, _context = produced(*rich_case())
    document = Document(io.BytesIO(docx))
    rows = list(document.element.body.iter(qn("w:tr")))
    assert rows
    assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in rows)
    heads = [table for table in document.tables if table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None]
    assert len(heads) >= 9
    signatures = next(table for table in heads if table.cell(0, 1).text == "Signature")
    assert all(row.height is not None and row.height.cm >= 1.6 for row in signatures.rows[1:])
    for table in document.tables:
        columns = len(table.columns)
        spans = [sum(cell.grid_span for cell in row._tr.tc_lst) for row in table.rows]
        assert set(spans) == {columns}


def test_the_named_styles_are_used_and_the_tags_style_is_not():
    docx, _context = produced(*rich_case())
    document = Document(io.BytesIO(docx))
    identifiers = {style.style_id: style.name for style in document.styles}
    used = {identifiers[element.get(qn("w:val"))] for element in document.element.body.iter(qn("w:pStyle"))}
    assert used >= STYLES
    assert "Balise" not in used
    assert {"ACompleter", "Retenu"} <= set(identifiers)
    assert document.styles["Heading 1"].paragraph_format.keep_with_next


@pytest.mark.parametrize(
    "typed", ["&<>{{ 7*7 }}", "{% for x in y %}", "</w:t>", "{{ enfant.__class__ }}", "« » \u200b\x0b"]
)
def test_whatever_is_typed_is_only_text(typed):
    file, plan = rich_case(birth_place=typed, first_names=typed)
    docx, _context = produced(file, plan)
    assert folded(typed.replace("\x0b", "\ufffd")) in folded(text_of(docx))


def test_each_possible_reader_gets_a_document():
    file, plan = rich_case()
    for reader in recipients_for(file, TODAY):
        shown = withhold(file, plan, reader)
        docx, context = produced(shown.file, shown.plan, reader)
        assert f"Exemplaire pour : {context['destinataire']}".lower() in folded(text_of(docx))


def test_what_is_protected_from_a_parent_is_nowhere_in_the_copy():
    file, plan = rich_case()
    mother, father = file.of("person")[:2]
    home = next(place for place in file.of("placement") if place.name == "Famille Roussel")
    address = next(one for one in file.of("address") if one.person_id == mother.id)
    protections = [
        item("address_protection", address_id=address.id, hidden_from_id=father.id),
        item("address_protection", placement_id=home.id, hidden_from_id=father.id),
    ]
    file = type(file)(
        file.child,
        file.items.with_items("address_protection", protections),
        file.siblings,
        file.sibling_places,
        file.profile,
    )
    reader = Recipient(RecipientKind.FATHER, father.id, "Monsieur Éric Durand, père")
    shown = withhold(file, plan, reader)
    docx, _context = produced(shown.file, shown.plan, reader)
    text = text_of(docx)
    assert "adresse connue du service" in text
    assert "lieu d’accueil connu du service" in text
    assert find_texts(docx, ["4, rue des Lilas", "3, chemin du Moulin", "Famille Roussel"]) == []
    assert "rue des Lilas" in text_of(produced(file, plan)[0])


def test_a_very_long_text_stays_whole():
    file, plan = rich_case()
    long = "Il était une fois. " * 5000
    statement = plan.of("statement")[0].having(exact_words=long)
    plan = type(plan)(plan.plan, plan.items.with_items("statement", [statement, *plan.of("statement")[1:]]))
    assert text_of(produced(file, plan)[0]).count("Il était une fois.") == 5000


def test_the_rendering_process_gives_the_same_bytes():
    file, plan = rich_case()
    docx, context = produced(file, plan)
    with RenderProcess() as renders:
        assert renders.render(TEMPLATE.read_bytes(), context) == docx


def test_each_tag_of_the_template_stands_in_one_run():
    with zipfile.ZipFile(TEMPLATE) as container:
        for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
            texts = re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", container.read(name).decode())
            assert all(
                text.count("{{") == text.count("}}") and text.count("{%") == text.count("%}") <= 1 for text in texts
            ), name
