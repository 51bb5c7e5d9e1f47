"""How often a chart says "changed" though nothing did: counted on series made by chance.

    python benchmarks/false_alarms.py [--charts 20000] [--seed 2025] [--write]

A series is 61 normal values, each correlated with the one before (AR(1)) by 0 or 0.3; its first
values are a shorter chart, so that each series serves every length and baseline.
`--write` makes pdsa/core/luck_table.py, the table that the tool ships.
"""

import argparse
import random
import time
from bisect import insort
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, pairwise
from math import comb, log2, sqrt
from multiprocessing import Pool
from pathlib import Path

TABLE = Path(__file__).parent.parent / "pdsa/core/luck_table.py"
LENGTHS = tuple(range(10, 61))
BASELINES = (0, *range(4, 17), 18, 20, 22, 24, 28, 36, 48)  # 0: the chart's own centre
CORRELATIONS = (0.0, 0.3)
FAR = 1000  # never
SHIPPED = ("anhoej", "ihi", "nhs", "limits", "limits-anhoej")
BATCH = 100  # series a seed: the same figures however many processes share them
PUBLISHED_CHARTS = 20_000
COLUMNS = (
    *("anhoej", "ihi-shift", "ihi-trend", "ihi", "shift-8", "limits", "limits-anhoej", "nhs"),
)
PUBLISHED = {  # points and baseline: percent of 20,000 charts, in the order of COLUMNS
    (12, 0): (1.5, 1.5, 11.0, 13.3, 0.0, 2.5, 3.8, 4.6),
    (24, 0): (3.1, 16.1, 24.8, 36.9, 1.7, 5.9, 9.0, 15.5),
    (36, 0): (4.3, 30.5, 36.9, 55.9, 5.4, 8.9, 13.2, 25.8),
    (24, 6): (16.5, 42.7, 24.8, 56.4, 19.3, 30.2, 39.0, 50.1),
    (24, 12): (7.9, 27.3, 24.8, 45.3, 8.8, 16.6, 21.8, 31.1),
    (36, 24): (6.9, 34.8, 36.9, 58.9, 8.5, 14.1, 19.3, 32.7),
    (52, 12): (17.5, 64.7, 49.8, 82.0, 29.7, 31.3, 40.2, 61.5),
}
COUNTED_EXACTLY = (12, 16)
CORRELATED = {(24, 0, 0.3): 15.0}  # anhoej, percent

Cell = tuple[str, int, int, float]  # rules, points, baseline, correlation


