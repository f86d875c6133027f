"""Inputs as bytes: a file or standard input, gzip or not, in pieces or in lines of bounded length."""

import os
import stat
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError

STDIN = "-"
"""The name by which a caller asks for standard input."""
MAX_RECORD = 32 << 20
"""Bytes that one line or one JSON record may have. Twenty times the longest page of 200 OpenAlex works seen."""
HEAD = 1 << 16
"""Bytes at the start of an input that `detect` looks at."""

_PIECE = 1 << 15  # deflate expands at most 1,032 times: a hostile gzip file makes 33 MB of one piece, not more
_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_FOREIGN = {
    b"PK\x03\x04": "is a zip archive; unpack it first",
    b"BZh": "is compressed with bzip2; unpack it first (gzip is read as it is)",
    b"\xfd7zXZ\x00": "is compressed with xz; unpack it first (gzip is read as it is)",
    b"\x28\xb5\x2f\xfd": "is compressed with zstd; unpack it first (gzip is read as it is)",
    b"%PDF-": "is a PDF; papers' texts are not read, only their titles and abstracts in a data file",
    b"PAR1": "is a Parquet file; write its rows as JSON lines or CSV first",
    b"\xff\xfe": "is UTF-16; save it as UTF-8",
    b"\xfe\xff": "is UTF-16; save it as UTF-8",
}
"""First bytes of what people hand in by mistake, and what to do about it."""


class Source:
    """One opened input.

    `path` is what the caller named, for messages; `name` its last part, for `Paper.origin` and summaries, so that a
    graph does not depend on the folder its input lay in. `head` holds the first bytes, inflated, without a byte-order
    mark.
    """

    def __init__(self, path: str, file: BinaryIO) -> None:
        self.path = path
        self.name = short_name(path)
        self._file = file
        self._pieces = self._inflated(file)
        head = b"".join(self._take(HEAD))
        for magic, verdict in _FOREIGN.items():
            if head.startswith(magic):
                raise InputError(f"{path}: {verdict}")
        self.head = head.removeprefix(_BOM)
        if not self.head.strip():
            raise InputError(f"{path}: is empty; it should hold papers' titles and abstracts")

    def taken(self) -> int:
        """How many bytes of a file, packed as it may be, have been read."""
        return self._file.tell()

    def pieces(self) -> Iterator[bytes]:
        """All bytes from the start, once."""
        yield self.head
        yield from self._pieces

    def lines(self) -> Iterator[tuple[int, bytes | None]]:
        r"""Number and bytes of each line, without ``\n`` or ``\r\n``; None for a line longer than `MAX_RECORD`."""
        number, size = 1, 0
        parts: list[bytes] = []
        for piece in self.pieces():
            first, *others = piece.split(b"\n")
            if size <= MAX_RECORD:
                parts.append(first)
                size += len(first)
                if size > MAX_RECORD:
                    yield number, None
                    parts = []
            if not others:
                continue
            if size <= MAX_RECORD:
                yield number, b"".join(parts).removesuffix(b"\r")
            for line in others[:-1]:
                number += 1
                yield number, line.removesuffix(b"\r")
            number += 1
            parts, size = [others[-1]], len(others[-1])
        if 0 < size <= MAX_RECORD:
            yield number, b"".join(parts).removesuffix(b"\r")

    def text_lines(self) -> Iterator[tuple[int, str | None]]:
        """`lines` as text. A byte that is no UTF-8 becomes a lone surrogate, which `record.to_paper` reports."""
        for number, line in self.lines():
            yield number, None if line is None else line.decode("utf-8", "surrogateescape")

    def _take(self, size: int) -> Iterator[bytes]:
        """Pieces until at least `size` bytes are there or the input ends."""
        for piece in self._pieces:
            yield piece
            size -= len(piece)
            if size <= 0:
                return

    def _inflated(self, file: BinaryIO) -> Iterator[bytes]:
        try:
            piece = file.read(_PIECE)
            if not piece.startswith(_GZIP):
                while piece:
                    yield piece
                    piece = file.read(_PIECE)
                return
            inflater = zlib.decompressobj(wbits=31)
            while piece:
                # A gzip file may have several members, and zeros after the last.
                if inflater.eof and (piece := piece.lstrip(b"\0")):
                    inflater = zlib.decompressobj(wbits=31)
                if piece:
                    yield inflater.decompress(piece)
                    piece = inflater.unused_data
                piece = piece or file.read(_PIECE)
        except zlib.error as error:
            raise InputError(
                f"{self.path}: its gzip data is damaged ({error}); fetch or pack the file again"
            ) from error
        except OSError as error:
            raise InputError(f"{self.path}: cannot be read to its end ({error.strerror or error})") from error
        if not inflater.eof:
            raise InputError(f"{self.path}: its gzip data is cut short; fetch or pack the file again")


def short_name(path: str) -> str:
    """The last part of a path, or ``stdin``; always valid Unicode, whatever bytes the file name has."""
    name = "stdin" if path == STDIN else Path(path).name
    return name.encode("utf-8", "replace").decode()


def check(path: str) -> None:
    """See, without opening it, that an input can be read, so that a wrong name is found before hours of work.

    Raises:
        InputError: it does not exist, is a directory, or may not be read.
    """
    if path == STDIN:
        return
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: {_reason(error)}") from error
    if stat.S_ISDIR(mode):
        raise InputError(f"{path}: is a directory; name the files in it")
    if not os.access(path, os.R_OK):
        raise InputError(f"{path}: may not be read; check its permissions")


def size(path: str) -> int | None:
    """The bytes of a file; None for what is no file, such as standard input or a pipe, and has no size in advance."""
    status = None if path == STDIN else os.stat(path)
    return status.st_size if status is not None and stat.S_ISREG(status.st_mode) else None


@contextmanager
def opened(path: str) -> Iterator[Source]:
    """Open an input, ``-`` for standard input.

    Raises:
        InputError: it cannot be read, is empty, or is plainly no text.
    """
    if path == STDIN:
        yield Source(path, sys.stdin.buffer)
        return
    try:
        file = open(path, "rb")  # noqa: SIM115 - closed below; an error of the caller's block must not pass as one of opening
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: {_reason(error)}") from error
    with file:
        yield Source(path, file)


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    if isinstance(error, IsADirectoryError):
        return "is a directory; name the files in it"
    return f"cannot be opened ({getattr(error, 'strerror', None) or error})"
