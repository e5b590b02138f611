"""The fields offered to who writes a template: all that the documents are given, each with a French name and a tag that works."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from ppe_desktop.documents.catalogue import DOCUMENTS
from ppe_desktop.documents.field_list import (
    Field,
    example_of,
    fields_of,
    french_names,
    line_name,
    name_key,
    paths,
    written,
)
from ppe_desktop.documents.renderer import Renderer
from ppe_desktop.documents.sandbox import Sandbox
from ppe_desktop.documents.template_check import check_template
from ppe_desktop.documents.template_names import Names
from ppe_desktop.documents.template_rules import PartRules
from ppe_desktop.documents.template_slots import WEEK
from ppe_desktop.documents.template_tags import read_paragraphs
from tests.support.docx import part_with, texts, word
from tests.support.matters import world

ROOT = Path(__file__).resolve().parents[3]
LATE = "run: python tools/build_template_fields.py --quick"


def test_every_value_a_document_is_given_is_in_the_list() -> None:
    of_the_girl = runpy.run_path(str(ROOT / "tools" / "build_template_fields.py"))["of_the_girl"]
    late = set()
    for age in (11, 17):
        of = world(age=age)
        for key, kind in DOCUMENTS.items():
            known = {path for path, _value in paths(example_of(key))}
            for _reader, given in of_the_girl(kind, of):
                late |= {f"{key} {path}" for path, _value in paths(given) if path not in known}
                late |= {
                    f"{key} {name} en trop"
                    for name in example_of(key)
                    if name not in given and not name.startswith("_")
                }
    assert late == set(), LATE


def test_every_field_has_a_french_name_and_no_name_is_left_over() -> None:
    found = {path for key in (*DOCUMENTS, WEEK.document) for path, _value in paths(example_of(key))}
    assert {path for path in found if not name_key(path)} == set()
    assert set(french_names()) - {name_key(path) for path in found} == set()
    assert not any("'" in name for name in french_names().values())


def in_loops(field: Field) -> list[str]:
    """The paragraphs that print one field: the loops over the lists it is in, then its tag."""
    opening, closing, path = [], [], ""
    for piece in field.path.split("[]")[:-1]:
        path += piece
        opening.append(f"{{%p for {line_name(path)} in {written(path)} %}}")
        closing.append("{%p endfor %}")
        path += "[]"
    return [*opening, *field.tag.split("\n"), *closing]


def every_field(document: str) -> list[str]:
    return [line for field in fields_of(document) for line in in_loops(field)]


def test_the_tag_of_every_field_is_right() -> None:
    for document in (*DOCUMENTS, WEEK.document):
        assert len(fields_of(document)) > 10
        part = part_with(" ".join(every_field(document)).replace("{%p ", "{% "), "body")
        issues = [*PartRules(Sandbox(), Names.of(document)).issues(read_paragraphs(*part))]
        assert [(one.tag, one.message) for one in issues] == [], document


@pytest.mark.parametrize("document", ["ppe", "projet-autonomie"])
def test_a_template_that_asks_for_every_field_is_filled(document: str) -> None:
    report = check_template(
        word(*every_field(document)), document
    )  # it fills the template too, for the fictitious child
    assert [(one.tag, one.message) for one in report.issues] == []
    filled = Renderer().render(word(*every_field(document)), example_of(document))
    assert "{{" not in "".join(texts(filled))
    assert example_of(document)["enfant"]["prenom"] in texts(filled)


def test_fields_are_sought_by_words() -> None:
    fields = fields_of("ppe")
    found = {field.path for field in fields if field.answers("Frère nom")}
    assert "fratrie[].nom" in found
    assert all(
        field.path.startswith("fratrie") for field in fields if field.answers("frere") and "pere" not in field.path
    )
    assert {field.path for field in fields if field.protected} >= {"autorite_parentale[].adresse", "lieu_de_vie.nom"}
