"""Whole documents: template in, .docx out, read again with python-docx and strict parsers."""

from __future__ import annotations

import base64
import io
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from ppe_desktop.documents.pdf import find_converter, to_pdf
from ppe_desktop.documents.renderer import CompiledPart, Renderer
from ppe_desktop.documents.sandbox import Sandbox
from ppe_desktop.documents.text_values import clean_text
from ppe_desktop.documents.worker import RenderProcess
from ppe_desktop.domain.errors import DefectError, RenderError, TemplateError
from ppe_desktop.domain.missing import missing, withheld_mark
from tests.support.attacks import REFUSED_EXPRESSIONS
from tests.support.docx import (
    FOOTNOTES,
    PLACES,
    assert_strict,
    names,
    opened,
    part,
    part_with,
    png,
    replaced,
    rows,
    saved,
    texts,
    with_footnote,
    with_part,
    word,
    word_with,
    word_with_picture,
)

HOSTILE = [
    "Dupont & Fils <b>gras</b>",
    "a < b > c \" d ' e ]]> f",
    "&amp; &lt; &#0; &inconnu;",
    "{{ autre }} {% if x %} {# note #} {_{ }_}",
    "".join(map(chr, range(0x20))),
    "".join(map(chr, range(0x7F, 0xA0))),
    "avant\ufffe\uffffaprès",
    "avant\ud800après\udfff",
    "\u202eعربي עברית\u202c",
    "👩‍👧‍👦 🏳️‍🌈 𝕏 e\u0301",
    "<w:p><w:r><w:t>faux</w:t></w:r></w:p>",
    "</w:t></w:r></w:p></w:body></w:document>",
    "\\1 \\g<0> $1 %s {0}",
    "\u2028ligne\u2029fin\r\nautre\rdernière",
    "_x0041_ \a\f\v",
    "<!DOCTYPE a><?php ?><![CDATA[x",
]
TEMPLATE = word("Début {{ v }} suite.", "FIN", header="[{{ v }}]", footer="[{{ v }}]", table=[["{{ v }}", "cellule"]])


@pytest.fixture(scope="module")
def renderer():
    return Renderer()


@pytest.fixture(scope="module")
def process():
    with RenderProcess() as running:
        yield running


TYPED = st.characters(exclude_categories=(), exclude_characters="\ue000\ue001\ue002\ue003")
"""Anything a person can type: the delimiters of our own marks are taken out before a value joins a context."""


def shown(text: str) -> str:
    # python-docx reads a line break as "\n" and a tab as "\t"
    return re.sub("[\ue000-\ue003]", "", clean_text(text))


def check_nothing_lost(data: bytes, value: str) -> None:
    document = assert_strict(data)
    assert [one.text for one in document.paragraphs] == [f"Début {shown(value)} suite.", "FIN"]
    section = document.sections[0]
    assert section.header.paragraphs[0].text == f"[{shown(value)}]"
    assert section.footer.paragraphs[0].text == f"[{shown(value)}]"
    assert [cell.text for cell in document.tables[0].rows[0].cells] == [shown(value), "cellule"]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_lose_nothing(renderer, value):
    check_nothing_lost(renderer.render(TEMPLATE, {"v": value}), value)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.text(TYPED, max_size=60) | st.text("&<>{}%#\"']_ \n\t\r\x00\x0b\ud800\ufffe", max_size=40))
def test_any_value_comes_out_as_it_was(renderer, value):
    check_nothing_lost(renderer.render(TEMPLATE, {"v": value}), value)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@settings(max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.text(TYPED, max_size=200))
def test_any_value_comes_out_as_it_was_for_long(renderer, value):
    check_nothing_lost(renderer.render(TEMPLATE, {"v": value}), value)


def _unmarked(value: str) -> str:
    value = re.sub(
        "\ue000([^\ue000-\ue003]*)\ue001",
        lambda mark: "[à compléter : " + " ".join(clean_text(mark[1]).split()) + "]",
        clean_text(value),
    )
    return re.sub("\ue002([^\ue000-\ue003]*)\ue003", lambda mark: " ".join(clean_text(mark[1]).split()), value)


