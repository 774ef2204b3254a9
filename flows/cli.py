"""The `dateline` command."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def dateline() -> None:
    """Turn folders of raw news text into validated, traceable Parquet tables."""


@app.command()
def extract(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders of raw text.")],
    to: Annotated[Path, typer.Option(help="Folder for the tables.")],
) -> None:
    """Write the tables as plain files, without gate or release."""
    from flows.extract import extract as run  # noqa: PLC0415 - keeps --help fast

    run(paths, to, as_of=datetime.datetime.now(tz=datetime.UTC).date())


def main() -> None:
    """Run the command."""
    app()
