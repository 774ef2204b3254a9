"""The `dateline` command: what people type, one function per command; the work is done elsewhere and imported when asked for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.garbage import collect_seldom

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)

Raw = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[RAW]...", help="Files and folders of raw text [default: raw].", show_default=False),
]
OutputFolder = Annotated[
    str | None,
    typer.Option(
        "--output",
        metavar="DIR",
        help="Folder of the releases, or s3://bucket/prefix [default: output].",
        show_default=False,
    ),
]
Series = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Name of the dataset that the releases continue [default: from RAW].", show_default=False
    ),
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="The day of the run [default: today].", show_default=False)
]
Runner = Annotated[
    str | None,
    typer.Option(
        metavar="WHERE", help="Where texts are read: local, process, dask, ray [default: auto].", show_default=False
    ),
]
Workers = Annotated[
    str | None, typer.Option(metavar="N", help="How many processes read [default: one per core].", show_default=False)
]
Accept = Annotated[
    bool | None,
    typer.Option(
        "--accept-removals", help="Documents that are gone from RAW are meant to be gone.", show_default=False
    ),
]
SpacyModel = Annotated[
    str | None,
    typer.Option(
        "--spacy-model",
        metavar="DIR",
        help="A spaCy model of your own that finds names [default: the shipped recogniser].",
        show_default=False,
    ),
]
ReleaseName = Annotated[str, typer.Option(metavar="RELEASE", help="A release's name, or its beginning.")]


def _say_version(asked: bool) -> None:  # noqa: FBT001 - how typer calls it
    if asked:
        from importlib.metadata import version  # noqa: PLC0415 - keeps --help fast

        typer.echo(f"dateline {version('dateline')}")
        raise typer.Exit


@app.callback()
def dateline(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """Turn folders of raw news text into validated, traceable Parquet tables."""


@app.command()
def run(
    raw: Raw = None,
    *,
    output: OutputFolder = None,
    series: Series = None,
    as_of: AsOf = None,
    runner: Runner = None,
    workers: Workers = None,
    spacy_model: SpacyModel = None,
    accept_removals: Accept = None,
) -> None:
    """Take in the raw files, extract, validate, and publish a release."""
    from flows.commands.run import run_and_show  # noqa: PLC0415 - keeps --help fast

    run_and_show(
        raw=raw,
        output=output,
        series=series,
        as_of=as_of,
        runner=runner,
        workers=workers,
        spacy_model=spacy_model,
        accept_removals=accept_removals,
    )


@app.command()
def extract(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders of raw text.")],
    to: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the tables.")],
    as_of: AsOf = None,
    runner: Runner = None,
    workers: Workers = None,
    spacy_model: SpacyModel = None,
) -> None:
    """Write the tables as plain files DIR/<table>.parquet, without gate or release."""
    from flows.commands.extract import extract_and_show  # noqa: PLC0415 - keeps --help fast

    extract_and_show(paths, to, as_of=as_of, runner=runner, workers=workers, spacy_model=spacy_model)


@app.command()
def validate(
    tables: Annotated[
        str | None,
        typer.Argument(
            metavar="[RELEASE|DIR]", help="What to check [default: the published release].", show_default=False
        ),
    ] = None,
    *,
    history: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of former releases to compare with.", show_default=False)
    ] = None,
    report_to: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder for the report [default: beside the tables].", show_default=False),
    ] = None,
    output: OutputFolder = None,
) -> None:
    """Run the gate on tables that lie on disk and write the report."""
    from flows.commands.validate import validate as command  # noqa: PLC0415 - keeps --help fast

    command(tables, history=history, report_to=report_to, output=output)


@app.command()
def status(output: OutputFolder = None) -> None:
    """Show what is published, and what the last run did."""
    from flows.commands.status import status as command  # noqa: PLC0415 - keeps --help fast

    command(output=output)


@app.command()
def explain(
    row: Annotated[
        str,
        typer.Argument(
            metavar="ROW",
            help="As metrics:17, metrics:doc_0123456789abcdef:120-134, or an id: doc_…, evt_…, fnd_…, iso:LA.",
        ),
    ],
    *,
    release: ReleaseName = "latest",
    output: OutputFolder = None,
) -> None:
    """Show a row's evidence: its sentence, rule, document and raw file."""
    from flows.commands.explain import explain as command  # noqa: PLC0415 - keeps --help fast

    command(row, release=release, output=output)


