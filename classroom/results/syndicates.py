"""Syndicates of two to five hand in jointly: who is credited, decided by what the instructor declared."""

from __future__ import annotations

import json
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

from classroom.results import audit, joint_files
from classroom.workspace import Workspace, trainees
from grading.config import gradebook_url
from grading.nbgrader_calls import programs_on_path
from grading.staging import valid_trainee
from toolkit.errors import WorkspaceError

DECLARED, JOINT, CLAIM = "syndicates.toml", "joint.json", "syndicate.json"
LEAST, MOST = 2, 5
_CLAIM_LIMIT = 4096


@dataclass(frozen=True)
class Syndicate:
    """A syndicate as declared: its name, its members, and the short days it is for ("day04"; empty: all)."""

    name: str
    members: tuple[str, ...]
    days: tuple[str, ...] = ()

    def works_on(self, day: str) -> bool:
        """Is it declared for this day?"""
        return not self.days or day in self.days or day.split("_")[0] in self.days


@dataclass(frozen=True)
class Joint:
    """What crediting came to: member -> the syndicate, member -> whose work they share, and incidents in words."""

    syndicate: dict[str, str]
    shares: dict[str, str]
    incidents: tuple[tuple[str, str], ...]


def declared(workspace: Workspace) -> list[Syndicate]:
    """Read `syndicates.toml` of the workspace; WorkspaceError with every problem, one a line.

    The file holds tables `[[syndicate]]` with name, members (two to five) and, if wanted, days.
    """
    file = workspace.folder / DECLARED
    if not file.is_file():
        return []
    try:
        text = tomllib.loads(file.read_text("utf-8"))
    except (ValueError, OSError) as error:
        raise WorkspaceError(f"{file}: cannot be read as TOML ({error})") from None
    problems, found = [], []
    for number, one in enumerate(text.get("syndicate", ()), start=1):
        where = f"{file}: [[syndicate]] {one.get('name', number)}"
        members = one.get("members", [])
        if set(one) - {"name", "members", "days"} or not one.get("name") or not isinstance(members, list):
            problems.append(f"{where}: give name, members and, if wanted, days")
            continue
        if not LEAST <= len(set(members)) <= MOST:
            problems.append(f"{where}: {len(set(members))} members; a syndicate has {LEAST} to {MOST}")
        problems += [
            f"{where}: {name!r} cannot be a trainee's name" for name in members if not valid_trainee(str(name))
        ]
        found.append(Syndicate(str(one["name"]), tuple(dict.fromkeys(members)), tuple(one.get("days", ()))))
    if problems:
        raise WorkspaceError("\n".join(problems))
    return found


def declare(workspace: Workspace, name: str, members: list[str], days: list[str], *, by: str = "") -> None:
    """Declare a syndicate in place of one of the same name, after the checks of `declared`."""
    file = workspace.folder / DECLARED
    kept = [one for one in declared(workspace) if one.name != name]
    before = file.read_text("utf-8") if file.is_file() else None
    lines = ["# Who hands in together. Made by `academy syndicates`, and may be edited by hand."]
    for one in [*kept, Syndicate(name, tuple(members), tuple(days))]:
        lines += ["", "[[syndicate]]", f"name = {json.dumps(one.name, ensure_ascii=False)}"]
        lines.append(f"members = {json.dumps(list(one.members), ensure_ascii=False)}")
        if one.days:
            lines.append(f"days = {json.dumps(list(one.days))}")
    file.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    try:
        declared(workspace)
    except WorkspaceError:
        if before is None:
            file.unlink()
        else:
            file.write_text(before, "utf-8", newline="\n")
        raise
    audit.write(workspace.folder, "syndicate", {"name": name, "members": members, "days": days}, by=by)


