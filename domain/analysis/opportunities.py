"""Each open opportunity: who is needed, how they stand, how to approach them, what to beware of."""

from __future__ import annotations

from .approach import approach_sheet
from .cautions import cautions
from .consensus import consensus
from .needed import needed_network
from .sale import Sale
from .study import Json, Study


def opportunities(study: Study) -> list[Json]:
    """Those that are open, in the order of the map."""
    return [looked_at(study, sale) for sale in study.sales]


def looked_at(study: Study, sale: Sale) -> Json:
    opportunity = sale.opportunity
    return {
        "opportunity": opportunity.id,
        "name": opportunity.name,
        "unit": opportunity.unit,
        "needed_network": needed_network(study, sale),
        "consensus": consensus(sale),
        "approach": approach_sheet(study, sale),
        "cautions": cautions(study, sale),
    }


def told(found: list[Json]) -> list[str]:
    """In words, a line each."""
    return [line for one in found for line in _told(one)]


def _told(one: Json) -> list[str]:
    network, agreement = one["needed_network"], one["consensus"]
    needed = [person for person in network["people"] if person["needed"]]
    lines = [f"{one['name'] or one['opportunity']}: {len(needed)} people needed, {len(network['gaps'])} unknown to us"]
    lines += [f"  nobody knows {person['name'] or person['person']}" for person in needed if not person["known_by"]]
    if agreement["mean"] is not None:
        way = f", agreement is to be {agreement['to_be']}" if agreement["to_be"] else ""
        silent = len(agreement["unknown"])
        lines += [f"  they stand at {agreement['mean']:+g} (spread {agreement['spread']:g}), {silent} untold{way}"]
    return lines + [f"  {caution['sentence']}" for caution in one["cautions"]]
