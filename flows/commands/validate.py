"""`dateline validate`: the gate on tables that lie on disk."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.results import NEEDS_TEXTS
from flows.console import console, say, table_of
from flows.fingerprints import everything
from flows.mirror import output_for_reading
from flows.output import MANIFEST, Output, read_manifest
from flows.release import problems_of
from flows.settings import load_settings
from transforms.errors import ReleaseError, ValidationFailed
from transforms.tables.spec import FULL

if TYPE_CHECKING:
    from expectations.results import Verdict


def validate(target: str | None, *, history: Path | None, report_to: Path | None, **given: Any) -> None:
    """Run the gate on a release (by name, default the published one) or a folder of tables, and show the verdict.

    A release is compared with those before it, unless `history` names another folder. Of a release without its texts, the
    rules are run that do without them.
    Errors: `ValidationFailed` where it refuses them; `ReleaseError` where there is no such release or folder.
    """
    settings = load_settings(given)
    is_folder = target is not None and Path(target).is_dir()
    output = Output(settings.output) if is_folder else output_for_reading(settings, target or "latest")
    tables = _tables(target, output)
    _refuse_damaged(tables)
    manifest = read_manifest(tables) if (tables / MANIFEST).exists() else {}
    past = history or (output.past if _is_in(tables, output) else None)
    verdict = _gate(tables, manifest, history=past, report_to=report_to or _beside(tables, output))
    _show(verdict)
    if not verdict.passed:
        hint = f"Read {verdict.report}; the rows that broke a rule lie beside it."
        raise ValidationFailed(f"The gate refuses these tables: {verdict.reason}", hint=hint)


def _tables(target: str | None, output: Output) -> Path:
    if target and Path(target).is_dir():
        return Path(target).resolve()
    if target and ("/" in target or not output.names()):
        raise ReleaseError(f"There is no folder or release {target}.", hint="'dateline releases' lists the releases.")
    return output.release(target or "latest")


def _refuse_damaged(tables: Path) -> None:
    if (tables / MANIFEST).exists() and (problems := problems_of(tables)):
        more = f" And {len(problems) - 1} more." if len(problems) > 1 else ""
        raise ValidationFailed(
            f"The files are not what their manifest says: {problems[0]}{more}", hint="Restore them, or publish anew."
        )


def _gate(tables: Path, manifest: dict[str, Any], *, history: Path | None, report_to: Path) -> Verdict:
    from expectations.gate import run_gate  # noqa: PLC0415 - importing Great Expectations takes seconds

    day = manifest.get("as_of")
    as_of = datetime.date.fromisoformat(day) if day else datetime.datetime.now(datetime.UTC).date()
    return run_gate(
        tables,
        report_to=report_to,
        history=history,
        series=manifest.get("series"),
        manifest=manifest or None,
        as_of=as_of,
        made_by=everything(),
        without_texts=manifest.get("settings", {}).get("text", FULL) != FULL,
    )


def _beside(tables: Path, output: Output) -> Path:
    """Give where the report goes: never into a release, which does not change."""
    if _is_in(tables, output):
        return output.state / "validation" / tables.name
    beside = tables.with_name(f"{tables.name}.validation")
    try:
        beside.mkdir(exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="dateline-validation-"))
    return beside


def _is_in(tables: Path, output: Output) -> bool:
    return tables.resolve().is_relative_to(output.folder.resolve())


def _show(verdict: Verdict) -> None:
    failed = [*verdict.critical, *verdict.waiting, *verdict.warnings]
    if failed:
        rows = [
            (result.severity, result.rule_id, result.unexpected, result.error or result.sentence) for result in failed
        ]
        console.print(table_of(("severity", "rule", "rows", "what it says"), rows, numbers=("rows",)))
    say(verdict.reason, "bold green" if verdict.passed else "bold red")
    if blind := [result for result in verdict.results if result.observed == NEEDS_TEXTS]:
        say(
            f"{len(blind)} rules need the texts, which this release withholds: 'dateline verify RELEASE --raw RAW' has them."
        )
    say(f"Report: {verdict.report}")
