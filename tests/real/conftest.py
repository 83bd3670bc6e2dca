"""These tests are collected only where the real data lies beside the project, and the peer they are held against."""

from tests.real import ranking
from tests.real.krackhardt import NETWORKS
from tests.real.uk import DATA, SHARED

NEEDS = {
    "test_feeds_on_edgar.py": (SHARED / "edgar").exists(),
    "test_influence_on_krackhardt.py": NETWORKS.exists(),
    "test_relations_on_krackhardt.py": NETWORKS.exists(),
    "test_ranking_beside_rigour.py": ranking.has_rigour(),
}
collect_ignore_glob = [] if DATA.exists() else ["test_*.py"]
collect_ignore = [name for name, there in NEEDS.items() if not there]
