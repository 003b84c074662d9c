"""What charts are made of: shapes with geometry and classes, scales, and the table beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

WIDTH = 300.0  # of every drawing, in its own units

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """An SVG element; *tip* is a <title> of its own, *text* what a text element says."""

    tag: str
    attributes: Mapping[str, str]
    text: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """A line of the legend: a sample of a shape's class, and what it stands for."""

    sample: str  # "square", "line" or "dot"
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Table:
    """The same figures in words and numbers; the first cell of a row is its heading."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with all that stands around it. *name* is unique on its page."""

    name: str
    title: str
    says: str
    height: float
    shapes: Sequence[Shape]
    table: Table
    keys: Sequence[Key] = ()
    width: float = WIDTH


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangle that figures are drawn in, and the ranges of its two axes."""

    left: float
    top: float
    width: float
    height: float
    x_range: Point = (0.0, 1.0)
    y_range: Point = (0.0, 1.0)

    @property
    def right(self) -> float:
        """Return the x of the right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Return the y of the lower edge."""
        return self.top + self.height

    def x(self, value: float) -> float:
        """Return where *value* lies from left to right."""
        low, high = self.x_range
        return self.left + self.width * (value - low) / (high - low)

    def y(self, value: float) -> float:
        """Return where *value* lies; larger is higher up."""
        low, high = self.y_range
        return self.bottom - self.height * (value - low) / (high - low)


def number(value: float) -> str:
    """Return a coordinate with at most one decimal: ``12``, ``12.5``."""
    return f"{round(value, 1) + 0.0:g}"


def percent(share: float) -> str:
    """Return a share of 1 as ``84 %``."""
    return f"{share * 100:.0f} %"


def percents(low: float, high: float) -> str:
    """Return a range of shares as ``79 to 88 %``."""
    return str(_("%(low)s to %(high)s %%", low=f"{low * 100:.0f}", high=f"{high * 100:.0f}"))


def rect(x: float, y: float, width: float, height: float, kind: str, tip: str = "") -> Shape:
    """Return a rectangle from its upper left corner."""
    sides = {"x": x, "y": y, "width": width, "height": height}
    return Shape("rect", _numbers(sides) | {"class": kind}, tip=tip)


def line(start: Point, end: Point, kind: str) -> Shape:
    """Return a straight line."""
    places = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1]}
    return Shape("line", _numbers(places) | {"class": kind})


def dot(x: float, y: float, radius: float, kind: str, tip: str = "") -> Shape:
    """Return a circle."""
    return Shape("circle", _numbers({"cx": x, "cy": y, "r": radius}) | {"class": kind}, tip=tip)


def path(points: Sequence[Point], kind: str, *, closed: bool = False) -> Shape:
    """Return the line through *points*, or the area inside them."""
    steps = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return Shape("path", {"d": f"M{steps}{'Z' if closed else ''}", "class": kind})


def label(
    x: float, y: float, text: str, kind: str = "chart-label", anchor: str = "middle"
) -> Shape:
    """Return text with its baseline at *y*; *anchor*: start, middle or end."""
    where = _numbers({"x": x, "y": y}) | {"text-anchor": anchor, "class": kind}
    return Shape("text", where, text=text)


def whisker(x: float, high: float, low: float) -> list[Shape]:
    """Return an interval as an upright line with ends."""
    ends = [line((x - 3, y), (x + 3, y), "chart-whisker") for y in (high, low)]
    return [line((x, high), (x, low), "chart-whisker"), *ends]


def share_axis(frame: Frame, ticks: Sequence[float]) -> list[Shape]:
    """Return a grid line for each tick of a share, with its percentage at the left."""
    shapes = []
    for tick in ticks:
        y = frame.y(tick)
        kind = "chart-axis" if tick == frame.y_range[0] else "chart-grid"
        shapes.append(line((frame.left, y), (frame.right, y), kind))
        shapes.append(label(frame.left - 4, y + 3.5, percent(tick), anchor="end"))
    return shapes


def _numbers(values: Mapping[str, float]) -> dict[str, str]:
    return {name: number(value) for name, value in values.items()}
