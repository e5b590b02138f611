from __future__ import annotations

import contextlib

import pytest
from jinja2 import TemplateError as JinjaError
from jinja2 import UndefinedError

from ppe_desktop.documents.sandbox import Sandbox, check_context, check_expressions, clean_text
from ppe_desktop.domain.errors import DefectError, TemplateError
from ppe_desktop.domain.missing import missing
from tests.support.attacks import REFUSED_EXPRESSIONS


def printed(source, **values):
    return Sandbox().from_string(source).render(values)


@pytest.mark.parametrize("source", REFUSED_EXPRESSIONS)
def test_what_is_not_reading_is_refused(source):
    with pytest.raises(TemplateError) as caught:
        check_expressions(source, "corps du document")
    assert "balise incorrecte" in caught.value.message
    assert "Corps du document" in caught.value.detail


# sums and powers are stopped by the list, then by the memory and the time of the rendering process, not by the sandbox
@pytest.mark.parametrize("source", [source for source in REFUSED_EXPRESSIONS if "0000000" not in source])
def test_the_sandbox_alone_stops_what_the_list_would_miss(source, monkeypatch):
    import os

    monkeypatch.setattr(os, "popen", lambda *_: pytest.fail("executed"))
    monkeypatch.setattr(os, "system", lambda *_: pytest.fail("executed"))
    result = ""
    with contextlib.suppress(JinjaError, TemplateError, TypeError, ZeroDivisionError, OverflowError):
        result = printed(source, x={"a": 1}, liste=[1], texte="abc")
    assert not any(trace in result for trace in ("class '", "<built-in", "function", "root:", "uid="))


@pytest.mark.parametrize(
    "source",
    [
        "{{ enfant.prenom }}",
        "{{ enfant['prenom'] }}",
        "{{ liste[0] }}",
        "{% if a and not b or c == 'x' %}x{% elif d is defined %}y{% else %}z{% endif %}",
        "{% for x in liste if x %}{{ loop.index }}{{ x|upper }}{% else %}-{% endfor %}",
        "{{ a ~ ' ' ~ b }}",
        "{{ 'née' if fille else 'né' }}",
        "{{ x|default('néant') }}",
        "{{ x|date }} {{ x|date_longue }} {{ t|majuscule }} {{ liste|join(', ') }} {{ liste|length }}",
        "{% for a in l %}{% for b in a.l %}{% for c in b.l %}{{ c }}{% endfor %}{% endfor %}{% endfor %}",
        "{% if x in ('a', 'b') %}x{% endif %}",
        "{# une note #}texte",
    ],
)
def test_legitimate_writings_pass(source):
    check_expressions(source, "corps du document")


def test_the_fourth_loop_is_refused():
    source = "{% for a in l %}" * 4 + "{% endfor %}" * 4
    with pytest.raises(TemplateError, match="imbriquées"):
        check_expressions(source, "corps du document")


def test_the_message_names_the_paragraph():
    with pytest.raises(TemplateError) as caught:
        check_expressions("Un.\n<w:t>Deux &amp; {{ f() }}</w:t>\nTrois.", "en-tête")
    assert caught.value.detail == "En-tête, paragraphe « Deux & {{ f() }} »"


def test_a_dot_reads_keys_and_never_methods():
    assert printed("{{ x.items }}-{{ x.get }}", x={"items": "objets", "get": "a"}) == "objets-a"
    for source in ("{{ x.items }}", "{{ t.upper }}", "{{ l.append }}", "{{ t.__class__ }}"):
        with pytest.raises(UndefinedError):
            printed(source, x={}, t="a", l=[])


def test_values_are_escaped_and_never_read_again():
    assert printed("{{ x }}", x="{{ y }} & <b>") == "{{ y }} &amp; &lt;b&gt;"


def test_plain_values_print_as_people_write():
    assert printed("{{ a }}|{{ b }}|{{ c }}|{{ d }}", a=None, b=True, c=False, d=12) == "|oui|non|12"


@pytest.mark.parametrize("value", [[1], {"a": 1}])
def test_a_list_cannot_be_printed(value):
    with pytest.raises(TemplateError, match="boucle"):
        printed("{{ x }}", x=value)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ '2026-11-23'|date }}", "23/11/2026"),
        ("{{ '2026-11-23T10:00:00'|date }}", "23/11/2026"),
        ("{{ 'vers 2019'|date }}", "vers 2019"),
        ("{{ x|date }}", ""),
        ("{{ '2026-11-23'|date_longue }}", "lundi 23 novembre 2026"),
        ("{{ '2026-12-01'|date_longue }}", "mardi 1er décembre 2026"),
        ("{{ 'élève de CM2'|majuscule }}", "Élève de CM2"),
        ("{{ 'a\n\n b \n'|paragraphes|join('/') }}", "a/b"),
    ],
)
def test_filters(source, expected):
    assert printed(source, x=None).replace("\u00a0", " ") == expected


def test_a_filter_lets_what_is_missing_through():
    assert printed("{{ x|date_longue }}", x=missing("date de naissance")) == "[à compléter : date de naissance]"


def test_cleaning_keeps_everything_that_can_be_kept():
    assert clean_text("a\x00b\ud800c\ufffed\x0be\x85f") == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf"
    assert clean_text("a\r\nb\rc\u2028d\te") == "a\nb\nc\nd\te"
    assert clean_text("œuvre 👩‍👧 \u202eعربي") == "œuvre 👩‍👧 \u202eعربي"


@pytest.mark.parametrize(
    "value", [1.5, object(), (1,), {1: "a"}, {"a": {"b": b"x"}}, [[{"a": set()}]], type("S", (str,), {})("x")]
)
def test_a_context_of_anything_else_is_a_defect(value):
    with pytest.raises(DefectError):
        check_context({"x": value})


def test_a_context_too_deep_is_a_defect():
    value: list = []
    for _ in range(20):
        value = [value]
    with pytest.raises(DefectError):
        check_context(value)


def test_a_plain_context_passes():
    check_context({"a": [1, "x", None, True, {"b": []}], "_images": {"logo": "…"}})
