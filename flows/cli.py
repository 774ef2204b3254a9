"""The `dateline` command: what people type, one function per command; the work is done elsewhere and imported when asked for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from flows.garbage import collect_seldom, give_back_soon

PATH = click.Path(path_type=Path)
RAW = click.argument(
    "raw", metavar="[RAW]...", nargs=-1, type=PATH, help="Files and folders of raw text [default: raw]."
)
OUTPUT = click.option(
    "--output", metavar="DIR", help="Folder of the releases, or s3://bucket/prefix [default: output]."
)
SERIES = click.option(
    "--series", metavar="NAME", help="Name of the dataset that the releases continue [default: from RAW]."
)
AS_OF = click.option("--as-of", metavar="DATE", help="The day of the run [default: today].")
RUNNER = click.option(
    "--runner", metavar="WHERE", help="Where texts are read: local, process, dask, ray [default: auto]."
)
WORKERS = click.option("--workers", metavar="N", help="How many processes read [default: one per core].")
SPACY_MODEL = click.option(
    "--spacy-model",
    metavar="DIR",
    help="A spaCy model of your own that finds names [default: the shipped recogniser].",
)
RELEASE = click.option(
    "--release", metavar="RELEASE", default="latest", show_default=True, help="A release's name, or its beginning."
)


def _say_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - how click calls it
    if asked:
        from importlib.metadata import version  # noqa: PLC0415 - keeps --help fast

        click.echo(f"dateline {version('dateline')}")
        context.exit()


class InOrder(click.Group):
    """Commands in the order in which people come to need them, not in that of the alphabet."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Give the names of the commands as they stand in this file."""
        return list(self.commands)


@click.group(cls=InOrder)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    callback=_say_version,
    is_eager=True,
    help="Show the version and end.",
)
def app() -> None:
    """Turn folders of raw news text into validated, traceable Parquet tables."""


@app.command()
@RAW
@OUTPUT
@SERIES
@AS_OF
@RUNNER
@WORKERS
@SPACY_MODEL
@click.option(
    "--accept-removals", is_flag=True, default=None, help="Documents that are gone from RAW are meant to be gone."
)
def run(raw: tuple[Path, ...], **given: Any) -> None:
    """Take in the raw files, extract, validate, and publish a release."""
    from flows.commands.run import run_and_show  # noqa: PLC0415 - keeps --help fast

    run_and_show(raw=raw or None, **given)


@app.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=PATH, help="Files or folders of raw text.")
@click.option("--to", metavar="DIR", required=True, type=PATH, help="Folder for the tables.")
@AS_OF
@RUNNER
@WORKERS
@SPACY_MODEL
def extract(paths: tuple[Path, ...], to: Path, **given: Any) -> None:
    """Write the tables as plain files DIR/<table>.parquet, without gate or release."""
    from flows.commands.extract import extract_and_show  # noqa: PLC0415 - keeps --help fast

    extract_and_show(paths, to, **given)


@app.command()
@click.argument(
    "tables", metavar="[RELEASE|DIR]", required=False, help="What to check [default: the published release]."
)
@click.option("--history", metavar="DIR", type=PATH, help="Folder of former releases to compare with.")
@click.option("--report-to", metavar="DIR", type=PATH, help="Folder for the report [default: beside the tables].")
@OUTPUT
def validate(tables: str | None, **given: Any) -> None:
    """Run the gate on tables that lie on disk and write the report."""
    from flows.commands.validate import validate as command  # noqa: PLC0415 - keeps --help fast

    command(tables, **given)


@app.command()
@OUTPUT
def status(output: str | None) -> None:
    """Show what is published, and what the last run did."""
    from flows.commands.status import status as command  # noqa: PLC0415 - keeps --help fast

    command(output=output)


@app.command()
@click.argument(
    "row",
    metavar="ROW",
    help="As metrics:17, metrics:doc_0123456789abcdef:120-134, or an id: doc_…, evt_…, fnd_…, iso:LA.",
)
@RELEASE
@OUTPUT
def explain(row: str, release: str, output: str | None) -> None:
    """Show a row's evidence: its sentence, rule, document and raw file."""
    from flows.commands.explain import explain as command  # noqa: PLC0415 - keeps --help fast

    command(row, release=release, output=output)


