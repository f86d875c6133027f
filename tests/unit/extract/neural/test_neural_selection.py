"""Who reads, where users choose it: `Extractor`, `kg.load`, `kg.extractions`, `kg extract`, `kg build`."""

import json
from pathlib import Path

import msgspec
import pytest
import spacy
from click.testing import CliRunner, Result

import kg
from kg.cli.build import build_command, extract_command
from kg.extract import workers
from kg.extract.neural.model import fingerprint
from kg.extract.pipeline import STAGES, Extractor, stages
from kg.extract.readers import DEFAULT, READERS
from kg.model import Paper
from kg.tables import Tables

TITLE = "QuickFoo: Fast Serving"
ABSTRACT = (
    "We present QuickFoo, a serving system built on PyTorch. It is 2.5x faster than vLLM on an NVIDIA A100 GPU. "
    "Code: https://github.com/foo/quickfoo"
)


@pytest.fixture
def papers(tmp_path: Path) -> str:
    path = tmp_path / "papers.jsonl"
    rows = [{"id": f"p{n}", "title": f"{TITLE} {n}", "abstract": f"{ABSTRACT} Run {n}."} for n in range(9)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def test_the_full_model_is_the_default(papers: str) -> None:
    assert DEFAULT == READERS[0] == "full"
    assert list(stages()) == ["artifacts", "quantities", "reader"]
    full = Extractor(model="full").extract(Paper(id="p0", key="p", title=f"{TITLE} 0", abstract=f"{ABSTRACT} Run 0."))
    assert next(iter(kg.extractions([papers]))) == full
    assert kg.load()(f"{TITLE} 0\n{ABSTRACT} Run 0.")._.claims == full.claims


def test_rules_are_the_rules_stages() -> None:
    assert stages("rules") is STAGES


def test_a_model_takes_the_place_of_the_rules_for_names_claims_and_relations() -> None:
    assert list(stages("fast")) == ["artifacts", "quantities", "reader"]
    paper = Paper(id="p", key="p", title=TITLE, abstract=ABSTRACT)
    found = Extractor(model="fast").extract(paper)
    assert {claim.rule for claim in found.claims} == {"reader"}
    assert [artifact.url for artifact in found.artifacts] == ["https://github.com/foo/quickfoo"]


def test_spacy_gives_the_same(tmp_path: Path) -> None:
    nlp = kg.load(model="fast")
    assert nlp.pipe_names == ["kg_artifacts", "kg_quantities", "kg_reader"]
    doc = nlp(f"{TITLE}\n{ABSTRACT}")
    plain = Extractor(model="fast").read(f"{TITLE}\n{ABSTRACT}", len(TITLE))
    assert (doc._.mentions, doc._.relations, doc._.claims) == (plain.mentions, plain.relations, plain.claims)
    assert [ent.text for ent in doc.ents] == [mention.text for mention in plain.mentions]
    nlp.to_disk(tmp_path / "saved")
    again = spacy.load(tmp_path / "saved")
    assert again(f"{TITLE}\n{ABSTRACT}")._.claims == plain.claims


def test_one_process_and_two_give_the_same(papers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CHUNK_PAPERS", 4)
    one, two = (list(kg.extractions([papers], jobs=jobs)) for jobs in (1, 2))
    assert msgspec.json.encode(one) == msgspec.json.encode(two)
    assert len(one) == 9


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(extract_command, [*arguments, "-q", "-j", "1"])
    assert result.exit_code == code, result.output
    return result


def test_the_command_knows_its_models(papers: str) -> None:
    outputs = {name: run(papers, "--model", name).stdout for name in READERS}
    assert len(set(outputs.values())) == len(READERS)
    assert run(papers).stdout == outputs["full"]
    assert run(papers, "--fast").stdout == run(papers, "--model", "full", "--fast").stdout == outputs["fast"]
    run(papers, "--model", "huge", code=2)


def test_a_graph_names_the_weights_that_read(papers: str, tmp_path: Path) -> None:
    for option, read_by in (("--fast", fingerprint("fast")), ("--model=rules", "rules")):
        result = CliRunner().invoke(build_command, [papers, "-o", str(tmp_path / "graph"), option, "-q", "-j", "1"])
        assert result.exit_code == 0, result.output
        assert Tables(tmp_path / "graph").manifest.model == read_by
