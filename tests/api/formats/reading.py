"""The documents as the programs read them that they are for."""

import csv
import io
import json
import re
import shutil
import subprocess
from typing import Any

import networkx

GRAPHVIZ = shutil.which("dot")


def read_dot(document: bytes) -> Any:
    """As Graphviz's own grammar understands it: its objects with their labels as they are drawn."""
    assert GRAPHVIZ, "make setup installs graphviz"
    done = subprocess.run([GRAPHVIZ, "-Tjson0"], input=document, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode(errors="replace")[:500]
    assert not done.stderr, done.stderr.decode(errors="replace")[:500]
    return json.loads(done.stdout)


def read_graphml(document: bytes) -> networkx.DiGraph:
    return networkx.read_graphml(io.BytesIO(document))


def read_csv(document: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(document.decode("utf-8-sig"), newline="")))


# What mermaid's grammar of flowcharts calls STR: anything between two quotes but a quote. Lines are all of these forms.
_NODE = r"n\d+"
_TEXT = r'"[^"`<>&{}|\\]*(?:<br/>[^"`<>&{}|\\]*)*"'
_LINES = re.compile(
    "|".join(
        (
            r"flowchart TB",
            rf"subgraph (?:{_NODE}|map)\[{_TEXT}\]",
            r"end",
            rf"{_NODE}\[{_TEXT}\](?::::(?:vacant|ours))?",
            rf"{_NODE} (?:---|-\.-|-->|-\.->)(?:\|{_TEXT}\|)? {_NODE}",
            rf"{_NODE} -\. {_TEXT} \.-> {_NODE}",
            r"linkStyle \d+ stroke:#[0-9a-f]{6},stroke-width:[\d.]+px",
            r"classDef (?:vacant|ours) [a-z-]+: ?[#\w ]+|classDef ours fill:#[0-9a-f]{6}",
            rf"style {_NODE} fill:#[0-9a-f]{{6}}",
        )
    )
)


def read_mermaid(document: bytes) -> list[str]:
    """The labels, decoded as the library does."""
    text = document.decode()
    wrong = [line for line in text.split("\n") if line.strip() and not _LINES.fullmatch(line.strip())]
    assert wrong == []
    assert len(re.findall(r"^ *subgraph ", text, re.M)) == len(re.findall(r"^ *end$", text, re.M))
    labels = [part for label in re.findall(r'"(.*?)"', text) for part in label.split("<br/>")]
    return [re.sub(r"#(\d+);", lambda found: chr(int(found[1])), label) for label in labels]


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would count it, said as naively as possible; a number alone is none."""
    try:
        float(cell)
    except ValueError:
        return cell.lstrip("\u200b\ufeff\xa0 \t\r\n")[:1] in tuple("=+-@|%＝＋－＠")  # noqa: RUF001
    return False