def test_a_text_of_one_megabyte(renderer):
    value = "àé & " * 200_000
    assert texts(renderer.render(TEMPLATE, {"v": value}))[0] == f"Début {value} suite."


def test_ten_thousand_paragraphs(renderer):
    template = word("{%p for l in t|paragraphes %}", "{{ l }}", "{%p endfor %}", "FIN")
    lines = [f"ligne {number} & <" for number in range(10_000)]
    data = renderer.render(template, {"t": "\n".join(lines)})
    assert re.findall(r"<w:t[^>]*>([^<]*)</w:t>", part(data))[-1] == "FIN"
    assert part(data).count("<w:p>") == 10_001


def test_the_same_values_give_the_same_bytes():
    assert Renderer().render(TEMPLATE, {"v": "x"}) == Renderer().render(TEMPLATE, {"v": "x"})


@pytest.mark.skipif(find_converter() is None, reason="neither LibreOffice nor Word is installed here")
def test_a_document_of_hostile_values_opens_in_an_office_program(renderer, tmp_path):
    data = renderer.render(TEMPLATE, {"v": " ".join(HOSTILE) + missing("date")})
    pages = PdfReader(io.BytesIO(to_pdf(data, private_folder=tmp_path, timeout=110))).pages
    shown_text = " ".join(page.extract_text() for page in pages)
    assert "Dupont & Fils <b>gras</b>" in shown_text
    assert "FIN" in shown_text


# --- the language of templates -----------------------------------------------------------------------------------------------------


def test_rows_paragraphs_runs_and_conditions(renderer):
    template = word(
        "{%p if montrer %}", "Montré à {{r nom }}.", "{%p endif %}", "{%p if not montrer %}", "Caché.", "{%p endif %}",
        "{%p for l in lignes %}", "- {{ l }} {%r if loop.last %}(dernier){%r endif %}", "{%p endfor %}",
        table=[["Nom", "Âge"], ["{%tr for e in enfants %}", ""], ["{{ e.nom }}", "{{ e.age }}"], ["{%tr endfor %}", ""]],
    )  # fmt: skip
    data = renderer.render(
        template,
        {
            "montrer": True,
            "nom": "L & M",
            "lignes": ["a", "b"],
            "enfants": [{"nom": "Léa", "age": 7}, {"nom": "Tom", "age": 9}],
        },
    )
    assert_strict(data)
    assert texts(data) == ["Montré à L & M.", "- a ", "- b (dernier)"]
    assert rows(data) == [["Nom", "Âge"], ["Léa", "7"], ["Tom", "9"]]


def test_three_loops_inside_one_another(renderer):
    template = word("{% for a in l %}{% for b in a.l %}{% for c in b %}{{ c }}{% endfor %};{% endfor %}.{% endfor %}")
    assert texts(renderer.render(template, {"l": [{"l": [["1", "2"], ["3"]]}, {"l": []}]})) == ["12;3;.."]


def test_tags_cut_by_word_into_several_runs(renderer):
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("Nom : {", "{ enf", "ant.no", "m }", "} fin"):
        paragraph.add_run(piece)
    assert texts(renderer.render(saved(document), {"enfant": {"nom": "Léa"}})) == ["Nom : Léa fin"]


def test_typographic_quotes_of_word_in_a_tag(renderer):
    assert texts(renderer.render(word("{% if x == ‘a’ %}oui{% endif %}"), {"x": "a"})) == ["oui"]


def test_footnotes_and_text_boxes(renderer):
    data = renderer.render(with_footnote(word_with("{{ v }}", "text box"), "note {{ v }}"), {"v": "a & b"})
    assert "note a &amp; b" in part(data, FOOTNOTES)
    assert ">a &amp; b<" in part(data)


def test_columns_in_a_loop_keep_a_sound_grid(renderer):
    template = word(table=[["{%tc for c in colonnes %}", "{{ c }}", "{%tc endfor %}"]])
    data = renderer.render(template, {"colonnes": ["a & b", "c", "d", "e"]})
    assert_strict(data)
    assert rows(data) == [["a & b", "c", "d", "e"]]
    assert part(data).count("<w:gridCol") == 4


