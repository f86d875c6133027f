"""URLs that give code, data, a model, a demo, documentation, a page or a video, and the licence a text states."""

import re

from kg.extract.document import Document
from kg.model import Artifact, ArtifactKind

_END = r"[^\s{}|<>\"`^,;]{0,1000}+"
_URL = re.compile(rf"https?:[ ]?//(?=[\w-]++[.$]){_END}")
_WWW = re.compile(rf"www\.(?<![\w@./-]www\.)(?=\w){_END}")
_BARE = re.compile(rf"\.(?:(?:com|org|io|ai|net|edu|dev|app|co|gov|uk|de|ch|fr|cn)/(?=\w)|github\.io\b){_END}")
"""An address without a scheme, from the end of its host on: a host alone is merely named, but for GitHub's pages."""
_HOST = re.compile(r"(?<![\w@./:-])[\w-]++(?:\.[\w-]++)*+$")
_HOST_LENGTH = 60
_CLOSING = ".,;:!?'*\\$-”’"
_PAIRS = {")": "(", "]": "["}

_HOST_KINDS: dict[str, ArtifactKind] = {
    **dict.fromkeys(
        ("github.com", "gitlab.com", "gitee.com", "bitbucket.org", "4open.science", "codeberg.org"),
        ArtifactKind.CODE,
    ),
    **dict.fromkeys(
        ("zenodo.org", "kaggle.com", "figshare.com", "ieee-dataport.org", "huggingface.co/datasets"), ArtifactKind.DATA
    ),
    **dict.fromkeys(("youtube.com", "youtu.be", "vimeo.com", "bilibili.com"), ArtifactKind.VIDEO),
    **dict.fromkeys(("huggingface.co", "hf.co", "modelscope.cn"), ArtifactKind.MODEL),
    **dict.fromkeys(
        ("huggingface.co/spaces", "hf.co/spaces", "hf.space", "colab.research.google.com"), ArtifactKind.DEMO
    ),
    **dict.fromkeys(("readthedocs.io", "readthedocs.org"), ArtifactKind.DOCS),
}
_SETTLED = (
    "huggingface.co/datasets",
    "huggingface.co/spaces",
    "hf.co/spaces",
    "youtube.com",
    "youtu.be",
    "vimeo.com",
    "bilibili.com",
)
"""Addresses whose kind no word beside them changes."""
_CUES = re.compile(
    r"""\b(?: (?P<code> codes? | codebase | implementations? | librar(?:y|ies) | toolkit | toolbox | software | package
                      | scripts? | source | repository | repo | framework | open-?\s?sourced? )
            | (?P<project> project | web\ ?page | web\ ?site | home\ ?page )
            | (?P<demo> demos? | playground | online\ system )
            | (?P<video> videos? )
            | (?P<docs> documentation | docs | tutorials? )
            | (?P<data> data | data\ ?sets? | corpus | corpora | benchmarks? )
            | (?P<model> models? | checkpoints? | weights ) )\b""",
    re.X | re.I,
)
_CUE_WINDOW = 110
_CUT = re.compile(r"[.!?]\s|https?:\S*")
"""Where the words about an address begin at the earliest: after the last sentence or the last address."""

_LICENSE = re.compile(
    r"""\b(?: (?P<mit> MIT(?=[- ][Ll]icen[sc]) | (?<=under\ )MIT\b | (?<=under\ the\ )MIT\b | (?<=\()MIT(?=\)) )
            | Apache[- ](?P<apache> (?:[Ll]icen[sc]e,?[- ]?)? (?:[Vv]ersion\ |v)? 2(?:\.0)?\b | [Ll]icen[sc]e\b )
            | BSD[- ](?P<bsd>[23])(?:-[Cc]lause)?\b
            | (?P<gpl>[AL]?GPL)[- ]?v?(?P<gpl_version>[23](?:\.[01])?)
            | CC[- ](?P<cc>BY(?:-(?:NC|SA|ND))*)(?:[- ](?P<cc_version>\d\.\d))?
            | (?P<cc0>CC0)
            | MPL[- ]?(?P<mpl>2\.0) )""",
    re.X,
)


