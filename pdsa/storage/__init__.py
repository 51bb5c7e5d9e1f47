"""Every byte on disk: YAML plans, JSON entries, the SQLite database."""
