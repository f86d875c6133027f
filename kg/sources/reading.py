"""Several inputs as one stream of papers: each paper once, each fault reported, every record counted."""

import hashlib
from collections.abc import Callable, Iterator, Sequence

from kg import names
from kg.errors import InputError
from kg.model import InputSummary, Paper
from kg.sources import opening
from kg.sources.detect import READERS, detect
from kg.sources.record import BadRecord, Fault, Record, to_paper

MIN_TITLE = 20
"""Shortest normal form of a title by which two records meet: "Introduction" and "Editorial" name many papers."""


def read(
    inputs: Sequence[str],
    *,
    input_format: str | None = None,
    strict: bool = False,
    report: Callable[[str], None],
) -> "Reading":
    """Read papers from files, or from standard input where an input is called ``-``.

    Args:
        inputs: Paths. They are looked at before the first is read.
        input_format: One of `FORMATS`; by default the form of each is found by looking at it.
        strict: Stop at the first record that is bad or had to be mended.
        report: Called with one line for each of these.

    Raises:
        InputError: an input is missing, unreadable, empty, cut short or in no known form; or, with `strict`, a record
            is bad.
    """
    return Reading(inputs, input_format=input_format, strict=strict, report=report)


class Reading:
    """Papers to be iterated over, once; `summaries` then tells what each input held.

    `expected` tells meanwhile how many papers there will be.
    """

    def __init__(
        self, inputs: Sequence[str], *, input_format: str | None, strict: bool, report: Callable[[str], None]
    ) -> None:
        if input_format is not None and input_format not in READERS:
            raise InputError(f"{input_format!r} is no input format; known are {', '.join(READERS)}")
        if inputs.count(opening.STDIN) > 1:
            raise InputError("standard input (-) can be read once only; name it once")
        for path in inputs:
            opening.check(path)
        self.summaries: list[InputSummary] = []
        self._strict = strict
        self._report = report
        self._count = 0
        self._sizes = [opening.size(path) for path in inputs]
        self._source: opening.Source | None = None
        self._papers = self._read(inputs, input_format)

    def __iter__(self) -> Iterator[Paper]:
        return self._papers

    def expected(self) -> int | None:
        """How many papers the inputs hold if they go on as they began; None where some input's size is not known."""
        if None in self._sizes:
            return None
        sizes = [size or 0 for size in self._sizes]
        taken = sum(sizes[: len(self.summaries)]) + (self._source.taken() if self._source else 0)
        return round(self._count * sum(sizes) / taken) if taken else None

    def _read(self, inputs: Sequence[str], input_format: str | None) -> Iterator[Paper]:
        known = _Known()
        for path in inputs:
            with opening.opened(path) as source:
                self._source = source
                form = input_format or detect(source)
                read = skipped = duplicate = 0
                for item in READERS[form](source):
                    paper = self._settle(item, source)
                    if paper is None:
                        skipped += not isinstance(item, Fault) or item.lost
                    elif known.add(paper):
                        read += 1
                        self._count += 1
                        yield paper
                    else:
                        duplicate += 1
            self._source = None
            self.summaries.append(
                InputSummary(name=source.name, format=form, read=read, skipped=skipped, duplicate=duplicate)
            )

    def _settle(self, item: Record | Fault, source: opening.Source) -> Paper | None:
        """The paper of a record; what is wrong with it is reported, and raised if `strict`."""
        if isinstance(item, Fault):
            self._complain(item, source)
            return None
        try:
            paper, notes = to_paper(item, source.name)
        except BadRecord as error:
            self._complain(Fault(item.place, str(error)), source)
            return None
        for note in notes:
            self._complain(Fault(item.place, note, lost=False), source)
        return paper

    def _complain(self, fault: Fault, source: opening.Source) -> None:
        message = f"{fault.place.of(source.path)}: {fault.message}".encode("utf-8", "replace").decode()
        if self._strict:
            raise InputError(message)
        self._report(f"{message}; skipped" if fault.lost else message)


class _Known:
    """Which papers were there already. Each costs a few numbers of 8 bytes, not its text.

    Two records are one paper if they share their key. They are one, too, if they share their DOI or a title of some
    length, and are not told apart by identifiers of the same kind: an arXiv record, the DOI of its journal and a bare
    title on a page are one paper; two arXiv records of the same title are two.
    """

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def add(self, paper: Paper) -> bool:
        """Note a paper; False if it was there already."""
        own = "arxiv" if paper.arxiv else "doi" if paper.doi else "title"
        aliases = [paper.doi] if paper.doi else []
        title = names.normal_form(paper.title)
        if len(title) >= MIN_TITLE:
            aliases.append(title)
        key = _mark("key", paper.key)
        others = [_mark(kind, alias) for alias in aliases for kind in ("arxiv", "doi", "title") if kind != own]
        is_new = key not in self._seen and self._seen.isdisjoint(others)
        self._seen.add(key)
        self._seen.update(_mark(own, alias) for alias in aliases)
        return is_new


def _mark(kind: str, text: str) -> int:
    """Eight bytes that stand for a text: of three million papers, two are confused once in a million runs."""
    return int.from_bytes(hashlib.blake2b(f"{kind}\0{text}".encode(), digest_size=8).digest())
