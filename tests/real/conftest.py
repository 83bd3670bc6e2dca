"""These tests are collected only where the real data lies beside the project, and the peer they are held against."""

from tests.real import ranking
from tests.real.uk import DATA

collect_ignore_glob = [] if DATA.exists() else ["test_*.py"]
collect_ignore = [] if ranking.has_rigour() else ["test_ranking_beside_rigour.py"]
