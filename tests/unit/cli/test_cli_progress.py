"""What a person sees of a build that goes on: how far it is, how long it will take, and what would be faster."""

import sys

import pytest

from kg.cli.progress import Display, duration
from kg.extract.readers import ReaderName
from kg.extract.workers import CHUNK_PAPERS


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def told(model: ReaderName, *, expected: int | None, seconds: float, jobs: int = 1, quiet: bool = False) -> Display:
    """A display that was told of the first chunk of papers, which took so many seconds."""
    clock = Clock()
    display = Display(model, jobs, quiet=quiet, clock=clock)
    display.progress("extract", 0, None)
    clock.now = seconds
    for chunk in (1, 2):
        display.progress("extract", CHUNK_PAPERS * chunk, expected)
    return display


@pytest.mark.parametrize(
    ("model", "line"),
    [
        ("full", "kg: about 14 min at this rate; --fast or --model rules read faster\n"),
        ("fast", "kg: about 14 min at this rate; --model rules reads faster\n"),
        ("rules", ""),
    ],
)
def test_a_long_build_says_once_how_long_and_what_is_faster(
    model: ReaderName, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told(model, expected=CHUNK_PAPERS * 71, seconds=12.0)  # 70 more chunks of 12 s
    assert capsys.readouterr().err == line


def test_of_an_input_without_an_end_in_sight_the_rate_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    told("full", expected=None, seconds=12.0)
    assert capsys.readouterr().err == "kg: 21 abstracts a second; --fast or --model rules read faster\n"


def test_a_short_build_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    told("full", expected=CHUNK_PAPERS * 3, seconds=12.0)
    assert capsys.readouterr().err == ""


def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    told("full", expected=10**6, seconds=12.0, quiet=True).report("something")
    assert capsys.readouterr().err == ""


def test_no_rate_is_taken_before_every_process_had_its_turn(capsys: pytest.CaptureFixture[str]) -> None:
    told("full", expected=10**6, seconds=12.0, jobs=3)
    assert capsys.readouterr().err == ""
    told("full", expected=10**6, seconds=12.0, jobs=2)
    assert "at this rate" in capsys.readouterr().err


def test_a_terminal_shows_the_time_left_and_is_cleared(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with told("rules", expected=64_000, seconds=1.0) as display:
        display.progress("link", 64_000, 64_000)
    lines = [line.rstrip() for line in capsys.readouterr().err.split("\r")]
    assert "reading and extracting: 256 of about 64,000 papers, 4 min left" in lines
    assert "linking: 64,000 papers" in lines
    assert lines[-1] == ""


def test_durations_are_said_as_a_person_says_them() -> None:
    assert [duration(seconds) for seconds in (8.4, 100, 3599, 4800)] == ["8 s", "2 min", "60 min", "1 h 20 min"]
