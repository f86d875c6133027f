"""A result appears whole or not at all."""

import gzip
import io
import os
import stat
import threading
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.files import STDOUT, writing


def write(path: Path, content: bytes) -> None:
    with writing(path) as file:
        file.write(content)


def test_a_file_appears_when_all_is_written(tmp_path: Path) -> None:
    with writing(tmp_path / "result") as file:
        file.write(b"all of it")
        assert not (tmp_path / "result").exists()
    assert (tmp_path / "result").read_bytes() == b"all of it"
    assert [path.name for path in tmp_path.iterdir()] == ["result"]


def test_after_an_error_the_former_file_is_there(tmp_path: Path) -> None:
    write(tmp_path / "result", b"former")
    with pytest.raises(ZeroDivisionError), writing(tmp_path / "result") as file:
        file.write(b"half")
        raise ZeroDivisionError
    assert (tmp_path / "result").read_bytes() == b"former"
    assert [path.name for path in tmp_path.iterdir()] == ["result"]


def test_a_name_in_gz_is_compressed_and_always_the_same(tmp_path: Path) -> None:
    write(tmp_path / "a.gz", b"content")
    write(tmp_path / "b.gz", b"content")
    assert gzip.decompress((tmp_path / "a.gz").read_bytes()) == b"content"
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()


def test_a_minus_is_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw))
    write(STDOUT, b"content")
    assert raw.getvalue() == b"content"


def test_a_link_stays_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    write(tmp_path / "elsewhere" / "target", b"former")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere" / "target")
    write(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "elsewhere" / "target").read_bytes() == b"new"


def test_a_device_is_written_to_and_stays_one() -> None:
    write(Path("/dev/null"), b"content")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_a_pipe_gets_the_content(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    write(tmp_path / "pipe", b"content")
    reader.join(timeout=10)
    assert got == [b"content"]
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
def test_a_full_disk_is_one_line() -> None:
    with pytest.raises(KgError, match=r"/dev/full: cannot be written \(No space left on device\)"):
        write(Path("/dev/full"), b"content")


@pytest.mark.parametrize(("name", "reason"), [("no/result", "No such file"), (".", "is a directory; name a file")])
def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(KgError, match=reason):
        write(tmp_path / name, b"content")
