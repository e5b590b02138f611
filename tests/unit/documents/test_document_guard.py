from __future__ import annotations

import docx
import pytest

from ppe_desktop.documents.guard import contains_any, find_texts
from ppe_desktop.domain.errors import RenderError
from tests.support.docx import PLACES, png, related, replaced, saved, with_part, word, word_with, word_with_picture

ADDRESS = "12, rue de l’Église-Saint-Cœur"
PHONE = "06 12 34 56 78"
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def only(data: bytes, needle: str) -> str:
    found = find_texts(data, ["jamais là", needle])
    assert {finding.needle_index for finding in found} == {1}
    return found[0].part


def test_a_document_without_the_text_is_clean():
    data = word("Elle habite en ville, au 12 de la place.", header="Rapport", table=[["06 12 34", "57 78 99"]])
    assert find_texts(data, [ADDRESS, PHONE, "", "  ", "…"]) == []
    assert not contains_any(data, [ADDRESS, PHONE])


@pytest.mark.parametrize("place", PLACES)
def test_the_text_is_found_in_every_place(place):
    assert only(word_with(f"Vit au {ADDRESS} avec sa mère", place), ADDRESS).startswith("word/")


@pytest.mark.parametrize(
    "written",
    [
        "12 RUE DE L’EGLISE SAINT CŒUR",
        "12 rue de l’église saint-coeur",
        "12,\u00a0rue de l\u02bceglise\u2011saint\u2010cœur",
        "12 rue de l’e\u0301glise saint cœur",
        "12 rue de l’égl\u00adise saint\u200b cœur",
        "12  rue\tde l’église\nsaint cœur",
        "１２ rue de l’église saint cœur",
    ],
)
def test_however_it_is_written(written):
    assert contains_any(word(f"Il vit au {written}."), [ADDRESS])


def test_cut_into_runs():
    document = docx.Document()
    paragraph = document.add_paragraph("Au ")
    for letter in ADDRESS:
        paragraph.add_run(letter).bold = letter in "aeiou"
    assert only(saved(document), ADDRESS) == "word/document.xml"


def test_cut_by_a_line_break_a_paragraph_or_a_cell():
    assert contains_any(word("12, rue de l’Église", "Saint-Cœur"), [ADDRESS])
    assert contains_any(word(table=[["12, rue", "de l’Église Saint-Cœur"]]), [ADDRESS])
    assert contains_any(word("12, rue de l’Église\nSaint-Cœur"), [ADDRESS])


def test_words_hyphens_of_word_are_letters_or_nothing():
    xml = "<w:p><w:r><w:t>Saint</w:t><w:noBreakHyphen/><w:t>Cœ</w:t><w:softHyphen/><w:t>ur du village</w:t></w:r></w:p><w:sectPr"
    assert contains_any(replaced(word("x"), "word/document.xml", "<w:sectPr", xml), ["Saint-Cœur du village"])


@pytest.mark.parametrize(
    "written",
    ["0612345678", "06.12.34.56.78", "06-12-34-56-78", "+33 6 12 34 56 78", "+33 (0)6 12 34 56 78", "0033612345678"],
)
@pytest.mark.parametrize("needle", ["06 12 34 56 78", "0612345678", "+33 6 12 34 56 78"])
def test_telephone_numbers_however_grouped(written, needle):
    assert contains_any(word(f"Tél. : {written}, le soir"), [needle])


def test_properties():
    document = docx.Document()
    document.core_properties.subject = f"Chez {ADDRESS}"
    assert only(saved(document), ADDRESS) == "docProps/core.xml"


def test_alternative_text_and_link_targets_and_comments():
    assert only(word_with_picture(f"Photo du {ADDRESS}"), ADDRESS) == "word/document.xml"
    link = related(
        word("x"), HYPERLINK, "https://carte.test/?q=12%20rue%20de%20l%27%C3%89glise%20Saint-C%C5%93ur", external=True
    )
    assert only(link, ADDRESS) == "word/_rels/document.xml.rels"
    assert contains_any(
        replaced(word("x"), "word/document.xml", "<w:sectPr", f"<!-- {ADDRESS} --><w:sectPr"), [ADDRESS]
    )


def test_custom_parts_file_names_pictures_and_embedded_files():
    assert contains_any(with_part(word("x"), "customXml/item1.xml", f"<a><b>{ADDRESS}</b></a>".encode()), [ADDRESS])
    assert only(with_part(word("x"), "word/media/Léa Dupont-Martin.png", png()), "lea dupont martin").endswith(".png")
    assert contains_any(with_part(word("x"), "word/media/a.png", png() + ADDRESS.encode()), [ADDRESS])
    assert "document.xml" in only(with_part(word("x"), "word/embeddings/a.docx", word(ADDRESS)), ADDRESS)


def test_a_short_name_must_be_a_whole_word():
    assert not contains_any(word("C’est malléable et applicable"), ["Léa"])
    assert contains_any(word("C’est Léa."), ["LEA"])


def test_the_excerpt_shows_where():
    assert "chez sa tante" in find_texts(word("Rien.", f"Elle vit chez sa tante au {ADDRESS}."), [ADDRESS])[0].excerpt
    assert "…" in find_texts(word("mot " * 200 + ADDRESS + " mot" * 200), [ADDRESS])[0].excerpt


@pytest.mark.parametrize("data", [b"", b"rien", word("x")[:-30], with_part(word("x"), "word/document.xml", b"<a>")])
def test_what_cannot_be_read_cannot_leave(data):
    with pytest.raises(RenderError):
        find_texts(data, [ADDRESS])
