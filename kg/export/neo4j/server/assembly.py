"""The server's program: jars that Maven brings into the user's cache, once for each version.

::

    $XDG_CACHE_HOME/speedgraph/neo4j/
      lib-2026.08.1/     whole, or not there at all
      .lock              held by who assembles; who comes second waits

The jars are those of `POM` and what they need, with the checksums that the repository states for them.
"""

import fcntl
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from kg.errors import ServerError

POM = Path(__file__).with_name("pom.xml")
VERSION = re.findall(r"<version>(.*?)</version>", POM.read_text(encoding="utf-8"))[0]
"""Of Neo4j: the first version in `POM` is its own."""

_COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"

Notice = Callable[[str], None]
"""Told a line that a person may want to read."""


def cache_folder() -> Path:
    """Where the program lies, and what `kg neo4j serve` keeps: in ``XDG_CACHE_HOME``, by default ``~/.cache``."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "speedgraph" / "neo4j"


def assemble(*, notice: Notice | None = None) -> Path:
    """The folder of the server's jars; brought by Maven where it is not there yet (172 MB, about 25 s).

    Raises:
        ServerError: Maven is not there, or cannot bring them; the message names the mend.
        OSError: the cache cannot be written.
    """
    folder = cache_folder() / f"lib-{VERSION}"
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if folder.is_dir():  # another process brought them while this one waited
            return folder
        for left in folder.parent.glob(".lib-*"):  # a killed assembly's, since nobody else holds the lock
            shutil.rmtree(left, ignore_errors=True)
        if notice:
            notice(f"bringing Neo4j {VERSION} into {folder.parent} with Maven, once (172 MB)")
        part = folder.with_name(f".{folder.name}-{os.getpid()}")
        try:
            _bring(part)
            part.rename(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return folder


def _bring(folder: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise ServerError(
            "the Neo4j server comes by Maven (mvn), which is not there: install it (apt-get install maven, brew install"
            " maven), or load the graph into a server of your own with: kg neo4j load --uri"
        )
    # Checksums are asserted (-C); Maven's own settings, so the user's mirrors too, hold.
    command = [maven, "-q", "-B", "-C", "-f", str(POM), _COPY, f"-DoutputDirectory={folder}", "-DincludeScope=runtime"]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        lines = (
            [line for line in done.stdout.splitlines() if "ERROR" in line] or done.stdout.splitlines() or ["no word"]
        )
        said = re.sub(r"\x1b\[[0-9;]*m", "", lines[0]).removeprefix("[ERROR] ").strip()
        raise ServerError(f"Maven could not bring the Neo4j server (mvn -f {POM} ended with {done.returncode}): {said}")
