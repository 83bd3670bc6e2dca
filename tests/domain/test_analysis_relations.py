"""What follows from relations at an account: influence, what breaks, ways to people, better links, who is informal."""

import pytest

from domain.analysis.beside import Beside, Words
from domain.analysis.breaking import breaking
from domain.analysis.breaking import told as breaking_told
from domain.analysis.influence_section import influential
from domain.analysis.influence_section import told as influential_told
from domain.analysis.informal import informal
from domain.analysis.informal import told as informal_told
from domain.analysis.parameters import Parameters, parameters_of
from domain.analysis.reaching import reaching
from domain.analysis.reaching import told as reaching_told
from domain.analysis.relations import Line
from domain.analysis.strengthen import strengthen
from domain.analysis.strengthen import told as strengthen_told
from domain.analysis.study import Json, Study
from domain.vocabularies import Term

from .pictures import link, picture

OURS = ("cy", "di")
# Ann is above bob and eve, who is in another unit; the clerk fay reports to a vacant post below bob.
ROLES: tuple[Json, ...] = (
    {"id": "ceo", "holders": ["ann"], "unit": "board"},
    {
        "id": "cfo",
        "holders": [{"person": "bob", "power": 4}],
        "reports_to": "ceo",
        "unit": "fin",
        "why": {"reports_to": ["f1"]},
    },
    {"id": "cto", "holders": ["eve"], "reports_to": "ceo", "unit": "tech"},
    {"id": "head", "reports_to": "cfo", "unit": "fin"},
    {"id": "clerk", "holders": ["fay"], "reports_to": "head", "unit": "fin"},
)
LINKS = [
    link("bob", "cy", 8, 2, why={"strength": ["f2"]}),
    link("eve", "bob", 6, 2, directed=True),
    link("bob", "ann", 7, -2),
    link("fay", "bob", 9, 2),
    link("guru", "ann", 8, 2),
    link("fay", "guru", 2, 1),
    link("eve", "fay", 8, 2, kind="friendship"),
]
SALES = [{"id": "o", "status": "open", "buying_center": [{"person": "ann", "buying_role": "decider"}]}]
ACME = picture(
    ours=OURS, roles=ROLES, links=LINKS, opportunities=SALES, units=[{"id": "fin"}, {"id": "tech"}, {"id": "board"}]
)


def study(text: str | None = None) -> Study:
    return Study(ACME, parameters=parameters_of(text))


def of(found: list[Json], person: str) -> Json:
    return next(one for one in found if one["person"] == person)


def test_relations_are_links_and_lines_that_reach_over_vacant_posts() -> None:
    found = study().relations
    lines = {
        (found.ids[source], found.ids[target], origin.role, origin.superior)
        for source, target, origin in zip(found.graph.source, found.graph.target, found.origin, strict=True)
        if isinstance(origin, Line)
    }
    assert lines == {("bob", "ann", "cfo", "ceo"), ("eve", "ann", "cto", "ceo"), ("fay", "bob", "clerk", "cfo")}
    assert set(found.ids[found.theirs :]) == set(OURS)
    assert found.formal.sum() == 3
    assert len(found.graph.source) == 3 + 2 * 6 + 1


def test_circles_of_vacant_posts_and_holders_of_one_post_make_no_lines() -> None:
    odd = picture(
        roles=(
            {"id": "a", "holders": ["ann", "bob"], "reports_to": "a"},
            {"id": "b", "reports_to": "c"},
            {"id": "c", "reports_to": "b"},
            {"id": "d", "holders": ["eve"], "reports_to": "b", "dotted_to": ["a", "gone"]},
            {"id": "e", "holders": ["eve"], "reports_to": "d"},
        )
    )
    found = Study(odd).relations
    assert [one.kind for one in found.origin] == ["dotted_to", "dotted_to", "reports_to"]
    assert Study(odd).influence.values.shape == (3,)


