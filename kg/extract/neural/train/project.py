"""The steps of training, each of which leaves a file that the next ones read."""

import gzip
import json
import shutil
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import torch
from torch import nn

from kg.extract.neural.encoding import PADDING, Vocabulary
from kg.extract.neural.train import settings, weights
from kg.extract.neural.train.encoder import Encoder
from kg.extract.neural.train.examples import Example, annotated, read
from kg.extract.neural.train.export import export
from kg.extract.neural.train.fitting import Log, fit
from kg.extract.neural.train.heads import Reader
from kg.extract.neural.train.labelling import label
from kg.extract.neural.train.papers import Annotated, held_out, papers
from kg.extract.neural.train.pretraining import pretrain
from kg.extract.neural.train.scoring import calibrate

CORPUS = ("arxiv-20k.jsonl.gz", "arxiv-44k.jsonl.gz")
M = TypeVar("M", bound=nn.Module)
_SETTINGS = {"full": settings.FULL, "tiny": settings.TINY}


class Project:
    """One run, in one folder.

    Args:
        shared: The folder with the annotated abstracts and the corpus.
        starting: The folder below which the starting weights lie.
        out: Where results go.
        steps: How large a run: ``full`` or ``tiny``.
        log: Told how far it is.
    """

    def __init__(self, shared: Path, starting: Path, out: Path, steps: str, log: Log) -> None:
        self._starting, self._out, self._log = starting, out, log
        self._settings = _SETTINGS[steps]
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        out.mkdir(parents=True, exist_ok=True)
        (out / "export").mkdir(exist_ok=True)
        every = papers(shared)
        held = held_out(every)
        self._held = [paper for paper in every if paper.id in held][: self._settings.annotated]
        self._rest = [paper for paper in every if paper.id not in held][: self._settings.annotated]
        self._corpus = list(corpus(shared, self._settings.corpus))
        self._vocabulary = self._prepare()
        self._padding = self._vocabulary.ids[PADDING]

    def run(self, calibration: Path | None) -> None:
        """All steps; on all annotated papers if the curves of an earlier run are given."""
        gold = self._gold([*self._rest, *self._held] if calibration else self._rest)
        labelled: list[Example] | None = None
        for name, layers in settings.STUDENTS.items():
            if not (self._out / f"{name}.pt").exists():
                labelled = labelled or self._label(gold)
            reader = self._distil(name, layers, gold, labelled or [])
            self._log(f"export: {name}")
            export(reader.cpu(), self._out / "export", name)
            if calibration:
                shutil.copyfile(calibration / f"{name}.json", self._out / "export" / f"{name}.json")
            else:
                self._log(f"score: {name} on {len(self._held)} abstracts")
                calibrate(self._out / "export", name, self._held, self._log)

    def _prepare(self) -> Vocabulary:
        path = self._out / "export" / "vocabulary.txt"
        if not path.exists():
            self._log(f"prepare: word pieces of {len(self._corpus)} abstracts")
            texts = [f"{title}\n{abstract}" for title, abstract in self._corpus]
            texts += [paper.text for paper in (*self._rest, *self._held)]
            found = weights.vocabulary_of(self._starting, texts, self._settings.pieces)
            path.write_text("".join(f"{piece}\n" for piece in found.pieces), "utf-8")
        return Vocabulary(path.read_text("utf-8").splitlines())

    def _gold(self, chosen: Sequence[Annotated]) -> list[Example]:
        self._log(f"prepare: {len(chosen)} annotated abstracts")
        return [example for paper in chosen if (example := annotated(paper, self._vocabulary))]

    def _pretrained(self, name: str, start: Callable[[], Encoder], steps: int, size: int, rate: float) -> Encoder:
        def work(encoder: Encoder) -> None:
            self._log(f"pretrain: {name}")
            windows = [next(self._vocabulary.windows(text, [(0, len(text))]), None) for text in self._texts()]
            texts = [(window.ids, window.cases) for window in windows if window]
            pretrain(
                encoder, texts, self._vocabulary, steps=steps, size=size, rate=rate, device=self._device, log=self._log
            )

        return self._kept(f"{name}.encoder.pt", start(), work)

    def _texts(self) -> Iterator[str]:
        return (f"{title}\n{abstract}" for title, abstract in self._corpus)

    def _teachers(self, gold: list[Example]) -> list[Reader]:
        chosen = self._settings
        encoder = self._pretrained(
            "teacher", lambda: weights.mpnet(self._starting, self._vocabulary), chosen.pretrain_teacher_steps,
            chosen.pretrain_teacher_size, settings.TEACHER_PRETRAIN_RATE,
        )  # fmt: skip
        state = {name: value.cpu().clone() for name, value in encoder.state_dict().items()}
        found = []
        for seed in range(chosen.teachers):
            torch.manual_seed(seed)
            reader = Reader(weights.mpnet(self._starting, self._vocabulary))
            reader.encoder.load_state_dict(state)

            def work(reader: Reader, seed: int = seed) -> None:
                self._log(f"teach: seed {seed}")
                self._fit(
                    reader, gold, chosen.teach_steps, chosen.teach_size, settings.TEACHER_RATE,
                    settings.TEACHER_HEAD_RATE, seed,
                )  # fmt: skip

            found.append(self._kept(f"teacher.{seed}.pt", reader, work))
        return found

    def _label(self, gold: list[Example]) -> list[Example]:
        teachers = self._teachers(gold)
        examples = self._unlabelled()
        self._log(f"label: {len(examples)} texts by {len(teachers)} teachers")
        label(teachers, examples, self._padding, size=self._settings.teach_size, device=self._device)
        return examples

    def _unlabelled(self) -> list[Example]:
        """Texts for the teachers: most have a quantity with a unit, the rest have none."""
        want = self._settings.texts
        results: list[Example] = []
        plain: list[Example] = []
        order = sorted(range(len(self._corpus)), key=lambda at: zlib.crc32(str(at).encode()))
        for at in order:
            if len(results) >= want * settings.WITH_RESULTS and len(results) + len(plain) >= want:
                break
            made = read(str(at), *self._corpus[at], self._vocabulary)
            if made:
                (results if any(quantity.unit for quantity in made[1]) else plain).append(made[0])
        results = results[: int(want * settings.WITH_RESULTS)]
        return results + plain[: want - len(results)]

    def _distil(self, name: str, layers: Sequence[int], gold: list[Example], labelled: list[Example]) -> Reader:
        chosen = self._settings
        torch.manual_seed(0)
        reader = Reader(
            self._pretrained(
                name, lambda: weights.minilm(self._starting, self._vocabulary, layers), chosen.pretrain_steps,
                chosen.pretrain_size, settings.STUDENT_PRETRAIN_RATE,
            )
        )  # fmt: skip

        def work(reader: Reader) -> None:
            self._log(f"distil: {name}, {len(labelled)} labelled texts")
            self._fit(
                reader, [*labelled, *gold * chosen.repeats], chosen.distil_steps, chosen.distil_size,
                settings.STUDENT_RATE, settings.STUDENT_HEAD_RATE, 0,
            )  # fmt: skip

        return self._kept(f"{name}.pt", reader, work)

    def _fit(
        self, reader: Reader, examples: list[Example], steps: int, size: int, rate: float, head_rate: float, seed: int
    ) -> None:
        fit(
            reader, examples, self._padding, steps=steps, size=size, rate=rate, head_rate=head_rate, seed=seed,
            device=self._device, log=self._log,
        )  # fmt: skip

    def _kept(self, name: str, module: M, work: Callable[[M], None]) -> M:
        """`module` with the weights of the file, which the work makes if it is not there."""
        path = self._out / name
        if path.exists():
            module.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
        else:
            work(module)
            _save(module, path)
        return module


def corpus(shared: Path, limit: int | None) -> Iterator[tuple[str, str]]:
    """Title and abstract of each paper of the corpus, none of it annotated."""
    for name in CORPUS:
        with gzip.open(shared / "corpus" / name, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if limit is not None and number >= limit:
                    return
                row = json.loads(line)
                yield row["title"], " ".join(row["summary"].split())


def _save(module: nn.Module, path: Path) -> None:
    """Write the weights so that a run that is cut off leaves no half of a file."""
    partial = path.with_suffix(".partial")
    torch.save({name: value.cpu() for name, value in module.state_dict().items()}, partial)
    partial.rename(path)
