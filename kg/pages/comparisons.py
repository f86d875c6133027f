"""Who beats whom: the claims of a graph, filtered and sorted as a URL says, a page at a time."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from kg.model import ClaimKind
from kg.pages.marking import mark_claims
from kg.pages.store import SLOTS, WINS, Row, Store

PAGE = 25
"""Rows a page."""

KINDS = {"model": "method", "dataset": "dataset", "hardware": "hardware", "task": "task"}
"""The kind of id that fills a slot; the others take any."""

SORTS = {
    "ratio": "ratio DESC NULLS LAST, claim_id",
    "year": "year DESC NULLS LAST, ratio DESC NULLS LAST, claim_id",
    "sure": "confidence DESC, ratio DESC NULLS LAST, claim_id",
    "subject": "lower(subject) NULLS LAST, ratio DESC NULLS LAST, claim_id",
    "baseline": "lower(baseline) NULLS LAST, ratio DESC NULLS LAST, claim_id",
}

_FAMILY = """
WITH RECURSIVE below(id) AS (
    SELECT $id UNION SELECT source_id FROM edges JOIN below ON target_id = id WHERE type = 'broader'
) SELECT list(id) AS ids FROM below
"""


class Filters(NamedTuple):
    """What the URL asks for. Names are as they were given; None restricts nothing."""

    subject: str | None = None
    baseline: str | None = None
    model: str | None = None
    dataset: str | None = None
    hardware: str | None = None
    task: str | None = None
    kind: str | None = None
    metric: str | None = None
    min_ratio: float | None = None
    since: int | None = None
    until: int | None = None
    show: str = "wins"
    sort: str = "ratio"
    page: int = 1

    def url(self, **changes: Any) -> str:
        """The address of the table with some filters changed; from its first page, unless a page is asked for."""
        asked = self._replace(**({"page": 1} | changes))
        given = {name: value for name, value in asked._asdict().items() if value != Filters._field_defaults[name]}
        return f"/compare?{urlencode(given)}" if given else "/compare"


class Comparisons(NamedTuple):
    """A page of the table; `problems` says by filter what was wrong with it."""

    filters: Filters
    things: dict[str, Row]
    problems: dict[str, str]
    rows: list[Row]
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max((self.total + PAGE - 1) // PAGE, 1)


def parse(given: Mapping[str, str]) -> tuple[Filters, dict[str, str]]:
    """The filters of a query string, and what is wrong with those that were left out."""
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    choices: dict[str, list[str]] = {"kind": list(ClaimKind), "sort": list(SORTS), "show": ["wins", "all"]}
    numbers: dict[str, type[int] | type[float]] = {"min_ratio": float, "since": int, "until": int, "page": int}
    for name in Filters._fields:
        value = given.get(name, "").strip()
        if not value:
            continue
        if name in choices and value not in choices[name]:
            problems[name] = f"{value!r} is not one of {', '.join(choices[name])}"
        elif name in numbers:
            try:
                values[name] = numbers[name](value)
                if not 0 <= values[name] < 1e9:
                    raise ValueError
            except ValueError:
                values.pop(name, None)
                problems[name] = f"{value!r} is no number that can stand here"
        else:
            values[name] = value
    values["page"] = max(values.get("page", 1), 1)
    return Filters(**values), problems


def compare(store: Store, given: Mapping[str, str]) -> Comparisons:
    """The page of the table that a query string asks for."""
    filters, problems = parse(given)
    things: dict[str, Row] = {}
    conditions = [WINS] if filters.show == "wins" else ["true"]
    parameters: dict[str, Any] = {}
    for slot in SLOTS:
        name = getattr(filters, slot)
        if name is None:
            continue
        found = store.find(name, kind=KINDS.get(slot), limit=4)
        if not found:
            problems[slot] = f"nothing is called {name!r}"
            conditions.append("false")
            continue
        things[slot] = found[0]
        conditions.append(f"{slot}_id IN (SELECT unnest(${slot}))")
        parameters[slot] = store.rows(_FAMILY, id=found[0]["entity_id"])[0]["ids"]
    tests = {
        "kind": "kind = $kind",
        "metric": "contains(lower(metric), lower($metric))",
        "min_ratio": "ratio >= $min_ratio",
        "since": "year >= $since",
        "until": "year <= $until",
    }
    for name, test in tests.items():
        if (value := getattr(filters, name)) is not None:
            conditions.append(test)
            parameters[name] = value
    chosen = f"FROM claims WHERE {' AND '.join(conditions)}"
    total = store.rows(f"SELECT count(*) AS total {chosen}", **parameters)[0]["total"]
    filters = filters._replace(page=min(filters.page, max((total + PAGE - 1) // PAGE, 1)))
    window = f"ORDER BY {SORTS[filters.sort]} LIMIT {PAGE} OFFSET {(filters.page - 1) * PAGE}"
    rows = store.rows(f"{chosen} {window}", **parameters)
    mark_claims(rows)
    return Comparisons(filters, things, problems, rows, total)
