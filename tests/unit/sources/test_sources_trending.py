"""A trending page: banner, glued first title, titles and abstracts on alternate lines, and what may be amiss."""

from collections.abc import Callable

import pytest

from kg.sources.trending import is_abstract

BANNER = "Get trending papers in your email inbox once a day!\nGet trending papers in your email inbox!\n"
SHORT = "Brief, but an abstract."


def abstract(topic: str) -> str:
    """Some sentences of our own, as long as abstracts are."""
    return f"We study {topic} on small machines. Our kernels run it 3x faster than before. " * 5 + "The code is free."


def page(*topics: str, banner: str = BANNER) -> str:
    return banner + "Subscribe" + "\n".join(f"On {topic}\n{abstract(topic)}" for topic in topics) + "\n"


def titles(outcome) -> list[str]:
    return [paper.title for paper in outcome.papers]


def test_a_page_gives_its_titles_and_abstracts(reading: Callable) -> None:
    outcome = reading(page("sorting", "hashing"), name="page.txt")
    assert titles(outcome) == ["On sorting", "On hashing"]
    assert [paper.abstract for paper in outcome.papers] == [abstract("sorting"), abstract("hashing")]
    assert [paper.origin for paper in outcome.papers] == ["page.txt:3", "page.txt:5"]
    assert outcome.papers[0].id == outcome.papers[0].key
    assert (outcome.summary.format, outcome.counts, outcome.reports) == ("trending", (2, 0, 0), [])


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\n\n \n"),
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("Subscribe", "Subscribe\n"),
        lambda text: text.replace(BANNER, ""),
        lambda text: text.replace("Subscribe", ""),
        lambda text: text.replace(BANNER, "Papers of the week\nSign up here\n"),
    ],
    ids=["windows", "mark", "blank lines", "no end", "not glued", "no banner", "no word", "other banner"],
)
def test_other_ways_to_save_the_page_give_the_same_papers(reading: Callable, change: Callable[[str], str]) -> None:
    outcome = reading(change(page("sorting", "hashing")))
    assert titles(outcome) == ["On sorting", "On hashing"]
    assert (outcome.summary.format, outcome.counts, outcome.reports) == ("trending", (2, 0, 0), [])


def test_a_banner_that_is_not_known_makes_no_paper_and_is_reported(reading: Callable) -> None:
    outcome = reading(
        "Papers of the week\nSign up here\n" + page("sorting", "hashing", banner="").replace("Subscribe", "")
    )
    assert titles(outcome) == ["On sorting", "On hashing"]
    assert outcome.reports == [
        "input:1: 2 line(s) before the first title taken for a banner, from 'Papers of the week'"
    ]


def test_a_first_title_may_begin_with_a_small_letter_or_with_the_word_itself(reading: Callable) -> None:
    assert titles(reading(BANNER + f"Subscribetinygrad2: less\n{abstract('less')}")) == ["tinygrad2: less"]
    assert titles(reading(BANNER + f"Subscribers and Churn\n{abstract('churn')}")) == ["Subscribers and Churn"]


def test_a_last_title_without_abstract_is_kept_and_reported(reading: Callable) -> None:
    outcome = reading(page("sorting") + "On nothing\n")
    assert titles(outcome) == ["On sorting", "On nothing"]
    assert outcome.papers[1].abstract == ""
    assert outcome.reports == ["input:5: no abstract follows the title 'On nothing'; kept without"]
    assert outcome.counts == (2, 0, 0)


def test_a_missing_title_costs_one_abstract_and_shifts_nothing(reading: Callable) -> None:
    outcome = reading(page("sorting", "hashing", "parsing").replace("On hashing\n", ""))
    assert titles(outcome) == ["On sorting", "On parsing"]
    assert outcome.papers[1].abstract == abstract("parsing")
    assert outcome.counts == (2, 1, 0)
    assert outcome.reports[0].startswith("input:5: is an abstract without a title before it: 'We study hashing")


def test_a_missing_abstract_shifts_nothing(reading: Callable) -> None:
    outcome = reading(page("sorting", "hashing", "parsing").replace(abstract("hashing") + "\n", ""))
    assert titles(outcome) == ["On sorting", "On hashing", "On parsing"]
    assert [bool(paper.abstract) for paper in outcome.papers] == [True, False, True]
    assert outcome.reports == ["input:5: no abstract follows the title 'On hashing'; kept without"]


def test_short_abstracts_are_told_by_their_place(reading: Callable) -> None:
    outcome = reading(BANNER + f"SubscribeFirst\n{SHORT}\nSecond\n{SHORT}\n")
    assert [(paper.title, paper.abstract) for paper in outcome.papers] == [("First", SHORT), ("Second", SHORT)]


def test_pages_may_follow_one_another(reading: Callable) -> None:
    outcome = reading(page("sorting") + page("hashing"))
    assert titles(outcome) == ["On sorting", "On hashing"]
    assert outcome.reports == []


def test_a_line_that_is_too_long_costs_one_abstract(reading: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.sources.opening.MAX_RECORD", 100_000)
    outcome = reading(page("sorting", "hashing").replace(abstract("sorting"), "x" * 300_000))
    assert titles(outcome) == ["On sorting", "On hashing"]
    assert outcome.counts == (2, 1, 0)
    assert outcome.reports[0] == "input:4: is longer than 32 MB; skipped"


def test_an_abstract_of_a_megabyte_is_read(reading: Callable) -> None:
    outcome = reading(BANNER + "SubscribeOn length\n" + "A word or two. " * 70_000)
    assert len(outcome.papers[0].abstract) > 1_000_000


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (abstract("x"), True),
        ("Two sentences make an abstract. " * 4 + "This is one of them, too.", True),
        ("Two sentences are not enough. A short line may be a title.", False),
        ("Recurrent vs. Convolutional: " + "A Comparison Across Lengths, Widths, Depths and Budgets " * 2, False),
        ("A title", False),
    ],
)
def test_what_is_plainly_an_abstract(line: str, expected: bool) -> None:
    assert is_abstract(line) is expected
