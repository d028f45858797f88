# %% [markdown] name="title"
# # Regenerate a case
#
# For trainers. This notebook invents a smuggling world nobody has seen before, hides its truth, writes the evidence
# of it as a case, and shows you what was made.
#
# **Keep the executed notebook on the sealed side.** It shows the hidden network, and its parameters may hold the
# seed, which is the answer key. Trainees get the case folder (`out`) and nothing else.
#
# Run it as it stands, or with papermill and your own parameters:
#
# `papermill synthetic_data/regenerate.ipynb SEALED/regenerated.ipynb -p level expert -p out CASE -p sealed SEALED/key`

# %% [markdown] name="parameters-explained"
# ## Parameters
#
# | parameter | meaning | empty means |
# |---|---|---|
# | `scenario` | what happens: a file in `synthetic_data/scenarios/` | |
# | `level` | how much noise and how few traces: `foundation`, `practitioner`, `expert` | |
# | `seed` | number that fixes every byte of the case; give one only to repeat a case | a fresh secret one |
# | `window` | first and last day of the evidence, such as `2026-01-01 2026-03-31` | the scenario's own |
# | `size` | number of people in the world, innocent ones included, 300 to 20,000 | the scenario's own |
# | `calls` | about how many call records, everybody's rates scaled alike | as the scenario's rates make them |
# | `geography` | `real`, or `fictional`: invented states, places and peoples, for rooms where real ones offend | |
# | `language` | language of the documents: `en`, `km`, `lo`, `my`, `th`, `vi` | |
# | `out` | new folder for the case: evidence, documents, papers | |
# | `sealed` | new folder for the truth and the answer keys, apart from `out` | |

# %% name="parameters" tags=["parameters"]
scenario = "gms-thailand"
level = "practitioner"
seed = ""
window = ""
size = ""
calls = ""
language = "en"
geography = "real"
out = "case"
sealed = "sealed"

# %% name="check-parameters"
# Must stay the first cell after the parameters: whatever else is set by now is a parameter with a wrong name.
from synthetic_data import parameters as _parameters

chosen = _parameters.check(_parameters.given(dict(globals())))
print(f"{chosen.scenario}, {chosen.level}; case to {chosen.out}, truth and keys to {chosen.sealed}")

# %% [markdown] name="making"
# ## Making the case
#
# People, network, journeys, payments and calls first; then what sensors saw of them, noise, the papers and keys of
# every course, and the release gates. A case that fails a gate is not written.

# %% name="make"
import time

from IPython.display import HTML, display

from classroom.cases import make_case

started = time.monotonic()
shown = display(HTML("<progress value='0' max='100'></progress> starting"), display_id=True)


def progress(step: str, share: float) -> None:
    """Move the bar."""
    seconds = time.monotonic() - started
    shown.update(HTML(f"<progress value='{100 * share:.0f}' max='100'></progress> {step}, {seconds:.0f} s"))


made = make_case(
    chosen.scenario,
    chosen.level,
    chosen.seed,
    out=chosen.out,
    sealed=chosen.sealed,
    language=chosen.language,
    window=chosen.window,
    people=chosen.size,
    calls=chosen.calls,
    geography=chosen.geography,
    progress=progress,
)
progress("done", 1.0)
print(f"{made.title}: {sum(made.rows.values()):,} records, {made.documents} documents, {len(made.exercises)} exercises")

# %% [markdown] name="counts-heading"
# ## What the trainees get
#
# Rows of each evidence stream, with the days from its first to its last record.

# %% name="counts"
import pandas as pd

from synthetic_data.truth import read_truth
from toolkit import open_case
from toolkit.schema import STREAMS

case = open_case(chosen.out)
truth = read_truth(chosen.sealed)
operational = "people" in truth.tables and len(truth.table("people")) > 0
rows = []
for name in case.tables:
    table = case.table(name)
    when = STREAMS[name].time if len(table) else None
    # a stream for which a scenario has no use is there and empty
    days = [f"{end:%Y-%m-%d}" for end in (table[when].min(), table[when].max())] if when and len(table) else ["", ""]
    rows.append((STREAMS[name].title, len(table), *days))
pd.DataFrame(rows, columns=["stream", "rows", "from", "to"]).style.hide(axis="index").format({"rows": "{:,}"})

# %% name="over-time"
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from toolkit import style

timed = [
    name for name in case.tables if STREAMS[name].time and len(case.table(name)) and name not in ("returns", "prices")
]
streams = make_subplots(
    rows=len(timed), cols=1, shared_xaxes=True, subplot_titles=[STREAMS[name].title for name in timed]
)
for number, name in enumerate(timed, start=1):
    moments = pd.to_datetime(case.table(name)[STREAMS[name].time], utc=True)
    weekly = moments.dt.tz_localize(None).dt.to_period("W").value_counts().sort_index()
    streams.add_trace(go.Bar(x=weekly.index.start_time, y=weekly.to_numpy(), marker_color=style.PALETTE[0]), number, 1)
streams.update_layout(
    template=style.template(),
    title="Records a week, by stream",
    height=130 * len(timed) + 90,
    width=920,
    showlegend=False,
)
streams.update_annotations(font_size=13)
streams

# %% [markdown] name="network-heading"
# ## The hidden network (sealed)
#
# Every tie between members, as the world has it. Colours are stages, rings are brokers. Trainees see part of this,
# through call records, sightings, money and documents.

# %% name="network"
from toolkit import link

