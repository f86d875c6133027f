"""Edges between things that papers' facts imply: who outperforms whom, what is built on what.

An ``outperforms`` edge rests on one claim. Its source is the claim's subject, its target the baseline; where the
claim is worse than its baseline they change places and the ratio is inverted, with `TURNED` of the confidence. A claim
without a subject is about the one thing that the paper introduces, if it introduces one, with `GUESSED_SUBJECT` of the
confidence.

The other edges join what a paper introduces to what its relations name: a library that a paper presents, and that is
``built_on`` PyTorch by the same paper, is built on PyTorch. With more than `MAX_INTRODUCED` things it is open whose
relation it is, and no edge is drawn; the confidence is the product of both relations', shared by the things in
question.
"""

from kg.model import RelationType

MAX_INTRODUCED = 3
GUESSED_SUBJECT = 0.6
TURNED = 0.2
"""Papers seldom report a defeat in figures: of 25 claims that read as one, in 6,000 arXiv abstracts, 4 were."""

DERIVED: dict[RelationType, tuple[tuple[str, ...], tuple[str, ...]]] = {
    RelationType.BUILT_ON: (("software", "method"), ("software",)),
    RelationType.INTEGRATES_WITH: (("software", "method"), ("software",)),
    RelationType.USES: (("software", "method"), ("software", "method")),
    RelationType.TRAINED_ON: (("method",), ("dataset",)),
    RelationType.EVALUATED_ON: (("software", "method"), ("dataset",)),
    RelationType.RUNS_ON: (("software", "method"), ("hardware",)),
}
"""Relations of a paper that hold between things too, with the coarse kinds they may start from and lead to.

``applied_to``, ``compares_with`` and ``addresses`` stay with the paper: they tell of the work more than of the thing.
"""

_KIND = "split_part({}, '/', 1)"


def _in(column: str, kinds: tuple[str, ...]) -> str:
    return f"{_KIND.format(column)} IN ({', '.join(repr(kind) for kind in kinds)})"


_PAIRS = "\n    OR ".join(
    f"(r.type = '{relation}' AND {_in('i.entity_id', sources)} AND {_in('r.entity_id', targets)})"
    for relation, (sources, targets) in DERIVED.items()
)
_ACTIVE = _in("entity_id", ("software", "method", "hardware"))
_BEATEN = _in("loser", ("software", "method", "hardware"))

DERIVED_SQL = f"""
WITH introduced AS (SELECT paper_id, entity_id, confidence FROM relations WHERE type = 'introduces'),
pairs AS (
  SELECT i.entity_id AS source_id, r.type, r.entity_id AS target_id, r.paper_id,
    i.confidence * r.confidence AS confidence, r.rule,
    count(*) OVER (PARTITION BY r.paper_id, r.type, r.entity_id) AS candidates
  FROM relations r JOIN introduced i USING (paper_id)
  WHERE i.entity_id <> r.entity_id AND ({_PAIRS})
)
SELECT source_id, type, target_id, paper_id, NULL::VARCHAR AS claim_id, NULL::DOUBLE AS ratio, NULL::VARCHAR AS metric,
  NULL::VARCHAR AS hardware_id, NULL::VARCHAR AS dataset_id, round(confidence / candidates, 4) AS confidence, rule
FROM pairs WHERE candidates <= {MAX_INTRODUCED}
"""
"""Reads the table `relations`, gives rows of `edges`."""

OUTPERFORMS_SQL = f"""
WITH sole AS (
  SELECT paper_id, min(entity_id) AS entity_id FROM relations WHERE type = 'introduces' AND {_ACTIVE}
  GROUP BY paper_id HAVING count(*) = 1
),
compared AS (
  SELECT c.*, coalesce(c.subject_id, s.entity_id) AS doer,
    round(
      c.confidence * if(c.subject_id IS NULL, {GUESSED_SUBJECT}, 1) * if(c.direction = 'worse', {TURNED}, 1), 4
    ) AS sureness,
    c.rule || if(c.subject_id IS NULL, '+sole-introduced', '') AS how
  FROM claims c LEFT JOIN sole s ON s.paper_id = c.paper_id AND c.subject IS NULL
  WHERE c.direction IS NOT NULL AND c.baseline_id IS NOT NULL
),
results AS (
  SELECT *, if(direction = 'better', doer, baseline_id) AS winner, if(direction = 'better', baseline_id, doer) AS loser,
    if(direction = 'better' OR ratio = 0, ratio, 1 / ratio) AS factor
  FROM compared
)
SELECT winner AS source_id, 'outperforms' AS type, loser AS target_id, paper_id, claim_id,
  if(isfinite(factor), factor, NULL) AS ratio, metric, hardware_id, dataset_id, sureness AS confidence, how AS rule
FROM results
WHERE winner <> loser AND {_in("winner", ("software", "method", "hardware"))} AND {_BEATEN}
"""
"""Reads the tables `claims` and `relations`, gives rows of `edges`."""
