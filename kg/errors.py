"""Every error that Speedgraph raises on purpose.

::

    KgError                 one line that names the file, the record and the mend
    ├── InputError          an input cannot be read: missing, truncated, not in a known form
    ├── LexiconError        a curated lexicon file contradicts itself
    ├── GraphError          a directory is no graph, or one of another format version
    ├── QueryError          an unknown query, a wrong parameter, a malformed query text
    ├── ServerError         a server cannot be had, started, reached, or does not hold what it should
    └── MissingExtraError   an optional dependency is not installed

The command turns each into one line on standard error and exit code 1; nothing else in the package prints.
"""


class KgError(Exception):
    """An error whose message is one line that a person can act on."""


class InputError(KgError):
    """An input cannot be read."""


class LexiconError(KgError):
    """The curated lexicon contradicts itself: a duplicate, a cycle, a dangling parent."""


class GraphError(KgError):
    """A directory does not hold a graph that this version reads or writes."""


class QueryError(KgError):
    """A query is unknown, malformed, or called with a wrong parameter."""


class ServerError(KgError):
    """A server cannot be had, started or reached, or what it holds is not what it should be."""


class MissingExtraError(KgError):
    """A feature needs an optional dependency that is not installed."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs an optional part: pip install 'speedgraph[{extra}]'")
