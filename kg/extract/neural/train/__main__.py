"""``python -m kg.extract.neural.train``: all steps in their order."""

import argparse
import sys
import time
from pathlib import Path

from kg.errors import KgError, MissingExtraError
from kg.extract.neural.train import __doc__ as project


def main() -> None:
    """Train the models that ship with the package."""
    parser = argparse.ArgumentParser(
        prog="python -m kg.extract.neural.train",
        description=project,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--shared", type=Path, required=True, help="the folder with eval/ and corpus/")
    parser.add_argument("--weights", type=Path, required=True, help="the folder below which the starting weights lie")
    parser.add_argument("--out", type=Path, required=True, help="where results go: models to its folder export/")
    parser.add_argument("--steps", choices=("full", "tiny"), default="full")
    parser.add_argument("--calibration", type=Path, metavar="DIR", help="train on all; curves from an earlier export/")
    arguments = parser.parse_args()
    try:
        try:
            from kg.extract.neural.train.project import Project
        except ImportError as error:
            raise MissingExtraError(f"training ({error.name})", "train") from None
        project_ = Project(arguments.shared, arguments.weights, arguments.out, arguments.steps, log)
        project_.run(arguments.calibration)
    except KgError as error:
        sys.exit(f"train: {error}")


def log(line: str) -> None:
    """Tell how far it is, on standard error."""
    print(f"{time.strftime('%H:%M:%S')} {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
