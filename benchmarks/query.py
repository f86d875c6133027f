"""Answering: every canned question from a cold start, and what the index costs once.

::

    python benchmarks/query.py GRAPH [--repeat 3] [--rebuild]

Each question runs as ``kg query NAME`` in a process of its own, as a person runs it, with its own limit of rows; `warm`
is the same question in a process that has answered it once. Parameters that a question needs are common names of the
field; where the graph lacks one, the question is left out, and that is said. With `--rebuild` the index is removed and
built first.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from kg.errors import QueryError
from kg.query import catalogue
from kg.query.index import NAME, open_index
from kg.query.sparql import SparqlEngine
from kg.tables import Tables

NEEDED = {
    "entity": "BERT", "hardware": "GPU", "library": "DeepSpeed", "dataset": "GLUE", "method": "Transformer",
    "task": "question answering", "name": "torch",
}  # fmt: skip
"""A value for each parameter that a question cannot do without."""

KG = [sys.executable, "-c", "from kg.cli.main import main; main()"]


def needed(engine: SparqlEngine, query: catalogue.Query) -> dict[str, str]:
    """The parameters that a question cannot do without."""
    ids = {"claim": ("claims", "claim_id"), "paper": ("papers", "paper_id")}
    values = {}
    for parameter in query.parameters:
        if parameter.required and parameter.type == "id":
            table, column = ids[parameter.name]
            values[parameter.name] = engine.tables.read(table, columns=[column])[column][0].as_py()
        elif parameter.required:
            values[parameter.name] = NEEDED[parameter.name]
    return values


def cold(directory: Path, name: str, given: dict[str, str]) -> float:
    """Seconds of ``kg query NAME`` as a command."""
    parameters = [word for key, value in given.items() for word in ("-p", f"{key}={value}")]
    start = time.perf_counter()
    subprocess.run([*KG, "query", name, "-g", str(directory), "-q", *parameters], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def warm(engine: SparqlEngine, query: catalogue.Query, given: dict[str, str]) -> float:
    """Seconds of the question in this process."""
    start = time.perf_counter()
    engine.answer(query, given, limit=query.limit)
    return time.perf_counter() - start


def main() -> None:
    """Print a table: question, cold and warm medians in seconds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("graph", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--rebuild", action="store_true")
    options = parser.parse_args()
    tables = Tables(options.graph)
    index = tables.folder / NAME
    if options.rebuild:
        shutil.rmtree(index, ignore_errors=True)
    start = time.perf_counter()
    store = open_index(tables)
    seconds = time.perf_counter() - start
    size = sum(path.stat().st_size for path in index.iterdir())
    print(f"index: {len(store):,} quads, {size / 1e6:,.0f} MB, opened or built in {seconds:.2f} s\n")
    engine = SparqlEngine(tables)
    print("| question | cold s | warm s |\n|---|---|---|")
    colds = []
    for query in catalogue.load().values():
        given = needed(engine, query)
        try:
            engine.answer(query, given, limit=query.limit)
        except QueryError as error:
            print(f"| {query.name} | left out: {error} | |")
            continue
        times = [cold(options.graph, query.name, given) for _ in range(options.repeat)]
        colds.append(statistics.median(times))
        again = statistics.median(warm(engine, query, given) for _ in range(options.repeat))
        print(f"| {query.name} | {colds[-1]:.2f} | {again:.3f} |", flush=True)
    print(f"\nof {len(colds)}: median {statistics.median(colds):.2f} s, slowest {max(colds):.2f} s")


if __name__ == "__main__":
    main()
