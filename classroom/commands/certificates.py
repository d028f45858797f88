"""`academy certificates`: make signed certificates, and verify them."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from classroom.progress import Bar

EXAMPLES = """\b
Example:  academy certificates operational --workspace cohort1 --out certificates
          academy certificates verify certificates/anong-achievement.json --key issuer_public_key.pem
"""
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("certificates", epilog=EXAMPLES)
@click.argument("course", metavar="COURSE|verify")
@click.argument("file", required=False, type=_FILE)
@click.option("--workspace", type=click.Path(file_okay=False, path_type=Path), help="The course's workspace.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for them.  [default: certificates]"
)
@click.option("--key", type=_FILE, help="The issuer's private key; with verify, the public one.")
@click.option("--date", default="", help="Day of issue, YYYY-MM-DD.  [default: today]")
@click.option("--by", default="", help="Who issues them.  [default: you]")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def command(
    course: str,
    file: Path | None,
    workspace: Path | None,
    out: Path | None,
    key: Path | None,
    date: str,
    by: str,
    as_json: bool,
) -> None:
    """Make certificates of attendance and of achievement, each a PDF and a file that anybody can verify.

    The signature (Ed25519) is made with a private key that stays in the workspace's records, or with --key. Give the
    public key (issuer_public_key.pem) to those who verify. `certificates verify FILE` says whose certificate it is and
    what it certifies, or, with exit code 2, that it doesn't hold.
    """
    if course == "verify":
        _verify(file, key, as_json)
        return
    if file is not None or workspace is None:
        raise click.UsageError("name --workspace DIR to make certificates, or: academy certificates verify FILE")
    from classroom import workspace as workspaces
    from classroom.certificates.issue import issue

    place = workspaces.open_workspace(workspace, course)
    with Bar("certificates") as bar:
        made, reasons = issue(place, out or Path("certificates"), key=key, date=date, by=by, progress=bar)
    if as_json:
        told = [asdict(one) | {"pdf": str(one.pdf), "file": str(one.file)} for one in made]
        click.echo(json.dumps({"issued": told, "without": reasons}, ensure_ascii=False))
        return
    for one in made:
        click.echo(f"{one.code}  {one.kind:11}  {one.name}  {one.pdf}")
    for trainee, reason in reasons.items():
        click.echo(f"no certificate of achievement: {trainee} ({reason})")
    if not made and not reasons:
        click.echo("nobody is on record yet: no marks and no attendance")


def _verify(file: Path | None, key: Path | None, as_json: bool) -> None:
    from classroom.certificates.signing import verify

    if file is None:
        raise click.UsageError("name the file: academy certificates verify FILE.json")
    found = verify(file, key)
    if as_json:
        click.echo(json.dumps(asdict(found) | {"holds": True}, ensure_ascii=False))
        return
    one = found.content
    click.echo(f"HOLDS: {one['kind']}, {one['name']} ({one['trainee']}): {one['title']}, issued on {one['issued']}")
    click.echo(f"code {found.code}: compare it with the paper")
    if found.trusted is None:
        click.echo(f"signed by key {found.fingerprint}; to know whose that is, name the issuer's: --key FILE.pem")
    else:
        click.echo(f"signed by key {found.fingerprint}, the one you named")
