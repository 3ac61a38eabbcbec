"""How the time for each corner grows with the town, from tables that run.sh has printed.

    growth.py TABLE...     (one file for each town, bench_sweeps' and sweep_peers.py's rows in it)
"""

import re
import sys
from pathlib import Path

JOBS = re.compile(r"services within 15 min of every corner$|the 5 nearest of 10 kinds|preparation|40 columns|nearest of 16")


def rows(table):
    """Microseconds for each corner by job and engine."""
    text = Path(table).read_text()
    corners = int(re.search(r"^(\d+) corners", text, re.M)[1])
    found = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) < 6 or not JOBS.match(cells[0]) or not cells[4].endswith(" s"):
            continue
        engine = re.split(r",| \(", cells[1])[0]
        for who, cell in (("medina", cells[3]), (engine, cells[4])):
            found[cells[0], who] = float(cell.split()[0]) / corners * 1e6
    return corners, found


def main(tables):
    towns = sorted((rows(table) for table in tables), key=lambda town: town[0])
    print("| microseconds for each corner | by | " + " | ".join(f"{size} corners" for size, _ in towns) + " | growth |")
    print("|---|---|" + "---|" * (len(towns) + 1))
    keys = dict.fromkeys(key for _, found in towns for key in found)
    for job, who in sorted(keys, key=lambda key: (key[0], key[1] != "medina", key[1])):
        times = [found.get((job, who)) for _, found in towns]
        cells = " | ".join("" if time is None else f"{time:.3f}" for time in times)
        had = [time for time in times if time]
        print(f"| {job} | {who} | {cells} | {f'{had[-1] / had[0]:.2f}' if len(had) > 1 else ''} |")


if __name__ == "__main__":
    main(sys.argv[1:])
