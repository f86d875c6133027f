"""Answers as tables in a notebook."""

from kg.query.answer import Answer
from kg.query.catalogue import Column
from kg.query.html import MOST, rounded, table


def answer(*rows: tuple[object, ...]) -> Answer:
    columns = [Column("name", "string"), Column("best_ratio", "ratio"), Column("code", "url")]
    return Answer(columns, [(name, ratio, url) for name, ratio, url in rows])  # type: ignore[misc]


def test_a_ratio_is_a_factor_and_numbers_stand_right() -> None:
    html = table(answer(("FlashNet", 6.13, None)))
    assert "6.13×" in html
    assert '<th scope="col" style="text-align: right">best ratio</th>' in html
    assert "1 row</p>" in html
    assert [rounded(value) for value in (1000.0, 2.634, 0.14286)] == ["1000", "2.63", "0.143"]


def test_everything_is_escaped_and_only_web_addresses_are_links() -> None:
    html = answer(
        ("<script>alert(1)</script>", None, 'https://example.org/?a=1&b="2"'), ("x", None, "javascript:alert(1)")
    )._repr_html_()
    assert "<script>" not in html
    assert '<a href="https://example.org/?a=1&amp;b=&quot;2&quot;">' in html
    assert "<td" in html and 'href="javascript' not in html


def test_a_long_answer_shows_its_first_rows_and_tells_of_the_rest() -> None:
    html = table(answer(*[("x", 1.0, None)] * (MOST + 1)), caption="2 < 3 left out")
    assert html.count("<tr>") == MOST + 1
    assert f"{MOST + 1} rows, the first {MOST} shown; 2 &lt; 3 left out" in html
    cut = Answer([Column("name", "string")], [("x",)], more=True)
    assert "more exist beyond the limit" in cut._repr_html_()
