"""Boxes of roles and of people: who, in which post, how influential, how they stand in a sale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from domain.analysis.beside import Words
from domain.analysis.picture import Entry, Holder, Member, Number, Role, Stance
from domain.language import called, say, say_count, word

from .blocks import SLOT_HEIGHT, SLOT_WIDTH, Point
from .leads import Leads
from .reasons import Told, reasons
from .svg import element, escaped, line_of_text, rectangle, title
from .texts import drawable, fitted, width, wrapped

_LEAST, _MOST, _EVEN = (154.0, 60.0), (190.0, 70.0), (172.0, 62.0)
_LINE, _LINES = 13.5, 3
_NAME, _POST, _PAD = 12.0, 11.0, 8.0
UNFOLDED, FOLDED = "▾ ", "▸ "
MINUS, TIMES = "\N{MINUS SIGN}", "\N{MULTIPLICATION SIGN}"
Standing = Member | Stance
SIGNS = {-2: f"{MINUS} {MINUS}", -1: MINUS, 0: "○", 1: "+", 2: "+ +"}


class Frame(NamedTuple):
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True)
class Ink:
    """What decides how a box looks: sizes by influence (none: all alike), members of a buying center and whoever else
    stands somewhere, by person; and the facts `behind` it, where they are told."""

    words: Words
    influence: Mapping[str, float] | None
    members: Mapping[str, Standing]
    behind: Mapping[str, Told] = field(default_factory=dict)

    def weight(self, role: Role) -> float | None:
        """The greatest influence of its holders."""
        if self.influence is None:
            return None
        weights = [self.influence.get(one.person, 0.0) for one in role.holders]
        return max(weights) if weights else 0.0

    def member(self, role: Role) -> Standing | None:
        for one in role.holders:
            if one.person in self.members:
                return self.members[one.person]
        return None


def frame_at(slot: Point, influence: float | None) -> Frame:
    """In the middle of a slot: its area grows with influence, from 0 to 1."""
    if influence is None:
        wide, high = _EVEN
    else:
        wide, high = (_LEAST[0] + (_MOST[0] - _LEAST[0]) * influence, _LEAST[1] + (_MOST[1] - _LEAST[1]) * influence)
    return Frame(slot[0] + (SLOT_WIDTH - wide) / 2, slot[1] + (SLOT_HEIGHT - high) / 2, wide, high)


def frame_of(role: Role, slot: Point, ink: Ink) -> Frame:
    return frame_at(slot, ink.weight(role))


def role_box(role: Role, frame: Frame, ink: Ink, more: str = "", before: str = "", leads: Leads | None = None) -> str:
    """`before`: what is told of it as it was, in a picture of two moments."""
    called, post, member = holders_of(role), role.title or role.id, ink.member(role)
    inside = _inside(frame, called, (post, before) if before else (post,), member, ink.words)
    return told_box(role, ink, more, before, leads, inside)


def told_box(role: Role, ink: Ink, more: str, before: str, leads: Leads | None, inside: Sequence[str]) -> str:
    """Whatever it looks like inside, a role says the same."""
    people, member = [one.person for one in role.holders], ink.member(role)
    unsure = role.certainty == "probable" or "probable" in [one.certainty for one in role.holders]
    states = ("" if people else " vacant") + (" probable" if unsure else "")
    class_ = " ".join([f"role{states}", *_shade(member), *more.split()])
    post = f"{role.title or role.id}{f' ({before})' if before else ''}"
    told = _told(f"{holders_of(role)}: {post}", member, ink.words)
    why = reasons(ink.behind, (role, *role.holders, *([member] if member else ())))
    data = _data("role", role.id) + (_data("person", " ".join(people)) if people else "")
    data += "" if role.unit is None else _data("unit", role.unit)
    return _box(leads and leads.role(role.id), "role", role.id, class_, data, title(told, why), *inside)


def person_box(
    id: str, name: str, side: str, frame: Frame, ink: Ink, why: Iterable[Entry] = (), leads: Leads | None = None
) -> str:
    """`side`: `ours` or `outside`; `why`: what is told of it."""
    told = (say("our side" if side == "ours" else "outside"),)
    inside = _inside(frame, name, told, ink.members.get(id), ink.words)
    return told_person(id, name, side, ink, why, leads, inside)


def told_person(
    id: str, name: str, side: str, ink: Ink, why: Iterable[Entry], leads: Leads | None, inside: Sequence[str]
) -> str:
    """Whatever they look like inside, a person says the same."""
    member = ink.members.get(id)
    class_ = " ".join(["person", side, *_shade(member)])
    told = title(_told(name, member, ink.words), reasons(ink.behind, why))
    return _box(leads and leads.person(id), "person", id, class_, _data("person", id), told, *inside)


def folded_box(unit: str, called: str, roles: Sequence[Role], frame: Frame, leads: Leads | None = None) -> str:
    """A unit of which only one box is shown, with how many roles it stands for; a second edge looks out behind it."""
    told = counted(roles)
    behind = rectangle(frame.x + 4, frame.y, frame.width - 4, frame.height - 4, 6, "box")
    front = Frame(frame.x, frame.y + 4, frame.width - 4, frame.height - 4)
    inside = _inside(front, (FOLDED if leads else "") + called, (told,), None, Words())
    data = _data("unit", unit) + (' aria-expanded="false"' if leads else "")
    return _box(leads and leads.unit(unit), "unit", unit, "folded", data, title(f"{called}: {told}"), behind, *inside)


def counted(roles: Sequence[Role]) -> str:
    vacant = sum(1 for one in roles if not one.holders)
    told = say_count("{count} role", "{count} roles", len(roles))
    return told + (say_count(", {count} vacant", ", {count} vacant", vacant) if vacant else "")


def _data(name: str, value: str) -> str:
    return f' data-{name}="{escaped(value)}"'


def _box(href: str | None, kind: str, id: str, class_: str, data: str, *content: str) -> str:
    """As `element` writes it, in a fraction of its time; a link is reached by keys by itself."""
    name, begin = ("a", f'href="{escaped(href)}"') if href else ("g", 'tabindex="0"')
    return f'<{name} {begin} id="{kind}-{escaped(id)}" class="{class_}"{data}>{"".join(content)}</{name}>'


def holders_of(role: Role) -> str:
    return ", ".join([_holder(one) for one in role.holders]) or say("vacant")


def _holder(holder: Holder) -> str:
    kind = "" if holder.tenure_kind == "permanent" else f" ({word(holder.tenure_kind)})"
    return called(holder.name or holder.person) + kind


def _told(text: str, member: Standing | None, words: Words) -> str:
    return text if member is None else f"{text}; {_standing(member, words)}"


def _standing(member: Standing, words: Words) -> str:
    part = _part(member.buying_role, words) if isinstance(member, Member) else say("plays no part")
    return part if member.attitude is None else f"{part}, {words.score('attitude', member.attitude)}"


def _part(word: str, words: Words) -> str:
    return words.labels("buying_role").get(word, word)


def _shade(member: Standing | None) -> Sequence[str]:
    return () if member is None or member.attitude is None else (f"a{nearest_step(member.attitude)}",)


def nearest_step(attitude: Number) -> int:
    return max(-2, min(2, round(attitude)))


def _inside(frame: Frame, called: str, told: Sequence[str], member: Standing | None, words: Words) -> list[str]:
    x, room = frame.x + _PAD, frame.width - 2 * _PAD
    found = [rectangle(*frame, 6, "box")]
    names = wrapped(called, room, _NAME, 2 if len(told) < 2 else 1, bold=True)
    most = 1 if member or len(told) > 1 else max(1, _LINES - len(names))
    posts = [line for one in (told[:1] if member else told) for line in wrapped(one, room, _POST, most)]
    y = frame.y + (frame.height - _LINE * (len(names) + len(posts) + (member is not None))) / 2 + 11
    for line in names:
        found.append(line_of_text(line, x, y, room, _NAME, "name", bold=True))
        y += _LINE
    for line in posts:
        found.append(line_of_text(line, x, y, room, _POST, "post"))
        y += _LINE
    return found if member is None else [*found, *_standing_line(member, words, x, y, room)]


def _standing_line(member: Standing, words: Words, x: float, y: float, room: float) -> list[str]:
    """How somebody stands, by a sign as well as by the color of the box."""
    sign = "" if member.attitude is None else SIGNS[nearest_step(member.attitude)]
    used = width(sign, _POST, bold=True)
    part = fitted(drawable(_standing(member, words)), room - used - 6, _POST)
    found = [line_of_text(part, x, y, room - used - 6, _POST, "part")]
    return [*found, element("text", sign, x=x + room, y=y, class_="sign", text_anchor="end")] if sign else found
