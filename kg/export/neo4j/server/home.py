"""A Neo4j home: the folder with the configuration, the databases and the logs of one server.

::

    HOME/
      conf/neo4j.conf    written anew at each start
      data/  logs/  import/  plugins/  run/
      lib -> the jars, shared by all homes
      password           of the user `USER`, readable by the owner alone
"""

import os
import secrets
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from kg import files
from kg.errors import ServerError
from kg.export.neo4j.server import java
from kg.export.neo4j.server.assembly import Notice, assemble

USER = "neo4j"
"""The user that a new server has."""
DATABASE = "neo4j"
"""The one database of the Community edition."""
HOST = "127.0.0.1"
"""What the server listens on: nobody but this machine reaches it."""

_FOLDERS = ("conf", "data", "import", "licenses", "logs", "plugins", "run")

SETTINGS: dict[str, str] = {
    "server.default_listen_address": HOST,
    "server.https.enabled": "false",
    "server.directories.import": "import",  # else LOAD CSV reads all of the home
    "server.memory.pagecache.size": "512m",
    "dbms.usage_report.enabled": "false",
    "dbms.fleet_manager.enabled": "false",
    "server.fleet_discovery.enabled": "false",
    "server.http.x_forward.enabled": "false",
    "db.logs.query.enabled": "OFF",
    "db.tx_log.preallocate": "false",  # else an empty database takes 256 MB
    "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration": "0s",  # else a stop waits for nobody
}
"""The configuration, ports apart. Nothing in it reaches for the network."""


class Home:
    """The home of a server, made where it does not exist yet.

    Raises:
        ServerError: there is no Java or no Maven (`java.find`, `assemble`).
    """

    def __init__(self, directory: str | Path, *, notice: Notice | None = None) -> None:
        self.directory = Path(directory).resolve()
        self.java = java.find()
        lib = assemble(notice=notice)
        for name in _FOLDERS:
            (self.directory / name).mkdir(parents=True, exist_ok=True)
        link = self.directory / "lib"
        if not link.is_symlink() or link.readlink() != lib:
            link.unlink(missing_ok=True)
            link.symlink_to(lib)

    def configure(self, **settings: str) -> None:
        """Write the configuration; a keyword's ``__`` stands for a dot."""
        chosen = SETTINGS | {name.replace("__", "."): value for name, value in settings.items()}
        options = [f"server.jvm.additional={option}" for option in self.java.options]
        lines = [*(f"{name}={value}" for name, value in chosen.items()), *options]
        with files.writing(self.directory / "conf" / "neo4j.conf") as file:
            file.write("".join(f"{line}\n" for line in lines).encode())

    def password(self, wanted: str | None = None) -> str:
        """The password of `USER`: set at the first call, to what is wanted or else by chance, and kept.

        Raises:
            ServerError: the server refuses the password (shorter than 8 characters), or the home has another.
        """
        path = self.directory / "password"
        if path.exists():
            kept = path.read_text(encoding="utf-8")
            if wanted not in (None, kept):
                raise ServerError(f"{self.directory}: has another password already; it stands in {path}")
            return kept
        chosen = wanted or secrets.token_urlsafe(9)
        self.configure()
        self.admin("dbms", "set-initial-password", chosen)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(chosen)
        return chosen

    def admin(self, *arguments: str, heap: str = "1g") -> str:
        """Run ``neo4j-admin``; the server must not run. Returns what it wrote.

        Raises:
            ServerError: it failed; the message is its own, and its whole report stands in the logs.
        """
        command = [
            str(self.java.path), f"-Xmx{heap}", *self.java.options, "-cp", f"{self.directory}/lib/*",
            f"-Dbasedir={self.directory}", "org.neo4j.server.startup.Neo4jAdminCommand", *arguments,
        ]  # fmt: skip
        done = subprocess.run(
            command, env=self.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, errors="replace",
        )  # fmt: skip
        if done.returncode:
            log = self.directory / "logs" / "admin.log"
            log.write_text(done.stdout, encoding="utf-8")
            what = " ".join(arguments[:3])
            raise ServerError(
                f"neo4j-admin {what} ended with {done.returncode}: {reason(done.stdout)} (all of it: {log})"
            )
        return done.stdout

    def environment(self) -> Mapping[str, str]:
        """The environment of the server's programs: this home is theirs, whatever the user's variables say."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
        return own | {
            "NEO4J_HOME": str(self.directory),
            "NEO4J_CONF": str(self.directory / "conf"),
            "HEAP_SIZE": "",
        }

    def remove(self) -> None:
        """Remove all of it."""
        shutil.rmtree(self.directory, ignore_errors=True)


def reason(said: str) -> str:
    """Why a Java program failed, in a line: the innermost cause, else the last words."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    causes = [line for line in lines if line.startswith("Caused by: ")]
    plain = [line for line in lines if not line.startswith(("at ", "...", "WARNING: "))]
    return (causes or plain or ["no word"])[-1].removeprefix("Caused by: ")
