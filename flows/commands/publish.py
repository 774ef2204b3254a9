"""`dateline publish --accept`: publish what the gate refused, after a person has looked at it."""

from __future__ import annotations

import datetime
import getpass
import json
from typing import TYPE_CHECKING, Any

from expectations.report.review import with_review
from flows.console import say
from flows.files import remove
from flows.locks import run_lock
from flows.mirror import follow, publish_release
from flows.output import Output, read_manifest
from flows.release import problems_of, write_manifest
from flows.settings import load_settings
from flows.stages import VERDICT
from transforms.errors import ReleaseError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def publish(accept: Sequence[str], reason: str, **given: Any) -> None:
    """Publish the refused release; every critical rule that failed must be accepted by name, with one reason.

    Errors: `ReleaseError` where nothing waits for review, a failed rule is not accepted, an accepted rule did not fail,
    or another release was published since.
    """
    settings = load_settings(given)
    output = Output(settings.output)
    with run_lock(output.lock, "publish"):
        follow(settings.store, output)
        staged = _waiting(output)
        manifest = read_manifest(staged)
        _check_accepted(manifest["verdict"]["critical"], accept, reason)
        if problems := problems_of(staged):
            raise ReleaseError(f"The refused release was changed: {problems[0]}", hint="Run 'dateline run' again.")
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        accepted = [{"rule": rule, "reason": reason, "by": getpass.getuser(), "at": now} for rule in accept]
        _note_in_report(staged / "report.html", accepted)
        about = {key: value for key, value in manifest.items() if key not in {"files", "checksum"}}
        write_manifest(staged, {**about, "verdict": {**manifest["verdict"], "accepted": accepted}})
        released = publish_release(output, staged, expected_previous=manifest["previous"])
        remove(output.refused)
    say(f"Published the release {released.name}, with {len(accepted)} accepted rules.", "bold green")


def _note_in_report(report: Path, accepted: Sequence[dict[str, str]]) -> None:
    if report.is_file():
        report.write_text(with_review(report.read_text(encoding="utf-8"), accepted), encoding="utf-8")


def _waiting(output: Output) -> Path:
    try:
        name = json.loads((output.refused / VERDICT).read_text(encoding="utf-8"))["release"]
    except (OSError, ValueError, KeyError) as error:
        raise ReleaseError(
            f"No refused release waits for review in {output.folder}.", hint="'dateline status' says what is there."
        ) from error
    return output.refused / str(name)


def _check_accepted(failed: Sequence[str], accepted: Sequence[str], reason: str) -> None:
    if not reason.strip():
        raise ReleaseError("A reason is needed.", hint='Say --reason "…": it is recorded in the release.')
    if unknown := sorted(set(accepted) - set(failed)):
        raise ReleaseError(
            f"The rule {unknown[0]} did not refuse the release.", hint=f"These did: {', '.join(failed)}."
        )
    if left := sorted(set(failed) - set(accepted)):
        raise ReleaseError(
            f"The rule {left[0]} refused the release too.", hint=f"Accept every one: {', '.join(failed)}."
        )
