"""Files dropped in a folder: `folder:NAME` is that folder of the workspace below the one an operator has set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from domain.errors import InvalidRequest
from domain.log.ledger import Workspace

from .policy import FOLDER, Policy

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_MOST_FILES = 100


def refuse_folder(url: str, policy: Policy) -> None:
    """Raises InvalidRequest."""
    if policy.drop_folder is None:
        raise InvalidRequest("no folder is set: INCUMBENT_DROP_FOLDER", field="url")
    if not _NAME.fullmatch(url.removeprefix(FOLDER)):
        raise InvalidRequest("expected folder:NAME with a name of letters, digits, _ and -", field="url")


def bodies(url: str, workspace: Workspace, policy: Policy) -> Iterator[bytes]:
    """The files there in the order of their names; a link is not followed, a file too large is left."""
    folder = (policy.drop_folder or Path()) / str(workspace.id) / url.removeprefix(FOLDER)
    files = sorted(path for path in folder.glob("*") if path.is_file() and not path.is_symlink())
    for path in files[:_MOST_FILES]:
        if path.stat().st_size <= policy.egress.most_bytes:
            yield path.read_bytes()
