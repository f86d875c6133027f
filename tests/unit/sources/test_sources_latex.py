"""LaTeX's letters and marks as Unicode."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources.latex import to_unicode


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"Erd\H{o}s, Erd{\H{o}}s, Erd\H os", "Erdős, Erdős, Erdős"),
        (r"\'Etude, {\'e}, \'{e}, {\'{e}}", "Étude, é, é, é"),
        (r"na\"{\i}ve, \'\i", "naïve, í"),
        (r"\c{C}a\u{g}, \v{s}, \k{a}, \~n, \^{o}, \`a, \=a, \.z, \r{u}", "Çağ, š, ą, ñ, ô, à, ā, ż, ů"),
        (r"{\O}rsted, Stra{\ss}e, \L{}ukasz, \AA ngstr\"om, \aa", "Ørsted, Straße, Łukasz, Ångström, å"),
        (r"{BERT} and {{GPU}}s", "BERT and GPUs"),
        (r"\textbf{bold}, \emph{it}, {\em it}, \texttt{code}", "bold, it, it, code"),
        (r"5\% of \$20, C\#, a\_b, R\&D, \{x\}", "5% of $20, C#, a_b, R&D, {x}"),
        ("pages 1--2 --- ``quoted'' Fig.~3", "pages 1–2 — “quoted” Fig. 3"),
        (r"$1.6\times$ in $O(n^{2})$ steps, $\alpha_{\'e}$", r"$1.6\times$ in $O(n^{2})$ steps, $\alpha_{\'e}$"),
        ("47% faster than before", "47% faster than before"),
        (r"\url{https://x.org/~me/a--b_c}", "https://x.org/~me/a--b_c"),
        (r"1.6\times and \unknown{x}", r"1.6\times and \unknownx"),
        ("It costs $20, not $30 {or} so", "It costs $20, not $30 or so"),
    ],
)
def test_letters_marks_fonts_and_what_stays(latex: str, text: str) -> None:
    assert to_unicode(latex) == text


@given(st.text(alphabet=st.characters(exclude_characters="\\{}$~-`'")))
def test_text_without_latex_stays_as_it_is(text: str) -> None:
    assert to_unicode(text) == text


@given(st.text(alphabet="\\{}$~-`'\"^.=%aoiHcv tex_bf:/hps"))
def test_any_text_is_decoded_without_an_error(text: str) -> None:
    to_unicode(text)
