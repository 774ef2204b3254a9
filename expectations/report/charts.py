"""Small pictures as inline SVG: no script, no outside asset, every label escaped and readable as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROW = 26
LABEL = 132
WIDTH = 420
TEXT_WIDTH = 64
STRIPS = 900
ROOM_FOR_TWO_LABELS = 120
FEWEST_POINTS = 2


def _cut(label: str, most: int = 21) -> str:
    return label if len(label) <= most else f"{label[: most - 1]}…"


def _svg(width: float, height: float, label: str, body: Iterable[str], *, kind: str = "chart") -> Markup:
    head = Markup(
        '<svg class="{}" preserveAspectRatio="{}" viewBox="0 0 {} {}" role="img" aria-label="{}" xmlns="http://www.w3.org/2000/svg">'
    )
    return Markup("").join(
        [
            head.format(kind, "none" if kind == "stacked" else "xMinYMin", f"{width:g}", f"{height:g}", label),
            Markup("").join(body),
            Markup("</svg>"),
        ]
    )


def bars(counts: Sequence[tuple[str, int]], title: str, before: dict[str, float] | None = None) -> Markup:
    """Give one horizontal bar for each count; a thin mark shows the share that the release before had."""
    total = sum(number for _, number in counts) or 1
    most = max([*(number / total for _, number in counts), *(before or {}).values(), 1e-9])
    room = WIDTH - LABEL - TEXT_WIDTH
    body = [_bar(row, name, number, number / total / most * room) for row, (name, number) in enumerate(counts)]
    for row, (name, _) in enumerate(counts):
        if before and name in before:
            body.append(_mark(row, LABEL + before[name] / most * room))
    spoken = f"{title}: " + ", ".join(f"{name} {number:,}" for name, number in counts)
    return _svg(WIDTH, max(1, len(counts)) * ROW, spoken, body)


def _bar(row: int, name: str, number: int, length: float) -> Markup:
    y = row * ROW
    return Markup(
        '<g><title>{full}: {number}</title><text class="label" x="{x}" y="{text}" text-anchor="end">{name}</text>'
        '<rect class="bar" x="{left}" y="{top}" width="{length}" height="14" rx="2"/>'
        '<text class="number" x="{end}" y="{text}">{number}</text></g>'
    ).format(
        full=name, name=_cut(name), number=f"{number:,}", x=LABEL - 10, left=LABEL, top=y + 6, text=y + 17,
        length=f"{max(length, 1.5):.1f}", end=f"{LABEL + max(length, 1.5) + 7:.1f}",
    )  # fmt: skip


def _mark(row: int, x: float) -> Markup:
    y = row * ROW
    return Markup('<line class="before" x1="{x}" x2="{x}" y1="{a}" y2="{b}"/>').format(x=f"{x:.1f}", a=y + 3, b=y + 23)


def stacked(counts: Sequence[tuple[str, int]], title: str) -> Markup:
    """Give one bar divided by outcome; each part carries its outcome as a class."""
    total, x, body = sum(number for _, number in counts) or 1, 0.0, []
    for name, number in counts:
        width = number / total * 1000
        part = Markup('<rect class="{}" x="{}" y="0" width="{}" height="22"><title>{}: {}</title></rect>')
        body.append(part.format(f"part {name}", f"{x:.2f}", f"{width:.2f}", name, f"{number:,}"))
        x += width
    spoken = f"{title}: " + ", ".join(f"{name} {number:,}" for name, number in counts)
    return Markup('<div class="stack">{}</div>').format(_svg(1000, 22, spoken, body, kind="stacked"))


def columns(counts: Sequence[tuple[str, int]], title: str) -> Markup:
    """Give one upright bar for each month (or other step), with the first and the last named."""
    if not counts:
        return Markup("")
    width, height = 900, 150
    step, most = min(48.0, width / len(counts)), max(number for _, number in counts) or 1
    body = [
        Markup('<rect class="bar" x="{}" y="{}" width="{}" height="{}"><title>{}: {}</title></rect>').format(
            f"{index * step + step * 0.1:.2f}", f"{120 - number / most * 110:.2f}", f"{max(step * 0.8, 0.6):.2f}",
            f"{number / most * 110:.2f}", name, f"{number:,}",
        )
        for index, (name, number) in enumerate(counts)
    ]  # fmt: skip
    body.append(Markup('<line class="axis" x1="0" x2="{}" y1="120.5" y2="120.5"/>').format(width))
    body += (
        [_tick(0, counts[0][0], "start"), _tick(step * len(counts), counts[-1][0], "end")]
        if step * len(counts) > ROOM_FOR_TWO_LABELS
        else [_tick(0, counts[0][0], "start")]
    )
    body.append(Markup('<text class="number" x="0" y="9">most: {}</text>').format(f"{most:,}"))
    spoken = f"{title}, from {counts[0][0]} to {counts[-1][0]}; at most {most:,} in one of them"
    return _svg(width, height - 8, spoken, body, kind="columns")


def strips(rows: Sequence[tuple[str, Sequence[tuple[str, int]]]], title: str) -> Markup:
    """Give one row of cells for each name, one cell for each step, the fuller the darker."""
    if not rows or not rows[0][1]:
        return Markup("")
    steps = len(rows[0][1])
    step, most = min(48.0, (STRIPS - LABEL) / steps), max(number for _, cells in rows for _, number in cells) or 1
    body = [_strip(row, name, cells, step, most) for row, (name, cells) in enumerate(rows)]
    spoken = f"{title}: " + ", ".join(f"{name} {sum(number for _, number in cells):,}" for name, cells in rows)
    return _svg(STRIPS, len(rows) * ROW, spoken, body, kind="columns")


def _strip(row: int, name: str, cells: Sequence[tuple[str, int]], step: float, most: int) -> Markup:
    y = row * ROW
    label = Markup('<text class="label" x="{}" y="{}" text-anchor="end">{}<title>{}</title></text>')
    filled = (
        Markup('<rect class="bar" x="{}" y="{}" width="{}" height="18" opacity="{}"><title>{}, {}: {}</title></rect>').format(
            f"{LABEL + index * step:.2f}", y + 4, f"{max(step * 0.9, 0.6):.2f}", f"{0.25 + 0.75 * number / most:.2f}",
            name, period, f"{number:,}",
        )
        for index, (period, number) in enumerate(cells) if number
    )  # fmt: skip
    return Markup("").join([label.format(LABEL - 10, y + 17, _cut(name), name), *filled])


def _tick(x: float, label: str, anchor: str) -> Markup:
    return Markup('<text class="label" x="{}" y="138" text-anchor="{}">{}</text>').format(f"{x:g}", anchor, label)


def spark(values: Sequence[float], title: str) -> Markup:
    """Give a small line over the last releases, the present one marked."""
    if len(values) < FEWEST_POINTS:
        return Markup("")
    low, high = min(values), max(values)
    span, step = (high - low) or 1.0, 116 / (len(values) - 1)
    points = [
        (2 + index * step, 24 - (value - low) / span * 20 if high > low else 14) for index, value in enumerate(values)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    body = [
        Markup('<polyline class="line" points="{}"/>').format(line),
        Markup('<circle class="dot" cx="{}" cy="{}" r="2.6"/>').format(f"{points[-1][0]:.1f}", f"{points[-1][1]:.1f}"),
    ]
    spoken = f"{title}: " + ", ".join(f"{value:,.4g}" for value in values)
    return _svg(122, 28, str(escape(spoken)), body, kind="spark")
