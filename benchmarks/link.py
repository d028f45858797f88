"""Link analysis beside igraph, networkx and DuckDB: ranking, betweenness, building from call records, import time.

One run, one machine, processor time of one thread: `python -m benchmarks.link`. Writes benchmarks/link.json and the
tables of docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import duckdb
import igraph
import networkx as nx
import numpy as np
import pandas as pd

from benchmarks.page import rewrite, table
from toolkit import link
from toolkit.link.engine import to_igraph

RANK_MOST, BETWEENNESS_LEAST, BUILD_MOST, IMPORT_MOST = 1.3, 20.0, 1.5, 0.5
# networkx counts paths from so many entities; the time for all follows in proportion
_SOURCES = 60


def main() -> None:
    """Measure, print, and write JSON and page."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rows", type=int, default=5_000_000, help="call records")
    words.add_argument("--pairs", type=int, default=1_000_000, help="pairs that could call each other")
    words.add_argument("--nodes", type=int, default=10_000)
    words.add_argument("--links", type=int, default=50_000)
    words.add_argument("--parts", nargs="+", choices=("rank", "build", "import"), default=("rank", "build", "import"))
    words.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    asked = words.parse_args()
    work: dict[str, Callable[[], dict[str, Any]]] = {
        "rank": lambda: ranking(asked.nodes, asked.links),
        "build": lambda: building(asked.rows, asked.pairs),
        "import": importing,
    }
    # each part compares within itself, so that one may be measured again alone
    found = json.loads(asked.out.read_text("utf-8")) if asked.out.exists() else {}
    found |= {part: work[part]() for part in asked.parts}
    asked.out.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    rewrite("link", shown(found))
    print(shown(found))


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return processor seconds and the result."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def ranking(nodes: int, links: int) -> dict[str, Any]:
    """Rank a random graph of networkx, and call the same measures of igraph on a graph that is ready."""
    graph = nx.gnm_random_graph(nodes, links, seed=1)
    twin, _ = to_igraph(graph)
    theirs, _ = timed(lambda: by_hand(twin))
    ours, _ = timed(lambda: link.rank(graph))
    betweenness, exact = timed(lambda: link.measures.betweenness(to_igraph(graph)[0]))
    sampled, _ = timed(lambda: nx.betweenness_centrality(graph, k=_SOURCES, seed=1))
    approximate, estimate = timed(lambda: link.approximate_betweenness(graph, sources=500))
    values = estimate.to_frame()["betweenness"].reindex(list(graph)).to_numpy()
    return {
        "nodes": nodes,
        "links": links,
        "igraph": theirs,
        "toolkit": ours,
        "betweenness": betweenness,
        "betweenness networkx": sampled * nodes / _SOURCES,
        "approximate": approximate,
        "largest error": float(np.abs(values - np.array(exact)).max()),
        "bound": estimate.error,
        "largest value": float(max(exact)),
    }


def by_hand(twin: Any) -> list[Any]:
    """The same measures as `link.rank`, as somebody who knows igraph calls them."""
    shares, degree = twin.transitivity_local_undirected(mode="zero"), twin.degree()
    return [
        degree,
        twin.strength(weights="strength"),
        twin.betweenness(),
        twin.closeness(),
        twin.eigenvector_centrality(),
        twin.pagerank(),
        twin.constraint(),
        [d - (d - 1) * share for d, share in zip(degree, shares, strict=True)],
        twin.coreness(),
    ]


