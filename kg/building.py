"""Papers to a graph, on one machine: read, extract in worker processes, link, write.

Extraction writes parts into the staging folder of the new graph (`kg.link.parts`), link makes tables of them there, and
the whole takes the place of the old graph in one step (`kg.tables.replacing`). The same inputs give the same bytes,
whatever the number of processes.
"""

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import duckdb
import msgspec

from kg import __version__, lexicon, sources
from kg.errors import InputError
from kg.extract import workers
from kg.extract.pipeline import Extractor
from kg.extract.readers import DEFAULT, ReaderName
from kg.link import link
from kg.link import overrides as corrections
from kg.link.parts import Part
from kg.model import Extraction, Paper
from kg.names import DEFAULT_BASE
from kg.tables import Manifest, replacing, unwritable

Report = Callable[[str], None]
"""Told one line for each record that is skipped, and each override that is about nothing."""
Progress = Callable[[str, int, int | None], None]
"""Told the stage (``extract``, ``link``, ``write``), how many papers it has had so far, and how many there will be.

The last is an estimate while papers are read, and None where nothing can be said.
"""

_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+[/#]")

_log = logging.getLogger(__name__)


def build(
    inputs: Sequence[str],
    output: str | Path,
    *,
    jobs: int = 1,
    base: str = DEFAULT_BASE,
    overrides: str | Path | None = None,
    model: ReaderName = DEFAULT,
    min_confidence: float = 0.0,
    input_format: str | None = None,
    strict: bool = False,
    progress: Progress | None = None,
    report: Report = _log.warning,
) -> Manifest:
    """Build a graph.

    Args:
        inputs: Files of papers; ``-`` is standard input.
        output: The graph's directory, new or a graph to be replaced.
        jobs: How many processes extract. A script that asks for more than one must guard its entry by
            ``if __name__ == "__main__"``, as for every use of `multiprocessing`.
        base: The base of the graph's IRIs, an absolute IRI that ends in ``/`` or ``#``.
        overrides: A file of corrections (docs/overrides.md).
        model: Who reads names, relations and claims: the trained model ``full``, the smaller ``fast``, or the
            ``rules``, which read hundreds of abstracts a second, and less well.
        min_confidence: From 0 to 1; names, relations and claims of a lower confidence are left out. A claim's slots
            keep their words.
        input_format: One of `sources.FORMATS`; found by looking at the input if None.
        strict: Stop at a bad record, which is else reported and skipped.
        progress: Called as the work goes on.
        report: Called with a line for each thing left out; logs a warning by default.

    Raises:
        InputError: an input or the overrides cannot be read, hold no paper, or extraction fails on one.
        GraphError: `output` is no place for a graph, or cannot be written. What was there is unchanged.
    """
    tell = progress or _silent
    if not is_base(base):
        raise InputError(f"{base!r} is no base for IRIs; give an absolute IRI that ends in / or #")
    _check_confidence(min_confidence)
    corrected = corrections.read(overrides) if overrides else None
    read_by = _fingerprint(model)
    reading = sources.read(inputs, input_format=input_format, strict=strict, report=report)
    curated = lexicon.load()
    with replacing(output) as staging:
        try:
            parts = staging.folder / "parts"
            parts.mkdir()
            count = 0
            tell("extract", count, None)
            for size, _ in workers.run(reading, partial(_Writing, parts, model, min_confidence), jobs=jobs):
                count += size
                tell("extract", count, reading.expected())
            if not count:
                raise InputError(f"{', '.join(inputs)}: no paper found; nothing is built")
            tell("link", count, count)
            link(parts, curated, staging.write, overrides=corrected, report=report, threads=jobs)
        except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
            raise unwritable(output, error) from error
        tell("write", count, count)
        return staging.commit(
            version=__version__,
            base=base,
            lexicon=curated.fingerprint,
            model=read_by,
            min_confidence=min_confidence,
            overrides=corrected.fingerprint if corrected else None,
            inputs=reading.summaries,
        )


def extract(
    inputs: Sequence[str],
    *,
    jobs: int = 1,
    model: ReaderName = DEFAULT,
    min_confidence: float = 0.0,
    input_format: str | None = None,
    strict: bool = False,
    progress: Progress | None = None,
    report: Report = _log.warning,
) -> Iterator[Extraction]:
    """What each paper says, nothing linked, in the order of the inputs.

    The arguments and errors are those of `build`; an input is opened when the first extraction is asked for.
    """
    tell = progress or _silent
    _check_confidence(min_confidence)
    reading = sources.read(inputs, input_format=input_format, strict=strict, report=report)
    decoder = msgspec.msgpack.Decoder(list[Extraction])
    count = 0
    tell("extract", count, None)
    for size, encoded in workers.run(reading, partial(_Collecting, model, min_confidence), jobs=jobs):
        yield from decoder.decode(encoded)
        count += size
        tell("extract", count, reading.expected())


def is_base(text: str) -> bool:
    """Whether `text` can be the base of IRIs: absolute, and it ends in ``/`` or ``#``.

    >>> is_base("https://example.org/kg/"), is_base("https://example.org/kg"), is_base("kg/")
    (True, False, False)
    """
    return _BASE.fullmatch(text) is not None


def _check_confidence(least: float) -> None:
    if not 0 <= least <= 1:
        raise InputError(f"{least:g} is no confidence to leave out what is below it; give a number from 0 to 1")


def _fingerprint(model: ReaderName) -> str:
    """Who reads, for the manifest: which weights, or the rules."""
    if model == "rules":
        return model
    from kg.extract.neural.model import fingerprint  # with NumPy, which the rules do without

    return fingerprint(model)


class _Writing:
    """A worker's task for `build`: extract, and write a part."""

    def __init__(self, folder: Path, model: ReaderName, min_confidence: float, number: int) -> None:
        self._extractor = Extractor(model=model, min_confidence=min_confidence)
        self._part = Part(folder, number, lexicon.load())

    def add(self, paper: Paper) -> None:
        self._part.add(paper, self._extractor.extract(paper))

    def flush(self) -> None:
        self._part.flush()

    def close(self) -> None:
        self._part.close()


class _Collecting:
    """A worker's task for `extract`: extract, and give it all back."""

    def __init__(self, model: ReaderName, min_confidence: float, _number: int) -> None:
        self._extractor = Extractor(model=model, min_confidence=min_confidence)
        self._encoder = msgspec.msgpack.Encoder()
        self._found: list[Extraction] = []

    def add(self, paper: Paper) -> None:
        self._found.append(self._extractor.extract(paper))

    def flush(self) -> bytes:
        encoded = self._encoder.encode(self._found)
        self._found = []
        return encoded

    def close(self) -> None:
        pass


def _silent(_stage: str, _papers: int, _expected: int | None) -> None:
    pass
