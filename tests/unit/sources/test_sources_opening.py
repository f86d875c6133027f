"""Inputs as bytes: plain or gzip, from a file or standard input, in lines of bounded length."""

import gzip
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.sources import opening
from kg.sources.opening import Source, check, opened


def lines_of(content: bytes) -> list[tuple[int, bytes | None]]:
    return list(Source("input", io.BytesIO(content)).lines())


def test_lines_are_numbered_and_lose_their_ends() -> None:
    assert lines_of(b"one\r\ntwo\n\nfour") == [(1, b"one"), (2, b"two"), (3, b""), (4, b"four")]


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert lines_of(b"\xef\xbb\xbfone\n") == [(1, b"one")]


def test_gzip_is_known_by_its_first_bytes_and_may_have_several_members_and_padding() -> None:
    packed = gzip.compress(b"one\ntw") + gzip.compress(b"o\n") + b"\0" * 9
    assert lines_of(packed) == [(1, b"one"), (2, b"two")]


@given(st.binary(min_size=1).filter(lambda content: content.strip()), st.integers(1, 9))
def test_any_content_gives_the_same_lines_packed_or_not(content: bytes, level: int) -> None:
    prefix = b"x"  # so that random bytes are not another file type by accident
    plain = lines_of(prefix + content)
    assert lines_of(gzip.compress(prefix + content, level)) == plain
    assert [line for _, line in plain] == [
        line.removesuffix(b"\r") for line in (prefix + content).removesuffix(b"\n").split(b"\n")
    ]


def test_a_line_beyond_the_limit_is_told_apart_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_RECORD", 100_000)
    content = b"one\n" + b"a" * 300_000 + b"\nthree\n" + b"b" * 300_000
    assert lines_of(content) == [(1, b"one"), (2, None), (3, b"three"), (4, None)]


@pytest.mark.parametrize("keep", [2, 12, 60, -9, -1])
def test_a_gzip_file_cut_short_is_an_error(keep: int) -> None:
    packed = gzip.compress(os.urandom(60) + b"\n")
    with pytest.raises(InputError, match="input: its gzip data is cut short"):
        lines_of(packed[:keep])


def test_damaged_gzip_data_is_an_error() -> None:
    packed = bytearray(gzip.compress(b"some text to be damaged"))
    packed[-8] ^= 0xFF  # the checksum
    with pytest.raises(InputError, match="its gzip data is damaged"):
        lines_of(bytes(packed))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (gzip.compress(b"", mtime=0), "is empty"),
        (b"PK\x03\x04rest", "is a zip archive; unpack it first"),
        (b"%PDF-1.7", "is a PDF"),
        ("Title".encode("utf-16"), "is UTF-16; save it as UTF-8"),
    ],
)
def test_what_holds_no_text_is_named(content: bytes, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        Source("input", io.BytesIO(content))


def test_a_missing_file_and_a_directory_are_found_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.txt: does not exist"):
        check(str(tmp_path / "absent.txt"))
    with pytest.raises(InputError, match="is a directory; name the files in it"):
        check(str(tmp_path))
    with pytest.raises(InputError, match="cannot be opened"):
        check("a\0b")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.touch(mode=0o000)
    with pytest.raises(InputError, match="may not be read"):
        check(str(path))
    with pytest.raises(InputError, match="cannot be opened"), opened(str(path)):
        pass


def test_a_file_that_goes_away_after_the_check_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"), opened(str(tmp_path / "gone.txt")):
        pass


def test_a_read_error_names_the_input() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(InputError, match=r"input: cannot be read to its end \(Input/output error\)"):
        Source("input", Broken())


def test_names_of_inputs_leave_their_folder_out() -> None:
    assert opening.short_name("/data/pages/today.txt") == "today.txt"
    assert opening.short_name("-") == "stdin"
    assert opening.short_name("caf\udce9.txt") == "caf?.txt"