def test_influence_says_what_it_is_made_of() -> None:
    found = influential(study())["people"]
    assert [one["person"] for one in found][:2] == ["ann", "bob"]
    assert sum(one["share"] for one in found) == pytest.approx(1)
    for one in found:
        parts = one["base"], one["position"], one["power"], one["others"], *(got["amount"] for got in one["from"])
        assert one["influence"] == pytest.approx(sum(parts))
    assert of(found, "bob")["power"] == pytest.approx(0.4)
    (hostile,) = (one for one in of(found, "ann")["from"] if one["amount"] < 0)
    assert (hostile["person"], hostile["kind"]) == ("bob", "advice")
    (line,) = (one for one in of(found, "ann")["from"] if one["person"] == "bob" and one["kind"] == "reports_to")
    assert (line["role"], line["superior"], line["why"]) == ("cfo", "ceo", ["f1"])
    assert not {"cy", "di"} & {one["person"] for one in found}


def test_weights_are_the_callers_then_the_workspaces() -> None:
    words = Words({"link_kind": (Term(label="Advice", term="advice", weight=0),)})
    workspace = Study(ACME, Beside(words=words))
    assert influential(workspace)["kinds"] == {"advice": 0}
    asked = Study(ACME, Beside(words=words), parameters_of('{"influence": {"kinds": {"advice": 3}, "power": 0}}'))
    assert influential(asked)["kinds"] == {"advice": 3}
    assert of(influential(asked)["people"], "bob")["power"] == 0


def test_whoever_has_a_mentor_follows_them_and_a_workspace_says_which_kinds_run_so() -> None:
    def influence(kind: str, beside: Beside | None = None, asked: str = "{}") -> dict[str, float]:
        tie = link("ann", "bob", 10, 2, kind=kind, directed=True)
        roles = ({"id": "r", "holders": ["ann"]}, {"id": "s", "holders": ["bob"]})
        found = influential(Study(picture(roles=roles, links=[tie]), beside or Beside(), parameters_of(asked)))
        return {one["person"]: one["influence"] for one in found["people"]}

    def more(found: dict[str, float]) -> str:
        return max(found, key=lambda id: found[id])

    words = Beside(words=Words({"link_kind": (Term(label="guides", follower="other"),)}))
    assert (more(influence("advice")), more(influence("mentoring"))) == ("bob", "ann")
    assert (more(influence("guides")), more(influence("guides", words))) == ("bob", "ann")
    assert more(influence("guides", words, '{"influence": {"led": []}}')) == "bob"


@pytest.mark.parametrize("direction", ["followed", "mutual", "in", "out"])
def test_each_direction_is_a_measure_of_its_own(direction: str) -> None:
    asked = study(f'{{"influence": {{"direction": "{direction}"}}}}')
    found = influential(asked)["people"]
    assert sum(one["share"] for one in found) == pytest.approx(1)
    usual = influential(study())["people"]
    assert (found == usual) == (direction == "followed")
    assert strengthen(asked)["links"][0]["difference"] > 0


def test_who_cannot_be_lost_on_both_sides() -> None:
    found = breaking(study())
    lost = [(one["person"], one["ours"], one["lost"]) for one in found["people"]]
    assert lost == [("cy", True, 5), ("bob", False, 4), ("fay", False, 2), ("guru", False, 1)]
    assert found["people"][0]["influence"] == pytest.approx(1)
    assert [{end["person"] for end in one["people"]} for one in found["links"]] == [
        {"bob", "cy"},
        {"fay", "guru"},
        {"guru", "ann"},
    ]
    assert [one["name"] for one in found["links"][1]["parts"][0]["people"]] == ["Ann", "Guru"]
    assert breaking_told(found)[0] == ("Only Cy (ours) leads us to Ann, Bob, Fay, Guru and Eve: 100% of the influence")


