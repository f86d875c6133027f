"""Whatever bytes an input holds, a reader gives papers and faults, or one `InputError`; and every record is counted."""

import gzip
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.sources.detect import FORMATS, READERS, detect
from kg.sources.opening import Source
from kg.sources.record import BadRecord, Fault, to_paper

ABSTRACT = "We sort on small machines. It is 3x faster than before. " * 8
RECORD = {
    "id": "2501.01234",
    "paperId": "p",
    "title": "Sorting",
    "abstract": ABSTRACT,
    "summary": ABSTRACT,
    "authors": ["Ada Lovelace"],
    "authors_parsed": [["Lovelace", "Ada", ""]],
    "versions": [{"created": "Thu, 2 Jan 2025 18:00:00 GMT"}],
    "abstract_inverted_index": {"We": [0], "sort": [1]},
    "authorships": [{"author": {"display_name": "Ada"}}],
    "externalIds": {"ArXiv": "2501.01234"},
    "categories": "cs.DS cs.PF",
    "year": 2025,
}
VALID = [
    f"Get trending papers in your email inbox!\nSubscribeSorting\n{ABSTRACT}\nHashing\n{ABSTRACT}\n",
    json.dumps([RECORD, RECORD], indent=1),
    f"{json.dumps(RECORD)}\n{json.dumps(RECORD)}\n",
    json.dumps({"results": [RECORD]}),
    f'id,title,abstract\n1,"Sorting, fast","{ABSTRACT}"\n2,Hashing,x\n',
    '@string{x = {y}}\n@article{a, title = {Sor{\\\'t}ing} # x, month = jan, year = 2025}\n@misc(b, title="H")\n',
]
JSON_TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(RECORD)), inner, max_size=6),
    max_leaves=12,
)


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """A valid input with some of its bytes cut out, doubled, swapped for others or joined by new ones."""
    content = bytearray(draw(st.sampled_from(VALID)).encode())
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 40)))
        content[start:end] = draw(
            st.binary(max_size=6)
            | st.sampled_from([b"\n", b'"', b"{", b"}", b"[", b"]", b"\\", b"\0", b"@", b"\xff", b",", b"#"])
        )
    return bytes(content)


def read_through(content: bytes, form: str | None) -> None:
    """Read as `kg.sources.read` does, and check what it relies on."""
    try:
        source = Source("input", io.BytesIO(content))
        items = list(READERS[form or detect(source)](source))
    except InputError as error:
        assert str(error).startswith("input")
        assert "\n" not in str(error)
        return
    is_packed = content.startswith(b"\x1f\x8b")
    for item in items:
        assert item.place.line >= 1
        assert is_packed or item.place.line <= content.count(b"\n") + 1
        if isinstance(item, Fault):
            assert item.message
            continue
        try:
            paper, _ = to_paper(item, "input")
        except BadRecord:
            continue
        assert paper.title
        assert paper.text.count("\n") == 1
        for text in (
            paper.text,
            paper.id,
            paper.key,
            *paper.authors,
            *paper.categories,
            paper.url or "",
            paper.date or "",
        ):
            text.encode()


@pytest.mark.parametrize("form", [None, *FORMATS])
@given(content=st.binary(max_size=400) | mutations())
def test_any_bytes(form: str | None, content: bytes) -> None:
    read_through(content, form)


@given(st.lists(JSON_TREES, max_size=3), st.sampled_from([form for form in FORMATS if form not in ("csv", "bibtex")]))
def test_any_json(values: list, form: str) -> None:
    read_through(json.dumps(values).encode(), form)
    read_through("\n".join(map(json.dumps, values)).encode(), form)


@given(mutations(), st.data())
def test_any_damage_to_a_gzip_file(content: bytes, data: st.DataObject) -> None:
    packed = bytearray(gzip.compress(content))
    position = data.draw(st.integers(2, len(packed) - 1))
    packed[position] ^= data.draw(st.integers(1, 255))
    read_through(bytes(packed), None)


@given(st.lists(st.sampled_from([json.dumps(RECORD), "{}", '{"title": "Other"}', "nonsense", "[1]", "5"]), min_size=1))
def test_every_line_is_a_record_or_a_fault(lines: list[str]) -> None:
    source = Source("input", io.BytesIO("\n".join(['{"title": "First"}', *lines]).encode()))
    assert len(list(READERS["json"](source))) == 1 + len(lines)


@given(st.lists(st.sampled_from(["A title", ABSTRACT]), min_size=1))
def test_every_line_of_a_page_is_part_of_a_paper_or_a_fault(lines: list[str]) -> None:
    source = Source("page.txt", io.BytesIO("\n".join(["SubscribeFirst", *lines]).encode()))
    items = list(READERS["trending"](source))
    records = [item for item in items if not isinstance(item, Fault)]
    lost = [item for item in items if isinstance(item, Fault) and item.lost]
    assert len(records) + sum(record.abstract is not None for record in records) + len(lost) == 1 + len(lines)
