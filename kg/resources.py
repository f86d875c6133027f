"""Where the package's data lies: `schemas/` and `queries/`, in a wheel or in a checkout."""

from importlib.resources import files
from pathlib import Path

_PACKAGE = Path(str(files("kg")))
# A wheel carries both folders inside the package; in a checkout (editable installs too) they stand beside it.
_ROOT = _PACKAGE if (_PACKAGE / "schemas").is_dir() else _PACKAGE.parent

SCHEMAS = _ROOT / "schemas"
QUERIES = _ROOT / "queries"
SAMPLE = _PACKAGE / "sample" / "trending.txt"
