"""A server that runs: started, waited for, stopped."""

import fcntl
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kg.errors import ServerError
from kg.export.neo4j.server.assembly import Notice
from kg.export.neo4j.server.home import DATABASE, HOST, USER, Home, reason

START_SECONDS = 300.0
"""How long a start may take: 6 s on a quiet machine, more where it recovers a database after a crash."""
STOP_SECONDS = 60.0
"""How long a stop may take before the process is killed."""

_TRIES = 3
"""Between the choice of a free port and the server's taking it another process can."""


@dataclass(frozen=True)
class Server:
    """A server that answers: where, and for whom."""

    home: Home
    process: subprocess.Popen[bytes]
    bolt_port: int
    http_port: int
    password: str
    user: str = USER
    database: str = DATABASE

    @property
    def bolt_uri(self) -> str:
        """What drivers connect to."""
        return f"bolt://{HOST}:{self.bolt_port}"

    @property
    def browser_url(self) -> str:
        """Neo4j Browser, told of this server."""
        uri = quote(f"bolt://{self.user}@{HOST}:{self.bolt_port}", safe=":/@")
        return f"http://{HOST}:{self.http_port}/browser/?dbms={uri}&db={self.database}"

    def stop(self) -> None:
        """End it as it wants to be ended; by force where that takes longer than `STOP_SECONDS`."""
        _end(self.process)


@contextmanager
def running(
    home: str | Path | Home,
    *,
    password: str | None = None,
    bolt_port: int | None = None,
    http_port: int | None = None,
    heap: str = "1g",
    notice: Notice | None = None,
) -> Iterator[Server]:
    """A server that answers within the block, on the loopback address; its home is made where there is none.

    Args:
        home: where its data lies, and stays.
        password: of the user ``neo4j``, 8 characters or more; by chance at the first start, then as it was.
        bolt_port: the port for drivers; any free one by default.
        http_port: the port of the Browser; likewise.
        heap: the most memory for Java's objects.
        notice: told when the program has to be brought first.

    Raises:
        ServerError: no Java, no Maven, a port that is taken, a home that another server uses, a server that does not
            start; one line that names the mend.
    """
    home = home if isinstance(home, Home) else Home(home, notice=notice)
    with _alone(home) as lock:
        secret = home.password(password)
        server = _start(home, secret, bolt_port, http_port, heap, lock)
        try:
            yield server
        finally:
            server.stop()


def free_port(port: int | None = None) -> int | None:
    """This port if nobody listens there, else None; any free one where none is named."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port or 0))
        except OSError:
            return None
        return int(probe.getsockname()[1])


@contextmanager
def _alone(home: Home) -> Iterator[int]:
    """Hold the home. The server inherits the lock: the home stays held if it outlives this process."""
    path = home.directory / "run" / "lock"
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip() or "another process"
            raise ServerError(f"{home.directory}: is in use by {holder}; end that first") from None
        _say(lock.fileno(), f"process {os.getpid()}")
        yield lock.fileno()


def _say(lock: int, holder: str) -> None:
    """Write who holds a lock."""
    os.ftruncate(lock, 0)
    os.pwrite(lock, holder.encode(), 0)


def _start(home: Home, password: str, bolt: int | None, http: int | None, heap: str, lock: int) -> Server:
    for name, port in (("bolt", bolt), ("http", http)):
        if port is not None and free_port(port) is None:
            raise ServerError(f"port {port} ({name}) of {HOST} is taken; choose another with --{name}-port")
    for attempt in range(1, _TRIES + 1):
        ports = (bolt or _any_port(), http or _any_port())
        try:
            return _start_on(home, password, *ports, heap, lock)
        except _PortTaken as error:
            if attempt == _TRIES or (bolt and http):
                raise ServerError(f"a port of {HOST} was taken while Neo4j started ({error}); try again") from error
    raise AssertionError("unreachable")


def _any_port() -> int:
    port = free_port()
    if port is None:
        raise ServerError(f"{HOST} has no free port")
    return port


class _PortTaken(Exception):
    pass


def _start_on(home: Home, password: str, bolt: int, http: int, heap: str, lock: int) -> Server:
    home.configure(
        server__bolt__listen_address=f"{HOST}:{bolt}",
        server__bolt__advertised_address=f"{HOST}:{bolt}",
        server__http__listen_address=f"{HOST}:{http}",
        server__http__advertised_address=f"{HOST}:{http}",
    )
    folder = home.directory
    command = [
        str(home.java.path), "-Xms256m", f"-Xmx{heap}", "-XX:+ExitOnOutOfMemoryError", *home.java.options,
        "-cp", f"{folder}/conf/*:{folder}/lib/*", "org.neo4j.server.Neo4jCommunity",
        f"--home-dir={folder}", f"--config-dir={folder}/conf",
    ]  # fmt: skip
    console = folder / "logs" / "console.log"
    with console.open("wb") as log:
        # In a session of its own: Ctrl-C reaches this process alone, which then ends the server.
        process = subprocess.Popen(
            command, env=home.environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            start_new_session=True, pass_fds=[lock],
        )  # fmt: skip
    server = Server(home, process, bolt, http, password)
    try:
        _say(lock, f"process {os.getpid()} (its Neo4j is process {process.pid}, {server.browser_url})")
        _wait(server, console)
    except BaseException:
        _end(process)
        raise
    return server


def _wait(server: Server, console: Path) -> None:
    from neo4j import GraphDatabase
    from neo4j.exceptions import AuthError, DriverError, Neo4jError

    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.process.poll() is not None:
            raise _failure(server, console)
        if _answers(server.bolt_port):
            try:
                with GraphDatabase.driver(server.bolt_uri, auth=(server.user, server.password)) as driver:
                    driver.verify_connectivity()
                return
            except AuthError as error:
                kept = server.home.directory / "password"
                raise ServerError(f"{server.home.directory}: its server refuses the password in {kept}") from error
            except (DriverError, Neo4jError):
                pass
        time.sleep(0.1)
    raise ServerError(f"Neo4j does not answer after {START_SECONDS:.0f} s; what it says: {console}")


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def _failure(server: Server, console: Path) -> Exception:
    said = console.read_text(encoding="utf-8", errors="replace")
    if "Address already in use" in said or "BindException" in said:
        return _PortTaken(reason(said))
    code = server.process.returncode
    how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with {code}"
    return ServerError(f"Neo4j {how} while it started: {reason(said)} (all of it: {console})")


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
