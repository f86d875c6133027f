"""Writing RDF: triples a second of every format, against pyoxigraph and rdflib objects on a slice of the same graph.

::

    python benchmarks/rdf.py GRAPH [--repeat 3] [--slice 100000]

Each writer runs in a process of its own, so that the peak of its memory is its own; the table has the median of the
repeats, with the slowest and the fastest. Writers of a slice begin with terms as Python strings: what is timed is to
make the library's objects and to serialise them.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib

from kg.export import rdf
from kg.tables import Tables

Row = tuple[str, str, str, str | None]
"""Subject, predicate, object and its datatype, None where the object is an IRI."""

OURS = ("nt", "nq", "rdf12", "turtle", "trig", "rdfxml", "jsonld")
OXIGRAPH = {"pyoxigraph objects, nt": ox.RdfFormat.N_TRIPLES, "pyoxigraph objects, turtle": ox.RdfFormat.TURTLE}
RDFLIB = {"rdflib graph, nt": "nt", "rdflib graph, turtle": "turtle"}


def ours(tables: Tables, name: str, folder: Path) -> tuple[int, float]:
    """The whole graph in one of our formats: triples and seconds."""
    count = 0

    def add(number: int) -> None:
        nonlocal count
        count += number

    start = time.perf_counter()
    rdf.write(tables, folder / "dump", name, progress=add)
    return count, time.perf_counter() - start


def rows(tables: Tables, size: int, folder: Path) -> list[Row]:
    """Every n-th triple of the facts, so that the slice has all kinds of them, as strings."""
    rdf.write(tables, folder / "facts.nt", "nt")
    step = max(1, rdf.count_triples(tables, "nt") // size)
    quads = ox.parse(path=folder / "facts.nt", format=ox.RdfFormat.N_TRIPLES)
    return [
        (s.value, p.value, o.value, o.datatype.value if isinstance(o, ox.Literal) else None)
        for s, p, o, _ in islice(quads, 0, size * step, step)
    ]


def by_oxigraph(slice_: list[Row], form: ox.RdfFormat, file: Path) -> None:
    ox.serialize(_ox_triples(slice_), str(file), form)


def _ox_triples(slice_: list[Row]) -> Iterator[ox.Triple]:
    for subject, predicate, found, datatype in slice_:
        term: Any = ox.Literal(found, datatype=ox.NamedNode(datatype)) if datatype else ox.NamedNode(found)
        yield ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), term)


def by_rdflib(slice_: list[Row], form: str, file: Path) -> None:
    graph = rdflib.Graph()
    for subject, predicate, found, datatype in slice_:
        term = rdflib.Literal(found, datatype=rdflib.URIRef(datatype)) if datatype else rdflib.URIRef(found)
        graph.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), term))
    graph.serialize(file, format=form)


def measure(graph: Path, writer: str, size: int) -> dict[str, float]:
    """Run one writer once, in this process."""
    tables = Tables(graph)
    with tempfile.TemporaryDirectory() as folder:
        if writer in OURS:
            triples, seconds = ours(tables, writer, Path(folder))
        else:
            slice_ = rows(tables, size, Path(folder))
            work: Callable[[], None] = (
                (lambda: by_oxigraph(slice_, OXIGRAPH[writer], Path(folder) / "dump"))
                if writer in OXIGRAPH
                else (lambda: by_rdflib(slice_, RDFLIB[writer], Path(folder) / "dump"))
            )
            start = time.perf_counter()
            work()
            triples, seconds = len(slice_), time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"triples": triples, "seconds": seconds, "peak": peak}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--slice", type=int, default=100_000)
    parser.add_argument("--writer", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.writer:
        print(json.dumps(measure(arguments.graph, arguments.writer, arguments.slice)))
        return
    print("| writer | triples | triples/s (slowest, fastest) | of ours, nt | peak MB |\n|---|---|---|---|---|")
    reference = None
    for writer in (*OURS, *OXIGRAPH, *RDFLIB):
        command = [sys.executable, __file__, str(arguments.graph), "--slice", str(arguments.slice), "--writer", writer]
        runs = [
            json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            for _ in range(arguments.repeat)
        ]
        speeds = sorted(run["triples"] / run["seconds"] for run in runs)
        speed = statistics.median(speeds)
        reference = reference or speed
        peak = max(run["peak"] for run in runs)
        spread = f"{speeds[0]:,.0f}, {speeds[-1]:,.0f}"
        name = f"kg export -f {writer}" if writer in OURS else writer
        row = (name, f"{runs[0]['triples']:,}", f"{speed:,.0f} ({spread})", f"{speed / reference:.3f}", f"{peak:.0f}")
        print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
