"""What a query answers: typed columns and rows of plain Python values."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, overload

from kg.query.catalogue import Column, ColumnType

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped]
    import polars
    import pyarrow as pa

Value = str | int | float | bool | None
Row = dict[str, Value]


class Answer(Sequence[Row]):
    """The rows of an answer, in order. It reads as a list of dictionaries; `to_arrow` gives a table.

    `more` says that the answer was cut: further rows exist beyond the limit that was asked for.
    """

    def __init__(self, columns: Sequence[Column], rows: Sequence[tuple[Value, ...]], *, more: bool = False) -> None:
        self.columns = tuple(columns)
        self.rows = rows
        self.more = more

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [dict(zip(self.names, row, strict=True)) for row in self.rows[index]]
        return dict(zip(self.names, self.rows[index], strict=True))

    def __iter__(self) -> Iterator[Row]:
        names = self.names
        return (dict(zip(names, row, strict=True)) for row in self.rows)

    def __repr__(self) -> str:
        return f"<Answer: {len(self.rows)} rows of {', '.join(self.names)}>"

    def _repr_html_(self) -> str:
        from kg.query.html import table

        return table(self)

    def to_arrow(self) -> "pa.Table":
        """The answer as an Arrow table; its column types are those of `columns`, also where no row has a value."""
        import pyarrow as pa

        kinds: dict[ColumnType, pa.DataType] = {"integer": pa.int64(), "number": pa.float64(), "ratio": pa.float64()}
        schema = pa.schema([(column.name, kinds.get(column.type, pa.string())) for column in self.columns])
        return pa.Table.from_pylist(list(self), schema=schema)

    def to_pandas(self) -> "pandas.DataFrame":
        """The answer as a pandas frame; see `kg.query.frames.to_pandas`.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        from kg.query.frames import to_pandas

        return to_pandas(self.to_arrow())

    def to_polars(self) -> "polars.DataFrame":
        """The answer as a Polars frame.

        Raises:
            KgError: Polars is not installed.
        """
        from kg.query.frames import to_polars

        return to_polars(self.to_arrow())