def share_out(workspace: Workspace, day: str) -> Joint:
    """Give each member of a syndicate the joint submission of one day, before it is graded.

    The submission is that of the one member who handed in. A member who also handed in work of their own keeps it; one
    in two syndicates on the day is credited from neither until the instructor decides: both are incidents. A claim in
    a submission (`syndicate.json` with "members") credits nobody: it is an incident where it differs from what is
    declared. What will be copied is noted before it is, so that a call that was killed is gone on with: a copy is never
    taken for a member's own work. A second call with the same submissions changes nothing.
    """
    groups = [one for one in declared(workspace) if one.works_on(day)]
    known = _read(workspace).get(day, {})
    submitted = workspace.folder / "submitted"
    incidents: list[tuple[str, str]] = []
    count = {name: sum(name in one.members for one in groups) for one in groups for name in one.members}
    twice = {name for name, number in count.items() if number > 1}
    for name in sorted(twice):
        inside = ", ".join(one.name for one in groups if name in one.members)
        incidents.append((name, f"is declared in two syndicates ({inside}); credited from neither until one is left"))
    held = {
        name: joint_files.digest(submitted / name / day)
        for name in trainees(workspace, day)
        if joint_files.plain(submitted / name / day)
    }
    given = {name: {one.get("digest"), one.get("before")} for name, one in known.items()}
    own = {name for name, content in held.items() if content not in given.get(name, ())}
    syndicate: dict[str, str] = {}
    shares: dict[str, str] = {}
    joint: dict[str, dict[str, str]] = {}
    for group in groups:
        members = [name for name in group.members if name not in twice]
        syndicate |= dict.fromkeys(members, group.name)
        givers = [name for name in members if name in own]
        if len(givers) > 1:
            incidents += [
                (name, f"{', '.join(givers)} of syndicate {group.name} each handed in; each keeps their own work")
                for name in givers
            ]
        if not givers:
            continue
        giver = (
            givers[-1] if len(givers) == 1 else max(givers, key=lambda name: joint_files.stamp(submitted / name / day))
        )
        for name in members:
            if name not in own and not _other(submitted / name / day):
                shares[name] = giver
                joint[name] = {"from": giver, "syndicate": group.name, "digest": held[giver]}
    for name in sorted(own):
        incidents += [(name, words) for words in _claim(submitted / name / day, name, groups)]
    ended = set(known) - set(joint) - own  # no longer declared: what was shared out is taken back
    _write(workspace, day, {name: known[name] for name in ended} | _both(joint, held))
    for name in sorted(ended):
        shutil.rmtree(submitted / name / day, ignore_errors=True)
    for name, giver in shares.items():
        if held.get(name) != held[giver]:
            joint_files.copy(submitted / giver / day, submitted / name / day)
    _write(workspace, day, joint)
    return Joint(syndicate, shares, tuple(incidents))


def together(workspace: Workspace, days: list[str]) -> dict[str, dict[str, str]]:
    """Return day -> trainee -> syndicate, as declared."""
    groups = declared(workspace)
    return {day: {name: one.name for one in groups if one.works_on(day) for name in one.members} for day in days}


def spread_marks(workspace: Workspace, day: str) -> int:
    """Give a person's marks and comments on the joint work of one day to every member; return the number of marks.

    The instructor marks the work of the member who handed it in, once. A mark that a member has already of a
    person's hand stays.
    """
    from nbgrader.api import Gradebook, MissingEntry

    joint = _read(workspace).get(day, {})
    done = 0
    if not joint:
        return 0
    with programs_on_path(), Gradebook(gradebook_url(workspace.folder), workspace.course.name) as gradebook:
        for name, about in joint.items():
            try:
                given = gradebook.find_submission(day, about["from"])
                taken = gradebook.find_submission(day, name)
            except MissingEntry:
                continue
            for book in given.notebooks:
                for grade in book.grades:
                    own = gradebook.find_grade(grade.name, book.name, day, name)
                    if grade.manual_score is not None and not grade.needs_manual_grade and own.manual_score is None:
                        own.manual_score, own.needs_manual_grade = grade.manual_score, False
                        done += 1
                for comment in book.comments:
                    own = gradebook.find_comment(comment.name, book.name, day, name)
                    if comment.manual_comment and not own.manual_comment:
                        own.manual_comment = comment.manual_comment
            del taken
        gradebook.db.commit()
    return done


def _other(place: Path) -> bool:
    """Does something else than a submission stand where one would: a link or a file? It is left for grading to name."""
    return any(one.is_symlink() or (one.exists() and not one.is_dir()) for one in (place.parent, place))


def _both(joint: dict[str, dict[str, str]], held: dict[str, str]) -> dict[str, dict[str, str]]:
    """The record while copies are made: of each member, the work that stands there and the work that will."""
    return {
        name: one if held.get(name, one["digest"]) == one["digest"] else {**one, "before": held[name]}
        for name, one in joint.items()
    }


def _claim(folder: Path, name: str, groups: list[Syndicate]) -> list[str]:
    """What a claim in a submission says beyond what is declared."""
    file = folder / CLAIM
    if file.is_symlink() or not file.is_file() or file.stat().st_size > _CLAIM_LIMIT:
        return []
    try:
        members = json.loads(file.read_text("utf-8"))["members"]
        claimed = {str(one) for one in members} | {name}
    except (ValueError, KeyError, TypeError):
        return [f"{CLAIM} cannot be read; it says {{'members': [...]}}"]
    if any(claimed == set(one.members) for one in groups if name in one.members):
        return []
    shown = ", ".join(sorted(one for one in claimed if valid_trainee(one)))[:300]
    return [f"claims a syndicate of {shown}, which is not declared: nobody is credited by it (academy syndicates)"]


def _read(workspace: Workspace) -> dict[str, dict[str, dict[str, str]]]:
    file = workspace.folder / audit.FOLDER / JOINT
    return json.loads(file.read_text("utf-8")) if file.is_file() else {}


def _write(workspace: Workspace, day: str, joint: dict[str, dict[str, str]]) -> None:
    known = _read(workspace)
    if known.get(day, {}) == joint:
        return
    file = audit.records(workspace.folder) / JOINT
    building = file.with_suffix(".writing")
    building.write_text(json.dumps(known | {day: joint}, indent=1, sort_keys=True), "utf-8", newline="\n")
    building.replace(file)
