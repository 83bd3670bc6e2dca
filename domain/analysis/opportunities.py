"""Opportunities: who is needed for each, how they stand, how to approach them, what to beware of."""

from __future__ import annotations

from collections.abc import Iterator

from ..language import say, say_count
from .approach import approach_sheet
from .cautions import cautions
from .consensus import consensus
from .needed import needed_network
from .phrases import call, named, unknown_to_us
from .reaching import climbs
from .sale import Sale
from .study import Json, Study

# Of an opportunity by itself; all of it follows from links, attitudes or opinions.
SECTIONS = ("needed_network", "consensus", "approach", "cautions", "upward")


def opportunities(study: Study) -> list[Json]:
    """Those that are open, in the order of the map."""
    return [_named(sale) | _looked_at(study, sale) for sale in study.sales]


def one_opportunity(study: Study, id: str) -> Json:
    """The `SECTIONS` of one, open or closed; they are empty where it is not on the map. `upward`: from each of theirs
    whom we know the shortest way along reporting lines to who decides on it."""
    sale = study.sale(id)
    if sale is None:
        return {"needed_network": None, "consensus": None, "approach": [], "cautions": [], "upward": []}
    return _looked_at(study, sale) | {"upward": climbs(study, sale)}


def _named(sale: Sale) -> Json:
    opportunity = sale.opportunity
    return {"opportunity": opportunity.id, "name": opportunity.name, "unit": opportunity.unit}


def _looked_at(study: Study, sale: Sale) -> Json:
    return {
        "needed_network": needed_network(study, sale),
        "consensus": consensus(study, sale),
        "approach": approach_sheet(study, sale),
        "cautions": cautions(study, sale),
    }


def told(found: list[Json]) -> list[str]:
    """In words, a line each: what to beware of first."""
    return [line for one in found for line in _told(one)]


def _told(one: Json) -> Iterator[str]:
    yield one["name"] or one["opportunity"]
    yield from (f"  {caution['sentence']}" for caution in one["cautions"])
    yield from (f"  {line}" for line in (*network_told(one["needed_network"]), one["consensus"]["sentence"]))


def network_told(network: Json) -> Iterator[str]:
    """Who is needed, whom of them nobody of us knows, and with whom we are on bad terms only."""
    needed, gaps = [one for one in network["people"] if one["needed"]], set(network["gaps"])
    if not needed:
        yield say("Who is needed is not known: nobody was named who decides.")
        return
    missing = [one for one in needed if one["person"] in gaps]
    known = [call(one) for one in needed if one not in missing]
    told = _known(known, missing)
    yield say_count(
        "{count} person is needed; {known}.", "{count} people are needed; {known}.", len(needed), known=told
    )
    yield from (say("{person} speaks for the others.", person=call(one)) for one in network["spokesperson"])


def _known(known: list[str], missing: list[Json]) -> str:
    if not missing:
        return say("somebody of us knows each of them")
    unknown, bad = ([call(one) for one in missing if bool(one["bad_terms_with"]) is so] for so in (False, True))
    return unknown_to_us(unknown, bad) + (say("; we know {people}", people=named(known)) if known else "")
