"""Decide who gets which certificate, and write, for each, a PDF and a file that anybody can verify."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from classroom.certificates import signing
from classroom.certificates.pdf import certificate_pdf
from classroom.results import audit
from classroom.results.report import ClassReport, class_report
from classroom.workspace import Workspace
from toolkit.errors import ParameterError

KEY = "certificate_key.pem"
PUBLIC = "issuer_public_key.pem"


@dataclass(frozen=True)
class Issued:
    """One certificate that was issued: whose, of which kind, its code and its two files."""

    trainee: str
    name: str
    kind: str
    code: str
    pdf: Path
    file: Path


def issue(
    workspace: Workspace,
    folder: Path,
    *,
    key: Path | None = None,
    date: str = "",
    by: str = "",
    equate: bool = True,
    progress: Callable[[str, float], None] | None = None,
) -> tuple[list[Issued], dict[str, str]]:
    """Issue the certificates of a course.

    Parameters
    ----------
    folder : where the PDFs, the files that verify them and the public key go
    key : the issuer's private key; default: one of this workspace, made the first time
    date : day of issue, YYYY-MM-DD; default: today (UTC)

    None is issued before the last day is out. Achievement goes to those whom the pass rules let pass, attendance to
    those who came to as many sessions as the course asks. Returns the certificates, and trainee -> why there is none
    of achievement.
    """
    day = _day(date)
    private = key or workspace.folder / audit.FOLDER / KEY
    if key is None and not private.is_file():
        signing.new_key(private)
    report = class_report(workspace, equate=equate, progress=progress)
    wanted = entitled(report)
    folder.mkdir(parents=True, exist_ok=True)
    signing.write_public_key(private, folder / PUBLIC)
    head = audit.head(workspace.folder)
    fingerprint = signing.fingerprint(signing.public_key(private))
    issued = []
    for done, (trainee, kind, particulars) in enumerate(wanted, start=1):
        content = {
            "kind": kind,
            "course": report.course,
            "title": report.title,
            "days": workspace.course.days,
            "trainee": trainee,
            "name": report.names.get(trainee, trainee),
            "issued": day,
            "audit_head": head,
            **particulars,
        }
        record = signing.sign(content, private)
        stem = f"{trainee}-{kind}"
        certificate_pdf(content, record["code"], fingerprint, folder / f"{stem}.pdf")
        text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / f"{stem}.json").write_text(text + "\n", "utf-8", newline="\n")
        files = folder / f"{stem}.pdf", folder / f"{stem}.json"
        issued.append(Issued(trainee, str(content["name"]), kind, str(record["code"]), *files))
        if progress:
            progress(stem, done / len(wanted))
    entries = [{"trainee": one.trainee, "kind": one.kind, "code": one.code} for one in issued]
    audit.write(workspace.folder, "certificates", {"issued": day, "key": fingerprint, "certificates": entries}, by=by)
    reasons = {
        name: "; ".join(one.reasons) or one.outcome for name, one in report.decisions.items() if one.outcome != "passed"
    }
    return issued, reasons


def entitled(report: ClassReport) -> list[tuple[str, str, dict[str, Any]]]:
    """Return (trainee, kind, particulars) of every certificate that the rules give; none before the last day is out."""
    found: list[tuple[str, str, dict[str, Any]]] = []
    if not report.complete:
        return found
    for trainee in sorted({*report.decisions, *report.attended}):
        decision, share = report.decisions.get(trainee), report.attended.get(trainee)
        if share is not None and share >= report.rules.attendance:
            found.append((trainee, "attendance", {"attended": round(share, 1)}))
        if decision is not None and decision.outcome == "passed":
            marks = report.rules.completion == "marks" and decision.overall is not None
            found.append((trainee, "achievement", {"overall": round(decision.overall or 0, 1)} if marks else {}))
    return found


def _day(date: str) -> str:
    if not date:
        return datetime.now(UTC).date().isoformat()
    try:
        return datetime.strptime(date, "%Y-%m-%d").date().isoformat()
    except ValueError:
        raise ParameterError(f"date {date!r}: give YYYY-MM-DD, such as 2026-11-28") from None
