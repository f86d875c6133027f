from pathlib import Path

import pyarrow.parquet as pq
import pytest
from fixture_link import LEXICON, claim, mention, relation, says
from hypothesis import given
from hypothesis import strategies as st

from kg.link.parts import PARTS, Part, host
from kg.model import Artifact, ArtifactKind


def test_rows_are_written_a_row_group_for_each_flush(tmp_path: Path) -> None:
    part = Part(tmp_path, 3, LEXICON)
    part.add(*says("p", mention("FastNet", "library")))
    part.flush()
    part.add(*says("q", mention("FastNet", "library")))
    part.close()
    file = pq.ParquetFile(tmp_path / "mentions-3.parquet")
    assert (file.num_row_groups, file.read()["paper_id"].to_pylist()) == (2, ["paper/p", "paper/q"])


def test_a_part_without_papers_has_every_file(tmp_path: Path) -> None:
    Part(tmp_path, 0, LEXICON).close()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{name}-0.parquet" for name in PARTS)


def test_a_slot_is_what_the_paper_means_by_it_before_what_the_lexicon_does(tmp_path: Path) -> None:
    part = Part(tmp_path, 0, LEXICON)
    own = mention("BERT", "library", entity="software/bert")
    part.add(*says("p", own, claims=[claim(subject="BERT", baseline="LoRA", model="something else")]))
    part.close()
    [row] = pq.read_table(tmp_path / "claims-0.parquet").to_pylist()
    assert (row["subject_entity"], row["baseline_entity"], row["model_entity"]) == (
        "software/bert",
        "method/lora",
        None,
    )


def test_a_coined_name_is_one_thing_in_a_paper_as_it_is_called_first(tmp_path: Path) -> None:
    part = Part(tmp_path, 0, LEXICON)
    first, later = mention("Quix", "library"), mention("Quix", "method", start=30)
    known = [mention("Triton", "library", start=40), mention("Triton", "model", start=50)]
    said = [relation("uses", later)]
    part.add(*says("p", first, later, *known, relations=said, claims=[claim(subject="Quix", model="Quix")]))
    part.close()
    mentions = pq.read_table(tmp_path / "mentions-0.parquet").to_pylist()
    assert [(row["entity"], row["type"]) for row in mentions] == [
        ("software/quix", "Library"),
        ("software/quix", "Method"),
        ("software/triton", "Library"),
        ("method/triton", "Model"),  # the lexicon knows the software, and extraction says that this is not it
    ]
    [row] = pq.read_table(tmp_path / "relations-0.parquet").to_pylist()
    assert row["entity"] == "software/quix"
    [row] = pq.read_table(tmp_path / "claims-0.parquet").to_pylist()
    assert row["subject_entity"] == row["model_entity"] == "software/quix"


def artifact(url: str) -> Artifact:
    return Artifact(kind=ArtifactKind.CODE, url=url, start=0, end=len(url))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/a/b", "github.com"),
        ("github.com/a/b", "github.com"),
        ("http://www.Example.ORG:8080/x", "example.org"),
        ("https://user@host.example?q=1#x", "host.example"),
        ("https://", ""),
        ("", ""),
    ],
)
def test_host(url: str, expected: str) -> None:
    assert host(artifact(url)) == expected


@given(st.text())
def test_host_takes_any_text(url: str) -> None:
    assert "/" not in host(artifact(url))
