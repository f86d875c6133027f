import os
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.errors import GraphError
from kg.tables import FORMAT, ROW_GROUP, SCHEMAS, Manifest, Staging, Tables, replacing, writing


def fill(staging: Staging, *, papers: int = 1) -> None:
    for name, schema in SCHEMAS.items():
        rows = schema.empty_table()
        if name == "papers":
            columns = {
                field.name: [f"{number:06}" for number in range(papers)] for field in schema if not field.nullable
            }
            columns["categories"] = [[]] * papers
            rows = pa.table(
                [pa.array(columns.get(field.name, [None] * papers), field.type) for field in schema], schema=schema
            )
        staging.write(name, rows.to_reader(max_chunksize=1000))


def make(directory: Path, *, papers: int = 1, base: str = "https://example.org/") -> Manifest:
    with replacing(directory) as staging:
        fill(staging, papers=papers)
        return staging.commit(version="1", base=base, lexicon="l", overrides=None, inputs=[])


def test_a_graph_reads_back_as_it_was_written(tmp_path: Path) -> None:
    manifest = make(tmp_path / "graph", papers=3)
    tables = Tables(tmp_path / "graph")
    assert tables.manifest == manifest
    assert manifest.counts["papers"] == 3
    assert tables.read("papers", ["paper_id"])["paper_id"].to_pylist() == ["000000", "000001", "000002"]
    assert tables.read("claims").schema.names == SCHEMAS["claims"].names


def test_files_say_what_their_rows_are_sorted_by(tmp_path: Path) -> None:
    make(tmp_path)
    assert pq.read_schema(Tables(tmp_path).path("mentions")).metadata[b"sorted_by"] == b"paper_id,start,end,entity_id"


def test_row_groups_do_not_depend_on_how_the_rows_came(tmp_path: Path) -> None:
    count = ROW_GROUP + 5
    schema = SCHEMAS["aliases"]
    text = pa.array([str(number) for number in range(count)])
    table = pa.table([text, text, text, text, pa.array(range(count), pa.int64())], names=schema.names)
    contents = []
    for size in (100, 7919, count):
        with replacing(tmp_path / str(size)) as staging:
            path = staging.write("aliases", table.to_reader(max_chunksize=size))
            contents.append(path.read_bytes())
            metadata = pq.read_metadata(path)
            assert [metadata.row_group(number).num_rows for number in range(2)] == [ROW_GROUP, 5]
    assert len(set(contents)) == 1


def test_a_null_where_none_may_be_is_refused(tmp_path: Path) -> None:
    rows = pa.table([pa.nulls(1, pa.string())] * 5, names=SCHEMAS["aliases"].names)
    with replacing(tmp_path) as staging, pytest.raises(ValueError, match="null"):
        staging.write("aliases", rows.to_reader())


def test_the_same_content_has_the_same_generation_and_bytes(tmp_path: Path) -> None:
    assert make(tmp_path / "one") == make(tmp_path / "two")
    assert (tmp_path / "one/manifest.json").read_bytes() == (tmp_path / "two/manifest.json").read_bytes()


def test_another_base_makes_another_generation(tmp_path: Path) -> None:
    assert make(tmp_path).generation != make(tmp_path, base="https://example.com/").generation


def test_a_new_generation_replaces_the_old_and_what_else_lies_in_staging(tmp_path: Path) -> None:
    former = make(tmp_path).generation
    with replacing(tmp_path) as staging:
        fill(staging, papers=2)
        (staging.folder / "parts").mkdir()
        (staging.folder / "spill").touch()
        staging.commit(version="1", base="https://example.org/", lexicon="l", overrides=None, inputs=[])
    tables = Tables(tmp_path)
    assert tables.manifest.generation != former
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "manifest.json", tables.manifest.generation]
    assert sorted(path.stem for path in tables.folder.iterdir()) == sorted(SCHEMAS)


