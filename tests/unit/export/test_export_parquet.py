"""The tables as plain Parquet files."""

from pathlib import Path

import duckdb
import pytest

from kg.errors import KgError
from kg.export.parquet import write_parquet
from kg.tables import SCHEMAS, Tables


def test_every_table_is_copied_as_it_is(small_tables: Tables, tmp_path: Path) -> None:
    write_parquet(small_tables, tmp_path / "copy")
    assert {path.name: path.read_bytes() for path in (tmp_path / "copy").iterdir()} == {
        f"{name}.parquet": small_tables.path(name).read_bytes() for name in SCHEMAS
    }


def test_the_copy_answers_sql(small_tables: Tables, tmp_path: Path) -> None:
    write_parquet(small_tables, tmp_path / "copy")
    rows = duckdb.sql(f"SELECT max(ratio) FROM '{tmp_path}/copy/claims.parquet'").fetchall()
    assert rows == [(3.5,)]


def test_a_former_copy_is_replaced(small_tables: Tables, tmp_path: Path) -> None:
    write_parquet(small_tables, tmp_path / "copy")
    (tmp_path / "copy" / "claims.parquet").write_text("old")
    write_parquet(small_tables, tmp_path / "copy")
    assert (tmp_path / "copy" / "claims.parquet").read_bytes() == small_tables.path("claims").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_what_is_no_copy_is_left_alone(small_tables: Tables, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("ten years of work")
    with pytest.raises(KgError, match=r"holds thesis\.tex, which is no table"):
        write_parquet(small_tables, tmp_path)
    with pytest.raises(KgError, match="is a file"):
        write_parquet(small_tables, tmp_path / "thesis.tex")
    assert (tmp_path / "thesis.tex").read_text() == "ten years of work"


def test_a_missing_parent_is_named(small_tables: Tables, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no: does not exist"):
        write_parquet(small_tables, tmp_path / "no" / "copy")


def test_a_copy_that_fails_leaves_the_former_one(
    small_tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_parquet(small_tables, tmp_path / "copy")
    before = sorted(path.name for path in (tmp_path / "copy").iterdir())

    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    with pytest.raises(KgError, match="cannot be written"):
        write_parquet(small_tables, tmp_path / "copy")
    assert sorted(path.name for path in (tmp_path / "copy").iterdir()) == before
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]
