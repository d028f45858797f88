"""The late policy of a course as nbgrader's plug-in: what a submission loses for the time after the deadline."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from nbgrader.plugins import LateSubmissionPlugin
from traitlets import Unicode

from grading.exercises import curriculum_folder

DAY_S = 86_400


@dataclass(frozen=True)
class Late:
    """Percent of the points earned lost for each started day after the grace, up to a most. The default: nothing."""

    percent_per_day: float = 0.0
    grace_minutes: float = 0.0
    most_percent: float = 100.0

    def penalty(self, seconds: float) -> float:
        """Return the share of the points earned that is lost, in [0, 1].

        >>> late = Late(percent_per_day=10, grace_minutes=15, most_percent=30)
        >>> [late.penalty(hours * 3600) for hours in (0.2, 1, 25, 500)]
        [0.0, 0.1, 0.2, 0.3]
        """
        over = seconds - 60 * self.grace_minutes
        if over <= 0 or not self.percent_per_day:
            return 0.0
        return min(-(-over // DAY_S) * self.percent_per_day, self.most_percent) / 100


def late_policy(course: str, curriculum: Path | None = None) -> Late:
    """Read `[late]` of a course's `course.toml`; no penalty where it says nothing."""
    try:
        text = tomllib.loads(((curriculum or curriculum_folder()) / course / "course.toml").read_text("utf-8"))
        return Late(**{name: float(value) for name, value in text.get("late", {}).items()})
    except (OSError, ValueError, TypeError):
        return Late()


class LateByCourse(LateSubmissionPlugin):
    """nbgrader's late penalty by `[late]` of `course.toml`."""

    course = Unicode("", help="The course's folder name.").tag(config=True)

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        """Return the points that a late notebook loses; None where it loses none."""
        lost = late_policy(self.course).penalty(total_seconds_late)
        return round(score * lost, 2) if lost else None
