"""Krackhardt's high-tech firm (1987): 21 managers, whom they ask for advice, like and report to."""

import csv
from typing import NamedTuple

import numpy as np

from domain.analysis.graph import Floats, Graph, graph_of
from domain.analysis.reporting import positions
from tests.real.uk import SHARED

NETWORKS = SHARED / "networks"


class Firm(NamedTuple):
    """`people`: by index, as the data names them; each tie has the weight 1 and the kind of its network."""

    people: list[str]
    department: list[str]
    graph: Graph
    position: Floats
    power: Floats


def firm() -> Firm:
    with (NETWORKS / "Krackhardt_HighTech.nodes.csv").open() as nodes:
        managers = list(csv.DictReader(nodes))
    with (NETWORKS / "Krackhardt_HighTech.edges.csv").open() as edges:
        ties = list(csv.DictReader(edges))
    people = [one["NodeName"] for one in managers]
    place = {name: index for index, name in enumerate(people)}
    source, target = [place[tie["source"]] for tie in ties], [place[tie["target"]] for tie in ties]
    graph = graph_of(len(people), source, target, [1.0] * len(ties), [tie["network"] for tie in ties])
    unknown = np.full(len(people), np.nan)
    position = positions(graph.of_kinds(["ReportTo"]))
    return Firm(people, [one["Department"] for one in managers], graph, position, unknown)
