"""What can go wrong with a build, tried on the real command in processes of its own."""

import fcntl
import gzip
import json
import os
import random
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.tables import FORMAT, SCHEMAS, Tables

KG = [sys.executable, "-c", "from kg.cli.main import main; main()"]
RULES = ("--model", "rules")
"""What reads makes no difference to any of this but in time."""
TIMEOUT = 300
"""Seconds after which a build that hangs is given up."""

CRASH = """
import os, shutil, signal, sys
from pathlib import Path
from kg.tables import SCHEMAS, replacing

left = int(sys.argv[1])

def crash_at(function):
    def counted(*arguments, **options):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **options)
    return counted

with replacing(sys.argv[2]) as staging:
    for name, schema in SCHEMAS.items():
        staging.write(name, schema.empty_table().to_reader())
    os.fsync, os.replace, shutil.rmtree = map(crash_at, (os.fsync, os.replace, shutil.rmtree))
    Path.rename, Path.unlink = map(crash_at, (Path.rename, Path.unlink))
    staging.commit(version="1", base="https://example.org/", lexicon="", overrides=None, inputs=[])
"""
"""Commits an empty graph and kills itself before the n-th of the commit's changes to the disk."""


def records(count: int, *, mark: str = "") -> list[dict[str, str]]:
    """Papers of `mark`ed names; half of each abstract is noise, so that the files do not shrink to nothing."""
    noise = random.Random(mark)
    return [
        {
            "id": f"2501.{number:05}",
            "title": f"Net{mark}{number}: quick inference on one device",
            "abstract": f"We present Net{mark}{number}, a library built on PyTorch. It is {number}x faster than "
            f"TensorRT on an NVIDIA A100, and reaches {number} ms of latency with BERT-large on GLUE. "
            f"{noise.randbytes(150).hex()}",
        }
        for number in range(1, count + 1)
    ]


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def kg(command: str, *arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    rules = () if command == "info" else RULES
    return subprocess.run(
        [*KG, command, *map(str, arguments), *rules], capture_output=True, text=True, timeout=TIMEOUT, **options
    )


def fails_in_one_line(result: subprocess.CompletedProcess[str], *words: str) -> None:
    assert result.returncode == 1, result.stderr
    assert len(result.stderr.splitlines()) == 1, result.stderr
    assert result.stdout == ""
    for word in words:
        assert word in result.stderr


def whole(graph: Path) -> int:
    """Read every table of a graph to the end; the number of its papers."""
    tables = Tables(graph)
    for name in SCHEMAS:
        assert tables.read(name).num_rows == tables.manifest.counts[name]
    return tables.manifest.counts["papers"]


def strays(graph: Path) -> list[str]:
    """What lies in a graph's directory and is not of the graph."""
    own = {".lock", "manifest.json", Tables(graph).manifest.generation}
    return sorted(path.name for path in graph.iterdir() if path.name not in own)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An input of 20 papers."""
    return write(tmp_path_factory.mktemp("inputs") / "small.jsonl", records(20))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An input of 600 other papers."""
    return write(tmp_path_factory.mktemp("inputs") / "large.jsonl", records(600, mark="X"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, small: Path) -> Path:
    """A graph of `small`; read it only."""
    graph = tmp_path_factory.mktemp("built") / "graph"
    assert kg("build", small, "-o", graph, "-q", "-j", 1).returncode == 0
    return graph


@pytest.fixture
def graph(tmp_path: Path, built: Path) -> Path:
    """A graph of 20 papers, to be spoilt."""
    return shutil.copytree(built, tmp_path / "graph")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_build_killed_at_a_random_moment_leaves_a_whole_graph(graph: Path, large: Path, jobs: int) -> None:
    command = [*KG, "build", str(large), "-o", str(graph), "-q", "-j", str(jobs), *RULES]
    began = time.monotonic()
    subprocess.run(command, check=True, timeout=TIMEOUT)
    duration = time.monotonic() - began
    chance = random.Random(jobs)
    for part in range(4):
        process = subprocess.Popen(command, start_new_session=True)
        time.sleep(duration * (part + chance.random()) / 4)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(TIMEOUT)
        assert whole(graph) == 600
    subprocess.run(command, check=True, timeout=TIMEOUT)  # the lock is free, and what was left is swept away
    assert whole(graph) == 600
    assert strays(graph) == []


def test_a_commit_killed_before_any_of_its_steps_leaves_the_old_graph_or_the_new(tmp_path: Path, built: Path) -> None:
    found = []
    code = -signal.SIGKILL
    while code == -signal.SIGKILL:
        graph = shutil.copytree(built, tmp_path / str(len(found)))
        command = [sys.executable, "-c", CRASH, str(len(found) + 1), str(graph)]
        code = subprocess.run(command, timeout=TIMEOUT).returncode
        found.append(whole(graph))
    assert code == 0
    assert found == sorted(found, reverse=True)  # from some step on it is the new graph
    assert set(found) == {20, 0}
    assert found.count(20) > len(SCHEMAS)  # every table was brought to the disk before


def test_a_worker_that_is_killed_ends_the_build_in_one_line(graph: Path, tmp_path: Path) -> None:
    source = write(tmp_path / "many.jsonl", records(20_000, mark="Y"))
    process = subprocess.Popen(
        [*KG, "build", str(source), "-o", str(graph), "-q", "-j", "2", *RULES], stderr=subprocess.PIPE, text=True
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        process.kill()
        process.communicate()
        pytest.skip("this system does not list a process's children in /proc")
    workers: list[int] = []
    while not workers and process.poll() is None:
        workers = [int(child) for child in children.read_text().split() if _is_worker(int(child))]
        time.sleep(0.01)
    time.sleep(1)
    os.kill(workers[0], signal.SIGKILL)
    _, message = process.communicate(timeout=TIMEOUT)
    assert process.returncode == 1, message
    assert len(message.splitlines()) == 1
    assert "a worker process was killed by signal 9" in message
    assert whole(graph) == 20
    assert strays(graph) == []


def _is_worker(process: int) -> bool:
    try:
        return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_ends_a_build_quietly_and_leaves_the_old_graph(graph: Path, tmp_path: Path, jobs: int) -> None:
    source = write(tmp_path / "many.jsonl", records(20_000, mark="Y"))
    process = subprocess.Popen(
        [*KG, "build", str(source), "-o", str(graph), "-q", "-j", str(jobs), *RULES],
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    while not list(graph.glob(".staging-*/parts/papers-*.parquet")) and process.poll() is None:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, message = process.communicate(timeout=TIMEOUT)
    assert process.returncode == 130
    assert "Traceback" not in message
    assert whole(graph) == 20
    assert strays(graph) == []


@pytest.mark.parametrize("limit", [0, 2_000, 60_000])
@pytest.mark.parametrize("jobs", [1, 2])
def test_files_that_may_not_grow_end_the_build_in_one_line(graph: Path, large: Path, limit: int, jobs: int) -> None:
    """Each limit stops the build at another place: a part, a table, or the commit."""
    result = kg(
        "build", large, "-o", graph, "-q", "-j", jobs,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )  # fmt: skip
    fails_in_one_line(result, f"{graph}: cannot be written (", "what was there is unchanged")
    assert whole(graph) == 20
    assert strays(graph) == []


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("needs the right to mount a file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("free", [40_000, 420_000], ids=["no room for parts", "no room for tables"])
def test_a_full_disk_ends_the_build_in_one_line(disk: Path, built: Path, large: Path, free: int) -> None:
    graph = shutil.copytree(built, disk / "graph")
    (disk / "ballast").write_bytes(bytes(shutil.disk_usage(disk).free - free))
    result = kg("build", large, "-o", graph, "-q", "-j", 2)
    fails_in_one_line(result, f"{graph}: cannot be written (No space left on device); what was there is unchanged")
    assert whole(graph) == 20
    assert strays(graph) == []


def test_a_place_that_may_not_be_written_is_one_line(small: Path) -> None:
    if not Path("/proc/self").exists():
        pytest.skip("this system has no /proc, a place where nobody may write")
    fails_in_one_line(kg("build", small, "-o", "/proc/graph", "-q", "-j", 1), "/proc/graph: cannot be written")


def test_an_input_that_may_not_be_read_is_one_line(small: Path, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read every file")
    secret = shutil.copy(small, tmp_path / "secret.jsonl")
    secret.chmod(0)
    fails_in_one_line(kg("build", secret, "-o", tmp_path / "graph", "-q"), "secret.jsonl")


def test_a_directory_as_input_is_one_line(tmp_path: Path) -> None:
    fails_in_one_line(kg("build", tmp_path, "-o", tmp_path / "graph", "-q"), str(tmp_path))


def test_a_directory_that_is_no_graph_is_left_alone(small: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").touch()
    fails_in_one_line(kg("build", small, "-o", tmp_path, "-q"), "is no graph", "thesis.tex")
    fails_in_one_line(kg("info", "-g", tmp_path), "is no graph")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_graph_of_a_newer_format_is_neither_read_nor_replaced(graph: Path, small: Path) -> None:
    manifest = json.loads((graph / "manifest.json").read_bytes()) | {"format": FORMAT + 1}
    (graph / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    for command in (["build", small, "-o", graph, "-q"], ["info", "-g", graph]):
        fails_in_one_line(kg(*command), f"has format {FORMAT + 1}", "upgrade speedgraph")
    assert json.loads((graph / "manifest.json").read_bytes()) == manifest


def test_two_builds_at_once_are_refused(graph: Path, small: Path) -> None:
    with (graph / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        fails_in_one_line(kg("build", small, "-o", graph, "-q"), "another build is writing there")
    assert whole(graph) == 20


GOOD = b'{"title": "A good one", "abstract": "We train BERT on GLUE."}\n'


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("line.jsonl", b'{"title": "T", "abstract": "' + b"word " * 20_000_000 + b'"}\n', "line.jsonl"),
        ("line.txt", b"word " * 20_000_000, "line.txt: is in no known form"),
        ("deep.json", b"[" * 2_000_000, "deep.json"),
        ("cut.jsonl.gz", gzip.compress(GOOD * 1000)[:-10], "cut.jsonl.gz: its gzip data is cut short"),
        ("empty.jsonl", b"", "empty.jsonl: is empty"),
        ("noise.bin", random.Random(7).randbytes(100_000), "noise.bin"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value and " " not in value else "",
)
def test_an_input_of_no_use_is_told_and_leaves_the_old_graph(
    graph: Path, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    source = tmp_path / name
    source.write_bytes(content)
    fails_in_one_line(kg("build", source, "-o", graph, "-q", "-j", 1), words)
    assert whole(graph) == 20


@pytest.mark.parametrize(
    ("bad", "papers"),
    [
        (b'{"title": "T", "abstract": "' + b"word " * 20_000_000 + b'"}\n', 2),
        (b'{"title": ' + b"[" * 1_000_000 + b"\n", 2),
        (b'{"title": "b\xffd", "abstract": "x"}\n', 3),
        (b'{"title": "b\\u0000d", "abstract": "x"}\n', 3),
        (b'{"title": "half a pair \\ud800", "abstract": "x"}\n', 3),
    ],
    ids=["longer than any", "nested deeply", "invalid UTF-8", "NUL", "half a surrogate pair"],
)
def test_a_bad_record_among_good_ones_is_told_with_its_line(tmp_path: Path, bad: bytes, papers: int) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(GOOD + bad + GOOD.replace(b"A good", b"Another good"))
    result = kg("build", source, "-o", tmp_path / "graph", "-j", 1)
    assert result.returncode == 0, result.stderr
    assert "in.jsonl:2" in result.stderr
    assert f"{papers} read, {3 - papers} skipped" in result.stderr
    assert whole(tmp_path / "graph") == papers
    fails_in_one_line(kg("build", source, "-o", tmp_path / "strict", "-j", 1, "--strict", "-q"), "in.jsonl:2")


def test_an_abstract_of_a_megabyte_is_read_to_its_end(tmp_path: Path) -> None:
    abstract = "Plain words about nothing in particular. " * 25_000 + "We present EndNet, 2x faster than PyTorch."
    source = write(tmp_path / "in.jsonl", [{"title": "A long story", "abstract": abstract}])
    assert kg("build", source, "-o", tmp_path / "graph", "-q", "-j", 1).returncode == 0
    assert "EndNet" in Tables(tmp_path / "graph").read("entities")["name"].to_pylist()


def test_a_reader_who_leaves_early_ends_extract_without_a_word(large: Path) -> None:
    command = f"{shlex.join(KG)} extract {shlex.quote(str(large))} -j 2 {shlex.join(RULES)} | head -1"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=TIMEOUT)
    assert result.stderr == ""
    assert json.loads(result.stdout)["title"].startswith("NetX1:")
