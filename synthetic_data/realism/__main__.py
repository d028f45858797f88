"""The command `python -m synthetic_data.realism`: measure worlds of many seeds, print or write the report."""

from __future__ import annotations

import argparse
from pathlib import Path

from synthetic_data.realism.report import report


def main() -> None:
    """Parse the options and write the report."""
    parser = argparse.ArgumentParser(prog="python -m synthetic_data.realism", description=__doc__)
    parser.add_argument("--scenario", default="gms-thailand")
    parser.add_argument("--level", default="practitioner")
    parser.add_argument(
        "--seeds", type=int, default=100, help="number of seeds, 0 and up; a tenth of them as whole worlds"
    )
    parser.add_argument("--out", type=Path, help="file to write; printed where left out")
    options = parser.parse_args()
    text = report(options.scenario, options.level, options.seeds)
    if options.out:
        options.out.write_text(text, "utf-8", newline="\n")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
