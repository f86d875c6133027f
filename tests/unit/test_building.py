import json
import logging
from functools import partial
from pathlib import Path

import pytest

from kg import building
from kg.building import is_base
from kg.errors import GraphError, InputError
from kg.extract import workers
from kg.extract.pipeline import Extractor
from kg.model import Extraction, Paper
from kg.tables import Tables

build = partial(building.build, model="rules")
extract = partial(building.extract, model="rules")

FACTS = [
    (
        "2501.00001",
        "FastNet: quick inference",
        "We present FastNet, a library built on PyTorch. It is 2.5x faster than TensorRT on an NVIDIA A100.",
    ),
    (
        "2501.00002",
        "On sums",
        "We train BERT-large on ImageNet and report 3 ms of latency. Code is at https://github.com/sum/sum.",
    ),
    ("2501.00003", "Naïve Bayes, 控制", "Nothing to see here."),
]


def write(path: Path, *, copies: int = 1) -> str:
    """An input of records; of further copies, each has an id and a title of its own."""
    with path.open("w", encoding="utf-8") as file:
        for copy in range(copies):
            for identifier, title, abstract in FACTS:
                record = {
                    "id": f"{identifier[:5]}{int(identifier[5:]) + 10 * copy:05}",
                    "title": f"{title} {copy}" if copy else title,
                    "abstract": abstract,
                    "authors": ["Ada Lovelace"],
                    "categories": "cs.LG cs.DC",
                }
                file.write(json.dumps(record) + "\n")
    return str(path)


def content(graph: Path) -> dict[str, bytes]:
    return {str(path.relative_to(graph)): path.read_bytes() for path in graph.rglob("*") if path.is_file()}


def test_papers_become_a_graph(tmp_path: Path) -> None:
    manifest = build([write(tmp_path / "in.jsonl")], tmp_path / "graph")
    tables = Tables(tmp_path / "graph")
    assert tables.manifest == manifest
    assert manifest.counts["papers"] == 3
    [summary] = manifest.inputs
    assert (summary.name, summary.read, summary.skipped, summary.duplicate) == ("in.jsonl", 3, 0, 0)
    names = tables.read("entities")["name"].to_pylist()
    assert {"PyTorch", "NVIDIA A100", "BERT"} <= set(names)


def test_the_bytes_do_not_depend_on_the_number_of_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write(tmp_path / "in.jsonl", copies=40)
    monkeypatch.setattr(workers, "CHUNK_PAPERS", 7)
    for jobs in (1, 3):
        build([source], tmp_path / str(jobs), jobs=jobs)
    assert content(tmp_path / "1") == content(tmp_path / "3")


def test_offsets_point_into_title_and_abstract(tmp_path: Path) -> None:
    build([write(tmp_path / "in.jsonl")], tmp_path / "graph")
    tables = Tables(tmp_path / "graph")
    texts = {row["paper_id"]: f"{row['title']}\n{row['abstract']}" for row in tables.read("papers").to_pylist()}
    for name, column in (("mentions", "text"), ("relations", "evidence"), ("claims", "evidence")):
        for row in tables.read(name).to_pylist():
            assert texts[row["paper_id"]][row["start"] : row["end"]] == row[column]


def test_extractions_come_in_the_order_of_the_inputs(tmp_path: Path) -> None:
    found = list(extract([write(tmp_path / "in.jsonl")]))
    assert [extraction.id for extraction in found] == [identifier for identifier, _, _ in FACTS]


def test_stages_and_papers_are_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    build([write(tmp_path / "in.jsonl")], tmp_path / "graph", progress=lambda *step: told.append(step))
    assert told == [("extract", 0, None), ("extract", 3, 3), ("link", 3, 3), ("write", 3, 3)]


def test_what_is_left_out_is_reported_or_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    source = Path(write(tmp_path / "in.jsonl"))
    source.write_text(
        source.read_text(encoding="utf-8") + '{"id": "2501.00009", "abstract": "no title"}\n', encoding="utf-8"
    )
    report: list[str] = []
    manifest = build([str(source)], tmp_path / "graph", report=report.append)
    assert manifest.inputs[0].skipped == len(report) == 1
    assert "in.jsonl:4" in report[0]
    with caplog.at_level(logging.WARNING):
        build([str(source)], tmp_path / "graph")
    assert report[0] in caplog.text


