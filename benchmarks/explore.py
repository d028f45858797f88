"""Frames a second while the same graph is panned and zoomed in JupyterLab: link.explore, ipysigma and pyvis.

One run, one machine, headless Chromium without a graphics card; places are the same for all three and no layout runs.
Each is measured several times, in turns, and its middle run counts. Beside it, seconds of `link.explore` and
`link.chart`. `python -m benchmarks.explore`. Writes benchmarks/explore.json and the table of docs/benchmarks.md;
`--pictures FOLDER` keeps what the browser showed in the middle of each pan and at the end.
"""

from __future__ import annotations

import argparse
import json
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

import nbformat
import networkx as nx
import numpy as np

from benchmarks.page import rewrite, table
from classroom import lab, trainee
from toolkit import link

LEAST = 30.0
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# All three in the browser as it starts by itself on a machine without a graphics card: it draws by the processor, which
# also plays the WebGL that ipysigma needs. The last two, for comparison: the whole page drawn through a played card, as
# some virtual desktops do, with ours, and with one rectangle on a bare canvas, the most that such a browser gives.
OWN = ["--enable-unsafe-swiftshader"]
PLAYED = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
WAYS = {
    "explore": ("explore", OWN),
    "ipysigma": ("ipysigma", OWN),
    "pyvis": ("pyvis", OWN),
    "explore_played": ("explore", PLAYED),
    "bare_played": ("bare", PLAYED),
}
SETUP = """
import json, networkx as nx
from toolkit import link
graph = nx.node_link_graph(json.load(open("graph.json")), edges="links")
places = {node: tuple(place) for node, place in json.load(open("places.json"))}
"""
SHOW = {
    "explore": "link.explore(graph, positions=places, height=520)",
    "ipysigma": """
from ipysigma import Sigma
Sigma(graph, height=520, start_layout=False, layout={node: {"x": x, "y": -y} for node, (x, y) in places.items()},
      node_size=graph.degree)
""",
    "pyvis": """
from pyvis.network import Network
from IPython.display import HTML
import html
net = Network(height="520px", width="100%", cdn_resources="in_line", notebook=True)
for node in graph: net.add_node(node, label=str(node), x=places[node][0], y=places[node][1], physics=False, size=9)
for a, b in graph.edges: net.add_edge(a, b)
net.toggle_physics(False)
net.options.edges.smooth.enabled = False
page = net.generate_html(notebook=True)
HTML(f'<iframe srcdoc="{html.escape(page)}" width="100%" height="560" style="border:0"></iframe>')
""",
    "bare": """
from IPython.display import HTML
HTML('''<iframe srcdoc="<canvas id=c width=615 height=520></canvas><script>
const pen = c.getContext('2d'); let at = 0;
(function step() {
  at = (at + 3) % 200; pen.clearRect(0, 0, 615, 520); pen.fillRect(at, 100, 300, 300); requestAnimationFrame(step);
})()</script>" width="100%" height="560" style="border:0"></iframe>''')
""",
}
CANVAS = {
    "explore": ".ax-surface canvas",
    "ipysigma": ".jp-OutputArea-output canvas",
    "pyvis": "iframe",
    "bare": "iframe",
}
COUNT = """() => {
    window.marks = [];
    const tick = moment => { window.marks.push(moment); requestAnimationFrame(tick); };
    requestAnimationFrame(tick);
}"""


def main() -> None:
    """Measure, print, and write JSON and page."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--nodes", type=int, default=5_000)
    words.add_argument("--links", type=int, default=10_000)
    words.add_argument("--repeats", type=int, default=3)
    words.add_argument("--ways", nargs="+", default=list(WAYS), choices=list(WAYS))
    words.add_argument("--pictures", type=Path)
    words.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = {
            "graph": [asked.nodes, asked.links],
            "repeats": asked.repeats,
            **frames(Path(folder), asked),
            **seconds(asked.nodes, asked.links),
        }
    asked.out.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    if set(asked.ways) == set(WAYS):
        rewrite("explore", shown(found))
        print(shown(found))
    else:
        print(json.dumps(found, indent=2))


def seconds(nodes: int, links: int) -> dict[str, float]:
    """Processor seconds of making each kind of chart, libraries loaded."""
    large, middle = nx.gnm_random_graph(nodes, links, seed=1), nx.barabasi_albert_graph(500, 2, seed=1)
    link.explore(nx.path_graph(3))
    link.chart(nx.path_graph(3))
    result = {}
    for name, draw, graph in (("explore_s", link.explore, large), ("chart_500_s", link.chart, middle)):
        start = time.process_time()
        draw(graph)
        result[name] = time.process_time() - start
    return result


def frames(folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """Open a notebook for each tool in one JupyterLab, in turns, and move the chart; the middle of the repeats."""
    (folder / "exchange").mkdir()
    home = trainee.make_home(folder / "home", "operational_10day", "trainee", folder / "exchange")
    lab.write_settings(home)
    folder = home.folder
    graph = nx.gnm_random_graph(asked.nodes, asked.links, seed=1)
    places = link.explore(graph).positions
    (folder / "graph.json").write_text(json.dumps(nx.node_link_data(graph, edges="links")), "utf-8")
    (folder / "places.json").write_text(json.dumps(list(places.items())), "utf-8")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    for name, code in SHOW.items():
        cells = [nbformat.v4.new_code_cell(SETUP.strip() + "\n" + code.strip())]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / f"{name}.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [*lab.command(home, "explore.ipynb", port=port, browser=False), "--IdentityProvider.token="]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(words, cwd=home.folder, env=lab.environment(home), stdout=quiet, stderr=quiet)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            assert server.poll() is None, "JupyterLab ended before it answered"
            try:
                urllib.request.urlopen(f"{address}/api", timeout=2).close()
                break
            except OSError:
                time.sleep(0.5)
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            runs: dict[str, list[dict[str, float]]] = {way: [] for way in asked.ways}
            for turn in range(asked.repeats):
                for way in asked.ways:
                    tool, browser = WAYS[way]
                    lab_page = f"{address}/lab/workspaces/{way}{turn}/tree/{tool}.ipynb"
                    runs[way].append(measured(playwright, lab_page, tool, browser, way, asked.pictures))
        return {way: middle(found) for way, found in runs.items()}
    finally:
        server.terminate()
        server.wait(30)


def playwright_errors() -> Any:
    """The module of Playwright's errors, loaded when the browser is."""
    from playwright import sync_api

    return sync_api


