"""Reading annotated and extracted papers, and bringing them together; `test_cli_eval` has what cannot be read."""

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluate.records import NOTHING, load, pairs, unmatched

PAPER = {
    "id": 7,
    "entities": [],
    "relations": [],
    "claims": [{"value": 2, "unit": "x", "kind": "speedup", "rule": "r"}],
}


@pytest.mark.parametrize("form", ["list", "lines"])
def test_both_layouts_are_read_and_what_else_is_there_is_passed_over(tmp_path: Path, form: str) -> None:
    path = tmp_path / "papers"
    path.write_text(f"[{json.dumps(PAPER)}]" if form == "list" else f"\n{json.dumps(PAPER)}\n\n")
    [(key, record)] = load(str(path)).items()
    assert (key, record.claims[0].value, record.claims[0].subject, record.artifacts) == ("7", 2.0, None, [])


def test_papers_meet_by_id_whether_it_is_a_number_or_a_text(tmp_path: Path) -> None:
    for name, key in (("gold", 7), ("found", "7")):
        (tmp_path / name).write_text(json.dumps({**PAPER, "id": key}))
    gold, found = (load(str(tmp_path / name)) for name in ("gold", "found"))
    [pair] = pairs(gold, found)
    assert pair.predicted is found["7"]
    assert list(unmatched(gold, found)) == []


def test_what_is_not_predicted_is_nothing_and_told(tmp_path: Path) -> None:
    path = tmp_path / "gold"
    path.write_text("".join(json.dumps({**PAPER, "id": n}) + "\n" for n in range(5)))
    gold = load(str(path))
    found = {key: record for key, record in gold.items() if key == "3"}
    assert [pair.predicted is NOTHING for pair in pairs(gold, found)] == [True, True, True, False, True]
    assert [line[-25:] for line in unmatched(gold, found)] == ["d: 0, 1, 2, ... (4 in all)"[-25:]]
    with pytest.raises(InputError, match="no paper is in both files"):
        pairs(gold, {"x": NOTHING})
