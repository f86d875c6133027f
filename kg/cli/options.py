"""Options that several commands share, as decorators."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.extract.readers import DEFAULT, READERS

F = TypeVar("F", bound=Callable[..., Any])

_GRAPH = "graph"
_GRAPH_FALLBACK = "$KG_GRAPH, else ./graph"


def graph_option(command: F) -> F:
    """``-g/--graph``: the graph to read; else ``KG_GRAPH``, else ``./graph``. Passes `graph`, a `Path`."""
    return click.option(
        "-g", "--graph", type=click.Path(path_type=Path), envvar="KG_GRAPH", default=_GRAPH,
        show_default=_GRAPH_FALLBACK, help="The graph to read.",
    )(command)  # fmt: skip


def jobs_option(command: F) -> F:
    """``-j/--jobs``: how many processes share the work; all cores of this process by default. Passes `jobs`."""
    return click.option(
        "-j", "--jobs", type=click.IntRange(min=1), default=usable_cores, show_default="all cores",
        help="Processes that share the work; the result is the same.",
    )(command)  # fmt: skip


def model_option(command: F) -> F:
    """``--model`` and, short for one of them, ``--fast``: who reads the abstracts. Passes `model`, of `READERS`."""
    full = click.option(
        "--model", type=click.Choice(READERS), default=DEFAULT, show_default=True,
        help="What reads the abstracts: the trained model, a smaller one, or rules alone. Each is faster than the one"
        " before, and finds less.",
    )  # fmt: skip
    return full(click.option("--fast", "model", flag_value="fast", help="Short for --model fast.")(command))


def quiet_option(command: F) -> F:
    """``-q/--quiet``: errors alone on standard error. Passes `quiet`."""
    return click.option("-q", "--quiet", is_flag=True, help="No progress and no summary, errors alone.")(command)


def json_option(command: F) -> F:
    """``--json``: the answer as JSON, for a program. Passes `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Write JSON, for a program to read.")(command)


def usable_cores() -> int:
    """The processors this process may run on, which a container or `taskset` can make fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
