"""`make bench`: each thing we promise to be quick at, beside its yardstick, in one run on one machine.

    python -m tests.bench [start] [paper] [search] [rows] [map]

Every figure is a median (or p95 where said) of several runs, ours and the yardstick's turn by turn. No test depends on them.
"""

import sys
from importlib import import_module

PARTS = {"start": "start_bench", "paper": "paper_bench", "search": "search_bench", "rows": "rows_bench", "map": "map_rows"}


def main(asked: list[str]) -> int:
    unknown = [name for name in asked if name not in PARTS]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    print(f"{'what':<58}{'ours':>12}{'yardstick':>12}{'ratio':>8}   goal")
    for name in asked or PARTS:
        for row in import_module(f"tests.bench.{PARTS[name]}").rows():
            print(row.line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
