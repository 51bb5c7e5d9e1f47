"""What every test of this folder counts, and the table that a run of them ends with."""

import pytest

COLUMNS = ("tried", "survived", "entries lost", "entries doubled")


class Faults:
    """Figures by kind of fault, in the order in which the kinds were first met."""

    def __init__(self):
        self.kinds = {}

    def record(self, kind, tried, survived, lost=0, doubled=0):
        """Add figures to those of `kind`."""
        known = self.kinds.get(kind, (0,) * len(COLUMNS))
        more = (tried, survived, lost, doubled)
        self.kinds[kind] = tuple(a + b for a, b in zip(known, more, strict=True))

    def table(self):
        """Return the lines of a table: a kind each, and their sum."""
        total = tuple(sum(column) for column in zip(*self.kinds.values(), strict=True))
        rows = [("kind of fault", *COLUMNS), *((kind, *self.kinds[kind]) for kind in self.kinds)]
        rows.append(("together", *total))
        widths = [max(len(f"{cell}") for cell in column) for column in zip(*rows, strict=True)]
        for first, *others in rows:
            cells = (f"{cell:>{width}}" for cell, width in zip(others, widths[1:], strict=True))
            yield "  ".join([f"{first:<{widths[0]}}", *cells])


FIGURES = pytest.StashKey[Faults]()


@pytest.fixture(scope="session")
def faults(request):
    """Where a test records what it tried: `faults.record(kind, tried, survived, lost, doubled)`."""
    return request.config.stash.setdefault(FIGURES, Faults())


def pytest_terminal_summary(terminalreporter, config):
    figures = config.stash.get(FIGURES, None)
    if figures and figures.kinds:
        terminalreporter.section("faults")
        for line in figures.table():
            terminalreporter.line(line)
