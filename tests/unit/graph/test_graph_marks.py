"""Marks over a text, whatever it holds."""

import re
from html import unescape
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.graph import marks
from kg.graph.marks import Span

labels = st.sampled_from(["value", "subject", "Hardware", "<label>"])


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60))
    ends = st.integers(0, len(text))
    spans = [Span(*sorted((draw(ends), draw(ends))), draw(labels)) for _ in range(draw(st.integers(0, 6)))]
    return text, [span for span in spans if span.start < span.end]


@given(texts())
def test_spans_that_stay_lie_apart_in_order_and_the_first_given_stays(drawn: tuple[str, list[Span]]) -> None:
    _, spans = drawn
    kept = marks.apart(spans)
    assert all(one.end <= other.start for one, other in pairwise(kept))
    assert not spans or spans[0] in kept
    for span in set(spans) - set(kept):
        assert any(span.start < other.end and other.start < span.end for other in kept)


@given(texts())
def test_html_without_its_marks_is_the_text(drawn: tuple[str, list[Span]]) -> None:
    text, spans = drawn
    html = marks.html(text, marks.apart(spans))
    bare = re.sub(r"<span [^>]*>[^<]*</span></mark>|<mark [^>]*>|</?div[^>]*>", "", html)
    assert "<" not in bare
    assert unescape(bare) == unescape(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


@given(texts())
def test_plain_text_has_every_label(drawn: tuple[str, list[Span]]) -> None:
    text, spans = drawn
    kept = marks.apart(spans)
    plain = marks.plain(text, kept)
    assert len(plain) == len(text) + sum(len(f"[: {span.label}]") for span in kept)


def test_a_part_of_a_text_has_the_marks_that_lie_in_it() -> None:
    text = "FooNet is 2x faster"
    spans = [Span(0, 6, "subject"), Span(10, 12, "value")]
    assert marks.plain(text, spans, start=7) == "is [2x: value] faster"
    assert "FooNet" not in marks.html(text, spans, start=7)