def test_spans_and_cell_colours(renderer):
    template = word(table=[["{% colspan n %}{{ t }}", ""], ["{% cellbg couleur %}x", "y"]])
    data = renderer.render(template, {"n": 2, "t": "<large>", "couleur": 'FF0000" w:x="'})
    assert_strict(data)
    assert 'w:gridSpan w:val="2"' in part(data)
    assert 'w:fill="FF0000&#34; w:x=&#34;"' in part(data) or 'w:fill="FF0000&quot; w:x=&quot;"' in part(data)


def test_a_loop_over_nothing_leaves_a_file_word_accepts(renderer):
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "{%p for x in l %}"
    cell.add_paragraph("{{ x }}")
    cell.add_paragraph("{%p endfor %}")
    grid = document.add_table(3, 1)
    for row, text in zip(grid.rows, ("{%tr for x in l %}", "{{ x }}", "{%tr endfor %}"), strict=True):
        row.cells[0].text = text
    header = document.sections[0].header
    header.paragraphs[0].text = "{%p if l %}"
    header.add_paragraph("x")
    header.add_paragraph("{%p endif %}")
    data = renderer.render(saved(document), {"l": []})
    assert_strict(data)
    assert rows(data) == [[""]]
    assert len(opened(data).tables) == 1
    assert len(opened(data).sections[0].header.paragraphs) == 1


def test_authors_may_print_braces(renderer):
    assert texts(renderer.render(word("{_{ x }_} {{ v }}"), {"v": "{_{"})) == ["{{ x }} {_{"]


@pytest.mark.parametrize(
    ("source", "needle"),
    [
        ("{{ enfant.nmo }}", "nom"),
        ("{{ enfnat.nom }}", "enfant"),
        ("{% for x in enfant.nim %}{% endfor %}", "nom"),
        ("{{ enfant.naisance|date }}", "naissance"),
    ],
)
@pytest.mark.parametrize("place", PLACES)
def test_an_unknown_name_is_named_with_its_neighbour(renderer, source, needle, place):
    with pytest.raises(TemplateError) as caught:
        renderer.render(word_with(source, place), {"enfant": {"nom": "x", "naissance": ""}})
    assert f"« {needle} »" in caught.value.message
    assert source.split()[1] in caught.value.detail


@pytest.mark.parametrize("source", ["{{ x", "{% if x %}", "{% endfor %}", "{{ x | inconnu }}", "{% fro x in y %}"])
def test_a_broken_tag_is_shown_with_its_paragraph(renderer, source):
    with pytest.raises(TemplateError) as caught:
        renderer.render(word("Avant.", f"Ici {source}", "Après."), {"x": "a"})
    assert "Ici" in caught.value.detail or "Corps" in caught.value.detail


def test_a_condition_astride_a_table_is_refused_at_once(renderer):
    template = word("Un {% if x %}", table=[["a", "b{% endif %}"]])
    with pytest.raises(TemplateError, match="finit dans un autre") as caught:
        renderer.compiled(template)
    assert "Un {% if x %}" in caught.value.detail


def test_a_condition_astride_two_paragraphs_works(renderer):
    template = word("Un{% if x %} deux", "trois{% endif %} quatre")
    assert texts(renderer.render(template, {"x": True})) == ["Un deux", "trois quatre"]
    assert texts(renderer.render(template, {"x": False})) == ["Un quatre"]


@pytest.mark.parametrize(
    "xml",
    [
        "<w:p><w:r><w:instrText>{{ v }}</w:instrText></w:r></w:p>",
        '<w:p><w:hyperlink w:anchor="{{ v }}"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>',
        '<w:p><w:fldSimple w:instr="{{ v }}"/></w:p>',
    ],
)
def test_values_are_never_written_in_field_codes_or_links(renderer, xml):
    with pytest.raises(TemplateError, match="où rien ne peut être écrit"):
        renderer.render(replaced(word("x"), "word/document.xml", "<w:sectPr", f"{xml}<w:sectPr"), {"v": "x"})