def find_artifacts(document: Document) -> None:
    """Add to `document` the URLs of its text, each once and as written, and the first licence that it names."""
    text = document.text
    seen: set[str] = set()
    for start, end in _addresses(text):
        artifact = _artifact(text, start, end)
        if artifact.url not in seen:
            seen.add(artifact.url)
            document.artifacts.append(artifact)
    if (
        "icen" in text or "MIT)" in text or "under MIT" in text or "pache" in text or "CC" in text or "GPL" in text
    ):  # else there is none
        found = _LICENSE.search(text)
        document.license = _license(found) if found else None


def _addresses(text: str) -> list[tuple[int, int]]:
    """Where addresses stand, in order, with what may close the sentence still on them."""
    urls = [match.span() for match in _URL.finditer(text)]
    if "www." in text:
        urls = sorted(urls + [match.span() for match in _WWW.finditer(text)])
    bare = []
    passed = 0
    for match in _BARE.finditer(text):
        while passed < len(urls) and urls[passed][1] <= match.start():
            passed += 1
        host = _HOST.search(text, max(0, match.start() - _HOST_LENGTH), match.start())
        if host and not (passed < len(urls) and urls[passed][0] <= match.start()):
            bare.append((host.start(), match.end()))
    return sorted(urls + bare)


def _artifact(text: str, start: int, end: int) -> Artifact:
    """The address there, without what closes the sentence or the markup round it."""
    before = start
    url = text[start:end]
    while url[-1] in _CLOSING or (url[-1] in _PAIRS and url.count(url[-1]) > url.count(_PAIRS[url[-1]])):
        url = url[:-1]
    scheme, slashes, rest = url.partition("//")
    if scheme.endswith(" "):  # "https: //host/path" is followed without its broken scheme
        start, url = start + len(scheme) + 2, rest
    host = (rest if slashes else url).removeprefix("www.")
    return Artifact(kind=_kind(host, text, before), url=url, start=start, end=start + len(url))


def _kind(host: str, text: str, start: int) -> ArtifactKind:
    """What an address gives: by its host, and by the words before it in the sentence. Code goes before all else."""
    by_host = None
    for prefix, kind in _HOST_KINDS.items():
        if host.startswith(prefix) or f".{prefix}" in host.partition("/")[0]:
            by_host = kind
            if prefix in _SETTLED:
                return kind
    before = _CUT.split(text[max(0, start - _CUE_WINDOW) : start])[-1]
    cues = [ArtifactKind(str(match.lastgroup)) for match in _CUES.finditer(before)]
    if cues and cues[-1] is ArtifactKind.PROJECT:
        return ArtifactKind.PROJECT
    if ArtifactKind.CODE in cues:
        return ArtifactKind.CODE
    if by_host is ArtifactKind.CODE:
        return ArtifactKind.DATA if ArtifactKind.DATA in cues else ArtifactKind.CODE
    if cues:
        return cues[-1]
    return by_host or ArtifactKind.PROJECT


def _license(match: re.Match[str]) -> str:
    """The SPDX identifier of a licence as the text names it."""
    group = match.groupdict()
    if group["mit"]:
        return "MIT"
    if group["apache"]:
        return "Apache-2.0"
    if group["bsd"]:
        return f"BSD-{group['bsd']}-Clause"
    if group["gpl"]:
        version = group["gpl_version"]
        return f"{group['gpl']}-{version if '.' in version else f'{version}.0'}"
    if group["cc"]:
        return f"CC-{group['cc']}-{group['cc_version']}" if group["cc_version"] else f"CC-{group['cc']}-4.0"
    return "CC0-1.0" if group["cc0"] else "MPL-2.0"
