"""Numbers that belong to a name, a version, a label or a size of something used, and so report nothing."""

import re

from kg.extract.quantities.suffixes import Suffix

_GLUED = re.compile(r"(?:sim|pm|USD|\b(?:by|of|to|over|than|about|only))$")
"""Words that lost the space or the markup between them and a number: "sim10%", "by5.6%"."""
_COMPOUND = re.compile(r"(?:^|[\s(\[/,{])[A-Za-z][^\s(\[]*-$")
"""A name that a hyphen joins to the number: "GPT-", "Qwen2.5-", "Level-"."""
_QUALIFYING = ("sub-", "Sub-", "near-")
_INTERVAL = re.compile(r"\bCIs?\b[^A-Za-z]{0,24}$")
_DIMENSION_BEFORE = re.compile(r"\d\s{0,2}[x×]\s{0,2}$")
_DIMENSION_AFTER = re.compile(r"\s{0,12}[x×]\s{0,12}\d")
_SETTING = re.compile(
    r"\b(?:[pPq]|[Pp]-values?|alpha|epsilon|temperature|seed|lr|[knNK]|arXiv)\s{0,2}(?:[<>=≤≥~:]|of|approx|\[)=?\s{0,3}-?$"
)
_LABEL = re.compile(
    r"\b(?:Table|Fig(?:ure|\.)?|Section|Sec\.|Eq\.|Appendix|Level|Stage|Phase|Task|Track|Step|[Ss]ubtask|[Vv]ersion|Part|Type"
    r"|Class|Python|CUDA)[\s-]{1,2}$"
)
_PROPER = re.compile(
    r"(?<![.!?:]\s)\b(?!(?:Dice|Recall|Precision|Accuracy|Pearson|Spearman|Silhouette|Kappa|Jaccard|Score|Elo|Only|Our|The|Using"
    r"|With|And|For|From|By)\b)[A-Z][A-Za-z]*[a-zA-Z][\w.-]*\s(?:\d[\d.]*\s)?\(?$"
)
"""A capitalised name right before the number, with its own version perhaps: "Claude 3.5", "Gemma 3 (12B"."""
_VERSION = re.compile(r"[1-9]\.\d$")


def is_part_of_name(text: str, start: int, end: int, before: str, suffix: Suffix | None) -> bool:
    """Whether the number from `start` to `end`, with what was read after it, belongs to a name or a setting.

    "GPT-3", "ResNet50", "Claude 3.5", "Gemma 3 (12B)", "recall@10", "p < 0.05", "Table 2", "512 × 512", "95% CI".
    """
    last = before[-1:]
    if last.isalpha() and not _GLUED.search(before):
        return True
    if last in ("_", "@") or "@" in before[before.rfind(" ") + 1 :]:
        return True
    if last == "-" and _COMPOUND.search(before) and not before.endswith(_QUALIFYING):
        return True
    if (suffix is not None and suffix.form == "confidence") or ("CI" in before and _INTERVAL.search(before)):
        return True
    if (last in "x× " and _DIMENSION_BEFORE.search(before)) or _DIMENSION_AFTER.match(text, end):
        return True
    form = suffix.form if suffix is not None else "bare"
    if form == "letter":
        return suffix is not None and suffix.unit in ("B", "M") and _PROPER.search(before) is not None
    if form not in ("bare", "count"):
        return False
    if _LABEL.search(before) or _SETTING.search(before):
        return True
    versioned = form == "bare" and text[end : end + 1] not in ("-", "–", "—", "~", "/", "±")
    return versioned and _VERSION.fullmatch(text, start, end) is not None and _PROPER.search(before) is not None