# --- attacks -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES)
def test_no_expression_runs_anything(renderer, place, monkeypatch):
    import os

    for name in ("popen", "system"):
        monkeypatch.setattr(os, name, lambda *_: pytest.fail("executed"))
    for source in REFUSED_EXPRESSIONS:
        name, content = part_with(source, place)
        with pytest.raises(TemplateError):
            CompiledPart(Sandbox(), name, content)
    with pytest.raises(TemplateError):  # and the whole file, once per place: this part is one of those looked at
        renderer.compiled(word_with(REFUSED_EXPRESSIONS[0], place))


def test_expressions_in_properties_print_nothing(renderer):
    document = docx.Document()
    document.core_properties.title = "{{ ''.__class__ }}"
    document.core_properties.author = "{{ x }}"
    data = renderer.render(saved(document), {})
    assert "{{" not in part(data, "docProps/core.xml")
    assert "class" not in part(data, "docProps/core.xml")


def test_only_plain_values_are_accepted(renderer):
    with pytest.raises(DefectError):
        renderer.render(TEMPLATE, {"v": object()})


@pytest.mark.slow
@pytest.mark.timeout(3600)
@settings(max_examples=5_000, deadline=None)
@given(position=st.floats(0, 1), change=st.binary(min_size=1, max_size=8))
def test_mutated_templates_are_refused_or_rendered_whole(position, change):
    source = part(TEMPLATE).encode()
    at = int(position * len(source))
    try:
        data = Renderer().render(
            with_part(TEMPLATE, "word/document.xml", source[:at] + change + source[at + len(change) :]), {"v": "x"}
        )
    except (TemplateError, RenderError):
        return
    assert_strict(data)


# --- marks, properties, pictures ---------------------------------------------------------------------------------------------------


def test_what_is_missing_stands_in_its_own_style(renderer):
    document = docx.Document()
    paragraph = document.add_paragraph("Décision rendue à ")
    paragraph.add_run("{{ lieu }} le {{ jour }}").bold = True
    data = renderer.render(saved(document), {"lieu": "Lyon ou " + missing("lieu & date") + " ?", "jour": "3 mai"})
    runs = [(run.text, run.style.name, run.bold) for run in opened(data).paragraphs[0].runs if run.text]
    assert runs == [
        ("Décision rendue à ", "Default Paragraph Font", None),
        ("Lyon ou ", "Default Paragraph Font", True),
        ("[à compléter : lieu & date]", "À compléter", True),
        (" ? le 3 mai", "Default Paragraph Font", True),
    ]
    assert '<w:highlight w:val="yellow"/>' in part(data, "word/styles.xml")


def test_what_is_withheld_stands_in_its_own_style(renderer):
    data = renderer.render(word("Adresse : {{ a }}."), {"a": withheld_mark("connue du service")})
    assert texts(data) == ["Adresse : connue du service."]
    assert opened(data).paragraphs[0].runs[1].style.name == "Retenu"


def test_a_style_of_the_template_is_kept(renderer):
    style = '<w:style w:type="character" w:styleId="ACompleter"><w:name w:val="Le mien"/></w:style></w:styles>'
    data = renderer.render(replaced(word("{{ v }}"), "word/styles.xml", "</w:styles>", style), {"v": missing("x")})
    assert part(data, "word/styles.xml").count('w:styleId="ACompleter"') == 1


def test_private_characters_alone_print_nothing(renderer):
    assert texts(renderer.render(word("{{ v }}|"), {"v": "a\ue000b\ue003\ue001c"})) == ["abc|"]


