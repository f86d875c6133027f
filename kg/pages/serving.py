"""A graph served until Ctrl-C: everything opened, the socket bound, the application run."""

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

from kg.errors import KgError
from kg.pages.app import create_app
from kg.pages.site import Site
from kg.pages.store import open_store
from kg.pages.workers import Pool
from kg.query.sparql import SparqlEngine

_NAMES = ("127.0.0.1", "localhost")
"""What this machine calls itself."""


@contextmanager
def application(
    engine: SparqlEngine, *, workers: int, seconds: float, most_bytes: int, hosts: Sequence[str] = ("*",)
) -> Iterator[Starlette]:
    """The application for a graph, and what it holds open; see `serve`.

    Raises:
        GraphError: the graph cannot be read.
    """
    index = engine.store
    with open_store(engine.tables) as store:
        pool = Pool(engine.tables.directory, size=workers, seconds=seconds)
        yield create_app(Site(engine.tables, store, index, pool, most_bytes), hosts=hosts)


def serve(
    engine: SparqlEngine,
    *,
    host: str,
    port: int,
    workers: int,
    seconds: float,
    most_bytes: int,
    ready: Callable[[str], None],
) -> None:
    """Serve a graph's pages and its SPARQL endpoint until the process is interrupted.

    Args:
        engine: the graph; its index is built first, if it has none.
        host: the address to listen at; others than the loopback ones let other machines in.
        port: the port; 0 takes a free one.
        workers: how many processes run queries.
        seconds: the time limit of a query.
        most_bytes: the largest answer that ``/sparql`` gives.
        ready: told the address where the server answers.

    Raises:
        GraphError: the graph cannot be read.
        KgError: the address cannot be listened at.
    """
    hosts = _NAMES if host in _NAMES else ("*",)
    with _bound(host, port) as bound, application(
        engine, workers=workers, seconds=seconds, most_bytes=most_bytes, hosts=hosts
    ) as app:  # fmt: skip
        config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=2)
        name = f"[{host}]" if ":" in host else host
        ready(f"http://{name}:{bound.getsockname()[1]}/")
        uvicorn.Server(config).run(sockets=[bound])


def _bound(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        bound = socket.create_server((host, port), family=family, backlog=512)
        # asyncio does so for its own sockets; without it an answer of two packets waits 40 ms for the second
        bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return bound
    except OSError as error:
        raise KgError(
            f"{host}:{port}: cannot listen there ({error.strerror or error}); choose another --port"
        ) from None
