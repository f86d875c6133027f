r"""LaTeX's way of writing letters and marks, as Unicode: ``Erd{\H{o}}s`` is "Erdős".

Mathematics between dollar signs and URLs stay as they are, and so do commands that are no letter, mark or font. A
percent sign is a percent sign, never the start of a comment: abstracts are full of them, seldom escaped.
"""

import re
import unicodedata

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
"""Accent commands and Unicode's combining marks."""
_LETTERS = {
    "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß",
    "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "th": "þ", "TH": "Þ",
    "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“",
    "textquotedblright": "”", "textasciitilde": "~", "textbackslash": "\\", "textunderscore": "_",
    "textregistered": "®", "texttrademark": "™", "textdegree": "°", "textmu": "µ", "texttimes": "×", "textpm": "±",
    "ldots": "…", "dots": "…", "S": "§", "P": "¶", "copyright": "©", "pounds": "£", "euro": "€",
}  # fmt: skip
_FONTS = frozenset({
    "textbf", "textit", "texttt", "textsc", "textrm", "textsf", "textsl", "textup", "textmd", "textnormal", "emph",
    "em", "bf", "it", "tt", "sc", "rm", "sf", "sl", "bfseries", "itshape", "ttfamily", "scshape", "rmfamily",
    "sffamily", "mbox", "hbox", "text", "underline", "uppercase", "url", "path", "protect", "relax",
})  # fmt: skip
"""Commands that change how their text looks, or wrap it, and say nothing."""
_MARKS = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " ", "{": "", "}": ""}

_TOKEN = re.compile(
    r"""
    (?P<kept>\$[^$]*\$|https?://[^\s{}\\]+)
    |\\(?P<accent>[`'^"~=.]|[uvHckdbr](?![A-Za-z]))\s*(?:\{\s*)?(?P<base>\\[ij](?![A-Za-z])|[A-Za-z])(?P<closed>\s*\})?
    |\\(?P<command>[A-Za-z]+)\s*
    |\\(?P<escaped>[^A-Za-z0-9\s])
    |(?P<mark>---|--|``|''|[~{}])
    """,
    re.VERBOSE,
)


def to_unicode(text: str) -> str:
    r"""Decode letters, accents, dashes and quotes, and drop braces and fonts.

    >>> to_unicode(r"{\'E}cole {BERT} of Erd{\H{o}}s -- 5% in $O(n^{2})$ \emph{steps}")
    'École BERT of Erdős – 5% in $O(n^{2})$ steps'
    """
    return _TOKEN.sub(_decode, text)


def _decode(token: re.Match[str]) -> str:
    kind = token.lastgroup
    if kind == "kept":
        return token.group()
    if accent := token["accent"]:
        base = {"\\i": "i", "\\j": "j"}.get(token["base"], token["base"])
        return unicodedata.normalize("NFC", base + _ACCENTS[accent])
    if command := token["command"]:
        letter = _LETTERS.get(command)
        # Unicode has the letter, so the space that only ended the command goes; an unknown command stays as it stands.
        return letter if letter is not None else "" if command in _FONTS else token.group()
    if kind == "escaped":
        return token["escaped"]
    return _MARKS[token["mark"]]
