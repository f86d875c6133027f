"""What stands before a number: "a factor of", a metric's name, and names that it may be a part of."""

import re

WINDOW = 64
"""How many characters before a number are looked at."""


FACTOR = re.compile(
    r"\b(?:an?|by|the|of|speed-?up|acceleration|compression|reduction|improvement|up to)\s+factors?"
    r"(?:\s+of)?(?:\s+(?:up to|about|around|over|nearly|almost|approximately|roughly|at least|more than))?\s*[~∼≈<>≤≥]?\s*$"
)
"""Before a number that is a multiple for that: "by a factor of 30", "by a factor up to 2.84"."""

_JOINT = r"(?:\s+(?:scores?|values?))?\s*\(?(?:of|from|is|to|at|reaches|reaching|=|:|by)?\s*(?:up to|over|about|only|just|a|an)?\s*[~≈=+]?\s*$"
METRIC = re.compile(rf"\b(?:(MOS|FPS|bp[bc])|([Pp]erplexity|PPL|ppl)(?:\s+\w+)?|(m?AP)(?:_?\d+)?){_JOINT}")
"""A metric that is counted in a unit of its own name, right before its number: "a MOS of 4.1"."""

SCORE = re.compile(
    rf"(?:\b(?:[Ss]cores?|F1|BLEU(?:-\d)?|ROUGE(?:-[L\d])?|CIDEr|FID|SPICE|accuracy|precision|recall|AUC|AUROC|Elo|rating|average|mean)"
    rf"(?:\s+(?:scores?|values?))?\s*(?:of|from|is|to|above|below|at|reaches|reaching|=|:|\()\s*(?:up to|over|about|only|just|nearly)?\s*[~≈=+]?\s*)$"
)
"""Before an integer that is a score."""

RANKED = re.compile(r"\b(?:rank(?:s|ed|ing)?|plac(?:e|es|ed|ing)|position|won|secur\w+)\s+(?:in )?(?:the )?$")
"""Before an ordinal that is a rank."""

_PART_OF_NAME = re.compile(
    r"\b(?:p|[Pp]-value|CI|alpha|epsilon|temperature|seed|lr|k|n|N|K)\s{0,2}(?:[<>=≤≥~:]|of|\[|:)\s{0,3}-?$"
    r"|\b(?:Table|Fig(?:ure|\.)?|Section|Sec\.|Eq\.|Appendix|Level|Stage|Phase|Task|Track|Step|Subtask|subtask|version|Version|Part|Type|Class|Python|CUDA)[\s-]{1,2}$"
)
_GLUED = re.compile(r"(?:sim|pm|USD|(?:^|\s)(?:by|of|to|over|than|about|only))$")
"""Words that lost the space or the markup between them and a number: "sim10%", "by5.6%"."""
_VERSIONED = re.compile(
    r"(?<![.!?]\s)\b(?!(?:Dice|Recall|Precision|Accuracy|Pearson|Spearman|Silhouette|Kappa|Jaccard|Score|Elo)\b)[A-Z][A-Za-z]*[a-zA-Z]\s$"
)


def is_part_of_name(before: str, written: str, after: str, bare: bool) -> bool:
    """Whether a number belongs to a name or a set-up: "GPT-3", "Claude 3.5", "recall@10", "p < 0.05", "Table 2"."""
    last = before[-1:]
    if _GLUED.search(before):
        return False
    if last.isalpha() or last in ("_", "@") or "@" in before.rpartition(" ")[2]:
        return True
    if last == "-" and before[-2:-1].isalnum() and not before.endswith(("sub-", "near-", "Sub-")):
        return before[-2].isalpha()
    if not bare:
        return False
    if _PART_OF_NAME.search(before):
        return True
    return (
        after not in tuple("-–~/")
        and len(written) == 3
        and written[1] == "."
        and written[0] != "0"
        and bool(_VERSIONED.search(before))
    )
