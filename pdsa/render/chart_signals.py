"""The words of signals inside a picture, where they hide neither points nor lines."""

from collections.abc import Iterator

from pdsa.core.plain_text import count_words
from pdsa.core.verdict import is_judged
from pdsa.render.chart_layout import Box, text_width
from pdsa.render.chart_plot import Frame, ends, stripe_names
from pdsa.render.chart_scale import marked_runs
from pdsa.render.chart_shapes import words

_SIDEWAYS = (0.0, -0.6, 0.6, -1.2, 1.2, -2.0, 2.0)  # halves of a word
_LIFTS = (0.0, 0.8, 1.4)  # lines


def signal_words(frame: Frame) -> Iterator[str]:
    """Yield the word of each signal: beside its run, or at the edge if it is of a whole phase."""
    size = frame.size * 1.1
    taken = [place for place, _ in stripe_names(frame)]
    lines = list(_long_lines(frame))
    for text, places in (*_run_words(frame, size), *_crossing_words(frame, size)):
        free = [one for one in places if not any(one.meets(box) for box in taken)]
        clear = (one for one in free if not any(one.meets(box) for box in lines))
        if found := next(clear, next(iter(free), None)):
            taken.append(found)
            x, y = (found.left + found.right) / 2, found.bottom - size * 0.3
            yield words(x, y, text, size, "strong said halo", "middle")


def _long_lines(frame: Frame) -> Iterator[Box]:
    """Yield where the target and the centre lines run: a word is better beside them."""
    chart, area = frame.chart, frame.area
    places = [(chart.subject.target, area.left, area.right)]
    places += [(phase.centre, *ends(frame, phase)) for phase in chart.phases]
    for value, left, right in places:
        if value is not None and any(point.value is not None for point in chart.points):
            y = frame.y(value)
            yield Box(left, y - 1, right, y + 1)


def _run_words(frame: Frame, size: float) -> Iterator[tuple[str, list[Box]]]:
    """Yield the word of each marked run, and places beyond its points, the best one first."""
    for run in marked_runs(frame.chart):
        half = text_width(run.word, size, bold=True) / 2
        first, last = (frame.chart.points[run.positions[n]] for n in (0, -1))
        middle = (frame.x(first) + frame.x(last)) / 2
        steps = [(middle + step * half, lift) for step in _SIDEWAYS for lift in _LIFTS]
        places = (_word_box(frame, run.side, x, half, size, lift) for x, lift in steps)
        yield run.word, [box for box in places if box.top >= frame.area.top - 1]


def _word_box(frame: Frame, side: int, middle: float, half: float, size: float, lift: float) -> Box:
    """Return where the word of a run would stand, about `middle`, inside the picture.

    `lift` is how many lines further from its points it stands.
    """
    x = max(frame.area.left + half, min(frame.area.right - half, middle))
    y = _beyond(frame, side, x - half, x + half, size)
    y += lift * size * (1 if side < 0 else -1)
    if side < 0:
        y = min(y, frame.area.bottom - 4)
    return Box(x - half, y - size, x + half, y + size * 0.3)


def _crossing_words(frame: Frame, size: float) -> Iterator[tuple[str, list[Box]]]:
    """Yield the word of too few crossings, which belong to no point, and places at the edges."""
    area = frame.area
    for phase in frame.chart.phases:
        left, right = ends(frame, phase)
        text = f"crossed only {count_words(phase.crossings or 0, 'time')}"
        width = text_width(text, size, bold=True)
        few = phase.crossings is not None and phase.crossings < (phase.crossings_min or 0)
        few = few and is_judged(frame.chart, phase)
        if not few or not phase.runs_signal or width + 8 > right - left:
            continue
        foots = (area.bottom - 4, area.top + size * 1.5)
        starts = (left + 4, (left + right - width) / 2, right - width - 4)
        places = [Box(x, y - size * 1.3, x + width, y) for x in starts for y in foots]
        yield text, sorted(places, key=lambda place: _points_under(frame, place))


def _points_under(frame: Frame, place: Box) -> int:
    """Return how many points a text at this place would lie on."""
    spot = [(frame.x(p), frame.y(p.value)) for p in frame.chart.points if p.value is not None]
    near = frame.radius
    boxes = (Box(x - near, y - near, x + near, y + near) for x, y in spot)
    return sum(place.meets(found) for found in boxes)


def _beyond(frame: Frame, side: int, left: float, right: float, size: float) -> float:
    """Return a height for words above (or below) all points between `left` and `right`."""
    area, gap = frame.area, frame.radius * 2.4
    points = [point for point in frame.chart.points if left - 8 <= frame.x(point) <= right + 8]
    ys = [frame.y(point.value) for point in points if point.value is not None]
    if side < 0:
        return min(max(ys, default=area.bottom) + gap + size, area.bottom - 4)
    return max(min(ys, default=area.top) - gap, area.top + size)
