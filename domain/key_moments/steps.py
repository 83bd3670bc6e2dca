"""Suggested next steps: codes with a sentence each, kept as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

STEPS: Mapping[str, str] = tomllib.loads((Path(__file__).parent / "steps.toml").read_text(encoding="utf-8"))
# These make sense only where something is being sold.
OF_SALES = frozenset({"check_process"})