people = truth.table("people").set_index("person_id")
ties = truth.table("links")
ties = ties[ties["is_criminal"].astype(bool)]
members = people[people["is_member"].astype(bool)]
if operational:
    leading = members["role"].isin(["organiser", "coordinator"])
    named = members["name"].where(~leading, members["name"] + " (" + members["role"] + ")")
    drawn = [person for person in members.index if person in {*ties["a"], *ties["b"]}]
    network = link.chart(
        link.build(ties, source="a", target="b"),
        names=named.loc[drawn].to_dict(),
        kinds=dict.fromkeys(drawn, "person"),
        groups=members["stage"].loc[drawn].to_dict(),
        width=1250,
        highlight=[person for person in drawn if members["is_broker"][person]],
        title=f"{made.title}: all {len(ties)} ties of {len(drawn)} members (sealed)",
    )
    display(network)
else:
    print("A strategic case: figures, prices, works and interviews. Nobody is named, and there is no network.")

# %% name="roles"
roles = members.groupby(["stage", "role"]).size().rename("members").reset_index()
roles["on the nominal index"] = [
    int((members["nominal_id"].ne("") & members["stage"].eq(row.stage) & members["role"].eq(row.role)).sum())
    for row in roles.itertuples()
]
roles.style.hide(axis="index")

# %% [markdown] name="map-heading"
# ## The routes (sealed)
#
# Stages of the routes that this case uses; the width of a line is the number of journeys that set out on it.

# %% name="map"
from itertools import pairwise

from synthetic_data.geography import fictional
from synthetic_data.load import load_scenario
from synthetic_data.stops import positions, stops
from toolkit import maps

plot = load_scenario(chosen.scenario)
real = chosen.geography == "real"
if not real:
    plot = fictional(plot, truth.seed)
if operational:
    journeys = truth.table("journeys")["route"].value_counts()
    legs = [
        (start, end, int(journeys[way])) for way in sorted(journeys.index) for start, end in pairwise(stops(plot, way))
    ]
    legs = pd.DataFrame(legs, columns=["source", "target", "strength"])
    legs = legs.groupby(["source", "target"], as_index=False, sort=False)["strength"].sum()
    passed = positions(plot)
    passed = passed[passed["name"].isin([*legs["source"], *legs["target"]])]
    # Invented states lie where no border is drawn.
    shown_map = maps.route(
        passed, legs, borders=real, title=", ".join(f"{name}: {count} journeys" for name, count in journeys.items())
    )
    display(shown_map)

# %% [markdown] name="documents-heading"
# ## The documents (sealed)
#
# What they claim and how that came about. A fabricated report may deserve a good grade by all that the file shows:
# answer keys follow the file, not this table.

# %% name="documents"
claims = truth.table("claims").merge(case.table("reports"), on="document_id")
claims["grade"] = claims["source_grade"] + claims["information_grade"]
display(pd.crosstab(claims["origin"] + ", " + claims["polarity"], claims["grade"]))
odd = claims[(claims["origin"] != "independent") | (claims["polarity"] == "denied")]
odd[["document_id", "kind", "grade", "origin", "copies", "polarity", "is_true", "sentence"]].style.hide(axis="index")

# %% [markdown] name="returns-heading"
# ## The returns (sealed)
#
# True monthly detections by route, for the strategic course, with what was planted in them. Trainees see what
# states reported of this: late, with gaps, revisions and mistakes.

# %% name="returns"
facts = truth.table("strategic")
series = truth.table("true_series")
series = series.assign(period=pd.to_datetime(series["period"]))
destination = facts[facts["kind"] == "seasonality"].set_index("route")["state"]
seen = series[series["state"] == series["route"].map(destination)]
routes = seen.groupby(["route", "period"])["value"].sum().unstack(0)
flows = go.Figure()
for colour, name in zip(style.PALETTE, routes.columns, strict=False):
    flows.add_trace(go.Scatter(x=routes.index, y=routes[name], name=name, line={"color": colour}))
    for row in facts[(facts["kind"] == "break") & (facts["route"] == name)].itertuples():
        flows.add_vline(x=row.period, line={"color": colour, "dash": "dot"})
flows.update_layout(
    template=style.template(),
    title="Detections at the destination; dotted: a change of level",
    yaxis={"title": "detections a month", "rangemode": "tozero"},
    legend={"orientation": "h", "y": -0.15},
    width=920,
    height=460,
)
display(flows)
facts.drop(columns="provenance").style.hide(axis="index").format({"size": "{:.3g}"})

# %% [markdown] name="gates-heading"
# ## Release gates
#
# What every case must hold to before anybody sees it. `value` is what was measured.

# %% name="gates"
import synthetic_data

gates = synthetic_data.check(case, truth)
print(f"{int(gates['passed'].sum())} of {len(gates)} gates passed")
gates.style.hide(axis="index").format({"value": "{:.4g}"}).map(
    lambda passed: "" if passed else "background: #f6c7c0", subset=["passed"]
)

# %% [markdown] name="difficulty-heading"
# ## Difficulty
#
# What the lessons' own solutions earn on this case, from the evidence alone, against what its level promises. It takes
# a minute or two; `academy gates CASE --sealed SEALED --solve` does the same later.

# %% name="difficulty"
import os

from classroom.courses import courses
from classroom.reference import solvability

served = [
    course.name for course in courses() if case.info.get("courses") is None or course.name in case.info["courses"]
]
if os.environ.get("ACADEMY_SKIP_DIFFICULTY"):
    print("left out: ACADEMY_SKIP_DIFFICULTY is set")
else:
    difficulty = solvability(chosen.out, chosen.sealed, only=served, progress=progress)
    display(difficulty.style.hide(axis="index").format({"value": "{:.2f}"}))

# %% [markdown] name="end-heading"
# ## Where things are

# %% name="end"
print(f"Case, for the trainees: {chosen.out}")
print(f"Truth and {len(made.exercises)} answer keys, sealed: {chosen.sealed}")
print("This executed notebook shows the truth: keep it beside the sealed folder and never among the trainees' files.")
