"""An open store of each database, and the log of one workspace in it."""

from pathlib import Path

import pytest

from domain.log.erasing import ErasureLedger
from domain.log.ledger import Ledger, Workspace
from domain.log.store import Store
from domain.log.workspaces import make_workspace

ROOT_KEY = bytes(range(32))


@pytest.fixture
def workspace(store: Store) -> Workspace:
    return make_workspace(store, "selling", ROOT_KEY)


@pytest.fixture
def erasures(tmp_path: Path) -> ErasureLedger:
    return ErasureLedger(tmp_path / "erasures.jsonl")


@pytest.fixture
def ledger(store: Store, workspace: Workspace, erasures: ErasureLedger) -> Ledger:
    return Ledger(store, workspace, ROOT_KEY, erasures)