def main() -> None:
    """Count, compare with what was published, print, and write the table where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charts", type=int, default=PUBLISHED_CHARTS)
    parser.add_argument("--seed", type=int, default=2025)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="make pdsa/core/luck_table.py anew")
    options = parser.parse_args()
    started = time.monotonic()
    charts = -(-options.charts // BATCH) * BATCH
    found = count(charts, options.seed, options.processes)
    print(f"{charts} charts a cell, seed {options.seed}, {time.monotonic() - started:.0f} s\n")
    print("\n".join(compared(found, charts)))
    print("\n".join(shown(found, charts)))
    if options.write:
        TABLE.write_text(module(found, charts, options.seed), encoding="utf-8", newline="\n")
        print(f"\nwrote {TABLE.name}")


def count(charts: int, seed: int, processes: int) -> Counter[Cell]:
    """Return how many of so many charts say "changed", for each cell."""
    batches = [
        (seed, number, correlation)
        for correlation in CORRELATIONS
        for number in range(charts // BATCH)
    ]
    found: Counter[Cell] = Counter()
    with Pool(processes) as pool:
        for part in pool.imap_unordered(count_batch, batches):
            found.update(part)
    return found


def count_batch(asked: tuple[int, int, float]) -> Counter[Cell]:
    """Count one batch: its seed, its number, its correlation."""
    seed, number, correlation = asked
    chance = random.Random(f"{seed} {number} {correlation}")
    found: Counter[Cell] = Counter()
    for _ in range(BATCH):
        values = series(chance, max(LENGTHS) + 1, correlation)
        found.update((*cell, correlation) for cell in signals(values))
    return found


def series(chance: random.Random, length: int, correlation: float) -> list[float]:
    """Return normal values, each correlated with the one before, none of them changed."""
    rest = sqrt(1 - correlation**2)
    values = [chance.gauss(0, 1)]
    while len(values) < length:
        values.append(correlation * values[-1] + rest * chance.gauss(0, 1))
    return values


def signals(values: Sequence[float]) -> Iterator[tuple[str, int, int]]:
    """Yield the rules, length and baseline of each chart of these values that says "changed".

    The length counts useful points: the median of an odd baseline is one of its values, which
    then is not useful, so that such a chart has one value more.
    """
    medians, means = _medians(values), _means(values)
    steps = "".join("du"[after > before] for before, after in pairwise(values))
    for length in LENGTHS:
        runs = _sides(values[:length], medians[length])
        scores = _scores(values[:length], *means[length])
        own = [*_said(runs, scores, steps[: length - 1], [length])]
        for baseline in (0, *(one for one in BASELINES if one >= length)):
            yield from ((rules, length, baseline) for rules, _ in own)
    for baseline in BASELINES[1:]:
        runs = _sides(values, medians[baseline])
        scores = _scores(values, *means[baseline])
        lengths = [length for length in LENGTHS if length > baseline]
        for rules, length in _said(runs, scores, steps, lengths, baseline % 2):
            yield rules, length, baseline


def _said(
    runs: str, scores: str, steps: str, lengths: Sequence[int], more: int = 0
) -> Iterator[tuple[str, int]]:
    """Yield each rule that says "changed" of so many useful points, with their number.

    `runs`: the side of the median of each point, "a" or "b". `scores`: the side of the mean, in
    upper case beyond two sigma, "X" and "Y" beyond three. `steps`: up or down, one fewer. `more`:
    values that lie on the median.
    """
    sides = scores.translate(SIDE_OF)
    shift = _ends(runs, ("a" * 6, "b" * 6))
    trend = _ends(steps, ("u" * 4, "d" * 4)) + 1 - more
    eight = _ends(runs, ("a" * 8, "b" * 8))
    outside = _ends(scores, ("X", "Y"))
    nhs = min(
        outside,
        _ends(sides, ("a" * 7, "b" * 7)),
        _ends(steps, ("u" * 6, "d" * 6)) + 1,
        _ends(scores, TWO_IN_THREE),
    )
    crossed = _crossings(runs)
    about_median, about_mean = _anhoej(runs), _anhoej(sides)
    for length in lengths:
        useful = min(length, len(runs))
        low, high = RUNS_LIMITS[useful]
        found = (
            about_median[useful],
            length >= shift,
            length >= trend,
            length >= min(shift, trend) or not low <= crossed[useful] + 1 <= high,
            length >= eight,
            length >= outside,
            length >= outside or about_mean[length],
            length >= nhs,
        )
        yield from ((rules, length) for rules, says in zip(COLUMNS, found, strict=True) if says)


def anhoej(sides: str) -> bool:
    """Whether the longest run is unusually long, or the crossings are unusually few."""
    return _anhoej(sides)[-1]


def _anhoej(sides: str) -> list[bool]:
    """Return the same of the first n sides at place n."""
    found, longest, run = [False], 0, 0
    for place, crossings in enumerate(_crossings(sides)[1:], 1):
        run = run + 1 if place > 1 and sides[place - 1] == sides[place - 2] else 1
        longest = max(longest, run)
        found.append(place > 1 and (crossings < CROSSINGS[place] or longest > LONGEST[place]))
    return found


def _crossings(sides: str) -> list[int]:
    """Return how often the first n sides change at place n."""
    changes = (after != before for before, after in pairwise(sides))
    return [0, *accumulate(changes, initial=0)]


def _ends(text: str, groups: Sequence[str]) -> int:
    """Return how many characters there are when the first of the groups is complete."""
    found = [text.find(group) + len(group) for group in groups if group in text]
    return min(found, default=FAR)


def _sides(values: Sequence[float], median: float) -> str:
    """Return the side of each value; one on the median, as with an odd number, has none."""
    return "".join("ba"[value > median] for value in values if value != median)


def _scores(values: Sequence[float], mean: float, sigma: float) -> str:
    """Return the side and the distance of each value: a, A, X above the mean, b, B, Y below."""
    levels = [mean + times * sigma for times in (-3, -2, 0, 2, 3)]
    return "".join("YBbaAX"[sum(value > level for level in levels)] for value in values)


def _medians(values: Sequence[float]) -> list[float]:
    """Return the median of the first n values at place n."""
    ordered: list[float] = []
    medians = [0.0]
    for n, value in enumerate(values, 1):
        insort(ordered, value)
        medians.append((ordered[(n - 1) // 2] + ordered[n // 2]) / 2)
    return medians


def _means(values: Sequence[float]) -> list[tuple[float, float]]:
    """Return the mean and the sigma of the moving ranges of the first n values at place n."""
    total, ranges = values[0], 0.0
    found = [(0.0, 0.0), (total, 0.0)]
    for n, (before, value) in enumerate(pairwise(values), 2):
        total += value
        ranges += abs(value - before)
        found.append((total / n, ranges / (n - 1) / 1.128))
    return found


def _crossings_limit(useful: int) -> int:
    """Return the smallest k with at least 5 % of the binomial at or below it."""
    k = total = 0
    while 20 * (total := total + comb(useful - 1, k)) < 2 ** (useful - 1):
        k += 1
    return k


def _runs_limits(useful: int) -> tuple[int, int]:
    """Return the fewest and the most runs that are usual: 2.5 % or less lie beyond each."""
    above, below = useful // 2, useful - useful // 2
    ways = [_ways(runs, above, below) for runs in range(useful + 1)]
    low = next(k for k in range(useful + 1) if 40 * sum(ways[: k + 1]) > sum(ways))
    high = next(k for k in range(useful, 0, -1) if 40 * sum(ways[k:]) > sum(ways))
    return low, high


def _ways(runs: int, above: int, below: int) -> int:
    """Return in how many orders so many points above and below make so many runs."""
    if runs < 2:  # noqa: PLR2004 - both sides have points
        return 0
    more, fewer = runs - runs // 2 - 1, runs // 2 - 1
    one = comb(above - 1, more) * comb(below - 1, fewer)
    other = comb(above - 1, fewer) * comb(below - 1, more)
    return one + other


CROSSINGS = {n: _crossings_limit(n) for n in range(2, max(LENGTHS) + 2)}
LONGEST = {n: round(log2(n)) + 3 for n in range(2, max(LENGTHS) + 2)}
RUNS_LIMITS = {n: _runs_limits(n) for n in range(2, max(LENGTHS) + 2)}
SIDE_OF = str.maketrans("AXBY", "aabb")
TWO_IN_THREE = ("AAa", "AaA", "aAA", "AAA", "BBb", "BbB", "bBB", "BBB")


def compared(found: Counter[Cell], charts: int) -> Iterator[str]:
    """Yield ours beside what was published, with the difference in standard errors."""
    yield "ours / published, percent (standard errors apart)"
    yield f"{'points':<16}" + "".join(f"{rules:>19}" for rules in COLUMNS)
    apart = []
    for (length, baseline), row in PUBLISHED.items():
        cells = []
        for rules, published in zip(COLUMNS, row, strict=True):
            ours = found[rules, length, baseline, 0.0] / charts
            apart.append(errors_apart(ours, charts, published / 100))
            cells.append(f"{100 * ours:.1f}/{published} ({apart[-1]:+.1f})")
        yield f"{_name(length, baseline):<16}" + "".join(f"{cell:>19}" for cell in cells)
    for (length, baseline, correlation), published in CORRELATED.items():
        ours = found["anhoej", length, baseline, correlation] / charts
        name = f"{_name(length, baseline)}, correlation {correlation}"
        yield f"{name}: {100 * ours:.1f}, published to the whole percent {published:.0f}"
    for length in COUNTED_EXACTLY:
        ours = found["anhoej", length, 0, 0.0] / charts
        yield f"{_name(length, 0)}: {100 * ours:.2f}, from every order {100 * exactly(length):.2f}"
    yield f"largest of {len(apart)} differences: {max(apart, key=abs):+.1f} standard errors"
    yield ""


def exactly(points: int) -> float:
    """Return the share by the Anhoej rules about the chart's own median, from every order.

    Half of an even number of points lie above it, and every order of the sides is as likely.
    """
    orders = [
        "".join("ab"[place in above] for place in range(points))
        for above in combinations(range(points), points // 2)
    ]
    return sum(map(anhoej, orders)) / len(orders)


def errors_apart(ours: float, charts: int, published: float) -> float:
    """Return the difference of two shares in standard errors of both, rounding included."""
    both = (ours * charts + published * PUBLISHED_CHARTS) / (charts + PUBLISHED_CHARTS)
    sampling = both * (1 - both) * (1 / charts + 1 / PUBLISHED_CHARTS)
    rounding = 0.001**2 / 12  # published to a tenth of a percent
    return (ours - published) / sqrt(sampling + rounding)


def shown(found: Counter[Cell], charts: int) -> Iterator[str]:
    """Yield every fourth column of the shipped table for people, in percent."""
    lengths = LENGTHS[::4]
    for rules in SHIPPED:
        for correlation in CORRELATIONS:
            yield f"\n{rules}, correlation {correlation}: percent of charts"
            yield f"{'baseline':<10}" + "".join(f"{length:>6}" for length in lengths)
            for baseline in BASELINES:
                shares = [found[rules, n, baseline, correlation] / charts for n in lengths]
                cells = "".join(f"{100 * share:>6.1f}" for share in shares)
                yield f"{baseline or 'own':<10}{cells}"


def module(found: Counter[Cell], charts: int, seed: int) -> str:
    """Return the text of pdsa/core/luck_table.py."""
    lines = [
        '"""How many of 1,000 charts say "changed" though nothing did, counted by simulation.',
        "",
        "Made by `python benchmarks/false_alarms.py --write`:",
        f"{charts:,} charts a cell, seed {seed}.",
        "A row: the rules, the baseline (0: the chart's own centre) and the correlation with the",
        "point before, then a figure for each number of useful points. A baseline as long as the",
        "chart is none.",
        '"""',
        "",
        "# ruff: noqa: E501",
        "# fmt: off",
        f"LENGTHS = range({LENGTHS[0]}, {LENGTHS[-1] + 1})  # useful points",
        f"BASELINES = {BASELINES}",
        f"CORRELATIONS = {CORRELATIONS}",
        "PER_THOUSAND = {",
    ]
    for rules in SHIPPED:
        for correlation in CORRELATIONS:
            for baseline in BASELINES:
                row = [
                    round(1000 * found[rules, n, baseline, correlation] / charts) for n in LENGTHS
                ]
                cells = ", ".join(map(str, row))
                lines.append(f'    ("{rules}", {baseline}, {correlation}): ({cells}),')
    return "\n".join([*lines, "}", ""])


def _name(length: int, baseline: int) -> str:
    return f"{length} ({f'frozen {baseline}' if baseline else 'own'})"


if __name__ == "__main__":
    main()
