"""Tables fit a terminal; the other formats keep everything."""

import io
import json

from hypothesis import given
from hypothesis import strategies as st

from kg.cli import output
from kg.query.answer import Answer
from kg.query.catalogue import Column

LONG = "A sentence that is long enough to need more than one line of a terminal of forty columns."
COLUMNS = [
    Column("subject", "string"), Column("ratio", "ratio"), Column("papers", "integer"), Column("sentence", "text"),
    Column("claim", "id"),
]  # fmt: skip
ANSWER = Answer(COLUMNS, [("FlashNet", 3.5, 12, LONG, "claim/x/1"), ("Y", None, None, None, None)])


def text(answer: Answer, form: str, **options: object) -> str:
    file = io.StringIO()
    output.write(answer, form, file, **options)  # type: ignore[arg-type]
    return file.getvalue()


def test_a_table_for_a_terminal() -> None:
    assert text(ANSWER, "table", width=60).splitlines() == [
        "subject   ratio  papers",
        "FlashNet   3.5×      12",
        "    sentence  A sentence that is long enough to need more",
        "              than one line of a terminal of forty columns.",
        "    claim     claim/x/1",
        "",
        "Y             –       –",
        "",
    ]


def test_a_table_elsewhere_keeps_a_row_in_a_line() -> None:
    header, first, second = text(ANSWER, "table").splitlines()
    assert header.split() == ["subject", "ratio", "papers", "sentence", "claim"]
    assert LONG in first and first.endswith("claim/x/1")
    assert second.split() == ["Y", "–", "–", "–", "–"]


def test_without_sentences_all_stands_in_the_line() -> None:
    answer = Answer([Column("name", "string"), Column("id", "id")], [("PyTorch", "software/pytorch")])
    assert text(answer, "table", width=40).splitlines() == ["name     id", "PyTorch  software/pytorch"]


def test_a_figure_is_one_cell_of_a_table_and_four_columns_elsewhere() -> None:
    columns = [Column("qualifier", "string"), Column("value", "number"), Column("value_max", "number"),
               Column("unit", "string"), Column("kind", "string")]  # fmt: skip
    rows = [("up to", 3.5, None, "x", "speedup"), (None, 20.0, 30.0, "ms", "time"), (None, 2.5, None, "%", "quality")]
    answer = Answer(columns, rows)
    assert text(answer, "table").splitlines() == [
        "     value  kind", "up to 3.5x  speedup", "  20-30 ms  time", "      2.5%  quality",
    ]  # fmt: skip
    assert text(answer, "csv").splitlines()[:2] == ["qualifier,value,value_max,unit,kind", "up to,3.5,,x,speedup"]


def test_wide_cells_are_wrapped_in_their_column() -> None:
    answer = Answer([Column("a", "string"), Column("n", "integer")], [("one two three four five", 7)])
    assert text(answer, "table", width=18).splitlines() == ["a                n", "one two three    7", "four five"]


def test_letters_of_two_columns_are_counted_so() -> None:
    answer = Answer([Column("a", "string"), Column("b", "string")], [("注意力", "x"), ("abc", "y")])
    assert text(answer, "table", width=40).splitlines() == ["a       b", "注意力  x", "abc     y"]


def test_colours_mark_the_header_and_the_names_beneath() -> None:
    lines = output.table(ANSWER, width=60, colour=True)
    assert lines[0] == "\x1b[1msubject   ratio  papers\x1b[0m"
    assert lines[2].startswith("\x1b[2m    sentence  \x1b[0mA sentence")


def test_ratios_are_rounded_for_the_eye_alone() -> None:
    answer = Answer([Column("r", "ratio")], [(1.8867924528,), (1000.0,), (0.14286,), (2.5,)])
    assert text(answer, "table").split() == ["r", "1.89×", "1000×", "0.143×", "2.5×"]
    assert text(answer, "csv").split() == ["r", "1.8867924528", "1000.0", "0.14286", "2.5"]


def test_yes_and_no() -> None:
    assert text(Answer([Column("answer", "string")], [(True,)]), "table").split() == ["answer", "yes"]


def test_a_title_cannot_move_the_cursor() -> None:
    answer = Answer([Column("t", "text")], [("a\x1b[2Jb\r\nc\x07",)])
    assert text(answer, "table", width=30).splitlines()[-2] == "    t  a\ufffd[2Jb c\ufffd"


def test_an_empty_answer_is_its_header() -> None:
    assert text(Answer(COLUMNS, []), "table", width=80) == "subject  ratio  papers\n"
    assert text(Answer(COLUMNS, []), "csv") == "subject,ratio,papers,sentence,claim\n"
    assert json.loads(text(Answer(COLUMNS, []), "json")) == []
    assert text(Answer(COLUMNS, []), "jsonl") == ""


values = st.none() | st.text() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(st.tuples(st.text(), values, values, st.none() | st.text(), st.none() | st.text())))
def test_programs_get_every_value_and_tables_fit(rows: list[tuple[str, object, object, str, str]]) -> None:
    answer = Answer(COLUMNS, rows)  # type: ignore[arg-type]
    assert [tuple(row.values()) for row in json.loads(text(answer, "json"))] == rows
    assert [tuple(json.loads(line).values()) for line in text(answer, "jsonl").split("\n")[:-1]] == rows
    assert all(output.length(line) <= 80 for line in output.table(answer, width=80))