def test_who_read_and_what_was_too_doubtful_is_in_the_manifest(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl")
    assert build([source], tmp_path / "rules").model == "rules"
    manifest = building.build([source], tmp_path / "full", min_confidence=0.9)
    assert (manifest.model.partition("-")[0], manifest.min_confidence) == ("full", 0.9)
    assert Tables(tmp_path / "full").manifest == manifest


def test_finds_below_a_confidence_are_left_out(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl")
    for everything, sure in zip(extract([source]), extract([source], min_confidence=0.9), strict=True):
        for part in ("entities", "relations", "claims"):
            finds = getattr(everything, part)
            assert getattr(sure, part) == [find for find in finds if find.confidence >= 0.9]


def test_a_slot_whose_name_is_left_out_keeps_its_words(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    abstract = "We present Quixel, a library. Quixel is 2.5x faster than Fribbler on an NVIDIA A100."
    source.write_text(json.dumps({"title": "Quixel and Fribbler", "abstract": abstract}) + "\n", encoding="utf-8")
    [found] = extract([str(source)])
    [claim] = found.claims
    least = claim.confidence
    assert any(mention.canonical == claim.subject and mention.confidence < least for mention in found.entities)
    build([str(source)], tmp_path / "graph", min_confidence=least)
    [row] = Tables(tmp_path / "graph").read("claims").to_pylist()
    assert (row["subject"], row["subject_id"]) == (claim.subject, None)


@pytest.mark.parametrize("least", [-0.1, 90])
def test_what_is_no_confidence_is_refused(tmp_path: Path, least: float) -> None:
    source = write(tmp_path / "in.jsonl")
    for work in (lambda: build([source], tmp_path / "graph", min_confidence=least),
                 lambda: list(extract([source], min_confidence=least))):  # fmt: skip
        with pytest.raises(InputError, match="from 0 to 1"):
            work()


def test_overrides_and_their_fingerprint_are_in_the_graph(tmp_path: Path) -> None:
    fixes = tmp_path / "fixes.toml"
    fixes.write_text('[[rename]]\nentity = "software/pytorch"\nname = "Torch of Py"\n', encoding="utf-8")
    source = write(tmp_path / "in.jsonl")
    plain = build([source], tmp_path / "plain")
    fixed = build([source], tmp_path / "fixed", overrides=fixes)
    assert plain.overrides is None
    assert fixed.overrides is not None
    rows = {row["entity_id"]: row for row in Tables(tmp_path / "fixed").read("entities").to_pylist()}
    assert (rows["software/pytorch"]["name"], rows["software/pytorch"]["origin"]) == ("Torch of Py", "override")


def test_no_paper_builds_nothing(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"title": "", "abstract": ""}\n', encoding="utf-8")
    with pytest.raises(InputError):
        build([str(source)], tmp_path / "graph", report=lambda line: None)
    assert not (tmp_path / "graph/manifest.json").exists()


@pytest.mark.parametrize("failing", ["the input", "an extraction"])
def test_a_build_that_fails_leaves_the_old_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    source = write(tmp_path / "in.jsonl")
    build([source], tmp_path / "graph")
    before = content(tmp_path / "graph")
    if failing == "the input":
        (tmp_path / "bad.jsonl.gz").write_bytes(b"\x1f\x8b\x08\x00")
        inputs = [source, str(tmp_path / "bad.jsonl.gz")]
    else:
        inputs = [source]

        def fail(self: Extractor, paper: Paper) -> Extraction:
            raise ZeroDivisionError

        monkeypatch.setattr(Extractor, "extract", fail)
    with pytest.raises(InputError):
        build(inputs, tmp_path / "graph", report=lambda line: None)
    assert content(tmp_path / "graph") == before


def test_an_output_that_is_no_graph_is_refused_before_the_inputs_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unread(*arguments: object, **options: object) -> None:
        raise AssertionError

    source = write(tmp_path / "in.jsonl")
    monkeypatch.setattr(building.workers, "run", unread)
    with pytest.raises(GraphError, match="is no graph"):
        build([source], tmp_path)


def test_a_base_that_makes_no_iris_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no base for IRIs"):
        build([write(tmp_path / "in.jsonl")], tmp_path / "graph", base="kg/")


@pytest.mark.parametrize(
    ("base", "fits"),
    [
        ("https://example.org/", True),
        ("https://example.org/kg#", True),
        ("urn:kg:x/", True),
        ("https://example.org", False),
        ("https://exa mple.org/", False),
        ("https://example.org/<x>/", False),
        ("/relative/", False),
        ("", False),
    ],
)
def test_bases(base: str, fits: bool) -> None:
    assert is_base(base) is fits


def test_a_missing_input_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.jsonl"):
        list(extract([str(tmp_path / "none.jsonl")]))
