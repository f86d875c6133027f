"""Names and identifiers: normal forms, slugs, entity and paper ids, IRIs, addresses.

An entity id is a coarse kind and a slug (``software/pytorch``), a paper id ``paper/`` and the paper's key
(``paper/arxiv-2503.13903``), a claim id the paper's key and the offset of its number (``claim/arxiv-2503.13903/412``).
"""

import hashlib
import re
import unicodedata
from urllib.parse import quote

from kg.model import EntityType

DEFAULT_BASE = "https://w3id.org/speedgraph/"
"""The base of every IRI where the user configures none."""

KIND = {
    EntityType.FRAMEWORK: "software",
    EntityType.LIBRARY: "software",
    EntityType.MODEL: "method",
    EntityType.METHOD: "method",
    EntityType.DATASET: "dataset",
    EntityType.HARDWARE: "hardware",
    EntityType.TASK: "task",
}
"""Coarse kind of each fine type: papers disagree on Framework or Library, Model or Method, so these share one."""

MAX_SLUG = 80
_ARXIV_NEW = re.compile(
    r"^(?:arxiv:|https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/)?(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?$", re.I
)
_ARXIV_OLD = re.compile(
    r"^(?:arxiv:|https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/)?([a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?$", re.I
)
_DOI = re.compile(r"^(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)$", re.I)
_ARXIV_DOI = "10.48550/arxiv."
_NOT_SLUG = re.compile(r"[^\w.]+|_+|(?<!\d)\.+|\.+(?!\d)")
_NOT_NORMAL = re.compile(r"[^\w.+#]+|_+|(?<!\d)\.+|\.+(?!\d)")

_PARTS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*://)([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)
"""Scheme, authority, path, query and fragment, as RFC 3986, appendix B, takes an address apart."""
_AUTHORITY = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:%-]*@)?[^\x00-\x2c/:-@[-^`{-\x7f]+(?<![._-])(?::[0-9]{0,5})?")
"""A host in the letters of any script, with a user before it and a port behind it, if they are there."""
_BARE = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?::[0-9]{1,5})?(?:[/?#].*)?", re.DOTALL)
"""An address without a scheme, as papers print them: ``github.com/a/b``."""
_NOT_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


def fold(text: str) -> str:
    """Casefold `text` after compatibility decomposition, without diacritics: ``"Poincaré"`` gives ``"poincare"``."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def normal_form(name: str) -> str:
    """The form under which two spellings of one name meet: case, spaces, hyphens and diacritics are dropped.

    >>> normal_form("Flash-Attention") == normal_form("FlashAttention")
    True
    >>> normal_form("GPT-3.5"), normal_form("UltraScale+")
    ('gpt3.5', 'ultrascale+')
    """
    return _NOT_NORMAL.sub("", fold(name))


def slug(name: str) -> str:
    """A readable identifier: lower case, hyphens between words, `+` and `#` spelled out, at most `MAX_SLUG` characters.

    A longer one is cut and closed by a hash of the whole, so that two long names stay two.

    >>> slug("NVIDIA A100 80 GB"), slug("UltraScale+"), slug("GPT-3.5")
    ('nvidia-a100-80-gb', 'ultrascale-plus', 'gpt-3.5')
    """
    text = fold(name).replace("+", " plus ").replace("#", " sharp ")
    text = _NOT_SLUG.sub("-", text).strip("-")
    if not text:
        return digest(name)
    if len(text) > MAX_SLUG:
        text = f"{text[: MAX_SLUG - 9].rstrip('-')}-{digest(text)[:8]}"
    return text


def digest(text: str) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of `text`: stable across runs, machines and versions."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def entity_id(name: str, entity_type: EntityType) -> str:
    """The id of the entity with this canonical name.

    >>> entity_id("PyTorch", EntityType.FRAMEWORK)
    'software/pytorch'
    """
    return f"{KIND[entity_type]}/{slug(name)}"


def arxiv_id(text: str) -> str | None:
    """The bare arXiv id in an id, an address or a DOI of arXiv, without its version; None where there is none.

    >>> arxiv_id("arXiv:2503.13903v2"), arxiv_id("https://arxiv.org/abs/cs/9901001"), arxiv_id("s001")
    ('2503.13903', 'cs/9901001', None)
    """
    text = text.strip()
    lowered = doi(text)
    if lowered and lowered.startswith(_ARXIV_DOI):
        text = lowered.removeprefix(_ARXIV_DOI)
    match = _ARXIV_NEW.match(text) or _ARXIV_OLD.match(text)
    return match.group(1).lower() if match else None


def doi(text: str) -> str | None:
    """The bare DOI in lower case, as DOIs compare without case; None where `text` is none.

    >>> doi("https://doi.org/10.1145/3366423.ABC"), doi("n/a")
    ('10.1145/3366423.abc', None)
    """
    match = _DOI.match(text.strip())
    return match.group(1).lower().rstrip(".,;") if match else None


def paper_key(*, arxiv: str | None = None, doi: str | None = None, title: str = "") -> str:
    """The key by which records of one paper meet: arXiv id, else DOI, else a hash of the normalised title.

    >>> paper_key(arxiv="2503.13903"), paper_key(doi="10.1145/3366423")
    ('arxiv-2503.13903', 'doi-10.1145_3366423')
    """
    if arxiv:
        return f"arxiv-{arxiv.replace('/', '_')}"
    if doi:
        return f"doi-{quote(doi.replace('/', '_'), safe='._-')}"
    return f"title-{digest(normal_form(title) or title)}"


def paper_id(key: str) -> str:
    """The id of the paper with this key."""
    return f"paper/{key}"


def claim_id(key: str, value_start: int) -> str:
    """The id of the claim whose number begins at `value_start` in the paper with this key."""
    return f"claim/{key}/{value_start}"


def iri(identifier: str, base: str = DEFAULT_BASE) -> str:
    """The IRI of an id. Ids are made of IRI-safe characters only; anything else is percent-encoded all the same."""
    return base + quote(identifier, safe="/._-~:%+")


def web_iri(url: str) -> str | None:
    r"""The IRI that an address written in a text stands for; None where it cannot be one.

    An address without a scheme gets ``https://``; what an IRI may not hold is percent-encoded, so that a reader gets a
    valid IRI that leads where the written one leads. Anything without a plausible host stays a literal.

    >>> web_iri("github.com/a/b"), web_iri("http://x.org/a b|c?q=%zz#1#2")
    ('https://github.com/a/b', 'http://x.org/a%20b%7Cc?q=%25zz#1%232')
    >>> web_iri("see our page"), web_iri("javascript:alert(1)")
    (None, None)
    """
    url = url.strip()
    if _BARE.fullmatch(url):
        url = f"https://{url}"
    match = _PARTS.fullmatch(_NOT_ESCAPE.sub("%25", url))
    if not match or not _AUTHORITY.fullmatch(match[2]):
        return None
    scheme, authority, path, query, fragment = match.groups(default="")
    # the safe characters are what RFC 3986 lets each part hold (pchar) beside letters, digits and -._~
    return (
        scheme
        + quote(authority, safe="%:@!$&'()*+,;=")
        + quote(path, safe="%/:@!$&'()*+,;=")
        + quote(query, safe="%/:@!$&'()*+,;=?")
        + fragment[:1]
        + quote(fragment[1:], safe="%/:@!$&'()*+,;=?")
    )
