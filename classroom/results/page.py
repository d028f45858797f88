"""The class report as one HTML page that fetches nothing: its charts and their library are in it."""

from __future__ import annotations

import base64
from html import escape
from typing import Any

import pandas as pd

from classroom.results import charts
from classroom.results.report import ClassReport
from toolkit import fonts

_SHOWN = 60
_STYLE = """
body { max-width: 74rem; margin: 1.5rem auto; padding: 0 1.2rem; color: #222; background: #fff;
  font: 16px/1.5 "Noto Sans", "Noto Sans Khmer", "Noto Sans Lao", "Noto Sans Myanmar", "Noto Sans Thai", sans-serif; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .4rem; }
p.lead { margin: .2rem 0 .8rem; color: #555; } p.say { color: #555; max-width: 52rem; margin: .2rem 0 .6rem; }
.tiles { display: flex; flex-wrap: wrap; gap: .8rem; margin: 1rem 0; }
.tile { border: 1px solid #d5d5d5; border-radius: 6px; padding: .5rem 1rem; min-width: 7rem; }
.tile b { display: block; font-size: 1.5rem; line-height: 1.3; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .92rem; }
th, td { border-bottom: 1px solid #ddd; padding: .25rem .7rem; text-align: left; vertical-align: top; }
th { border-bottom: 2px solid #888; white-space: nowrap; }
td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.passed, .open, .failed { white-space: nowrap; }
.passed { color: #00528a; font-weight: 600; } .open { color: #7a5200; font-weight: 600; }
.failed { color: #a33f00; font-weight: 600; }
@page { margin: 14mm; }
@media print { body { max-width: none; margin: 0; padding: 0; } h2, p.say { break-after: avoid; }
  tr, .tile, .plotly-graph-div { break-inside: avoid; } .tile { border-color: #888; } }
"""


def page(report: ClassReport) -> str:
    """Return the page: who passes, distribution, exercises, techniques, likenesses, incidents, appeals."""
    from plotly.offline import get_plotlyjs

    parts = [_head(report), _tiles(report), _class(report)]
    if report.decisions:
        parts += [_distribution(report), _exercises(report), _grid(report), _techniques(report), _gain(report)]
    parts += [_similar(report), _incidents(report), _appeals(report)]
    policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:"
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>{escape(report.title)}: class report</title>\n<style>{_fonts(report)}{_STYLE}</style>\n"
        f"<script>{get_plotlyjs()}</script>\n</head>\n<body>\n{''.join(parts)}\n</body>\n</html>\n"
    )


def _head(report: ClassReport) -> str:
    days = ", ".join(day.split("_")[0] for day in report.days) or "no day is out yet"
    notes = "".join(f"<li>{escape(one)}</li>" for one in report.notes)
    people = _count(len(report.decisions), "trainee")
    return f'<h1>{escape(report.title)}: class report</h1><p class="lead">{people}; {days}.</p><ul>{notes}</ul>'


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _tiles(report: ClassReport) -> str:
    table = report.table()
    marks = table["overall"].dropna()
    tiles = [(str((table["outcome"] == one).sum()), one) for one in ("passed", "open", "not passed")]
    if len(marks):
        tiles.append((f"{marks.median():.0f} %", "median course mark"))
    tiles.append((str(int(report.marks["waits"].sum())), "marks wait for a person"))
    tiles.append((str(len(report.incidents)), "incidents"))
    shown = "".join(f'<div class="tile"><b>{value}</b>{escape(words)}</div>' for value, words in tiles)
    return f'<div class="tiles">{shown}</div>'


def _class(report: ClassReport) -> str:
    rules = report.rules
    if rules.completion == "plan":
        said = (
            f"Completed by attendance ({rules.attendance:g} % of the sessions) and an accepted action plan "
            f"({rules.plan}, {rules.plan_percent:g} % of its points). Marks are shown and decide nothing."
        )
    else:
        must = "; ".join(f"{one.item} ({', '.join(one.exercises)}: {one.percent:g} %)" for one in rules.must_pass)
        said = (
            f"To pass: {rules.overall:g} % overall, {rules.auto:g} % of what the platform marks, {rules.rubric:g} % of "
            f"what is marked by rubric" + (f", and the must-pass items: {must}." if must else ".")
        )
    table = report.table().rename(columns={"auto": "platform", "raw": "plain"})
    if not report.names:
        table = table.drop(columns="name")
    if not report.attended:
        table = table.drop(columns="attended")
    body = _table(table) if len(table) else "<p>Nobody has handed anything in yet.</p>"
    return (
        f'<h2>Who passes, and why not</h2><p class="say">{escape(said)} Numbers are per cent; <i>plain</i> is the '
        f"share of all points, before equating and weights.</p>{body}"
    )


def _distribution(report: ClassReport) -> str:
    return "<h2>Distribution</h2>" + _chart(charts.distribution(report.table(), report.rules.overall), "distribution")


