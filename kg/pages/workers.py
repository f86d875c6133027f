"""Processes that run queries: a few, each with the index open, each killed when its query takes too long.

Oxigraph cannot be stopped from within its process, so a query that never ends would keep a thread for ever. Here it
costs its time limit and one process, and the next query finds a new one.
"""

import asyncio
import contextlib
import multiprocessing
import resource
import signal
from collections.abc import AsyncIterator, Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from kg.errors import GraphError, KgError, QueryError
from kg.pages.jobs import Job
from kg.query.sparql import SparqlEngine
from kg.tables import Tables

MEMORY = 2 << 30
"""Bytes that a query may take on top of what its process needs."""
WAITING = 500
"""Queries that may wait for a process; further ones are sent away at once."""
_GRACE = 5
"""Seconds after its time limit at which a process ends itself, in case the server was killed and nobody else does."""


class TookTooLong(QueryError):
    """A query reached the time limit."""


class TooBusy(KgError):
    """More queries wait than the server takes."""


class Pool:
    """Runs jobs, as many at a time as it has processes; the others wait in line.

    Args:
        directory: the graph; its index exists already.
        size: how many processes.
        seconds: the time limit of a query, from when a process takes it.
    """

    def __init__(self, directory: Path, *, size: int, seconds: float) -> None:
        self._directory = directory
        self._size = size
        self._seconds = seconds
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._workers: set[_Worker] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._waiting = 0

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Start the processes, and end them with the block."""
        try:
            await asyncio.gather(*(self._start() for _ in range(self._size)))
            yield
        finally:
            for task in self._starting:
                task.cancel()
            for worker in self._workers:
                worker.kill()

    async def run(self, job: Job) -> Any:
        """What `job` answers.

        Raises:
            QueryError: the query is at fault; `TookTooLong` if it reached the time limit.
            TooBusy: too many queries wait already.
            KgError: whatever else the job raises.
        """
        if self._waiting >= WAITING:
            raise TooBusy("too many queries are waiting; try again in a moment")
        self._waiting += 1
        try:
            worker = await self._idle.get()
        finally:
            self._waiting -= 1
        try:
            reply = await worker.ask(job, self._seconds)
        except BaseException as error:  # also where the client went away: nobody waits for this query any more
            starved = isinstance(error, EOFError | OSError) and worker.was_killed
            self._replace(worker)
            if isinstance(error, TimeoutError):
                raise TookTooLong(
                    f"the query took longer than {self._seconds:g} s, the most that this server gives it; "
                    "ask for less, or start it with a longer --timeout"
                ) from None
            if starved:
                raise QueryError("the query needed more memory than this server gives it; ask for less") from None
            raise
        self._idle.put_nowait(worker)
        if isinstance(reply, Exception):
            raise reply
        return reply

    def _replace(self, worker: "_Worker") -> None:
        worker.kill()
        self._workers.discard(worker)
        task = asyncio.create_task(self._start())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _start(self) -> None:
        worker = await asyncio.to_thread(_Worker, self._directory, self._seconds)
        self._workers.add(worker)
        try:
            ready = await worker.reply(None)
        except EOFError:
            raise GraphError(f"{self._directory}: a process that runs queries ended as it started") from None
        if isinstance(ready, Exception):
            raise ready
        self._idle.put_nowait(worker)


class _Worker:
    """The server's end of one process."""

    def __init__(self, directory: Path, seconds: float) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(
            target=_work, args=(theirs, directory, seconds), daemon=True, name="kg-serve-query"
        )  # fmt: skip
        self._process.start()
        theirs.close()  # so that its end is heard here when the process dies

    async def ask(self, job: Job, seconds: float) -> Any:
        """Send a job and wait for its reply; TimeoutError after `seconds`, EOFError if the process dies."""
        self._connection.send(job)
        return await self.reply(seconds)

    async def reply(self, seconds: float | None) -> Any:
        """What comes next."""
        loop = asyncio.get_running_loop()
        readable = asyncio.Event()
        loop.add_reader(self._connection.fileno(), readable.set)
        try:
            await asyncio.wait_for(readable.wait(), seconds)
        finally:
            loop.remove_reader(self._connection.fileno())
        return await asyncio.to_thread(self._connection.recv)

    @property
    def was_killed(self) -> bool:
        """Whether the process ended by a signal, as one does that is refused memory."""
        self._process.join(1)
        return (self._process.exitcode or 0) < 0

    def kill(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.join()
        self._connection.close()


def _work(connection: Connection, directory: Path, seconds: float) -> None:
    """The life of a process: open the index, answer jobs until the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes of a terminal; the server ends these
    engine = SparqlEngine(Tables(directory))
    connection.send(_attempt(lambda: engine.store and None))
    _limit_memory()
    while True:
        try:
            job = connection.recv()
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)  # the system ends the process, whatever it is at
        reply = _attempt(lambda job=job: job.run(engine))  # type: ignore[misc]
        signal.setitimer(signal.ITIMER_REAL, 0)
        try:
            connection.send(reply)
        except BrokenPipeError:
            return


def _attempt(act: Callable[[], Any]) -> Any:
    """What `act` gives, or the error that a person can act on."""
    try:
        return act()
    except KgError as error:
        return error


def _limit_memory() -> None:
    """Let the process take `MEMORY` more bytes and no more; on systems that tell no size there is no limit."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[5])  # data and stack (proc_pid_statm(5))
    except OSError:
        return
    limit = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
