"""Keys of the senior course's second day: teams shared out against what then happened, a memo and a plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from grading.keys import draw
from grading.keys.derived import Derived
from synthetic_data.truth import Truth
from toolkit.errors import GradingError
from toolkit.schema.case import Case

COURSE = "senior_2day"
TEAMS = 8
# Where a team can stand on a route, and the share of the groups passing there that one team finds.
POSTS = {"at the border": 0.30, "on the road inland": 0.18}
MOST = 6


def allocation(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the sharing of teams among posts, marked by the groups found in the weeks after the file's date.

    The paper says what one team finds and what the file shows of each route until its date; what passes afterwards is
    hidden. A post with k teams finds 1 - (1 - q) ** k of the groups that pass.
    """
    posts = _posts(case, truth)
    budget = int(parameters.get("teams", TEAMS))
    items = [
        {
            "id": name,
            "text": f"{one['route']}, {one['post']}",
            "detail": f"One team finds {one['share']:.0%} of the groups that pass. On file along this route: "
            f"{one['seen']} detections, of them {one['lately']} in the last six weeks.",
        }
        for name, one in posts.items()
    ]
    outcomes = {name: [round(value, 4) for value in one["outcomes"]] for name, one in posts.items()}
    units = _best(outcomes, budget)
    oracle = [{"item": name, "units": count} for name, count in units.items() if count]
    lines = [
        f"- {posts[name]['route']}, {posts[name]['post']}: {count} teams, "
        f"{outcomes[name][min(count, MOST)]:.1f} of {posts[name]['groups']} groups found"
        for name, count in units.items()
    ]
    return Derived(
        paper={
            "instructions": f"Share out {budget} teams for the weeks that follow. You may leave a post empty.",
            "teams": budget,
            "items": items,
        },
        key={"outcomes": outcomes, "budget": budget},
        oracle=oracle,
        model_answer="What would have found most groups:\n" + "\n".join(lines),
    )


def memo(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the model of a decision memo on the same teams: what is decided, on what, and what would change it."""
    posts = _posts(case, truth)
    units = _best({name: one["outcomes"] for name, one in posts.items()}, TEAMS)
    first = max(units, key=lambda name: (units[name], name))
    routes = sorted({one["route"] for one in posts.values()})
    lately = {route: next(one["lately"] for one in posts.values() if one["route"] == route) for route in routes}
    seen = "; ".join(f"{route}: {count} detections in the last six weeks" for route, count in lately.items())
    return Derived(
        paper={
            "instructions": "Write a memo of one page on your decision: decision, basis, risk, review date, what "
            "you will not do. Say what happens where a life is in danger, and to whom possible victims are referred."
        },
        key={},
        oracle=None,
        model_answer=(
            f"**Decision.** Most teams stand at {posts[first]['route']}, {posts[first]['post']}; others one or none."
            f"\n\n**Basis.** {seen}. Detections are not flows: they follow effort, and they are not persons."
            "\n\n**Risk.** Groups shift to routes without teams within weeks: a fall here with a rise there."
            "\n\n**Review.** In six weeks, on the same figures."
            "\n\n**Not done.** Nobody is stopped for nationality or looks; migrants are no target. Where a life is "
            "in danger, rescue comes before everything; possible victims of trafficking are referred the same day."
        ),
    )


def plan(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the frame of the 90-day plan and a model of it, on this case's own gaps."""
    kinds = case.table("reports")["kind"].astype("str").value_counts()
    thin = str(kinds.index[-1])
    unsure = int((case.table("reports")["source_grade"].astype("str") == "X").sum())
    return Derived(
        paper={
            "instructions": "Plan 90 days for your analysis unit: people, security, quality, sharing, performance. "
            "For each: one step by day 30, one by day 60, one by day 90, who answers for it, and how you will know."
        },
        key={},
        oracle=None,
        model_answer=f"- **Quality.** {unsure} documents of this file come from sources that could not be assessed: by "
        "day 30 every new report is graded twice by two persons; by day 90 fewer than one in ten differ.\n"
        f"- **Collection.** Only {int(kinds.iloc[-1])} document is of the kind '{thin}': by day 60 "
        "one further source.\n"
        "- **People.** A second analyst for finance by day 60, trained on a synthetic case.\n"
        "- **Security.** Access by need, reviewed on day 30; handling codes checked at every dissemination.\n"
        "- **Sharing.** One product with a neighbouring state by day 90, with purpose and handling agreed in writing.\n"
        "- **Performance.** Decisions taken on products, not numbers of products; a count of arrests is no measure.",
    )


def _posts(case: Case, truth: Truth) -> dict[str, dict[str, Any]]:
    """Item id -> route, post, what one team finds, what the file shows, and the groups found by 0, 1, 2 ... teams."""
    rng = draw.stream(truth, f"{COURSE}/day02.allocation")
    as_of = pd.Timestamp(case.info["as_of"])
    journeys = truth.table("journeys").assign(on=lambda table: pd.to_datetime(table["started_on"]))
    later = journeys[journeys["on"] >= as_of]
    # Those who set out together are one group.
    groups = later.drop_duplicates(["route", "on"]).groupby("route").size()
    ended = journeys.assign(ended=pd.to_datetime(journeys["ended_on"]))
    found = ended[(ended["outcome"] == "detected") & (ended["ended"] < as_of) & ended["provenance"].ne("")]
    routes = sorted(set(journeys["route"].astype("str")))
    made = []
    for route in routes:
        on_route = found[found["route"] == route]
        for post, share in POSTS.items():
            passing = int(groups.get(route, 0))
            made.append(
                {
                    "route": route,
                    "post": post,
                    "share": share,
                    "groups": passing,
                    "seen": len(on_route),
                    "lately": int((on_route["ended"] >= as_of - pd.Timedelta(days=42)).sum()),
                    "outcomes": [passing * (1 - (1 - share) ** teams) for teams in range(MOST + 1)],
                }
            )
    if len(made) < 3 or groups.sum() == 0:
        raise GradingError("nobody sets out after the date of the file; set until below 1 for this day's checkpoint")
    order = draw.sample(made, len(made), rng)
    return dict(zip(draw.numbers("P", len(order), rng), order, strict=True))


def _best(outcomes: Mapping[str, list[float]], budget: int) -> dict[str, int]:
    """Units of each item that achieve most together: outcomes with falling gains are filled one unit at a time."""
    units = dict.fromkeys(outcomes, 0)
    for _ in range(budget):
        gains = {
            name: values[units[name] + 1] - values[units[name]]
            for name, values in outcomes.items()
            if units[name] + 1 < len(values)
        }
        if gains:
            units[max(gains, key=lambda name: (gains[name], name))] += 1
    return units