def middle(runs: list[dict[str, float]]) -> dict[str, Any]:
    """The median of each figure, and the frames of every run."""
    found: dict[str, Any] = {name: float(np.median([run[name] for run in runs])) for name in runs[0]}
    return found | {f"{what}_runs": [round(run[what], 1) for run in runs] for what in ("pan", "zoom")}


def measured(
    playwright: Any, address: str, name: str, arguments: list[str], way: str, pictures: Path | None
) -> dict[str, float]:
    """Frames a second of a pan and of a zoom, and the longest a frame took, in a browser of its own."""
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=[*ARGUMENTS, *arguments])
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(120_000)
    page.goto(address)
    page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
    page.wait_for_timeout(6000)
    for turn in range(3):
        # on a busy machine a key may come before the notebook listens
        page.locator(".jp-CodeCell .cm-content").first.click()
        page.keyboard.press("Control+Enter")
        try:
            page.wait_for_selector(CANVAS[name], timeout=60_000)
            break
        except playwright_errors().TimeoutError:
            if turn == 2:
                raise
    page.wait_for_timeout(9_000)
    place = page.locator(CANVAS[name]).first
    place.scroll_into_view_if_needed()
    page.wait_for_timeout(1500)
    box = place.bounding_box()
    frame = page.frames[-1] if CANVAS[name] == "iframe" else page.main_frame
    frame.evaluate(COUNT)
    x, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"], 800 - box["y"]) / 2

    def pan() -> None:
        # a corner, where no entity is taken hold of instead of the chart
        left, top = box["x"] + 25, box["y"] + 25
        page.mouse.move(left, top)
        page.mouse.down()
        for step in range(200):
            page.mouse.move(left + 300 * abs(np.sin(step / 40)), top + 120 * abs(np.sin(step / 30)))
        if pictures:
            page.screenshot(path=pictures / f"{way}_moving.png")
        page.mouse.up()

    def zoom() -> None:
        page.mouse.move(x, y)
        for step in range(80):
            page.mouse.wheel(0, -80 if (step // 20) % 2 == 0 else 80)
            page.wait_for_timeout(16)

    result: dict[str, float] = {}
    for what, act in (("pan", pan), ("zoom", zoom)):
        frame.evaluate("() => { window.marks.length = 0 }")
        act()
        frame.wait_for_timeout(300)
        marks = np.array(frame.evaluate("() => window.marks"))
        result[what] = 1000 * (len(marks) - 1) / float(marks[-1] - marks[0])
        result[f"{what}_longest_ms"] = float(np.diff(marks).max())
        page.wait_for_timeout(1500)
        if pictures and what == "pan":
            page.screenshot(path=pictures / f"{way}_panned.png")
    if pictures:
        page.screenshot(path=pictures / f"{way}_zoomed.png")
    browser.close()
    return result


def shown(found: dict[str, Any]) -> str:
    """Return the table of the page."""
    said = {
        "explore": "`link.explore`",
        "ipysigma": "ipysigma",
        "pyvis": "pyvis (vis-network)",
        "explore_played": "`link.explore`, page drawn through a played card",
        "bare_played": "one rectangle, page drawn through a played card",
    }
    rows = []
    for way, words in said.items():
        one = found[way]
        cells = []
        for what in ("pan", "zoom"):
            runs = ", ".join(f"{run:.0f}" for run in one[f"{what}_runs"])
            cells += [f"{one[what]:.0f} ({runs})", f"{one[f'{what}_longest_ms']:.0f}"]
        rows.append((words, *cells, f"at least {LEAST:g}" if way == "explore" else ""))
    nodes, links = found["graph"]
    head = ("tool", "pan, frames/s", "longest frame, ms", "zoom, frames/s", "longest frame, ms", "target")
    note = (
        f"{nodes:,} entities and {links:,} links; the middle of {found['repeats']} runs, which stand in brackets. "
        "Processor seconds in Python: `link.explore` of that graph "
        f"{found['explore_s']:.2f}; `link.chart` of 500 entities {found['chart_500_s']:.2f} (limit 2)."
    )
    return f"{table(head, rows)}\n\n{note}"


if __name__ == "__main__":
    main()
