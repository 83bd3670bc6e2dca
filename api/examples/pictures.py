"""Values that make each picture a worked example."""

from __future__ import annotations

from typing import Any

_DAY = {"as_of": "2026-06-30"}

OF_PICTURES: dict[str, dict[str, Any]] = {
    "map_svg": {"id": "acme", **_DAY, "opportunity": "o-1", "why": True, "theme": "light"},
    "map_png": {"id": "acme", **_DAY, "detail": "overview", "scope": "group", "theme": "light"},
    "map_pdf": {"id": "acme", **_DAY, "opportunity": "o-1", "theme": "light"},
    "diff_svg": {"id": "acme", "from": "2025-12-31", "to": "2026-06-30", "scope": "group", "why": True},
    **{f"diff_{name}": {"id": "acme", "from": "2025-12-31", "to": "2026-06-30"} for name in ("png", "pdf")},
    "buying_center_svg": {"id": "o-1", "why": True},
    **{f"buying_center_{name}": {"id": "o-1", "theme": "light"} for name in ("png", "pdf")},
}