def test_properties_tell_nothing_of_anybody(renderer):
    document = docx.Document()
    core = document.core_properties
    core.author = core.last_modified_by = core.comments = core.keywords = core.subject = core.category = "Mme Secrète"
    core.title = "Dossier de Léa Secrète"
    data = with_part(saved(document), "docProps/custom.xml", b"<a>Secr</a>")
    app = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Company>Secr</Company></Properties>'
    data = with_part(data, "docProps/app.xml", app.encode())
    custom = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
    data = replaced(
        data,
        "_rels/.rels",
        "</Relationships>",
        f'<Relationship Id="c" Type="{custom}" Target="docProps/custom.xml"/></Relationships>',
    )
    result = renderer.render(data, {"_titre": "Rapport & annexes", "_date": "2026-11-23"})
    assert_strict(result)
    assert not any("Secr" in part(result, name) for name in names(result) if name.endswith((".xml", ".rels")))
    properties = opened(result).core_properties
    assert (properties.title, properties.author, properties.last_modified_by, properties.revision) == (
        "Rapport & annexes",
        "",
        "",
        1,
    )
    assert f"{properties.created:%Y-%m-%d}" == f"{properties.modified:%Y-%m-%d}" == "2026-11-23"
    assert "docProps/custom.xml" not in names(result)
    assert "docProps/thumbnail.jpeg" not in names(result)


def test_without_a_title_the_property_is_neutral(renderer):
    assert opened(renderer.render(word("x"), {})).core_properties.title == "Document"


def test_editing_traces_are_removed_and_french_is_set(renderer):
    data = replaced(word("{{ v }}"), "word/document.xml", "<w:p>", '<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD">')
    styles = re.sub(r"<w:lang [^>]*/>", "", part(data, "word/styles.xml"))
    result = renderer.render(with_part(data, "word/styles.xml", styles.encode()), {"v": "x"})
    assert "rsid" not in part(result)
    assert 'w:lang w:val="fr-FR"' in part(result, "word/styles.xml")


def test_a_picture_is_replaced_by_its_alternative_text(renderer):
    template = word_with_picture("logo", before="{{ v }}")
    media = next(name for name in names(template) if name.startswith("word/media/"))
    data = renderer.render(
        template, {"v": "x", "_images": {"logo": base64.b64encode(png(7)).decode(), "inconnu": "AAAA"}}
    )
    assert_strict(data)
    with_logo = opened(data)
    assert png(7) in [
        related.target_part.blob for related in with_logo.part.rels.values() if "image" in related.reltype
    ]
    assert media in names(data)


def test_a_picture_in_a_false_condition_disturbs_nothing(renderer):
    template = word_with_picture("logo", before="{%p if avec %}", after="{%p endif %}")
    data = renderer.render(template, {"avec": False})
    assert_strict(data)
    assert "<a:blip" not in part(data)


def test_repeated_pictures_have_different_numbers(renderer):
    template = word_with_picture("logo", before="{%p for x in l %}", after="{%p endfor %}")
    numbers = re.findall(r'<wp:docPr[^>]*\bid="(\d+)"', part(renderer.render(template, {"l": [1, 2, 3]})))
    assert len(numbers) == len(set(numbers)) == 3


@pytest.mark.parametrize(
    ("image", "error"), [("pas du base64 !", DefectError), (base64.b64encode(b"GIF89a").decode(), TemplateError)]
)
def test_a_wrong_image_is_refused(renderer, image, error):
    with pytest.raises(error):
        renderer.render(word_with_picture("logo"), {"_images": {"logo": image}})


# --- the rendering process ---------------------------------------------------------------------------------------------------------


def test_the_process_renders_what_the_renderer_renders(process, renderer):
    for value in HOSTILE:
        assert process.render(TEMPLATE, {"v": value}) == renderer.render(TEMPLATE, {"v": value})


def test_errors_come_back_typed(process):
    with pytest.raises(TemplateError) as caught:
        process.render(word("Ici {{ enfnat }}"), {"enfant": "x"})
    assert "« enfant »" in caught.value.message
    assert "Ici" in caught.value.detail
    with pytest.raises(TemplateError):
        process.check(word("{{ f() }}"))
    process.check(word("{{ f }}"))
    with pytest.raises(DefectError):
        process.render(TEMPLATE, {"v": 1.5})


