"""The graph's tables as they are, for tools that read Parquet."""

import os
import shutil
from pathlib import Path

from kg.errors import KgError
from kg.tables import SCHEMAS, Tables


def write_parquet(tables: Tables, directory: str | Path) -> None:
    """Copy every table to ``directory/NAME.parquet``; what an earlier copy left there is replaced in one step.

    Raises:
        KgError: the directory holds something else, or cannot be written.
    """
    directory = Path(directory)
    if directory.exists():
        if not directory.is_dir():
            raise KgError(f"{directory}: is a file; -f parquet writes a directory, choose another -o")
        ours = {f"{name}.parquet" for name in SCHEMAS}
        strangers = sorted(path.name for path in directory.iterdir() if path.name not in ours)
        if strangers:
            raise KgError(f"{directory}: holds {strangers[0]}, which is no table; choose an empty or a new directory")
    if not directory.parent.is_dir():
        raise KgError(f"{directory.parent}: does not exist; make it first")
    part = directory.with_name(f".{directory.name}.{os.getpid()}")
    former = directory.with_name(f".{directory.name}.{os.getpid()}.former")
    try:
        part.mkdir()
        for name in SCHEMAS:
            shutil.copyfile(tables.path(name), part / f"{name}.parquet")
        if directory.exists():
            directory.rename(former)
        part.rename(directory)
    except OSError as error:
        if former.exists() and not directory.exists():
            former.rename(directory)
        raise KgError(f"{directory}: cannot be written ({error.strerror})") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(former, ignore_errors=True)
