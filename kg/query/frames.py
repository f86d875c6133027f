"""Arrow tables as frames of pandas and Polars, neither of which the package needs."""

from typing import TYPE_CHECKING

import pyarrow as pa

from kg.errors import KgError, MissingExtraError

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped]
    import polars


def to_pandas(table: pa.Table) -> "pandas.DataFrame":
    """A table as a pandas frame. Whole numbers stay whole where some are missing: a year is 2020, never 2020.0.

    Raises:
        MissingExtraError: pandas is not installed.
    """
    try:
        import pandas
    except ModuleNotFoundError:
        raise MissingExtraError("to_pandas", "notebooks") from None
    whole = {pa.int32(): pandas.Int32Dtype(), pa.int64(): pandas.Int64Dtype()}
    return table.to_pandas(types_mapper=whole.get)


def to_polars(table: pa.Table) -> "polars.DataFrame":
    """A table as a Polars frame.

    Raises:
        KgError: Polars is not installed.
    """
    try:
        import polars
    except ModuleNotFoundError:
        raise KgError("to_polars needs Polars: pip install polars") from None
    return polars.DataFrame(table)
