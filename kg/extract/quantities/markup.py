"""Blank the markup of a text without moving a character, so that the grammar reads words, numbers and signs only."""

import re

_MATH = re.compile(r"(?<!\\)\$(?:(\{?\\[A-Za-z]+\}?|[<>~=+×-])\$|(?=[^\s$])([^$\n]{1,160})(?<=\S)\$(?!\d))")
"""Inline mathematics. Only a lone sign may be closed by a dollar before a digit: "$20 and $30" are amounts of money."""

_MARKUP = re.compile(
    r"[\\{}*~\u00a0\u2009\u202f](?:(?<=\\)(?:unicode\{x\w{1,6}\}|([A-Za-z]+) ?[{}]?|(\D))|(?<=\{),\}|(?<=\*)\*)?"
)
_SIGNS = {
    **dict.fromkeys(("times", "texttimes", "Times"), "×"),
    **dict.fromkeys(("sim", "approx", "simeq", "thicksim", "textasciitilde", "thickapprox"), "~"),
    **dict.fromkeys(("le", "leq", "leqslant"), "≤"),
    **dict.fromkeys(("lt", "textless", "ll"), "<"),
    **dict.fromkeys(("ge", "geq", "geqslant"), "≥"),
    **dict.fromkeys(("gt", "textgreater", "gg"), ">"),
    **dict.fromkeys(("to", "rightarrow", "longrightarrow", "Rightarrow", "textrightarrow"), "→"),
    **dict.fromkeys(("mu", "textmu"), "µ"),
    "pm": "±",
    "cdot": "·",
    "percent": "%",
    "textdollar": "$",
    "degree": "°",
}
"""What a LaTeX command stands for. Commands that are not here only dress the text and are blanked."""


def blank(text: str) -> str:
    r"""`text` with LaTeX and Markdown markup as spaces, and signs in place of the commands that stand for them.

    It has the length of `text`, so every offset holds in both.

    >>> blank(r"a $1.5\times$ gain of 20\%")
    'a  1.5     ×  gain of 20 %'
    """
    if "$" in text:
        text = _MATH.sub(lambda match: f" {match.group(1) or match.group(2)} ", text)
    return _MARKUP.sub(_replacement, text)


def _replacement(match: re.Match[str]) -> str:
    found = match.group()
    command, escaped = match.groups()
    if command:
        sign = _SIGNS.get(command, " ")
        # A micro sign belongs to the letter after it; any other stands where its command ends.
        return sign.rjust(len(found) if sign == "µ" else len(command) + 1).ljust(len(found))
    if escaped:
        return escaped.rjust(2) if escaped in "%$&#_" else "  "
    if found in ("{,}", "*"):
        return found
    if found == "~" and not _is_space(match.string, match.start()):
        return found
    return " " * len(found)


def _is_space(text: str, at: int) -> bool:
    """Whether the `~` there is LaTeX's space ("2~ms", "Table~2") and not "about" or "to"."""
    before, after = text[max(0, at - 2) : at], text[at + 1 : at + 2]
    if before.isalpha() and len(before) == 2:
        return after.isalnum()
    return before[-1:].isdigit() and after.isalpha()
