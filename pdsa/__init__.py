"""Plan-Do-Study-Act cycles of school districts: YAML plans, SQLite results, honest reports."""

__version__ = "0.1.0"