def test_without_a_commit_nothing_changes(tmp_path: Path) -> None:
    manifest = make(tmp_path)
    with pytest.raises(ZeroDivisionError), replacing(tmp_path) as staging:
        fill(staging, papers=2)
        raise ZeroDivisionError
    assert Tables(tmp_path).manifest == manifest
    assert not list(tmp_path.glob(".staging-*"))


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".staging-12345/parts").mkdir(parents=True)
    (tmp_path / ".manifest.json.12345").touch()
    (tmp_path / "tables-0000000000000000").mkdir()
    manifest = make(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "manifest.json", manifest.generation]


def test_a_generation_that_a_killed_build_completed_is_taken_up(tmp_path: Path) -> None:
    manifest = make(tmp_path)
    (tmp_path / "manifest.json").unlink()
    assert make(tmp_path) == manifest


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    with (
        replacing(tmp_path),
        pytest.raises(GraphError, match="another build is writing there"),
        replacing(tmp_path),
    ):
        pass


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"notes.txt": ""}, r"is no graph \(it holds notes.txt\)"),
        ({"manifest.json": '{"name": "my web page"}'}, r"is no graph \(it holds manifest.json\)"),
        ({"manifest.json": '{"name": "my web page"}', "index.html": ""}, "is no graph"),
        ({".git": ""}, "is no graph"),
        ({"manifest.json": f'{{"format": {FORMAT + 1}}}'}, "has format 2, this version reads up to 1"),
    ],
)
def test_a_directory_that_is_no_graph_or_a_newer_one_is_left_alone(
    tmp_path: Path, files: dict[str, str], message: str
) -> None:
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(GraphError, match=message), replacing(tmp_path):
        pass
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == files


def test_a_file_in_the_place_of_the_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "graph").touch()
    with pytest.raises(GraphError, match="is a file, not a directory"), replacing(tmp_path / "graph"):
        pass


def test_a_graph_whose_manifest_is_damaged_can_be_built_again(tmp_path: Path) -> None:
    manifest = make(tmp_path)
    (tmp_path / "manifest.json").write_text('{"format":', encoding="utf-8")
    with pytest.raises(GraphError, match="build the graph again"):
        Tables(tmp_path)
    assert make(tmp_path) == manifest


def test_a_graph_with_other_files_beside_it_can_be_built_again(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "notes.txt").touch()
    make(tmp_path, papers=2)
    assert (tmp_path / "notes.txt").exists()


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        (None, r"is no graph \(it has no manifest.json\)"),
        ("{", "cannot be read as the manifest of a graph"),
        ("[" * 100_000, "cannot be read as the manifest of a graph"),
        ('{"version": "1"}', "cannot be read as the manifest of a graph"),
        ('{"format": 1}', "is damaged"),
        ('{"format": 99}', "has format 99"),
    ],
)
def test_what_is_no_graph_cannot_be_opened(tmp_path: Path, manifest: str | None, message: str) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(GraphError, match=message) as caught:
        Tables(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_directory_that_does_not_exist_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="does not exist; make one with: kg build"):
        Tables(tmp_path / "none")


def test_a_missing_or_damaged_table_is_one_line(tmp_path: Path) -> None:
    make(tmp_path)
    tables = Tables(tmp_path)
    tables.path("papers").write_bytes(b"PAR1")
    tables.path("claims").unlink()
    for name in ("papers", "claims"):
        with pytest.raises(GraphError, match="build the graph again"):
            tables.read(name)


def test_a_system_that_refuses_to_write_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = make(tmp_path)

    def full(path: Path, content: bytes) -> None:
        raise OSError(28, os.strerror(28), str(path))

    monkeypatch.setattr(writing, "write_atomically", full)
    with pytest.raises(GraphError, match=r"cannot be written \(No space left on device\); what was there is unchanged"):
        make(tmp_path, papers=2)
    monkeypatch.undo()
    assert Tables(tmp_path).manifest == manifest


def test_the_manifest_holds_no_time_and_no_path(tmp_path: Path) -> None:
    make(tmp_path)
    raw = msgspec.json.decode((tmp_path / "manifest.json").read_bytes())
    assert raw.keys() == {
        "format", "version", "generation", "base", "lexicon", "model", "min_confidence", "overrides", "inputs",
        "counts",
    }  # fmt: skip
    assert str(tmp_path) not in str(raw)