def _exercises(report: ClassReport) -> str:
    shown = report.items.assign(
        mean=(100 * report.items["mean"]).round(0),
        reference=(100 * report.items["reference"]).round(0),
        discrimination=report.items["discrimination"].round(2),
        by=["platform" if auto else "rubric" for auto in report.items["auto"]],
    )[["exercise", "title", "by", "count", "mean", "reference", "discrimination", "note"]]
    missed = list(report.items[report.items["missed"]]["exercise"])
    words = f" <b>Missed by nearly everyone: {escape(', '.join(missed))}.</b>" if missed else ""
    return (
        '<h2>Exercises</h2><p class="say">Difficulty is the mean mark; <i>reference</i> is what the course\'s own '
        "solution earns on this case. Discrimination is the correlation with the rest of the work: .40 and more is "
        f"good, below .20 the exercise hardly tells strong from weak work. It needs five people.{words}</p>"
        + _chart(charts.item_map(report.items), "items")
        + _table(shown)
    )


def _grid(report: ClassReport) -> str:
    done = report.marks[report.marks["max_points"] > 0]
    shares = done.assign(share=done["points"] / done["max_points"])
    wide = shares.pivot_table(index="trainee", columns="exercise", values="share", aggfunc="first", dropna=False)
    wide = wide.reindex(columns=list(dict.fromkeys(report.marks["exercise"])))
    return "<h2>Marks by exercise</h2>" + _chart(charts.heat(wide, ""), "grid")


def _techniques(report: ClassReport) -> str:
    if report.profile.empty:
        return ""
    return (
        '<h2>Profile by technique</h2><p class="say">Each row is one trainee\'s profile: what they can do already, and '
        "where they need another example.</p>" + _chart(charts.heat(report.profile, ""), "techniques")
    )


def _gain(report: ClassReport) -> str:
    both = report.gain.dropna() if {"before", "after"} <= set(report.gain.columns) else report.gain.iloc[:0]
    if both.empty:
        return ""
    more = (both["after"] - both["before"]).mean()
    return (
        f'<h2>Tests before and after the course</h2><p class="say">Parallel forms; on average {more:+.0f} points of a '
        f"hundred. Such a difference says nothing of why.</p>{_table(both.round(0))}"
    )


def _similar(report: ClassReport) -> str:
    said = (
        '<p class="say">Pairs whose answers share more than a class\'s answers do: a question to ask, never a finding. '
        "People sit together, and one right answer has few forms. Members of one syndicate are not compared.</p>"
    )
    body = _table(report.similar.head(_SHOWN)) if len(report.similar) else "<p>No pair stands out.</p>"
    return f"<h2>Likeness of answers</h2>{said}{body}{_more(report.similar)}"


def _incidents(report: ClassReport) -> str:
    body = _table(report.incidents.head(_SHOWN)) if len(report.incidents) else "<p>None.</p>"
    return f"<h2>Incidents while grading</h2>{body}{_more(report.incidents)}"


def _appeals(report: ClassReport) -> str:
    return f"<h2>Appeals</h2>{_table(report.appeals)}" if len(report.appeals) else ""


def _more(table: pd.DataFrame) -> str:
    return f"<p>{len(table) - _SHOWN} more stand in the files beside this page.</p>" if len(table) > _SHOWN else ""


def _table(table: pd.DataFrame) -> str:
    heads = "".join(f"<th>{escape(str(name))}</th>" for name in table.columns)
    rows = []
    places = [_decimals(table.iloc[:, column]) for column in range(table.shape[1])]
    for row in table.itertuples(index=False):
        rows.append(f"<tr>{''.join(_cell(value, many) for value, many in zip(row, places, strict=True))}</tr>")
    return f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'


_OUTCOMES = {"passed": "passed", "open": "open", "not passed": "failed"}


def _decimals(column: pd.Series) -> int:
    """How many decimals a column's numbers are shown with, all alike: as many as one of them needs, at most two."""
    numbers = [round(float(one), 2) for one in column if isinstance(one, (int, float)) and not pd.isna(one)]
    return max((len(f"{one:g}".partition(".")[2]) for one in numbers), default=0)


def _cell(value: Any, decimals: int) -> str:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return "<td></td>"
    if isinstance(value, str):
        mark = f' class="{_OUTCOMES[value]}"' if value in _OUTCOMES else ""
        return f"<td{mark}>{escape(value)}</td>"
    if isinstance(value, bool):
        return f"<td>{'yes' if value else 'no'}</td>"
    return f'<td class="number">{float(value):.{decimals}f}</td>'


def _chart(figure: Any, name: str) -> str:
    return str(
        figure.to_html(
            full_html=False,
            include_plotlyjs=False,
            div_id=f"chart-{name}",
            config={"displaylogo": False, "responsive": True, "modeBarButtonsToRemove": ["lasso2d", "select2d"]},
        )
    )


def _fonts(report: ClassReport) -> str:
    """The shipped fonts of the scripts that the class list needs, inside the page."""
    needed = fonts.families_for("".join(report.names.values()))
    rules = []
    for family in needed:
        data = base64.b64encode(fonts.files(family)[0].read_bytes()).decode()
        rules.append(f'@font-face{{font-family:"{family}";src:url(data:font/ttf;base64,{data})}}')
    return "".join(rules)
