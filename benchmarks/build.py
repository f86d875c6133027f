#!/usr/bin/env python3
"""What a build costs, by stage: ``python benchmarks/build.py --shared ../shared --sizes 20000,64664 --jobs 1,2``.

Builds graphs of the first so many abstracts of the arXiv corpus, each in a process of its own, and writes the N-Triples
dump of each. Prints a Markdown table of medians: seconds by stage, the peak memory of the whole process tree (resident
pages of all its processes, those they share counted once for each), and the ratios that the project holds itself to.
The tables of one size must have the same bytes whatever the number of processes; the exit code is 1 if they have not.
"""

import argparse
import gzip
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from statistics import median
from typing import cast

from kg.extract.readers import READERS, ReaderName

CORPUS = ("arxiv-20k.jsonl.gz", "arxiv-44k.jsonl.gz")
STAGES = ("extract", "link", "write", "rdf")
"""Reading and extraction; link and the writing of tables; the commit; the dump."""
PAGE = os.sysconf("SC_PAGE_SIZE")


def one_build(source: str, folder: str, jobs: int, model: ReaderName) -> None:
    """Build and dump, and print the seconds of each stage."""
    from kg.building import build
    from kg.export.rdf import write
    from kg.tables import Tables

    began: dict[str, float] = {}

    def progress(stage: str, papers: int, expected: int | None) -> None:
        began.setdefault(stage, time.perf_counter())

    start = time.perf_counter()
    manifest = build([source], f"{folder}/graph", jobs=jobs, model=model, progress=progress)
    began["rdf"] = time.perf_counter()
    write(Tables(f"{folder}/graph"), f"{folder}/graph.nt", "nt")
    end = time.perf_counter()
    began["extract"] = start
    ends = [*(began[stage] for stage in STAGES[1:]), end]
    seconds = {stage: finish - began[stage] for stage, finish in zip(STAGES, ends, strict=True)}
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(each.ru_utime + each.ru_stime for each in usage)
    print(json.dumps({"seconds": seconds, "cpu": cpu, "counts": manifest.counts}))


def measure(source: Path, jobs: int, model: str) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, __file__, "--one", str(source), folder, str(jobs), model],
            stdout=subprocess.PIPE,
            text=True,
        )
        peak = 0
        while process.poll() is None:
            peak = max(peak, resident(process.pid))
            time.sleep(0.05)
        if process.returncode:
            sys.exit(process.returncode)
        run = json.loads(process.stdout.read())
        run["peak"] = peak
        run["tables"] = fingerprint(Path(folder) / "graph")
        run["triples"] = (Path(folder) / "graph.nt").read_bytes().count(b"\n")
        return run


def resident(process: int) -> int:
    """Bytes of memory of a process and all below it."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except (OSError, IndexError):
        return 0
    return pages * PAGE + sum(resident(int(child)) for child in children)


def fingerprint(graph: Path) -> str:
    content = hashlib.sha256()
    for path in sorted(graph.rglob("*")):
        if path.is_file():
            content.update(path.relative_to(graph).as_posix().encode() + b"\0" + path.read_bytes())
    return content.hexdigest()


def first(corpus: Path, size: int, target: Path) -> Path:
    """Write the first `size` abstracts of the corpus."""

    def lines():
        for name in CORPUS:
            with gzip.open(corpus / name, "rb") as file:
                yield from file

    with target.open("wb") as file:
        file.writelines(islice(lines(), size))
    return target


def middle(runs: list[dict], stage: str) -> float:
    if stage == "all":
        return median(sum(run["seconds"].values()) for run in runs)
    return median(run["seconds"][stage] for run in runs)


def report(results: dict[tuple[int, int], list[dict]], sizes: list[int], jobs: list[int]) -> list[str]:
    lines = [
        "| abstracts | jobs | read + extract s | abstracts/s | link + tables s | commit s | N-Triples s | triples/s |"
        " CPU s | peak MB |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for (size, count), runs in results.items():
        extract, link, commit, rdf = (middle(runs, stage) for stage in STAGES)
        cpu = median(run["cpu"] for run in runs)
        peak = max(run["peak"] for run in runs) / 1e6
        lines.append(
            f"| {size:,} | {count} | {extract:.1f} | {size / extract:,.0f} | {link:.1f} | {commit:.1f} | {rdf:.1f} "
            f"| {runs[0]['triples'] / rdf:,.0f} | {cpu:.1f} | {peak:,.0f} |"
        )
    lines += ["", "| ratio | value | goal |", "|---|---|---|"]
    low, high = min(jobs), max(jobs)
    for size in sizes:
        runs = results[size, low]
        share = sum(middle(runs, stage) for stage in STAGES[1:]) / middle(runs, "extract")
        lines.append(f"| (link + tables + RDF) / extraction, {size:,}, {low} job | {share:.2f} | < 0.25 |")
        if low != high:
            gain = build_seconds(runs) / build_seconds(results[size, high])
            lines.append(f"| {low} job / {high} jobs, whole build, {size:,} | {gain:.2f} | >= 1.7 |")
    small, large = min(sizes), max(sizes)
    if small != large:
        for count in jobs:
            growth = build_seconds(results[large, count]) / build_seconds(results[small, count])
            lines.append(f"| {large:,} / {small:,}, whole build, {count} jobs | {growth:.2f} | <= 3.5 |")
    return lines


def build_seconds(runs: list[dict]) -> float:
    return sum(middle(runs, stage) for stage in STAGES[:-1])


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        one_build(sys.argv[2], sys.argv[3], int(sys.argv[4]), cast(ReaderName, sys.argv[5]))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="holds corpus/arxiv-*.jsonl.gz")
    parser.add_argument("--sizes", default="20000,64664", help="how many abstracts, e.g. 20000,64664")
    parser.add_argument("--jobs", default="1,2", help="how many processes, e.g. 1,2")
    parser.add_argument("--model", choices=READERS, default="rules", help="what reads (default: %(default)s)")
    parser.add_argument("--repeat", type=int, default=1, help="runs of each, of which the median counts")
    options = parser.parse_args()
    sizes, jobs = ([int(number) for number in text.split(",")] for text in (options.sizes, options.jobs))
    results: dict[tuple[int, int], list[dict]] = {}
    same = True
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            source = first(options.shared / "corpus", size, Path(folder) / f"{size}.jsonl")
            for count in jobs:
                results[size, count] = [measure(source, count, options.model) for _ in range(options.repeat)]
                print(f"{size:,} abstracts, {count} jobs: done", file=sys.stderr)
            same &= len({run["tables"] for count in jobs for run in results[size, count]}) == 1
    print("\n".join(report(results, sizes, jobs)))
    print(f"\nTables of one size have {'the same' if same else 'DIFFERENT'} bytes in every run.")
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
