"""Who beats one baseline by most, among claims that can be compared."""

from collections import Counter
from collections.abc import Mapping

from kg.graph import claims
from kg.graph.claims import Claim
from kg.graph.store import Store
from kg.model import ClaimKind
from kg.query.answer import Answer
from kg.query.html import table

_COLUMNS = (
    "rank", "subject", "ratio", "qualifier", "baseline", "metric", "hardware", "model", "phase", "year", "sentence",
    "paper", "claim",
)  # fmt: skip


class Leaderboard(Answer):
    """Ranked claims, the largest ratio first.

    `left_out` counts the claims against the baseline that are not among them, by why: ``"give no ratio"``. Each is
    counted once, under the first reason that holds.
    """

    def __init__(self, ranked: list[Claim], left_out: Mapping[str, int]) -> None:
        rows = claims.answer([{**claim, "rank": place} for place, claim in enumerate(ranked, 1)], _COLUMNS)
        super().__init__(rows.columns, rows.rows)
        self.left_out = dict(left_out)

    def __repr__(self) -> str:
        return f"<Leaderboard: {len(self)} claims; {self._omitted()}>"

    def _repr_html_(self) -> str:
        return table(self, caption=self._omitted())

    def _omitted(self) -> str:
        reasons = ", ".join(f"{count} {reason}" for reason, count in self.left_out.items())
        return f"left out as not comparable: {reasons}" if reasons else "none left out"


def rank(
    store: Store, baseline: str, *, metric: str, hardware: str | None, model: str | None, phase: str | None
) -> Leaderboard:
    """The leaderboard of a baseline; see `Graph.leaderboard`."""
    wanted = {
        "hardware": hardware and set(store.below(store.find(hardware, ("hardware",)))),
        "model": model and set(store.below(store.find(model, ("method",)))),
    }
    left_out: Counter[str] = Counter()
    ranked = []
    for claim in claims.against(store, store.find(baseline)):
        if not _measures(claim, metric):
            left_out[f"measure something else than {metric}"] += 1
        elif claim["ratio"] is None:
            left_out["give no ratio"] += 1
        elif reason := _elsewhere(claim, wanted) or _other_phase(claim, phase):
            left_out[reason] += 1
        else:
            ranked.append(claim)
    ranked.sort(key=lambda claim: (-claim["ratio"], claim["claim_id"]))
    return Leaderboard(ranked, left_out)


def _measures(claim: Claim, metric: str) -> bool:
    """Whether a claim is of this kind or, where `metric` names no kind, has these words in its metric."""
    if metric in list(ClaimKind):
        return bool(claim["kind"] == metric)
    return metric.casefold() in (claim["metric"] or "").casefold()


def _elsewhere(claim: Claim, wanted: Mapping[str, set[str] | str | None]) -> str | None:
    for slot, ids in wanted.items():
        if ids and claim[f"{slot}_id"] not in ids:
            return f"name other {slot}" if claim[slot] else f"name no {slot}"
    return None


def _other_phase(claim: Claim, phase: str | None) -> str | None:
    if phase is None or claim["phase"] == phase:
        return None
    return "measure the other phase" if claim["phase"] else "name no phase"
