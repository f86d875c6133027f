"""How far a build is, on standard error: a line that moves on a terminal, and a word where it will take long."""

import sys
import time
from collections.abc import Callable
from types import TracebackType

import click

from kg.extract.readers import READERS, ReaderName
from kg.extract.workers import CHUNK_PAPERS

_STAGES = {"extract": "reading and extracting", "link": "linking", "write": "writing the graph"}
_LONG = 60.0
"""Seconds from which on it is worth saying that other models read faster."""
_FASTER = {"fast": "--fast", "rules": "--model rules"}


class Display:
    """What a build tells (`kg.building.Progress` and `Report`), as lines for a person; errors go elsewhere.

    Args:
        model: that reads.
        jobs: How many processes do.
        quiet: Whether to say nothing at all.
        clock: Gives the time in seconds.
    """

    def __init__(
        self, model: ReaderName, jobs: int, *, quiet: bool = False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._quiet = quiet
        self._drawn = not quiet and sys.stderr.isatty()
        self._clock = clock
        self._began = clock()
        self._measurable = jobs * CHUNK_PAPERS  # before each process has brought its first papers, the rate is too low
        self._faster = [] if quiet else [_FASTER[name] for name in READERS[READERS.index(model) + 1 :]]
        self._width = 0

    def __enter__(self) -> "Display":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._clear()

    def progress(self, stage: str, papers: int, expected: int | None) -> None:
        """Draw the stage, the papers and the time left, if standard error is a terminal."""
        rate = left = None
        if stage == "extract" and papers >= self._measurable:
            rate = papers / max(self._clock() - self._began, 1e-9)
            left = None if expected is None else max(expected - papers, 0) / rate
            self._warn(rate, left)
        if self._drawn:
            total = f" of about {expected:,}" if left is not None else ""
            time_left = f", {duration(left)} left" if left is not None else ""
            self._draw(f"{_STAGES[stage]}: {papers:,}{total} papers{time_left}")

    def report(self, line: str) -> None:
        """Write a line above that of the progress."""
        self._clear()
        if not self._quiet:
            click.echo(f"kg: {line}", err=True)

    def _warn(self, rate: float, left: float | None) -> None:
        """Say once, as soon as the rate is known, how long it will take and what would be faster."""
        faster, self._faster = self._faster, []
        if faster and (left is None or left >= _LONG):
            expected = f"{rate:,.0f} abstracts a second" if left is None else f"about {duration(left)} at this rate"
            self.report(f"{expected}; {' or '.join(faster)} {'reads' if len(faster) == 1 else 'read'} faster")

    def _draw(self, line: str) -> None:
        click.echo(f"\r{line:<{self._width}}", nl=False, err=True)
        self._width = len(line)

    def _clear(self) -> None:
        if self._width:
            self._draw("")
            click.echo("\r", nl=False, err=True)


def duration(seconds: float) -> str:
    """A length of time in the unit that a person would say it in.

    >>> [duration(seconds) for seconds in (8.4, 59.9, 100, 3599, 4800, 36_000)]
    ['8 s', '60 s', '2 min', '60 min', '1 h 20 min', '10 h 0 min']
    """
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes <= 60 else f"{minutes // 60} h {minutes % 60} min"
