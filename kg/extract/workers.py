"""Many papers at once: chunks of them go to worker processes, what these make of them comes back in the papers' order.

Workers are fresh processes (`spawn`), so they hold no lock, file or thread of their parent's. Each has a pipe of its
own and gets a chunk only when it waits for one: neither side can block the other, and a handful of chunks is all that
is in memory. A worker notes which paper it is at, so that its death has a name.
"""

import pickle
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from ctypes import c_int
from itertools import chain, islice
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.sharedctypes import RawValue
from typing import Any, Generic, Protocol, TypeVar

from kg.errors import InputError, KgError
from kg.model import Paper

CHUNK_PAPERS = 256
CHUNK_CHARACTERS = 1_000_000
"""A chunk ends with the paper that brings it to one of these; the second keeps memory flat on long abstracts."""
_AHEAD = 4
"""Chunks a worker may be ahead of the oldest that is not done, before it has to wait."""

_spawn = get_context("spawn")

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Task(Protocol[R_co]):
    """What is done with papers; one instance a worker, made there."""

    def add(self, paper: Paper) -> None:
        """Take in a paper. An exception names the paper and ends the work."""

    def flush(self) -> R_co:
        """The result for the papers since the last time."""

    def close(self) -> None:
        """No more papers will come."""


def run(papers: Iterable[Paper], make: Callable[[int], Task[R]], *, jobs: int) -> Iterator[tuple[int, R]]:
    """Give each chunk's number of papers and result, in order.

    Args:
        papers: Read as they are needed.
        make: Makes the task of a worker, given its number from 0; picklable if `jobs` is above 1.
        jobs: How many processes at most. With 1, and where there is but one chunk, the work is done in this process.

    Raises:
        InputError: a paper cannot be worked on, or the process that works on it dies.
    """
    chunks = _chunks(papers)
    first = list(islice(chunks, 2))
    if jobs == 1 or len(first) < 2:
        yield from _alone(chain(first, chunks), make)
    else:
        yield from _together(chain(first, chunks), make, jobs)


def _alone(chunks: Iterable[list[Paper]], make: Callable[[int], Task[R]]) -> Iterator[tuple[int, R]]:
    task = make(0)
    for chunk in chunks:
        for paper in chunk:
            try:
                task.add(paper)
            except Exception as error:
                raise _failure(paper, error) from error
        yield len(chunk), task.flush()
    task.close()


def _together(chunks: Iterator[list[Paper]], make: Callable[[int], Task[R]], jobs: int) -> Iterator[tuple[int, R]]:
    with ExitStack() as stack:
        started: list[_Worker[R]] = []
        idle: list[_Worker[R]] = []
        busy: dict[Connection, _Worker[R]] = {}
        done: dict[int, tuple[int, R]] = {}
        due = given = 0
        chunk = next(chunks, None)
        while chunk or busy:
            while chunk and given < due + _AHEAD * jobs and (idle or len(started) < jobs):
                if not idle:
                    started.append(_Worker(len(started), make))
                    stack.callback(started[-1].end)
                    idle.append(started[-1])
                worker = idle.pop()
                worker.give(given, chunk)
                busy[worker.connection] = worker
                given += 1
                chunk = next(chunks, None)
            for connection in wait(list(busy)):
                worker = busy.pop(connection)  # type: ignore[call-overload]
                done[worker.number] = (len(worker.chunk), worker.take())
                idle.append(worker)
            while due in done:
                yield done.pop(due)
                due += 1
        for worker in started:
            worker.give(given, [])
        for worker in started:
            worker.take()


def _chunks(papers: Iterable[Paper]) -> Iterator[list[Paper]]:
    chunk: list[Paper] = []
    characters = 0
    for paper in papers:
        chunk.append(paper)
        characters += len(paper.title) + len(paper.abstract)
        if len(chunk) >= CHUNK_PAPERS or characters >= CHUNK_CHARACTERS:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk


def _failure(paper: Paper, error: Exception) -> KgError:
    if isinstance(error, KgError):
        return error
    return InputError(
        f"{paper.origin or paper.id}: extraction fails on this paper ({type(error).__name__}: {error});"
        " leave it out, and please report it"
    )


class _Worker(Generic[R]):
    """The parent's side of a worker: its process, its pipe and the chunk it is at."""

    def __init__(self, index: int, make: Callable[[int], Task[R]]) -> None:
        self.number = -1
        self.chunk: list[Paper] = []
        self._position = RawValue(c_int, -1)
        self.connection, child = _spawn.Pipe()
        self._process = _spawn.Process(
            target=_work, args=(child, make, index, self._position), name=f"kg-worker-{index}", daemon=True
        )
        # Ctrl-C goes to the whole process group: the parent ends the workers, they must not answer it themselves, not
        # even while they start. A blocked signal stays blocked in the new process. The tracker would be started along
        # with the first process, and starting it unblocks the signal.
        resource_tracker.ensure_running()
        former = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, former)
        child.close()

    def give(self, number: int, chunk: list[Paper]) -> None:
        """Send a chunk; an empty one tells the worker to close."""
        self.number, self.chunk = number, chunk
        self._position.value = -1
        try:
            self.connection.send_bytes(pickle.dumps(chunk, pickle.HIGHEST_PROTOCOL))
        except OSError:
            self.take()  # it may have said why before it went
            raise self._death() from None

    def take(self) -> R:
        """The result of the chunk that was given."""
        try:
            position, result = self.connection.recv()
        except (EOFError, OSError):
            raise self._death() from None
        if position is None:
            return result  # type: ignore[no-any-return]
        if position < 0 or isinstance(result, KgError):
            raise result
        raise _failure(self.chunk[position], result)

    def end(self) -> None:
        """Make sure that the process is gone."""
        self._process.terminate()
        self._process.join()
        self._process.close()
        self.connection.close()

    def _death(self) -> InputError:
        self._process.join()
        code = self._process.exitcode or 0
        how = f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"
        position = self._position.value
        if not 0 <= position < len(self.chunk):
            return InputError(f"a worker process {how}; is there enough memory? try fewer --jobs")
        paper = self.chunk[position]
        return InputError(
            f"{paper.origin or paper.id}: a worker process {how} at this paper; try fewer --jobs, or leave it out"
        )


def _work(connection: Connection, make: Callable[[int], Task[Any]], index: int, position: Any) -> None:
    """The worker's life: chunks come, results or the exception and the place of the paper go."""
    try:
        task = make(index)
        while chunk := pickle.loads(connection.recv_bytes()):
            for number, paper in enumerate(chunk):
                position.value = number
                task.add(paper)
            position.value = -1
            connection.send((None, task.flush()))
        task.close()
        connection.send((None, None))
    except (EOFError, BrokenPipeError):
        return  # the parent is gone or has had enough
    except Exception as error:
        connection.send((position.value, _portable(error)))


def _portable(error: Exception) -> Exception:
    """`error`, or one of the same words if it does not survive pickling."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
