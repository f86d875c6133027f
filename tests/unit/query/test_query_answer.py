"""An answer reads as a list of dictionaries and turns into an Arrow table."""

import pyarrow as pa

from kg.query.answer import Answer
from kg.query.catalogue import Column

ANSWER = Answer(
    [Column("name", "string"), Column("papers", "integer"), Column("ratio", "ratio")],
    [("a", 1, 2.5), ("b", None, None)],
)


def test_it_reads_as_a_list_of_dictionaries() -> None:
    assert len(ANSWER) == 2
    assert ANSWER[0] == {"name": "a", "papers": 1, "ratio": 2.5}
    assert ANSWER[-1] == {"name": "b", "papers": None, "ratio": None}
    assert ANSWER[:1] == [ANSWER[0]]
    assert list(ANSWER) == [ANSWER[0], ANSWER[1]]
    assert repr(ANSWER) == "<Answer: 2 rows of name, papers, ratio>"


def test_arrow_types_are_the_columns_also_without_rows() -> None:
    expected = pa.schema([("name", pa.string()), ("papers", pa.int64()), ("ratio", pa.float64())])
    assert ANSWER.to_arrow().schema == expected
    assert ANSWER.to_arrow().to_pylist() == list(ANSWER)
    assert Answer(ANSWER.columns, []).to_arrow().schema == expected
