"""The key figures of a graph: what stands on its first page."""

from typing import NamedTuple

from kg.pages.marking import mark_claims
from kg.pages.store import WINS, Row, Store

_BEATEN = """
SELECT baseline_id AS entity_id, baseline_name AS name, count(*) AS claims, count(DISTINCT paper_id) AS papers,
    median(ratio) AS median
FROM claims WHERE ratio > 1 AND subject_id IS NOT NULL AND baseline_id IS NOT NULL
GROUP BY ALL ORDER BY papers DESC, claims DESC, entity_id LIMIT $limit
"""
_DEVICES = """
SELECT hardware_id AS entity_id, hardware_name AS name, count(*) AS claims, count(DISTINCT paper_id) AS papers,
    median(ratio) AS median
FROM claims WHERE ratio > 1 AND hardware_id IS NOT NULL
GROUP BY ALL ORDER BY papers DESC, claims DESC, entity_id LIMIT $limit
"""
_POPULAR = """
SELECT entity_id, name, type, papers FROM entities
QUALIFY row_number() OVER (PARTITION BY type ORDER BY papers DESC, entity_id) <= $limit ORDER BY type, papers DESC
"""
_BINS = """
SELECT least(floor(5 * log10(ratio)), 20) AS bin, count(*) AS count FROM claims
WHERE ratio > 1 AND kind = 'speedup' AND isfinite(ratio) GROUP BY ALL ORDER BY bin
"""
_LATEST = """
FROM claims WHERE ratio > 1 AND ratio < 100 AND subject_id IS NOT NULL AND baseline_id IS NOT NULL
    AND hardware_id IS NOT NULL
ORDER BY year DESC NULLS LAST, confidence DESC, ratio DESC, claim_id LIMIT $limit
"""


class Figures(NamedTuple):
    """What the first page and the report show of a whole graph."""

    counts: dict[str, int]
    wins: int
    beaten: list[Row]
    devices: list[Row]
    popular: dict[str, list[Row]]
    """By type, the things that most papers name."""
    bins: list[Row]
    """The speedups by size; see `charts.histogram`."""
    latest: list[Row]
    kinds: list[Row]


def find_figures(store: Store, *, limit: int = 8) -> Figures:
    """The key figures."""
    popular: dict[str, list[Row]] = {}
    for row in store.rows(_POPULAR, limit=limit):
        popular.setdefault(row["type"], []).append(row)
    latest = store.rows(_LATEST, limit=6)
    mark_claims(latest)
    return Figures(
        counts=dict(store.tables.manifest.counts),
        wins=store.rows(f"SELECT count(*) AS total FROM claims WHERE {WINS}")[0]["total"],
        beaten=store.rows(_BEATEN, limit=limit),
        devices=store.rows(_DEVICES, limit=limit),
        popular=popular,
        bins=store.rows(_BINS),
        latest=latest,
        kinds=store.rows("SELECT kind, count(*) AS claims FROM claims GROUP BY kind ORDER BY claims DESC, kind"),
    )  # fmt: skip