def test_ways_lead_around_the_hostile_link() -> None:
    found = reaching(study())
    ann = of(found["ways"], "ann")["ways"][0]
    assert [one["person"] for one in ann["people"]] == ["cy", "bob", "fay", "guru", "ann"]
    assert ann["links"][ann["weakest"]]["kind"] == "advice"
    assert ann["width"] == pytest.approx(1.5)
    assert ann["links"][0]["why"] == ["f2"]
    asked = reaching(study('{"ways": {"to": ["eve", "nobody", "eve"]}}'))["ways"]
    assert [(one["person"], bool(one["ways"])) for one in asked] == [("eve", True), ("nobody", False)]
    assert reaching_told(found)[0] == "To Ann: Cy > Bob > Fay > Guru > Ann (weakest between Fay and Guru)"


def test_the_way_up_is_along_reporting_lines_from_whom_we_know() -> None:
    (up,) = reaching(study())["upward"]
    assert [(one["person"], one["known"]) for one in up["people"]] == [("bob", True), ("ann", False)]
    assert (up["roles"], up["why"], up["opportunity"]) == (["cfo"], ["f1", "f2"], "o")


def test_better_links_are_ranked_by_what_they_add() -> None:
    found = strengthen(study())
    gains = [one["difference"] for one in found["links"]]
    assert gains == sorted(gains, reverse=True)
    assert min(gains) > 0
    first = found["links"][0]
    assert (first["person"]["person"], first["ours"], first["other"], first["now"]) == ("ann", True, None, None)
    assert first["then"] == {"tone": 1, "strength": 7}
    assert first["coverage"] - found["coverage"] == pytest.approx(first["difference"])
    assert first["shifts"] is None
    among = [one for one in found["links"] if not one["ours"]]
    assert all(one["shifts"]["influence"] for one in among)
    lines = strengthen_told(found)
    assert lines[0].startswith("Our links cover ")
    assert lines[1].startswith("A first link to Ann adds ")


def test_the_links_that_an_estimate_puts_first_are_looked_at_closely() -> None:
    few = strengthen(study('{"strengthen": {"considered": 2, "shown": 1}}'))["links"]
    assert len(few) == 1
    assert few == strengthen(study())["links"][:1]


def test_formal_against_real() -> None:
    found = informal(study())
    assert [(one["person"], one["other"], one["tone"]) for one in found["lines"]] == [
        ("bob", "ann", "hostile"),
        ("eve", "ann", "unknown"),
    ]
    assert [(one["person"], one["other"], one["kind"]) for one in found["across"]] == [
        ("eve", "fay", "friendship"),
        ("eve", "bob", "advice"),
    ]
    assert (found["silos"], found["alone"]) == ([], [])
    assert [one["unit"] for one in found["unmapped"]] == ["board"]
    assert found["e_i"]["whole"] == {"external": 2, "internal": 1, "e_i": pytest.approx(1 / 3)}
    assert of(found["carriers"], "fay")["betweenness"] == max(one["betweenness"] for one in found["carriers"])
    assert of(found["carriers"], "bob")["asked"] == pytest.approx(1.5)
    assert informal_told(found)[1:3] == [
        "Reporting lines that are hostile: Bob to Ann",
        "Strong links across units: Eve to Fay and Eve to Bob",
    ]


def test_an_account_of_nobody_has_nothing_to_tell() -> None:
    nobody = Study(picture(), parameters=Parameters())
    assert influential(nobody) == {"people": [], "kinds": {}, "led": ["mentoring"]}
    assert breaking(nobody) == {"people": [], "links": []}
    assert strengthen(nobody) == {"coverage": 0, "links": []}
    assert reaching(nobody) == {"ways": [], "upward": []}
    assert informal(nobody)["carriers"] == []
    told = influential_told, breaking_told, strengthen_told, reaching_told, informal_told
    found = influential, breaking, strengthen, reaching, informal
    assert [tell(look(nobody)) for tell, look in zip(told, found, strict=True)] == [
        [],
        [],
        ["Our links cover 0% of the influence"],
        [],
        [],
    ]
