"""SVG in small pieces: escaped texts, lines, dots, and the colours of every chart."""

from collections.abc import Sequence

from pdsa.core.plain_text import visible

# Blue and orange tell better from worse to colour-blind eyes, too; never colour alone.
LIGHT = (
    "--paper:#fff;--ink:#16202b;--soft:#55606d;--grid:#e4e8ec;--dot:#34475c;--line:#73859a;"
    "--median:#16202b;--target:#7a2f8f;--band:#e6edf4;--edge:#8295aa;--rest:#b9a77f;"
    "--better:#0b57b0;--worse:#b04300;--neither:#16202b"
)
DARK = (
    "--paper:#10161d;--ink:#edf1f5;--soft:#aab5c1;--grid:#28323d;--dot:#c5d2df;--line:#7f91a5;"
    "--median:#edf1f5;--target:#d9a2ea;--band:#1d2935;--edge:#6f8296;--rest:#7c7052;"
    "--better:#72b6ff;--worse:#ff9d57;--neither:#fff"
)
_RULES = (
    "text{fill:var(--ink)}.soft{fill:var(--soft)}.strong{font-weight:700}.said{fill:var(--signal)}"
    ".paper{fill:var(--paper)}"
    ".grid{stroke:var(--grid)}.axis{stroke:var(--soft)}.data{fill:none;stroke:var(--line);"
    "stroke-width:1.8;stroke-linejoin:round}.run{fill:none;stroke:var(--signal);stroke-width:3.4;"
    "stroke-linejoin:round;stroke-linecap:round}.fine{stroke-width:2.2}.dot{fill:var(--dot);stroke:var(--paper)}.speck{fill:var(--dot)}"
    ".hit{fill:var(--signal);stroke:var(--paper)}"
    ".hollow{fill:var(--paper);stroke:var(--soft);stroke-width:1.5}"
    ".out{fill:none;stroke:var(--soft);stroke-width:1.5}"
    ".better-dot{fill:var(--better);stroke:var(--paper)}"
    ".worse-dot{fill:var(--worse);stroke:var(--paper)}"
    ".median{stroke:var(--median);stroke-width:1.8}.later{stroke-dasharray:8 5}"
    ".target{stroke:var(--target);stroke-width:1.6;stroke-dasharray:1.6 4.4;"
    "stroke-linecap:round}.aim{fill:var(--target)}"
    ".band{fill:var(--band)}.edge{fill:none;stroke:var(--edge);stroke-width:1}"
    ".cycle{stroke:var(--soft);opacity:.6}.span{stroke:var(--soft);stroke-width:4;"
    "opacity:.45}.mark{stroke:var(--soft);stroke-dasharray:2 4}"
    ".rest{fill:var(--rest);opacity:.28}.halo{paint-order:stroke;stroke:var(--paper);"
    "stroke-width:4;stroke-linejoin:round}"
)
_FONT = 'font-family="system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif"'


def style() -> str:
    """Return the style sheet of a chart: light, dark where the reader's screen is, and paper."""
    scoped = "".join(_scoped(rule) for rule in _RULES.split("}")[:-1])
    return (
        f"<style>.pdsa-chart{{{LIGHT};--signal:var(--neither)}}"
        f"@media (prefers-color-scheme:dark){{.pdsa-chart{{{DARK}}}}}"
        f"@media print{{.pdsa-chart{{{LIGHT};--soft:#3d4752;--grid:#d5dade}}}}"
        ".pdsa-chart .is-better{--signal:var(--better)}.pdsa-chart .is-worse{--signal:var(--worse)}"
        f"{scoped}</style>"
    )


def _scoped(rule: str) -> str:
    """Return a rule that holds inside a chart only: a page may show one between other things."""
    return f".pdsa-chart {rule}}}"


def document(id: str, width: float, height: float, title: str, desc: str, body: str) -> str:
    """Return a whole picture that a screen reader can read and that needs nothing from outside."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="pdsa-chart" role="img" '
        f'aria-labelledby="{id}-title {id}-desc" viewBox="0 0 {short(width)} {short(height)}" '
        f"{_FONT}>\n"
        f'<title id="{id}-title">{escape(title)}</title>\n'
        f'<desc id="{id}-desc">{escape(desc)}</desc>\n{style()}\n'
        f'<rect class="paper" width="100%" height="100%"/>\n{body}</svg>\n'
    )


def escape(text: str) -> str:
    """Return a text as XML may hold it: on one line, without markup."""
    clean = visible(text).replace("\ufffe", "").replace("\uffff", "")
    for character, name in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot"), ("'", "#39")):
        clean = clean.replace(character, f"&{name};")
    return clean


def short(number: float) -> str:
    """Return a coordinate with one decimal at most."""
    return f"{number:.1f}".removesuffix(".0").replace("-0.0", "0")


def words(
    x: float, y: float, text: str, size: float, name: str = "", anchor: str = "", turn: bool = False
) -> str:
    """Return a text whose baseline is at `y`; `turn` stands it on its end."""
    kind = f' class="{name}"' if name else ""
    place = f' text-anchor="{anchor}"' if anchor else ""
    turned = f' transform="rotate(-90 {short(x)} {short(y)})"' if turn else ""
    at = f'x="{short(x)}" y="{short(y)}" font-size="{short(size)}"'
    return f"<text {at}{kind}{place}{turned}>{escape(text)}</text>\n"


def line(x1: float, y1: float, x2: float, y2: float, name: str) -> str:
    """Return a straight line."""
    ends = f'x1="{short(x1)}" y1="{short(y1)}" x2="{short(x2)}" y2="{short(y2)}"'
    return f'<line {ends} class="{name}"/>\n'


def path(places: Sequence[tuple[float, float]], name: str, closed: bool = False) -> str:
    """Return a line through places, filled where it is closed."""
    through = "L".join(f"{short(x)} {short(y)}" for x, y in places)
    return f'<path d="M{through}{"Z" if closed else ""}" class="{name}"/>\n'


def box(left: float, top: float, width: float, height: float, name: str) -> str:
    """Return a rectangle."""
    size = f'width="{short(width)}" height="{short(height)}"'
    return f'<rect x="{short(left)}" y="{short(top)}" {size} class="{name}"/>\n'


def dot(x: float, y: float, radius: float, name: str, said: str = "") -> str:
    """Return a circle, with what it says to who points at it."""
    inside = f"><title>{escape(said)}</title></circle>" if said else "/>"
    return f'<circle cx="{short(x)}" cy="{short(y)}" r="{short(radius)}" class="{name}"{inside}\n'


def outline(places: Sequence[tuple[float, float]], name: str, said: str) -> str:
    """Return a shape with corners, with what it says to who points at it."""
    through = " ".join(f"{short(x)},{short(y)}" for x, y in places)
    inside = f"<title>{escape(said)}</title>"
    return f'<polygon points="{through}" class="{name}">{inside}</polygon>\n'
