"""Plan-Do-Study-Act cycles of school districts: plans as YAML, results in SQLite, honest reports."""

__version__ = "0.1.0"