def building(rows: int, pairs: int) -> dict[str, Any]:
    """Build an attributed graph from call records: DuckDB and igraph by hand, and `link.build`."""
    calls = call_records(rows, pairs)
    # Once each beforehand: the first run pays for imports and for memory that the second has.
    for work in (lambda: bare(calls), lambda: link.build(calls, "caller", "callee", time="started_at")):
        work()
    theirs, graph = timed(lambda: bare(calls))
    size = (graph.vcount(), graph.ecount())
    del graph
    ours, built = timed(lambda: link.build(calls, "caller", "callee", time="started_at"))
    assert size == (len(built), built.number_of_edges())
    twin, _ = timed(lambda: to_igraph(built))
    first, _ = timed(lambda: link.evidence(built, *next(iter(built.edges))))
    return {
        "rows": rows,
        "nodes": size[0],
        "links": size[1],
        "bare": theirs,
        "build": ours,
        "igraph twin": twin,
        "dictionaries": first,
        "peak MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def call_records(rows: int, pairs: int) -> pd.DataFrame:
    """Calls in which few pairs talk much and many little, both ways, as strings and instants."""
    rng = np.random.default_rng(1)
    people = pairs // 5
    one = rng.integers(0, people, pairs)
    other = (one + 1 + rng.integers(0, people - 1, pairs)) % people
    share = rng.zipf(1.8, pairs).clip(1, 400).astype("float64")
    drawn = rng.choice(pairs, rows, p=share / share.sum())
    back = rng.random(rows) < 0.5
    numbers = np.array([f"+999{number:08d}" for number in range(people)], dtype=object)
    started = pd.to_datetime(1_700_000_000 + rng.integers(0, 15_000_000, rows), unit="s", utc=True)
    return pd.DataFrame(
        {
            "caller": pd.array(numbers[np.where(back, one[drawn], other[drawn])], dtype="str"),
            "callee": pd.array(numbers[np.where(back, other[drawn], one[drawn])], dtype="str"),
            "started_at": started,
        }
    )


def bare(calls: pd.DataFrame) -> Any:
    """What somebody who knows both tools writes: group in DuckDB, number the ends, give igraph the columns."""
    database = duckdb.connect()
    database.execute("SET threads = 1")
    database.register("calls", calls)
    grouped = database.sql(
        "SELECT least(caller, callee) AS a, greatest(caller, callee) AS b, count(*) AS strength,"
        " min(started_at) AS first, max(started_at) AS last FROM calls WHERE caller <> callee GROUP BY ALL"
    ).to_df()
    codes, names = pd.factorize(pd.concat([grouped["a"], grouped["b"]], ignore_index=True))
    half = len(grouped)
    graph = igraph.Graph(n=len(names), edges=np.column_stack([codes[:half], codes[half:]]))
    graph.vs["name"] = list(names)
    for column in ("strength", "first", "last"):
        graph.es[column] = grouped[column].tolist()
    return graph


def importing() -> dict[str, float]:
    """Processor seconds of a process that imports toolkit, less those of one that imports nothing; best of five."""

    def seconds(code: str) -> float:
        runs = []
        for _ in range(5):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-c", code], check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            runs.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        return min(runs)

    nothing = seconds("pass")
    return {"toolkit": seconds("import toolkit") - nothing, "link": seconds("from toolkit import link") - nothing}


def shown(found: dict[str, Any]) -> str:
    """Return the tables of the page, of the parts that were measured."""
    ways = {"rank": _ranked, "build": _built, "import": _loaded}
    return "\n\n".join(way(found[part]) for part, way in ways.items() if part in found)


def _ranked(rank: dict[str, Any]) -> str:
    faster = rank["betweenness networkx"] / rank["betweenness"]
    return table(
        (f"{rank['nodes']:,} entities, {rank['links']:,} links", "s", "ratio", "target"),
        [
            ("the nine measures called on a ready igraph graph", f"{rank['igraph']:.1f}", "1.00", ""),
            (
                "`link.rank` of a networkx graph, conversion included",
                f"{rank['toolkit']:.1f}",
                f"{rank['toolkit'] / rank['igraph']:.2f}",
                f"at most {RANK_MOST}",
            ),
            ("betweenness, conversion included", f"{rank['betweenness']:.1f}", "", ""),
            (
                f"betweenness by networkx (from {_SOURCES} entities, in proportion)",
                f"{rank['betweenness networkx']:.0f}",
                f"{faster:.0f} times as long",
                f"at least {BETWEENNESS_LEAST:.0f}",
            ),
            (
                "`link.approximate_betweenness` from 500 entities",
                f"{rank['approximate']:.1f}",
                f"largest error {rank['largest error']:.5f} (largest value {rank['largest value']:.5f})",
                f"stated bound {rank['bound']:.3f}",
            ),
        ],
    )


def _built(build: dict[str, Any]) -> str:
    steps = (
        ("DuckDB and igraph by hand: strength, first and last call of each pair", build["bare"], ""),
        ("`link.build` with the same, and the records behind each link", build["build"], f"at most {BUILD_MOST}"),
        ("... and its igraph twin", build["build"] + build["igraph twin"], f"at most {BUILD_MOST}"),
        ("... and networkx's dictionaries, and the records of one link", build["build"] + build["dictionaries"], ""),
    )
    return table(
        (f"{build['rows']:,} calls, {build['nodes']:,} numbers, {build['links']:,} pairs", "s", "ratio", "target"),
        [(what, f"{seconds:.1f}", f"{seconds / build['bare']:.2f}", target) for what, seconds, target in steps],
    )


def _loaded(load: dict[str, float]) -> str:
    return (
        f"`import toolkit` takes {load['toolkit']:.2f} s beyond Python itself (target: under {IMPORT_MOST}); "
        f"`from toolkit import link`, with pandas and networkx, {load['link']:.2f} s."
    )


if __name__ == "__main__":
    main()
