"""Where a result goes: a file that is replaced in one step, gzip or not, or standard output."""

import gzip
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import KgError

STDOUT = Path("-")
"""The name that stands for standard output."""


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """Open `path` for writing bytes; it appears, whole, when the block ends without an error, and not at all otherwise.

    A name that ends in ``.gz`` is compressed, with no time and no name inside, so that equal content has equal bytes.
    ``-`` is standard output. What is no file (a pipe, ``/dev/null``) is written to as it stands; behind a symbolic link
    it is the target that is replaced.

    Raises:
        KgError: the file cannot be written there; what stood there before still does.
    """
    if path == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if path.is_dir():
        raise KgError(f"{path}: is a directory; name a file")
    target = Path(os.path.realpath(path))
    whole = target.is_file() or not target.exists()
    part = target.with_name(f".{target.name}.{os.getpid()}") if whole else target
    try:
        with part.open("wb") as file:
            if path.suffix == ".gz":
                with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
                    yield cast(BinaryIO, packed)
            else:
                yield file
            if whole:
                file.flush()
                os.fsync(file.fileno())
        if whole:
            os.replace(part, target)
    except OSError as error:
        raise KgError(f"{path}: cannot be written ({error.strerror or error})") from error
    finally:
        if whole:
            part.unlink(missing_ok=True)
