"""BibTeX as it is found in the wild."""

from collections.abc import Callable

import pytest

ENTRY = r"""
Text between entries is no entry: mail me @ home.

@string{jfs = "Journal of Fast " # "Sorting"}
@comment{@article{not, title={Not an entry}}}
@preamble{"\newcommand{\x}{y}"}

@Article{lovelace2025sorting,
  Title   = {Sorting {BERT} on
             {{GPU}}s, 2{\texttimes} faster},
  author  = "Lovelace, Ada and Erd{\H{o}}s, P{\'a}l and {Sorters and Sons} and Jan van der Berg and others",
  journal = jfs # { Letters},
  month   = jan,
  day     = 2,
  year    = 2025,
  doi     = {10.1000/sort\_1},
  url     = {https://example.org/~ada/a--b},
  keywords = {sorting, caches},
  abstract = "We sort {"}fast{"}, 47% faster than $O(n^{2})$.",
}
"""


def test_an_entry_gives_a_paper(reading: Callable) -> None:
    outcome = reading(ENTRY)
    paper = outcome.papers[0]
    assert (outcome.summary.format, outcome.counts, outcome.reports) == ("bibtex", (1, 0, 0), [])
    assert (paper.id, paper.key) == ("lovelace2025sorting", "doi-10.1000_sort_1")
    assert paper.title == "Sorting BERT on GPUs, 2× faster"
    assert paper.authors == ("Ada Lovelace", "Pál Erdős", "Sorters and Sons", "Jan van der Berg")
    assert paper.abstract == 'We sort "fast", 47% faster than $O(n^{2})$.'
    assert paper.date == "2025-01-02"
    assert paper.url == "https://example.org/~ada/a--b"
    assert paper.categories == ("sorting", "caches")
    assert paper.origin == "input:8"


@pytest.mark.parametrize(
    "fields",
    [
        "eprint = {2501.01234}, archivePrefix = {arXiv}",
        "eprint = {arXiv:2501.01234v2}",
        "journal = {arXiv preprint arXiv:2501.01234}",
        "journal = {CoRR}, volume = {abs/2501.01234}",
        "note = {arXiv:2501.01234 [cs]}",
        "url = {https://arxiv.org/abs/2501.01234}",
        "doi = {10.48550/arXiv.2501.01234}",
    ],
)
def test_the_arxiv_id_is_found_wherever_exporters_put_it(reading: Callable, fields: str) -> None:
    assert reading(f"@misc{{x, title = {{Sorting}}, {fields}}}").papers[0].key == "arxiv-2501.01234"


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("year = 2025", "2025"),
        ("year = {2025}, month = {March}", "2025-03"),
        ('year = 2025, month = "10~" # mar', "2025-03"),
        ("year = 2025, month = 11", "2025-11"),
        ("year = 2025, month = {Spring}", "2025"),
        ("year = 2025, month = feb, day = 30", "2025-02"),
        ("date = {2025-03-18/2025-03-20}", "2025-03-18"),
        ("year = 2025, month = " + "9" * 5_000 + ", day = " + "9" * 5_000, "2025"),
        ("month = mar", None),
    ],
)
def test_dates(reading: Callable, fields: str, date: str | None) -> None:
    assert reading(f"@misc{{x, title = {{Sorting}}, {fields}}}").papers[0].date == date


@pytest.mark.parametrize(
    "entry",
    [
        "@article{x, title={One}, abstract={Two}}",
        '@article(x, title="One", abstract="Two")',
        "@ARTICLE {x,\n TITLE\n=\n{One}\n,\nABSTRACT={Two},\n}",
        "@article{x, title={One}\n abstract={Two},,}",
        "@article{x, title={On} # {e}, abstract={Two}, title={Another}}",
        "@article{a key (2025), title={One}, abstract={Two}}",
        "@article{title={One}, abstract={Two}}",
        "@article{, title={One}, abstract={Two}}",
        "@misc{other}@article{x, title={One}, abstract={Two}}",
    ],
)
def test_what_people_write_is_read(reading: Callable, entry: str) -> None:
    papers = reading(entry, input_format="bibtex").papers
    assert [(paper.title, paper.abstract) for paper in papers] == [("One", "Two")]


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("@article{x, title={One {never closed}", "@article{x}: a value never ends; a } is missing"),
        ('@article{x, title="One, year=2025}', '@article{x}: a value never ends; a " is missing'),
        ("@article{x, title={One}", "@article{x}: never ends; a } is missing"),
        ("@article{x, title={One} by {Two}}", "@article{x}: no field `name = value` at 'by {Two}}'"),
        ("@article{x, title=, year=2025}", "@article{x}: no value at ', year=2025}'"),
        ("@article{x, year=2025}", "@article{x}: has no title"),
    ],
)
def test_a_bad_entry_costs_itself_alone(reading: Callable, entry: str, complaint: str) -> None:
    outcome = reading(f"@misc{{a, title={{First}}}}\n{entry}\n@misc{{b, title={{Last}}}}\n")
    assert [paper.title for paper in outcome.papers] == ["First", "Last"]
    assert outcome.reports == [f"input:2: {complaint}; skipped"]
    assert outcome.counts == (2, 1, 0)


def test_an_entry_beyond_the_limit_costs_itself_alone(reading: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.sources.bibtex.MAX_RECORD", 100_000)
    outcome = reading("@misc{a, title={First}}\n@misc{b, title={" + "word\n" * 50_000 + "}}\n@misc{c, title={Last}}\n")
    assert [paper.title for paper in outcome.papers] == ["First", "Last"]
    assert outcome.counts == (2, 1, 0)
    assert outcome.reports[0].startswith("input:2: what begins here is longer than")


def test_strings_that_double_one_another_do_not_fill_the_memory(reading: Callable) -> None:
    doubling = "".join(f"@string{{x{n + 1} = x{n} # x{n}}}\n" for n in range(64))
    outcome = reading(f'@string{{x0 = "word"}}\n{doubling}@misc{{a, title={{First}}}}\n')
    assert [paper.title for paper in outcome.papers] == ["First"]
    assert "a value is longer than 32 MB" in outcome.reports[0]


def test_invalid_utf8_is_replaced_and_told(reading: Callable) -> None:
    outcome = reading(b"@misc{a, title={caf\xe9}}")
    assert outcome.papers[0].title == "caf\ufffd"
    assert len(outcome.reports) == 1