@app.command()
@click.argument("table", metavar="[TABLE[.COLUMN]]", required=False, help="What to describe [default: all tables].")
def describe(table: str | None) -> None:
    """Show the data dictionary: what tables there are, and what their columns mean."""
    from flows.commands.describe import describe as command  # noqa: PLC0415 - keeps --help fast

    command(table)


@app.command()
@OUTPUT
def releases(output: str | None) -> None:
    """List the releases, and which one is published."""
    from flows.commands.releases import releases as command  # noqa: PLC0415 - keeps --help fast

    command(output=output)


@app.command()
@click.argument("before", metavar="A", help="The earlier release.")
@click.argument("after", metavar="[B]", default="latest", help="The later release [default: latest].")
@OUTPUT
def diff(before: str, after: str, output: str | None) -> None:
    """Show what changed between two releases, and why."""
    from flows.commands.releases import diff as command  # noqa: PLC0415 - keeps --help fast

    command(before, after, output=output)


@app.command()
@click.argument("release", metavar="RELEASE", help="The release to go back to.")
@OUTPUT
def rollback(release: str, output: str | None) -> None:
    """Point 'latest' to an earlier release."""
    from flows.commands.releases import rollback as command  # noqa: PLC0415 - keeps --help fast

    command(release, output=output)


@app.command()
@click.argument("release", metavar="[RELEASE]", required=False, help="Which release [default: all].")
@click.option(
    "--raw",
    metavar="RAW",
    multiple=True,
    type=PATH,
    help="Raw files to hold every row against, once for each; then one release [default: the published one].",
)
@OUTPUT
def verify(release: str | None, raw: tuple[Path, ...], output: str | None) -> None:
    """Check every file of a release against its checksum, and with --raw every row against the raw files."""
    from flows.commands.releases import verify as command  # noqa: PLC0415 - keeps --help fast

    command((release or "latest") if raw else release, output=output)
    if raw:
        from flows.commands.proof import prove_and_show  # noqa: PLC0415 - keeps --help fast

        prove_and_show(release or "latest", raw, output=output)


@app.command()
@click.option("--rejected", is_flag=True, help="Only list what was rejected, and why.")
@click.option("--replay", is_flag=True, help="Read what was rejected again: would it be taken in now?")
@RELEASE
@OUTPUT
def inputs(**asked: Any) -> None:
    """Show what came in, and what became of it."""
    from flows.commands.inputs import inputs as command  # noqa: PLC0415 - keeps --help fast

    command(**asked)


@app.command()
@click.option(
    "--accept", metavar="RULE", multiple=True, required=True, help="A rule that refused the release; give every one."
)
@click.option("--reason", metavar="TEXT", required=True, help="Why it may be published all the same; it is recorded.")
@OUTPUT
def publish(accept: tuple[str, ...], reason: str, output: str | None) -> None:
    """Publish what the gate refused, after a person has looked at it."""
    from flows.commands.publish import publish as command  # noqa: PLC0415 - keeps --help fast

    command(accept, reason, output=output)


@app.command()
@RAW
@OUTPUT
@SERIES
@click.option("--cron", metavar="CRON", help="When runs start, as '0 6 * * *' [default].")
@click.option("--timezone", metavar="ZONE", help="Time zone of CRON, as Asia/Vientiane [default: UTC].")
def serve(raw: tuple[Path, ...], **given: Any) -> None:
    """Serve scheduled runs: Prefect server, work pool and worker in one command."""
    from flows.commands.serve import serve as command  # noqa: PLC0415 - keeps --help fast

    command(raw=raw or None, **given)


def main() -> None:
    """Run the command; end with one sentence and a status: 1 unexpected, 2 usage, 3 refused by the gate, 4 busy."""
    collect_seldom()
    give_back_soon()
    try:
        app(prog_name="dateline")
    except Exception as error:  # noqa: BLE001 - no user ever sees a traceback unless asked for
        from flows.failures import explain as said  # noqa: PLC0415 - only errors need it

        sys.exit(said(error))
