"""What a workspace's `nbgrader_config.py` says: its text, and the settings that it asks for."""

from __future__ import annotations

import os
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

from toolkit.errors import WorkspaceError

CODE_STUB = "# Write your answer here."
TEXT_STUB = "*Write your answer here.*"
_TEXT = '''\
"""nbgrader for this workspace. Without the plug-ins named below every exercise scores 0, so their absence stops it."""
from pathlib import Path

from grading.config import configure

c = get_config()  # noqa: F821
configure(c, Path(__file__).resolve().parent, {course!r})
# A gradebook for several instructors at once: `gradebook = "postgresql://USER@HOST/DATABASE"` in workspace.toml.
'''


def text(course: str) -> str:
    """Return the text of `nbgrader_config.py` for a workspace of this course.

    >>> "configure" in text("operational_10day")
    True
    """
    return _TEXT.format(course=course)


def gradebook_url(root: Path) -> str:
    """Return the URL of a workspace's gradebook: `ACADEMY_GRADEBOOK`, `gradebook` in workspace.toml, or SQLite in it.

    A password belongs into ~/.pgpass or into the environment, never into the file. Raises WorkspaceError for a kind
    of database that is not kept: PostgreSQL and SQLite are.

    >>> gradebook_url(Path("/nowhere"))
    'sqlite:////nowhere/gradebook.db?timeout=60'
    """
    try:
        index = tomllib.loads((root / "workspace.toml").read_text("utf-8"))
    except (OSError, ValueError):
        index = {}
    url = os.environ.get("ACADEMY_GRADEBOOK") or str(index.get("gradebook", ""))
    return checked_url(url) if url else f"sqlite:///{root / 'gradebook.db'}?timeout=60"


def checked_url(url: str) -> str:
    """Return a gradebook's URL with the driver that is installed; WorkspaceError for another kind of database.

    >>> checked_url("postgresql://anna@server/cohort1")
    'postgresql+psycopg://anna@server/cohort1'
    """
    kind, _, rest = url.partition("://")
    if kind in ("postgresql", "postgres", "postgresql+psycopg") and rest:
        return f"postgresql+psycopg://{rest}"
    if kind == "sqlite" and rest:
        return url
    raise WorkspaceError(f"gradebook {kind}://...: give postgresql://USER@HOST/DATABASE or sqlite:////FILE")


def configure(config: Any, root: Path, course: str) -> None:
    """Set nbgrader up for the workspace at `root`.

    The file is executed several times in one run: nothing is made or changed here but the settings.
    """
    from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
    from nbgrader.preprocessors import AssignLatePenalties, CheckCellMetadata, IgnorePattern, LimitOutput

    from grading.feedback.exporter import FeedbackExporter, FeedbackGrades
    from grading.late import LateByCourse
    from grading.plugins import JudgeGrades, RebuildFromRelease, SandboxedExecute, SanitiseOutputs, StagedExporter

    config.CourseDirectory.course_id = course
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.db_url = gradebook_url(root)
    config.Exchange.root = str(root / "exchange")
    config.ClearSolutions.code_stub = {"python": CODE_STUB}
    config.ClearSolutions.text_stub = TEXT_STUB

    config.Autograde.exporter_class = StagedExporter
    config.Autograde.sanitize_preprocessors = [RebuildFromRelease, CheckCellMetadata]
    config.Autograde.autograde_preprocessors = [
        SandboxedExecute,
        IgnorePattern,
        LimitOutput,
        JudgeGrades,
        SanitiseOutputs,
        AssignLatePenalties,
        CheckCellMetadata,
    ]
    config.AssignLatePenalties.plugin_class = LateByCourse
    config.LateByCourse.course = course
    # Formgrader alone: the rubric and the model answer beside what a person marks (grading.formgrader.rubric_panel).
    config.HTMLExporter.preprocessors = ["grading.formgrader.rubric_panel.RubricBeside"]
    config.FeedbackExporter.preprocessors = []
    config.GenerateFeedback.exporter_class = FeedbackExporter
    config.GenerateFeedback.preprocessors = [FeedbackGrades, CSSHTMLHeaderPreprocessor]
    config.FeedbackExporter.template_name = "academy_feedback"
    config.FeedbackExporter.extra_template_basedirs = [str(resources.files("grading.feedback") / "templates")]
    # Formgrader's page of one submission, which is nbgrader's own but for what it fetches and lets run.
    config.HTMLExporter.template_name = "academy_formgrade"
    config.HTMLExporter.extra_template_basedirs = [
        str(resources.files("grading.formgrader") / "templates"),
        str(resources.files("nbgrader.server_extensions.formgrader") / "templates"),
    ]
    config.HTMLExporter.extra_template_paths = config.HTMLExporter.extra_template_basedirs[1:]
    # Every page that shows a trainee's Markdown shows it cleaned: formgrader's and the feedback's.
    config.TemplateExporter.filters = {
        "markdown2html": "grading.sanitise.markdown_html",
        "highlight_code": "grading.sanitise.code_html",
        "ansi2html": "grading.sanitise.ansi_html",
        "content_policy": "grading.formgrader.policy.content_policy",
    }
