"""A small run of the training project: a tiny encoder that begins at random, on sentences of our own."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra 'train' (torch) is not installed")
pytest.importorskip("onnx", reason="the extra 'train' (onnx) is not installed")

from kg.extract.document import Document  # noqa: E402
from kg.extract.neural.encoding import END, MASK, PADDING, START, UNKNOWN, WORD, Vocabulary  # noqa: E402
from kg.extract.neural.labels import SLOTS, TAGS  # noqa: E402
from kg.extract.neural.model import GROUP, Model  # noqa: E402
from kg.extract.neural.train.encoder import Encoder  # noqa: E402
from kg.extract.neural.train.examples import Example, annotated, read  # noqa: E402
from kg.extract.neural.train.export import export  # noqa: E402
from kg.extract.neural.train.fitting import fit  # noqa: E402
from kg.extract.neural.train.heads import Reader  # noqa: E402
from kg.extract.neural.train.labelling import label  # noqa: E402
from kg.extract.neural.train.papers import Annotated  # noqa: E402
from kg.extract.neural.train.pretraining import pretrain  # noqa: E402
from kg.extract.neural.train.scoring import calibrate, outcomes  # noqa: E402

# The older of torch's two exporters, which takes any number of names and numbers.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

NAMES = ("QuickFoo", "SlowBar", "TinyBaz", "DeepQux")
TITLE = "{0}: Serving"
ABSTRACT = "We present {0}, a system. On FooQA it is {1}x faster than PyTorch in latency. It is small."


def paper(number: int) -> Annotated:
    name, value = NAMES[number % len(NAMES)], 2 + number
    gold = {
        "id": f"p{number}",
        "entities": [
            {"text": name, "type": "Library", "canonical": name},
            {"text": "FooQA", "type": "Dataset", "canonical": "FooQA"},
            {"text": "PyTorch", "type": "Framework", "canonical": "PyTorch"},
        ],
        "relations": [{"type": "introduces", "target": name}, {"type": "evaluated_on", "target": "FooQA"}],
        "claims": [
            {
                "evidence": f"{value}x faster than PyTorch in latency", "kind": "speedup", "value": value, "unit": "x",
                "metric": "latency", "phase": None, "baseline": "PyTorch", "dataset": "FooQA",
                **dict.fromkeys(("subject", "model", "hardware", "task")),
            }
        ],
    }  # fmt: skip
    return Annotated(f"p{number}", "arxiv", TITLE.format(name), ABSTRACT.format(name, value), gold)


PAPERS = [paper(number) for number in range(12)]


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    words = {word.lower() for one in PAPERS for word in WORD.findall(one.text)}
    return Vocabulary([PADDING, UNKNOWN, START, END, MASK, *sorted(words)])


@pytest.fixture
def gold(vocabulary: Vocabulary) -> list[Example]:
    return [example for one in PAPERS if (example := annotated(one, vocabulary))]


def encoder(vocabulary: Vocabulary) -> Encoder:
    torch.manual_seed(0)
    return Encoder(len(vocabulary.pieces), layers=2, hidden=GROUP, heads=2, inner=64)


def train(vocabulary: Vocabulary, gold: list[Example], steps: int) -> tuple[Reader, list[str]]:
    told: list[str] = []
    reader = fit(
        Reader(encoder(vocabulary)), gold, vocabulary.ids[PADDING],
        steps=steps, size=4, rate=3e-3, head_rate=3e-3, seed=0, device="cpu", log=told.append,
    )  # fmt: skip
    return reader, told


def test_annotation_becomes_targets(gold: list[Example]) -> None:
    example, targets = gold[0], gold[0].targets
    assert targets is not None
    tags = [TAGS[tag] for tag in targets.tags.argmax(1)]
    assert tags[0] == "B-Library" and tags.count("B-Library") == 2
    assert len(example.mentions) == 4
    assert targets.kinds.argmax(1).tolist() == [1]
    named = {slot: targets.filled[0, :, number].sum() for number, slot in enumerate(SLOTS)}
    assert (named["baseline"], named["dataset"]) == (1, 1)
    assert targets.empty[0, SLOTS.index("subject")] == 1
    words = [example.text[slice(*example.words[word])] for word in example.sentence(0)]
    assert [word for word, wanted in zip(words, targets.metric, strict=True) if wanted] == ["latency"]


def test_pretraining_lowers_the_loss(vocabulary: Vocabulary, gold: list[Example]) -> None:
    told: list[str] = []
    texts = [(example.ids, example.cases) for example in gold]
    for steps in (1, 60):
        pretrain(
            encoder(vocabulary), texts, vocabulary, steps=steps, size=8, rate=5e-3, device="cpu", log=told.append
        )  # fmt: skip
    first, last = (float(line.rpartition(" ")[2]) for line in told)
    assert last < first


def test_a_run_is_the_same_again(vocabulary: Vocabulary, gold: list[Example]) -> None:
    one, two = (train(vocabulary, gold, 3)[0].state_dict() for _ in range(2))
    assert all(torch.equal(one[name], two[name]) for name in one)


def test_teach_label_distil_export_and_score(vocabulary: Vocabulary, gold: list[Example], tmp_path: Path) -> None:
    teacher, _ = train(vocabulary, gold, 150)
    unlabelled = [read(f"u{n}", one.title, one.abstract, vocabulary)[0] for n, one in enumerate(PAPERS)]
    label([teacher], unlabelled, vocabulary.ids[PADDING], size=4, device="cpu")
    assert [len(example.mentions) for example in unlabelled] == [4] * len(PAPERS)
    for example in unlabelled:
        targets = example.targets
        assert targets is not None and targets.soft
        assert np.allclose(targets.empty + targets.filled.sum(1), 1, atol=1e-4)
    student, _ = train(vocabulary, [*unlabelled, *gold], 150)
    (tmp_path / "vocabulary.txt").write_text("\n".join(vocabulary.pieces) + "\n")
    export(student, tmp_path, "small")
    told: list[str] = []
    calibrate(tmp_path, "small", PAPERS, told.append)
    assert len(told) == 3
    mentions, relations, claims = outcomes(Model(tmp_path, "small"), PAPERS)
    for found in (mentions, relations, claims):
        assert np.mean([right for *_, right in found]) > 0.8


def test_the_exported_graph_says_what_the_reader_says(
    vocabulary: Vocabulary, gold: list[Example], tmp_path: Path
) -> None:
    reader, _ = train(vocabulary, gold, 60)
    (tmp_path / "vocabulary.txt").write_text("\n".join(vocabulary.pieces) + "\n")
    export(reader, tmp_path, "small")
    calibrate(tmp_path, "small", PAPERS[:2], lambda _: None)
    document = Document(PAPERS[0].text, len(PAPERS[0].title))
    (window,) = vocabulary.windows(document.text, document.sentences)
    found = Model(tmp_path, "small").encode(window)
    with torch.no_grad():
        ids, cases = (torch.from_numpy(array)[None] for array in (window.ids, window.cases))
        vectors = reader.eval().encoder(ids, cases, torch.ones_like(ids, dtype=torch.bool))
        tags = torch.softmax(reader.bio(vectors[0, window.first]), -1).numpy()
    assert np.abs(tags - found.tags).max() < 0.15  # eight bits a weight, four in the embedding
    assert (tags.argmax(1) == found.tags.argmax(1)).mean() > 0.9
