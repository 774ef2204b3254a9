"""What people see in the terminal: hostile text is shown, never obeyed; every error is one sentence with a hint."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal

from rich.console import Console
from rich.text import Text

from flows.inert import inert
from flows.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.progress import Progress as Bars
    from rich.progress import TaskID
    from rich.table import Table

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def plain(value: object, style: str = "") -> Text:
    """Give data as text for rich: markup in it means nothing."""
    return Text(inert(value), style=style)


def say(value: object, style: str = "") -> None:
    """Print one line of data or prose."""
    console.print(plain(value, style))


def complain(sentence: object, hint: str = "") -> None:
    """Print what went wrong, and below it what to do next, to standard error."""
    errors.print(plain(sentence, "bold red"))
    if hint:
        errors.print(plain(hint))


def table_of(columns: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: Sequence[str] = ()) -> Table:
    """Give a table for the terminal; the columns named in `numbers` are set to the right."""
    from rich.box import SIMPLE  # noqa: PLC0415 - keeps --help fast
    from rich.table import Table  # noqa: PLC0415 - keeps --help fast

    table = Table(box=SIMPLE, show_edge=False, pad_edge=False)
    for position, column in enumerate(columns):
        side: Literal["left", "right"] = "right" if column in numbers else "left"
        table.add_column(column, justify=side, overflow="fold", no_wrap=position == 0)
    for row in rows:
        table.add_row(
            *(plain("" if value is None else f"{value:,}" if isinstance(value, int) else value) for value in row)
        )
    return table


class Shown(Progress):
    """Progress as bars in the terminal; silent where the output is no terminal."""

    def __init__(self) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
        from rich.progress import Progress as Bars  # noqa: PLC0415 - keeps --help fast

        super().__init__()
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        self.bars: Bars = Bars(*columns, console=errors, transient=True, disable=not sys.stderr.isatty())
        self.tasks: dict[str, TaskID] = {}

    def begin(self, name: str) -> None:
        """Add the stage's bar."""
        self.bars.start()
        self.tasks[name] = self.bars.add_task(name, total=None)

    def expect(self, name: str, total: int) -> None:
        """Give the bar its length."""
        self.bars.update(self.tasks[name], total=total)

    def advance(self, name: str) -> None:
        """Move the bar."""
        self.bars.advance(self.tasks[name])

    def end(self, name: str) -> None:
        """Stop drawing until the next stage."""
        self.bars.stop_task(self.tasks[name])
        self.bars.stop()
