"""What is drawn of a map, read at both clocks: for HTTP and for the command line alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from domain.analysis.parameters import parameters_of
from domain.analysis.sections import sections_of
from domain.errors import InvalidRequest
from domain.forms import nearest
from projections.account_maps import account_map
from projections.analysis.reading import account_analysis
from projections.coverage_reads import account_coverage
from projections.groups import group_map
from projections.moments import Moment
from projections.tenants import Tenant

from ..pictures.asked import LAYERS
from . import dot, graphml, mermaid, tables
from .graph import Beside, Graph, graph_of

Json = dict[str, Any]
Write = Callable[[Graph], bytes]
WRITERS: dict[str, tuple[Write, str]] = {
    "dot": (dot.dot, dot.MEDIA_TYPE),
    "mmd": (mermaid.mermaid, mermaid.MEDIA_TYPE),
    "graphml": (graphml.graphml, graphml.MEDIA_TYPE),
    "csv": (tables.roles_csv, tables.MEDIA_TYPE),
    "links.csv": (tables.links_csv, tables.MEDIA_TYPE),
}


def layers_of(text: str | None) -> frozenset[str]:
    """All if left out. Raises InvalidRequest."""
    wanted = frozenset(LAYERS if text is None else (part.strip() for part in text.split(",")))
    for name in sorted(wanted - frozenset(LAYERS)):
        raise InvalidRequest(f"no such layer{nearest(name, LAYERS)}: layers are {', '.join(LAYERS)}", field="layers")
    return wanted


def graph_at(
    tenant: Tenant,
    account: str,
    moment: Moment,
    layers: frozenset[str],
    *,
    opportunity: str | None = None,
    group: bool = False,
    restricted: bool = False,
) -> Graph:
    """Raises NotFound for the account, InvalidRequest for an opportunity that is not on its map that day."""
    answer = _map(tenant, account, moment, group=group, restricted=restricted)
    influence = _influence(tenant, account, moment, group) if restricted and "power" in layers else {}
    coverage = account_coverage(tenant, account, moment)["coverage"] if "coverage" in layers else ()
    return graph_of(answer, Beside(influence, coverage, _sale(answer, opportunity)), layers)


def _map(tenant: Tenant, account: str, moment: Moment, *, group: bool, restricted: bool) -> Json:
    if group:
        return dict(group_map(tenant, account, moment, restricted=restricted))
    answer: Json = msgspec.json.decode(account_map(tenant, account, moment, restricted=restricted))
    return answer


def _influence(tenant: Tenant, account: str, moment: Moment, group: bool) -> dict[str, float]:
    asked = sections_of("influence"), parameters_of(None)
    found = account_analysis(tenant, account, moment, *asked, restricted=True, group=group)
    return {one["person"]: one["share"] for one in found["influence"]["people"]}


def _sale(answer: Json, opportunity: str | None) -> Json | None:
    if opportunity is None:
        return None
    found: dict[str, Json] = {one["id"]: one for one in answer["opportunities"]}
    if opportunity not in found:
        known = f": on it are {', '.join(sorted(found))}" if found else ""
        raise InvalidRequest(f"no opportunity {opportunity} on the map that day{known}", field="opportunity")
    return found[opportunity]
