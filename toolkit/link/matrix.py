"""The association matrix: who is linked to whom and how surely, as a table and as the classic triangular drawing."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.language import text
from toolkit.link.convention import status_words
from toolkit.link.engine import check, notes
from toolkit.link.geometry import text_width
from toolkit.style import FONT_FAMILY, GRID, INK, MUTED, PAPER, template

_MOST = 60
_LARGEST = 2000  # entities of a table; beyond, its cells alone fill the memory
_CELL = 34
_VALUES = ("status", "strength")
# Status -> (Plotly symbol, size as a share of the cell): filled = confirmed, open = suspected.
_SIGNS = {
    "confirmed": ("circle", 0.5),
    "unconfirmed": ("circle-open", 0.5),
    "tentative": ("circle-open", 0.28),
    "": ("square", 0.4),
}


@dataclass(frozen=True, eq=False)
class AssociationMatrix:
    """Who is `linked` to whom, with statuses and strengths, and `counts`: the number of links of each entity."""

    statuses: pd.DataFrame
    strengths: pd.DataFrame
    linked: pd.DataFrame
    counts: pd.Series
    names: Mapping[Any, str]
    caveats: tuple[str, ...] = field(default=())

    def to_frame(self, values: str = "") -> pd.DataFrame:
        """Return the square table of `values="status"` ("" where there is no link) or `"strength"` (0 there).

        Without `values`: statuses if the links have any. Rows are sources where the graph is directed.

        Raises ParameterError for other values.
        """
        if values and values not in _VALUES:
            raise ParameterError(f"link.matrix: {unknown('values', values, _VALUES)}")
        status = values == "status" or (not values and bool((self.statuses != "").to_numpy().any()))
        return (self.statuses if status else self.strengths).copy()

    def figure(self, title: str = "") -> Any:
        """Return the triangular drawing as a Plotly figure: filled circle confirmed, open circle suspected.

        Names stand on the diagonal, the number of links below each column. A pair linked both ways has one circle,
        the surer of the two.

        Raises ParameterError for more entities than a page holds.
        """
        if len(self.counts) > _MOST:
            raise ParameterError(
                f"link.matrix: {len(self.counts)} entities do not fit a page; choose at most {_MOST} by link.subgraph"
            )
        return _draw(self, title)

    def __repr__(self) -> str:
        return "\n".join([self.to_frame().to_string(), *(f"- {line}" for line in self.caveats)])

    def _repr_html_(self) -> str:
        lines = "".join(f"<li>{html.escape(line)}</li>" for line in self.caveats)
        return f"<div>{self.to_frame().to_html(border=0)}<ul>{lines}</ul></div>"


def matrix(graph: Any, names: Mapping[Any, str] | None = None) -> AssociationMatrix:
    """Tabulate who is linked to whom.

    Parameters
    ----------
    graph : from `link.build`
    names : entity -> name for the drawing; without it, the entity itself

    Returns
    -------
    AssociationMatrix with `.to_frame()`, `.counts` (links of each entity) and `.figure()`

    Raises ParameterError for an empty graph, or one of more than 2,000 entities.

    Misleads: an empty cell says that the file has no record of a link, not that there is none.

    Method: association matrix of the UNODC Criminal Intelligence Manual for Analysts. Schools differ on signs: the
    drawing prints its legend.

    >>> import networkx as nx
    >>> graph = nx.Graph()
    >>> graph.add_edge("a", "b", status="confirmed", strength=2)
    >>> table = matrix(graph)
    >>> table.to_frame().loc["a", "b"], table.counts["a"].item(), table.to_frame("strength").loc["b", "a"].item()
    ('confirmed', 1, 2)
    """
    check(graph, "matrix")
    if len(graph) > _LARGEST:
        raise ParameterError(
            f"link.matrix: {len(graph):,} entities make {len(graph) ** 2:,} cells; at most {_LARGEST:,} entities, "
            "chosen by link.subgraph, link.around or link.at_least"
        )
    entities = list(graph)
    statuses = pd.DataFrame("", index=pd.Index(entities, name="entity"), columns=entities, dtype="object")
    strengths = pd.DataFrame(0.0, index=pd.Index(entities, name="entity"), columns=entities)
    linked = pd.DataFrame(False, index=pd.Index(entities, name="entity"), columns=entities)
    for a, b, data in graph.edges(data=True):
        if a == b:
            continue
        for row, column in ((a, b),) if graph.is_directed() else ((a, b), (b, a)):
            statuses.at[row, column] = data.get("status", "")
            strengths.at[row, column] = data.get("strength", 1)
            linked.at[row, column] = True
    if (strengths % 1 == 0).to_numpy().all():
        strengths = strengths.astype("int64")
    either = linked.to_numpy() | linked.to_numpy().T
    counts = pd.Series(either.sum(axis=1), index=statuses.index, name="links")
    caveat = text("an empty cell says that the file has no record of a link, not that there is none")
    called = {entity: str(names[entity]) if names is not None and entity in names else str(entity) for entity in graph}
    return AssociationMatrix(statuses, strengths, linked, counts, called, (caveat, *notes(graph)))


def _draw(matrix: AssociationMatrix, title: str) -> Any:
    import plotly.graph_objects as go

    entities = list(matrix.counts.index)
    n = len(entities)
    cell = _CELL if n <= 30 else 22
    figure = go.Figure()
    for row in range(n):
        for column in range(row):
            figure.add_shape(
                type="rect",
                x0=column,
                x1=column + 1,
                y0=-row - 1,
                y1=-row,
                line={"color": GRID if n > 30 else "#BDBDBD", "width": 1},
                layer="below",
            )
    cells: dict[str, list[tuple[int, int]]] = {}
    for row in range(n):
        for column in range(row):
            sign = _sign(matrix, entities[row], entities[column])
            if sign is not None:
                cells.setdefault(sign, []).append((column, row))
    for status, (symbol, share) in _SIGNS.items():
        if status in cells:
            figure.add_scatter(
                x=[column + 0.5 for column, _ in cells[status]],
                y=[-row - 0.5 for _, row in cells[status]],
                mode="markers",
                marker={"symbol": symbol, "size": cell * share, "color": INK, "line": {"width": 2, "color": INK}},
                hovertext=[_hover(matrix, entities[row], entities[column], status) for column, row in cells[status]],
                hoverinfo="text",
                name=status_words(status),
            )
    letters = 12 if n <= 30 else 10
    figure.add_scatter(
        x=[row + 0.12 for row in range(n)],
        y=[-row - 0.5 for row in range(n)],
        mode="text",
        text=[_label(matrix, entity) for entity in entities],
        textposition="middle right",
        textfont={"size": letters, "color": INK, "family": FONT_FAMILY},
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_scatter(
        x=[*(column + 0.5 for column in range(n)), -0.1],
        y=[-n - 0.5] * (n + 1),
        mode="text",
        text=[*(f"<b>{count}</b>" for count in matrix.counts), text("links")],
        textposition=[*(["middle center"] * n), "middle left"],
        textfont={"size": letters, "color": INK},
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_shape(type="line", x0=0, x1=n, y0=-n, y1=-n, line={"color": MUTED, "width": 1.5})
    _finish(figure, matrix, title, cell, letters)
    return figure


def _sign(matrix: AssociationMatrix, a: Any, b: Any) -> str | None:
    order = ("tentative", "unconfirmed", "confirmed")
    found = [str(matrix.statuses.at[row, column]) for row, column in ((a, b), (b, a)) if matrix.linked.at[row, column]]
    return max(found, key=lambda status: order.index(status) if status in order else -1) if found else None


def _label(matrix: AssociationMatrix, entity: Any) -> str:
    name = html.escape(matrix.names[entity])
    return name if matrix.names[entity] == str(entity) else f"{name} <i>{html.escape(str(entity))}</i>"


def _hover(matrix: AssociationMatrix, a: Any, b: Any, status: str) -> str:
    pair = f"<b>{html.escape(matrix.names[b])} – {html.escape(matrix.names[a])}</b>"
    strength = max(matrix.strengths.at[a, b], matrix.strengths.at[b, a])
    return f"{pair}<br>{status_words(status)}<br>{text('strength {value}', value=f'{strength:,g}')}"


def _finish(figure: Any, matrix: AssociationMatrix, title: str, cell: int, letters: int) -> None:
    n = len(matrix.counts)
    longest = max(
        row + 0.2 + text_width(f"{matrix.names[entity]} {entity}", letters) / cell
        for row, entity in enumerate(matrix.counts.index)
    )
    left = 52 / cell
    wide, high = (longest + left) * cell, (n + 1) * cell
    hidden = {"visible": False, "showgrid": False}
    figure.update_layout(
        template=template(),
        title={"text": html.escape(title or text("Association matrix: {count} entities", count=n))},
        width=max(640, int(wide) + 40),
        height=int(high) + 90,
        margin={"l": 10, "r": 30, "t": 60, "b": 20},
        paper_bgcolor=PAPER,
        xaxis={**hidden, "range": [-left, max(longest, (max(640, wide + 40) - 40) / cell - left)]},
        yaxis={**hidden, "range": [-n - 1, 0.3], "scaleanchor": "x"},
        legend={"x": 1, "y": 1, "xanchor": "right", "yanchor": "top", "itemsizing": "trace"},
    )
