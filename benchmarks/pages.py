"""Serving: how long each page takes once warm.

::

    kg serve GRAPH --port 8000 &
    python benchmarks/pages.py [http://127.0.0.1:8000] [--repeat 21]

Each address is asked twice before it is timed, then `--repeat` times, one after the other, the connection kept.
"""

import argparse
import http.client
import statistics
import time
from urllib.parse import urlsplit

PATHS = [
    "/", "/search?q=flash", "/compare", "/compare?hardware=gpu", "/compare?baseline=PyTorch",
    "/compare?show=all&page=500",
    "/software/pytorch", "/hardware/gpu", "/method/transformer", "/graph?node=PyTorch", "/graph?node=GPU",
    "/questions/faster-than",
]  # fmt: skip


def main() -> None:
    """Print a table: address, median and slowest in milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("address", nargs="?", default="http://127.0.0.1:8000")
    parser.add_argument("--repeat", type=int, default=21)
    options = parser.parse_args()
    connection = http.client.HTTPConnection(urlsplit(options.address).netloc)

    def ask(path: str) -> float:
        start = time.perf_counter()
        connection.request("GET", path, headers={"Accept": "text/html"})
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise SystemExit(f"{path}: {response.status}")
        return (time.perf_counter() - start) * 1e3

    print("| page | median ms | slowest ms |\n|---|---|---|")
    for path in PATHS:
        for _ in range(2):
            ask(path)
        times = [ask(path) for _ in range(options.repeat)]
        print(f"| `{path}` | {statistics.median(times):.0f} | {max(times):.0f} |", flush=True)


if __name__ == "__main__":
    main()
