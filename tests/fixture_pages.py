"""A graph served on this machine, for the tests of pages and of the SPARQL endpoint."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fixture_graph as hand
import uvicorn

from kg import names
from kg.pages.serving import application
from kg.query.sparql import SparqlEngine
from kg.tables import Tables

SCRIPT_TITLE = "<script>alert('title')</script> & \"quotes\" مرحبا بالعالم"
SCRIPT_TEXT = "<img src=x onerror=alert(1)> runs 4x faster than PyTorch on an A100, says </p><script>alert(2)</script>."
SCRIPT = names.paper_id(f"title-{names.digest('script')}")
SCRIPT_NAME = "<img src=x onerror=alert(1)>"
SCRIPT_ID = "software/img-src-x"


def write_graph(directory: Path) -> Path:
    """The hand-made graph (`fixture_graph`), and a paper whose every word wants to be markup."""
    text = f"{SCRIPT_TITLE}\n{SCRIPT_TEXT}"
    start, number = text.index(SCRIPT_TEXT), text.index("4x")
    end = text.index(", says")
    paper = {
        "paper_id": SCRIPT, "key": SCRIPT.removeprefix("paper/"), "source_id": "script", "title": SCRIPT_TITLE,
        "abstract": SCRIPT_TEXT, "categories": ["<b>cs.LG</b>"], "origin": "x", "year": 2026,
        "url": "javascript:alert(3)", "license": "<i>none</i>",
    }  # fmt: skip
    entity = {
        "entity_id": SCRIPT_ID, "kind": "software", "type": "Library", "name": SCRIPT_NAME, "origin": "text",
        "repository": "javascript:alert(4)", "papers": 1, "mentions": 1,
    }  # fmt: skip
    found = {"paper_id": SCRIPT, "start": start, "end": start + len(SCRIPT_NAME), "confidence": 0.9, "rule": "x"}
    claim = {
        **found, "end": end, "claim_id": names.claim_id(SCRIPT.removeprefix("paper/"), number), "kind": "speedup",
        "value": 4.0, "unit": "x", "ratio": 4.0, "direction": "better", "subject": SCRIPT_NAME,
        "subject_id": SCRIPT_ID, "baseline": "PyTorch", "baseline_id": "software/pytorch", "hardware": "NVIDIA A100",
        "hardware_id": "hardware/nvidia-a100", "metric": "<u>speed</u>", "value_start": number,
        "value_end": number + 2, "evidence": text[start:end],
    }  # fmt: skip
    relation = {**found, "type": "introduces", "entity_id": SCRIPT_ID, "evidence": SCRIPT_NAME}
    mention = {**found, "text": SCRIPT_NAME, "entity_id": SCRIPT_ID, "type": "Library"}
    artifact = {
        "paper_id": SCRIPT, "start": 0, "end": 5, "url": "javascript:alert(5)", "kind": "code", "host": "",
    }  # fmt: skip
    more = {
        "papers": paper, "entities": entity, "claims": claim, "relations": relation, "mentions": mention,
        "artifacts": artifact,
    }  # fmt: skip
    return hand.write_graph(directory, {name: [*hand.ROWS[name], row] for name, row in more.items()})


@contextmanager
def serving(directory: Path, *, workers: int = 2, seconds: float = 20, most_bytes: int = 64_000_000) -> Iterator[str]:
    """A server of the graph, in a thread of this process, at a free port; gives its address without the last slash."""
    engine = SparqlEngine(Tables(directory))
    with application(engine, workers=workers, seconds=seconds, most_bytes=most_bytes, hosts=("127.0.0.1",)) as app:
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", lifespan="on"))
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            port = server.servers[0].sockets[0].getsockname()[1]
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()
