"""These tests are collected only where the real data lies beside the project."""

from tests.real.uk import DATA

collect_ignore_glob = [] if DATA.exists() else ["test_*.py"]