@app.command()
def describe(
    table: Annotated[
        str | None,
        typer.Argument(metavar="[TABLE[.COLUMN]]", help="What to describe [default: all tables].", show_default=False),
    ] = None,
) -> None:
    """Show the data dictionary: what tables there are, and what their columns mean."""
    from flows.commands.describe import describe as command  # noqa: PLC0415 - keeps --help fast

    command(table)


@app.command()
def releases(output: OutputFolder = None) -> None:
    """List the releases, and which one is published."""
    from flows.commands.releases import releases as command  # noqa: PLC0415 - keeps --help fast

    command(output=output)


@app.command()
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="The earlier release.")],
    after: Annotated[str, typer.Argument(metavar="B", help="The later release.")] = "latest",
    *,
    output: OutputFolder = None,
) -> None:
    """Show what changed between two releases, and why."""
    from flows.commands.releases import diff as command  # noqa: PLC0415 - keeps --help fast

    command(before, after, output=output)


@app.command()
def rollback(
    release: Annotated[str, typer.Argument(metavar="RELEASE", help="The release to go back to.")],
    output: OutputFolder = None,
) -> None:
    """Point 'latest' to an earlier release."""
    from flows.commands.releases import rollback as command  # noqa: PLC0415 - keeps --help fast

    command(release, output=output)


@app.command()
def verify(
    release: Annotated[
        str | None, typer.Argument(metavar="[RELEASE]", help="Which release [default: all].", show_default=False)
    ] = None,
    *,
    raw: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="RAW",
            help="Raw files to hold every row against, once for each; then one release [default: the published one].",
            show_default=False,
        ),
    ] = None,
    output: OutputFolder = None,
) -> None:
    """Check every file of a release against its checksum, and with --raw every row against the raw files."""
    from flows.commands.releases import verify as command  # noqa: PLC0415 - keeps --help fast

    command((release or "latest") if raw else release, output=output)
    if raw:
        from flows.commands.proof import prove_and_show  # noqa: PLC0415 - keeps --help fast

        prove_and_show(release or "latest", raw, output=output)


@app.command()
def inputs(
    *,
    rejected: Annotated[bool, typer.Option("--rejected", help="Only list what was rejected, and why.")] = False,
    replay: Annotated[
        bool, typer.Option("--replay", help="Read what was rejected again: would it be taken in now?")
    ] = False,
    release: ReleaseName = "latest",
    output: OutputFolder = None,
) -> None:
    """Show what came in, and what became of it."""
    from flows.commands.inputs import inputs as command  # noqa: PLC0415 - keeps --help fast

    command(rejected=rejected, replay=replay, release=release, output=output)


@app.command()
def publish(
    *,
    accept: Annotated[list[str], typer.Option(metavar="RULE", help="A rule that refused the release; give every one.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why it may be published all the same; it is recorded.")],
    output: OutputFolder = None,
) -> None:
    """Publish what the gate refused, after a person has looked at it."""
    from flows.commands.publish import publish as command  # noqa: PLC0415 - keeps --help fast

    command(accept, reason, output=output)


@app.command()
def serve(
    raw: Raw = None,
    *,
    output: OutputFolder = None,
    series: Series = None,
    cron: Annotated[
        str | None, typer.Option(metavar="CRON", help="When runs start, as '0 6 * * *' [default].", show_default=False)
    ] = None,
    timezone: Annotated[
        str | None,
        typer.Option(metavar="ZONE", help="Time zone of CRON, as Asia/Vientiane [default: UTC].", show_default=False),
    ] = None,
) -> None:
    """Serve scheduled runs: Prefect server, work pool and worker in one command."""
    from flows.commands.serve import serve as command  # noqa: PLC0415 - keeps --help fast

    command(raw=raw, output=output, series=series, cron=cron, timezone=timezone)


def main() -> None:
    """Run the command; end with one sentence and a status: 1 unexpected, 2 usage, 3 refused by the gate, 4 busy."""
    collect_seldom()
    try:
        app(prog_name="dateline")
    except Exception as error:  # noqa: BLE001 - no user ever sees a traceback unless asked for
        from flows.failures import explain  # noqa: PLC0415 - only errors need it

        sys.exit(explain(error))
