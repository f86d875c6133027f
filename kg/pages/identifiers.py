"""From the path of a request to an id of the graph."""

import re
from urllib.parse import quote, unquote

from starlette.types import Scope

_NOT_ASCII = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")


def identifier_of(scope: Scope) -> str:
    """The id whose IRI has the path of a request: the inverse of `names.iri`.

    An id may hold percent signs of its own (a DOI's brackets), which its IRI keeps as they are. So it is the path as it
    was sent that counts; what is not ASCII is decoded, since there the IRI has it encoded.

    >>> identifier_of({"raw_path": b"/paper/doi-10.1000_xyz%28123%29"})
    'paper/doi-10.1000_xyz%28123%29'
    >>> identifier_of({"raw_path": b"/method/%E6%B3%A8"})
    'method/注'
    """
    path = quote(scope["raw_path"].decode("latin-1"), safe="/._-~:%+", encoding="latin-1").removeprefix("/")
    return _NOT_ASCII.sub(lambda match: unquote(match.group(), errors="replace"), path)
