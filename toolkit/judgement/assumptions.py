"""`assumptions`: a key assumptions check, with the assumptions that carry most on the least evidence first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from toolkit import style
from toolkit.judgement.tables import code, names, read_table, said
from toolkit.language import text
from toolkit.result import Result

CRITICALITY = ("low", "medium", "high")  # how much of the judgement falls with the assumption
EVIDENCE = ("unsupported", "with caveats", "supported")
_WORDS = ("if_wrong", "indicator", "source")


@dataclass(frozen=True, repr=False)
class Assumptions(Result):
    """The assumptions in the order in which to test them; `linchpins` are critical and not fully supported."""

    table: pd.DataFrame
    caveats: tuple[str, ...]
    _ranked = True

    @property
    def linchpins(self) -> list[str]:
        """Assumptions of high criticality without full support."""
        rows = self.table[(self.table["criticality"] == "high") & (self.table["evidence"] != "supported")]
        return [str(one) for one in rows.index]

    @property
    def sentence(self) -> str:
        """How many assumptions carry the judgement without full support."""
        if not self.linchpins:
            return text("No critical assumption lacks support among the {count} listed.", count=len(self.table))
        return text("{count} of {all} assumptions are critical and not fully supported: {names}.",
                    count=len(self.linchpins), all=len(self.table), names="; ".join(self.linchpins))  # fmt: skip

    def to_frame(self) -> pd.DataFrame:
        """One row an assumption, the first to test on top."""
        return self.table.copy()

    def chart(self) -> Any:
        """A field of criticality by evidence with the assumptions numbered as in the table."""
        import plotly.graph_objects as go

        made = go.Figure()
        made.add_shape(type="rect", x0=-0.5, x1=1.5, y0=1.5, y1=2.5, fillcolor="#FBE3D3", line_width=0, layer="below")
        for across, support in enumerate(EVIDENCE):
            for up, weight in enumerate(CRITICALITY):
                here = (self.table["evidence"] == support) & (self.table["criticality"] == weight)
                found = [str(number) for number in self.table.loc[here, "number"]]
                if found:
                    made.add_annotation(x=across, y=up, text=", ".join(found), showarrow=False, font={"size": 20})
        made.add_annotation(
            x=-0.47, y=2.47, text=text("linchpins: test first"), showarrow=False, xanchor="left", yanchor="top",
            font={"size": 11, "color": style.MUTED},
        )  # fmt: skip
        made.update_layout(
            template=style.template(), title=text("Key assumptions, numbered as in the table"), width=620, height=420
        )
        edges = {"showgrid": False, "zeroline": False, "ticks": ""}
        made.update_xaxes(
            title=text("evidence"), range=[-0.5, 2.5], tickvals=[0, 1, 2], ticktext=[text(one) for one in EVIDENCE],
            **edges,
        )  # fmt: skip
        made.update_yaxes(
            title=text("criticality"), range=[-0.5, 2.5], tickvals=[0, 1, 2],
            ticktext=[text(one) for one in CRITICALITY], **edges,
        )  # fmt: skip
        for line in (0.5, 1.5):
            made.add_vline(x=line, line={"color": style.GRID, "width": 1})
            made.add_hline(y=line, line={"color": style.GRID, "width": 1})
        return made


def assumptions(table: Any) -> Assumptions:
    """Order the assumptions behind a judgement by what falls with them and how little supports them.

    Parameters
    ----------
    table : one row an assumption, with columns `assumption`, `criticality` (low, medium, high), `evidence`
        (unsupported, with caveats, supported), and where wanted `if_wrong` (what then), `indicator` (what would show
        it), `source`

    Reference: *A Tradecraft Primer: Structured Analytic Techniques* (US Government, 2009), key assumptions check. An
    assumption that nobody wrote down is not in the table. Raises ParameterError for an unknown code or a repeated row.

    >>> rows = [{"assumption": "fees are paid on arrival", "criticality": "high", "evidence": "unsupported"}]
    >>> assumptions(rows).linchpins
    ['fees are paid on arrival']
    """
    where = "judgement.assumptions"
    frame = read_table(table, where, need=("assumption", "criticality", "evidence"), codes=True)
    found = names(frame, "assumption", where)
    rows = [
        {
            "criticality": code(weight, CRITICALITY, f"{where}: {name!r}", "criticality"),
            "evidence": code(support, EVIDENCE, f"{where}: {name!r}", "evidence"),
        }
        for name, weight, support in zip(found, frame["criticality"], frame["evidence"], strict=True)
    ]
    kept = pd.DataFrame(rows, index=pd.Index(found, name="assumption"))
    for column in _WORDS:
        if column in frame.columns:
            kept[column] = [said(value) for value in frame[column]]
    order = sorted(
        range(len(kept)),
        key=lambda at: (-CRITICALITY.index(rows[at]["criticality"]), EVIDENCE.index(rows[at]["evidence"]), at),
    )
    kept = kept.iloc[order]
    kept.insert(0, "number", range(1, len(kept) + 1))
    result = Assumptions(kept, ())
    notes = []
    if "indicator" in kept.columns:
        blind = [one for one in result.linchpins if not kept.loc[one, "indicator"]]
        if blind:
            notes.append(text("no indicator would show that these fail: {names}", names="; ".join(blind)))
    elif result.linchpins:
        notes.append(text("no indicators are stated: say what would show that a linchpin fails"))
    if (kept["criticality"] == "low").all():
        notes.append(text("no assumption is held critical: ask what the judgement would not survive"))
    return Assumptions(kept, tuple(notes))