def test_an_endless_template_is_killed_and_the_next_call_works(process):
    template = word(
        "{% for a in l %}{% for b in l %}{% for c in l %}{% if c %}x{% endif %}{% endfor %}{% endfor %}{% endfor %}"
    )
    start = time.monotonic()
    with pytest.raises(RenderError, match="temps permis"):
        process.render(template, {"l": [0] * 5000}, timeout=1.5)
    assert time.monotonic() - start < 6
    assert process.render(TEMPLATE, {"v": "x"})


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not enforce the memory limit of a process")
def test_two_gigabytes_are_refused_and_the_next_call_works(process):
    template = word("{{ " + " ~ ".join(["a"] * 250) + " }}")
    with pytest.raises(RenderError):
        process.render(template, {"a": "x" * 8_000_000})
    assert process.render(TEMPLATE, {"v": "x"})


def test_an_enormous_document_is_refused(process):
    with pytest.raises(RenderError, match="trop gros"):
        process.render(word("{% for a in l %}{{ t }}{% endfor %}"), {"l": [0] * 1000, "t": "x" * 100_000})


def test_a_killed_process_is_started_again(process):
    process.warm_up()
    process._child.process.kill()
    process._child.process.join(5)
    assert process.render(TEMPLATE, {"v": "x"})


def test_a_process_killed_while_it_works_is_a_render_error(process):
    process.warm_up()
    template = word(
        "{% for a in l %}{% for b in l %}{% for c in l %}{% if c %}x{% endif %}{% endfor %}{% endfor %}{% endfor %}"
    )
    killer = threading.Timer(0.8, process._child.process.kill)
    killer.start()
    with pytest.raises(RenderError, match="arrêtée"):
        process.render(template, {"l": [0] * 5000}, timeout=20)
    killer.join()
    assert process.render(TEMPLATE, {"v": "x"})


def test_several_threads_share_the_process(process):
    results: dict[int, list[str]] = {}

    def work(number: int) -> None:
        results[number] = texts(process.render(word("{{ v }}"), {"v": f"n° {number}"}))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert results == {number: [f"n° {number}"] for number in range(8)}


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads the memory of a process where Linux shows it")
def test_the_process_stays_small_over_many_documents(process):
    def pages() -> int:
        return int(Path(f"/proc/{process._child.process.pid}/statm").read_text().split()[1])

    for number in range(30):
        process.render(TEMPLATE, {"v": f"document {number}"})
    before = pages()
    for number in range(200):
        process.render(TEMPLATE, {"v": f"document {number}"})
    assert pages() - before < 2048  # 8 MiB


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("render_child", "sqlalchemy PySide6 sqlcipher3"),
        ("worker", "docxtpl jinja2 lxml docx mammoth sqlalchemy PySide6"),
    ],
)
def test_what_each_side_never_imports(module, unwanted):
    code = f"import sys, ppe_desktop.documents.{module}; print([n for n in {unwanted.split()!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_the_first_look_keeps_structure_and_is_inert(process):
    document = docx.Document()
    document.add_heading("Titre {{ v }}", 1)
    document.add_paragraph("{{ m }}")
    document.add_table(1, 1, style="Table Grid").cell(0, 0).text = "{{ v }}"
    data = process.render(saved(document), {"v": "<script>alert(1)</script>", "m": missing("date")})
    page = process.page_html(data)
    assert "<h1>Titre &lt;script&gt;" in page
    assert 'class="ACompleter"' in page
    assert "<table" in page
    assert "<script" not in page


def test_the_first_look_shows_pictures_and_drops_dangerous_links(process):
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    data = word_with_picture("logo")
    relations = (
        f'<Relationship Id="rIdL" Type="{link}" Target="javascript:alert(1)" TargetMode="External"/></Relationships>'
    )
    data = replaced(data, "word/_rels/document.xml.rels", "</Relationships>", relations)
    anchor = (
        '<w:p><w:hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rIdL">'
        "<w:r><w:t>lien</w:t></w:r></w:hyperlink></w:p><w:sectPr"
    )
    page = process.page_html(replaced(data, "word/document.xml", "<w:sectPr", anchor))
    assert "data:image/png;base64," in page
    assert "lien" in page
    assert "javascript" not in page
