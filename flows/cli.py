"""The `dateline` command: what people type, one function per command; the work is done elsewhere and imported when asked for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)

Raw = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[RAW]...", help="Files and folders of raw text [default: raw].", show_default=False),
]
OutputFolder = Annotated[
    Path | None,
    typer.Option("--output", metavar="DIR", help="Folder of the releases [default: output].", show_default=False),
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
    typer.Option(metavar="local|process|dask|ray", help="Where texts are read [default: auto].", show_default=False),
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


@app.callback()
def dateline() -> None:
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
        accept_removals=accept_removals,
    )


@app.command()
def extract(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders of raw text.")],
    to: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the tables.")],
    as_of: AsOf = None,
    runner: Runner = None,
    workers: Workers = None,
) -> None:
    """Write the tables as plain files DIR/<table>.parquet, without gate or release."""
    from flows.commands.extract import extract_and_show  # noqa: PLC0415 - keeps --help fast

    extract_and_show(paths, to, as_of=as_of, runner=runner, workers=workers)


def main() -> None:
    """Run the command; end with one sentence and a status: 1 unexpected, 2 usage, 3 refused by the gate, 4 busy."""
    try:
        app(prog_name="dateline")
    except Exception as error:  # noqa: BLE001 - no user ever sees a traceback unless asked for
        from flows.failures import explain  # noqa: PLC0415 - only errors need it

        sys.exit(explain(error))
