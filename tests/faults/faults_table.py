"""The table of docs/faults.md: each row is written by the run that it tells of, and the others stay as they are."""

from pathlib import Path

HEAD = """# What a run survives

Made by `make faults`; the last column says when each fault was last tried. After every fault the invariants are checked: the
published release matches its manifest, every raw record has one row, nothing that was acknowledged is gone, nothing half-done
is visible, and the next run gives what an undisturbed run gives, byte for byte. With the clock 400 days on, an acknowledged
release that is old enough to go may go, so that row leaves the check of the published state out.

| fault | times | invariants broken | last run |
|---|---:|---:|---|
"""


class Table:
    """The rows of the document, by the fault that they are of."""

    PLACE = Path(__file__).parents[2] / "docs" / "faults.md"

    def __init__(self, path):
        self.path = Path(path)

    def rows(self):
        lines = self.path.read_text(encoding="utf-8").splitlines() if self.path.is_file() else []
        cells = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines if line.startswith("| ")]
        return {row[0]: tuple(row) for row in cells if len(row) == 4 and row[0] != "fault"}

    def update(self, rows):
        """Put rows (fault, times, broken, last run) in; a fault that is known keeps its place."""
        new = {row[0]: row for row in rows}
        if new:
            lines = ["| " + " | ".join(row) + " |" for row in {**self.rows(), **new}.values()]
            self.path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
