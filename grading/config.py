"""What a workspace's `nbgrader_config.py` says: its text, and the settings that it asks for."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

CODE_STUB = "# Write your answer here."
TEXT_STUB = "*Write your answer here.*"
_TEXT = '''\
"""nbgrader for this workspace. Without the plug-ins named below every exercise scores 0, so their absence stops it."""
from pathlib import Path

from grading.config import configure

c = get_config()  # noqa: F821
configure(c, Path(__file__).resolve().parent, {course!r})
# A gradebook for several instructors at once:
# c.CourseDirectory.db_url = "postgresql://USER@HOST/DATABASE"
'''


def text(course: str) -> str:
    """Return the text of `nbgrader_config.py` for a workspace of this course.

    >>> "configure" in text("operational_10day")
    True
    """
    return _TEXT.format(course=course)


def configure(config: Any, root: Path, course: str) -> None:
    """Set nbgrader up for the workspace at `root`.

    The file is executed several times in one run: nothing is made or changed here but the settings.
    """
    from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
    from nbgrader.preprocessors import AssignLatePenalties, CheckCellMetadata, IgnorePattern, LimitOutput

    from grading.feedback.exporter import FeedbackExporter, FeedbackGrades
    from grading.plugins import JudgeGrades, RebuildFromRelease, SandboxedExecute, SanitiseOutputs, StagedExporter

    config.CourseDirectory.course_id = course
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.db_url = f"sqlite:///{root / 'gradebook.db'}?timeout=60"
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
        "content_policy": "grading.formgrader.policy.content_policy",
    }
