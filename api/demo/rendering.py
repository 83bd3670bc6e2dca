"""Answers of the HTTP interface drawn for a terminal: a map, one date known at two times, a difference, a career.

Words carry everything and color only helps, so that a pipe, a narrow window and a color-blind reader lose nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

from rich.console import Console
from rich.table import Table
from rich.text import Text

from projections.once import told_once

from .tree import Node, grown, pruned
from .wording import Json, attitude_in_words, counted, finding_in_words, name_in, sentence_of, written_date

_GAP = "  "
_NARROW_DATE = len("2018 … 2019")
_DATES = ("from", "until")
_HEADER = ("role", "holder", "since")
_NOTHING = Text()


def render_map(answer: Json, console: Console, *, depth: int | None = None) -> None:
    """The posts as a tree with their holders, then what stands beside it; `depth` cuts the tree below that level."""
    _print_heading(console, answer["account"].get("name") or answer["account"]["id"], _figures(answer))
    _print_posts(answer, console, depth)
    for opportunity in answer.get("opportunities", ()):
        _print_opportunity(opportunity, answer, console)
    if links := answer.get("links"):
        print_list(console, f"{counted(len(links), 'tie')} between people", _ties(links, answer))
    print_list(console, "Worth a look", _findings(answer))
    print_list(console, "Only rumored", (finding_in_words(rumor, answer) for rumor in answer.get("rumors", ())))
    print_list(console, "Withheld from this key", answer.get("withheld", ()))


def render_then_and_now(then: Json, now: Json, console: Console) -> None:
    """The same date as known at two times: only the posts that differ, and the warnings that came with knowing."""
    before, after = ({role["id"]: role for role in answer["roles"]} for answer in (then, now))
    differing = [id for id in before | after if _held(before.get(id)) != _held(after.get(id))]
    table = _table("role", _known(then), _known(now))
    for id in differing:
        table.add_row((before | after)[id]["title"], _joined(before.get(id)), _joined(after.get(id)))
    _print_heading(console, f"As of {now['as_of']}: {counted(len(differing), 'role')} known otherwise")
    console.print(table)
    print_list(
        console, "Worth a look, now that we know", [text for text in _findings(now) if text not in _findings(then)]
    )


def render_diff(answer: Json, console: Console) -> None:
    """What the world did, apart from what we merely found out."""
    told = told_once(answer["changes"])
    for because, heading in (("happened", "What happened"), ("learned", "What we learned")):
        changes = [sentence_of(change) for change in told if change["because"] == because]
        print_list(console, f"{heading} ({len(changes)})", changes or ["nothing"])


def render_career(answer: Json, console: Console) -> None:
    """Every stay of one person, wherever it was."""
    stays = answer["stays"]
    _print_heading(console, answer["person"].get("name") or answer["person"]["id"], counted(len(stays), "stay"))
    table = _table(*_DATES, "role", "organization", "held as")
    for place, stay in enumerate(stays):
        table.add_row(*_stay(stay, stays[:place]))
    console.print(table)
    print_list(console, "Moves", (move["sentence"] for move in answer.get("moves", ())))


def render_moves(answer: Json, console: Console) -> None:
    """One sentence each, in order."""
    moves = answer["moves"]
    print_list(console, counted(len(moves), "move"), [move["sentence"] for move in moves] or ["nothing"])


def render_chains(answer: Json, console: Console) -> None:
    """The line of each chain, how many moves hang together with it, and whether anybody went round in a circle."""
    chains = answer["chains"]
    print_list(console, counted(len(chains), "chain"), [_chain(chain) for chain in chains] or ["nothing"])


def _chain(chain: Json) -> str:
    more = [f"{counted(len(chain['besides']), 'move')} besides"] if chain["besides"] else []
    more += [f"a circle of {counted(len(circle), 'role')}" for circle in chain["circles"]]
    return f"{chain['sentence']} ({', '.join(more)})" if more else str(chain["sentence"])


def _print_heading(console: Console, title: str, below: str | None = None) -> None:
    _print_title(console, title)
    if below:
        console.print(Text(below, style="dim"))
    console.print()


def print_list(console: Console, heading: str, items: Iterable[str]) -> None:
    """A heading and its points, each wrapped under itself; nothing at all without points."""
    points = [_wrapped(Text(item), console.width - len(_GAP), console) for item in items]
    if points:
        _print_title(console, heading)
    for first, *rest in points:
        console.print(Text.assemble(("- ", "dim"), first))
        for line in rest:
            console.print(Text.assemble(_GAP, line))


def _print_title(console: Console, title: str) -> None:
    console.print()
    console.print(Text(title, style="bold"))


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in columns:
        table.add_column(name, no_wrap=name in _DATES, overflow="fold")
    return table


def _known(answer: Json) -> str:
    return f"as known by {answer['known_at'][:10]}" if answer.get("known_at") else "as known now"


def _figures(answer: Json) -> str:
    vacant = sum(not role.get("holders") for role in answer["roles"])
    return f"as of {answer['as_of']}, {_known(answer)}: {counted(len(answer['roles']), 'role')}, {vacant} vacant"


def _print_posts(answer: Json, console: Console, depth: int | None) -> None:
    """Physical lines, so that the guides of the tree run through wrapped titles and shared posts."""
    nodes = pruned(grown(answer["roles"]), depth)
    titles = {role["id"]: role["title"] for role in answer["roles"]}
    widths = _widths(nodes, console.width - 2 * len(_GAP))
    _print_cells(console, zip((Text(name, style="dim") for name in _HEADER), widths, strict=True))
    for node in nodes:
        posts = _post_lines(node, titles, widths[0], console)
        held = list(_holder_lines(node.role, widths, console))
        posts += [Text(node.guide_below, style="dim")] * (len(held) - len(posts))
        held += [(_NOTHING, _NOTHING)] * (len(posts) - len(held))
        for post, (holder, date) in zip(posts, held, strict=True):
            _print_cells(console, zip((post, holder, date), widths, strict=True))


def _print_cells(console: Console, cells: Iterable[tuple[Text, int]]) -> None:
    line = Text()
    for text, width in cells:
        line.append_text(text).append(" " * (width - text.cell_len) + _GAP)
    line.rstrip()
    console.print(line, no_wrap=True, overflow="fold")


def _widths(nodes: list[Node], room: int) -> tuple[int, int, int]:
    """Room for posts, holders and dates: what they need if it suffices, else names of people come first."""
    held = [pair for node in nodes for pair in _holders(node.role)]
    posts = max((len(node.guide_below) + _title(node).cell_len for node in nodes), default=0)
    holders = max((holder.cell_len for holder, _ in held), default=0)
    dates = max((date.cell_len for _, date in held), default=0)
    if posts + holders + dates <= room:
        return posts, holders, dates
    dates = min(dates, _NARROW_DATE)
    posts = min(posts, max(room - holders - dates, room // 2))
    return posts, room - posts - dates, dates


def _title(node: Node) -> Text:
    title = Text(node.role["title"], style="bold" if node.level < 3 and node.reports else "")
    return Text.assemble(title, (f" +{node.hidden} below", "dim")) if node.hidden else title


def _post_lines(node: Node, titles: Mapping[str, str], width: int, console: Console) -> list[Text]:
    remarks = [f"also to {titles.get(id, id)}" for id in node.role.get("dotted_to") or ()]
    texts = [_title(node), *(Text(remark, style="dim italic") for remark in remarks)]
    lines = [line for text in texts for line in _wrapped(text, width - len(node.guide_below), console)]
    guides = [node.guide] + [node.guide_below] * (len(lines) - 1)
    return [Text.assemble((guide, "dim"), line) for guide, line in zip(guides, lines, strict=True)]


def _holder_lines(role: Json, widths: tuple[int, int, int], console: Console) -> Iterator[tuple[Text, Text]]:
    for holder, date in _holders(role):
        names, dates = _wrapped(holder, widths[1], console), _wrapped(date, widths[2], console)
        yield from zip_longest(names, dates, fillvalue=_NOTHING)


def _wrapped(text: Text, width: int, console: Console) -> list[Text]:
    lines = list(text.wrap(console, max(width, 8)))
    for line in lines:
        line.rstrip()
    return lines or [text]


def _holders(role: Json) -> list[tuple[Text, Text]]:
    """Each holder with the date since when; a vacant post has one line that says so."""
    holders = role.get("holders") or ()
    held = [(_holder(holder), Text(written_date(holder.get("since")), style="dim")) for holder in holders]
    return held or [(Text("vacant", style="red"), _NOTHING)]


def _holder(holder: Json) -> Text:
    """A name, and whatever is not usual about the tenure."""
    kind = holder.get("tenure_kind") or "permanent"
    marks = [kind] if kind != "permanent" else []
    marks += ["possibly"] if holder.get("possible") else []
    marks += ["probably"] if holder.get("certainty") == "probable" else []
    text = Text(holder.get("name") or "erased person")
    return text.append(f" ({', '.join(marks)})", style="yellow") if marks else text


def _held(role: Json | None) -> list[tuple[str, str]] | None:
    if role is None:
        return None
    return [(holder["person"], str(holder.get("tenure_kind"))) for holder in role.get("holders") or ()]


def _joined(role: Json | None) -> Text:
    if role is None:
        return Text("no such role", style="red")
    dated = [Text.assemble(holder, (f" since {date}" if date else "", "dim")) for holder, date in _holders(role)]
    return Text("\n").join(dated)


def _print_opportunity(opportunity: Json, answer: Json, console: Console) -> None:
    state = opportunity.get("outcome") or opportunity.get("stage") or "open"
    center = opportunity.get("buying_center") or ()
    members = sorted(center, key=lambda member: (-(member.get("weight") or 0), str(member.get("buying_role"))))
    _print_title(console, f"{opportunity.get('name') or opportunity['id']}: {state}")
    table = _table("buying role", "person", "attitude")
    for member in members:
        name = name_in(answer, "person", member["person"])
        table.add_row(str(member.get("buying_role")).replace("_", " "), name, attitude_in_words(member.get("attitude")))
    for one in opportunity.get("attitudes") or ():
        name = name_in(answer, "person", one["person"])
        table.add_row(Text("plays no part", style="dim"), name, attitude_in_words(one.get("attitude")))
    console.print(table if table.row_count else Text("nobody named yet", style="dim"))


def _ties(links: Iterable[Json], answer: Json) -> Iterator[str]:
    """How many of each kind, and the one to whom the most directed ties lead: no organization chart shows that."""
    kinds = Counter(link.get("kind") or "of no kind" for link in links)
    yield ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    led_to = Counter((link.get("kind") or "no kind", link["other"]) for link in links if link.get("directed"))
    for (kind, person), number in led_to.most_common(1):
        yield f"{counted(number, 'tie')} of {kind} lead to {name_in(answer, 'person', person)}"


def _findings(answer: Json) -> list[str]:
    return [finding_in_words(finding, answer) for finding in answer.get("findings", ())]


def _stay(stay: Json, earlier: Iterable[Json]) -> tuple[str, str, str, str, Text]:
    kinds = " → ".join(stay.get("tenure_kinds") or ["unknown"])
    held = Text(kinds, style="" if kinds == "permanent" else "yellow")
    held.append(", possibly" if stay.get("possible") else "")
    held.append(", additional" if any(_runs_into(before, stay) for before in earlier) else "")
    where = stay.get("organization_name") or stay.get("organization") or ""
    until = written_date(stay.get("until"), "unknown" if stay.get("left") else "open")
    return written_date(stay.get("since")), until, stay.get("title") or stay["role"], where, held


def _runs_into(before: Json, stay: Json) -> bool:
    """Whether an earlier stay went on when this one began: dates as written compare well enough for a remark."""
    begins = written_date(stay.get("since"), "").removeprefix("by ")
    if before.get("until") is None:
        return before.get("left") is None
    return written_date(before["until"]).removeprefix("by ") > begins
