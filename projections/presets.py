"""The words of a sales method taken as a workspace's own."""

from __future__ import annotations

from typing import Any

from domain.presets import Preset

from .moments import Moment
from .snapshots import snapshot
from .tenants import Tenant
from .vocabulary_reads import term_json
from .words import Words

Json = dict[str, Any]


def preset_json(preset: Preset) -> Json:
    words = [
        {"vocabulary": name, "terms": [term_json(one) for one in terms]} for name, terms in preset.vocabularies.items()
    ]
    return {"preset": preset.name, "title": preset.title, "vocabularies": words}


def facts_taking(tenant: Tenant, preset: Preset, since: Moment) -> list[Json]:
    """A `vocabulary_set` of that day for every vocabulary that the preset has other words for; none where all hold."""
    with snapshot(tenant, since) as at:
        words = Words(at)
        spoken = {name: words.terms(name, since.as_of) for name in preset.vocabularies}
    said = {name: terms for name, terms in preset.vocabularies.items() if spoken[name] != terms}
    own = {"type": "vocabulary_set", "effective": since.as_of.isoformat()}
    return [{**own, "vocabulary": name, "terms": [term_json(one) for one in terms]} for name, terms in said.items()]
