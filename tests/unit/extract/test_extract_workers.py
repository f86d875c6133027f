import os
import signal
from collections.abc import Iterator

import pytest

from kg.errors import InputError
from kg.extract import workers
from kg.model import Paper


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chunk for each paper; what fits into one chunk is not worth a process."""
    monkeypatch.setattr(workers, "CHUNK_PAPERS", 1)


class Counting:
    """A task whose result is what it was given; some titles make it fail."""

    def __init__(self, number: int) -> None:
        if number < 0:
            raise OSError(28, "No space left on device")
        self.titles: list[str] = []

    def add(self, paper: Paper) -> None:
        if paper.title == "raise":
            raise ValueError("of two minds")
        if paper.title == "odd":
            raise Odd(1, 2)
        if paper.title == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        self.titles.append(paper.title)

    def flush(self) -> list[str]:
        done, self.titles = self.titles, []
        return done

    def close(self) -> None:
        assert not self.titles


class Where(Counting):
    """A task that tells the process it runs in."""

    def flush(self) -> list[int]:  # type: ignore[override]
        self.titles = []
        return [os.getpid()]


class Odd(Exception):
    """An exception that cannot be unpickled."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__("odd")


def fail_to_start(number: int) -> Counting:
    return Counting(-1)


def fail_to_write(number: int) -> Counting:
    class Full(Counting):
        def flush(self) -> list[str]:
            raise OSError(28, "No space left on device")

    return Full(number)


def papers(*titles: str, abstract: str = "") -> list[Paper]:
    return [
        Paper(id=title, key=title, title=title, abstract=abstract, origin=f"page.txt:{n}")
        for n, title in enumerate(titles, 1)
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_papers(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CHUNK_PAPERS", 2)
    titles = [str(number) for number in range(31)]
    results = list(workers.run(papers(*titles), Counting, jobs=jobs))
    assert [size for size, _ in results] == [2] * 15 + [1]
    assert [title for _, chunk in results for title in chunk] == titles


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_papers_give_no_results(jobs: int) -> None:
    assert list(workers.run([], Counting, jobs=jobs)) == []


def test_long_papers_make_short_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CHUNK_CHARACTERS", 100)
    sizes = [size for size, _ in workers.run(papers(*"abcd", abstract="x" * 60), Counting, jobs=1)]
    assert sizes == [2, 2]


def test_one_chunk_is_worked_on_in_this_process() -> None:
    [(size, [process])] = workers.run(papers("a", "b"), Where, jobs=2)
    assert (size, process) == (2, os.getpid())


@pytest.mark.usefixtures("small_chunks")
def test_no_more_workers_are_started_than_there_is_work_for() -> None:
    processes = {process for _, [process] in workers.run(papers("a", "b"), Where, jobs=8)}
    assert len(processes) <= 2
    assert os.getpid() not in processes


@pytest.mark.usefixtures("small_chunks")
def test_papers_are_read_only_as_far_as_they_are_needed() -> None:
    read = 0

    def endless() -> Iterator[Paper]:
        nonlocal read
        while True:
            read += 1
            yield from papers(str(read))

    results = workers.run(endless(), Counting, jobs=2)
    assert next(results) == (1, ["1"])
    assert read < 20
    results.close()  # type: ignore[attr-defined]  # ends the workers


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(("title", "words"), [("raise", r"ValueError: of two minds"), ("odd", "odd")])
def test_an_exception_names_the_paper(jobs: int, title: str, words: str) -> None:
    with pytest.raises(InputError, match=rf"^page.txt:3: extraction fails on this paper \(.*{words}"):
        list(workers.run(papers("a", "b", title, "c"), Counting, jobs=jobs))


@pytest.mark.usefixtures("small_chunks")
def test_a_worker_that_is_killed_names_the_paper() -> None:
    with pytest.raises(InputError, match=r"^page\.txt:2: a worker process was killed by signal 9 at this paper"):
        list(workers.run(papers("a", "die"), Counting, jobs=2))


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("make", [fail_to_start, fail_to_write])
def test_what_the_system_refuses_to_a_worker_comes_back_as_it_is(make: object) -> None:
    with pytest.raises(OSError, match="No space left on device"):
        list(workers.run(papers("a", "b", abstract="x" * 900_000), make, jobs=2))  # type: ignore[arg-type]
