"""What a run tells whoever watches: which stage it is in, how far it is, and how long each stage took."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WATCHING: list[Progress] = []


@dataclass
class Progress:
    """Keeps the stages' times; a subclass shows them while they run."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextlib.contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage."""
        started = time.monotonic()
        self.begin(name)
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.monotonic() - started
            self.end(name)

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Be the one whom `current` gives while the block runs; a flow's parameters could not carry it."""
        _WATCHING.append(self)
        try:
            yield
        finally:
            _WATCHING.pop()

    @staticmethod
    def current() -> Progress:
        """Give whoever watches; a silent one if nobody does."""
        return _WATCHING[-1] if _WATCHING else Progress()

    def expect(self, name: str, total: int) -> None:
        """Show how many steps a stage has."""

    def begin(self, name: str) -> None:
        """Show that a stage begins."""

    def advance(self, name: str) -> None:
        """Show that one of a stage's steps is done."""

    def end(self, name: str) -> None:
        """Show that a stage has ended."""
