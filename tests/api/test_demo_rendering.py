"""What a terminal shows of an answer, wide or narrow, in color or piped."""

import io
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from api.demo.questions import QUESTIONS, ask
from api.demo.rendering import render_career, render_diff, render_map, render_then_and_now
from api.demo.wording import written_date

LONG = "Vice President Transformation, Digital Services and Group-wide Operational Excellence"


def role(id: str, reports_to: str | None = None, *holders: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": id, "title": more.pop("title", id), "reports_to": reports_to, "holders": list(holders), **more}


def holder(name: str, since: str | None = "2020-01", **more: Any) -> dict[str, Any]:
    return {"person": f"p-{name}", "name": name, "since": since, "tenure_kind": "permanent", **more}


def account_map(*roles: dict[str, Any], **more: Any) -> dict[str, Any]:
    blank: dict[str, Any] = {"people": [], "links": [], "opportunities": [], "findings": [], "rumors": []}
    return {"account": {"id": "a", "name": "Acme"}, "as_of": "2026-09-30", "roles": list(roles)} | blank | more


def shown(render: Any, *answers: Any, width: int = 80, **more: Any) -> str:
    console = Console(file=io.StringIO(), width=width)
    render(*answers, console, **more)
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def test_reports_stand_below_their_superior_with_holder_and_date() -> None:
    text = shown(render_map, account_map(role("b", "a", holder("Jane Roe", "2026-03-01")), role("a", None)))
    lines = text.splitlines()
    assert any(line.split() == ["a", "vacant"] for line in lines)
    assert any(line.split() == ["└", "b", "Jane", "Roe", "2026-03-01"] for line in lines)


@pytest.mark.parametrize("width", [40, 80, 100, 200])
def test_no_line_is_wider_than_the_terminal_and_no_name_is_cut(width: int) -> None:
    roles = [role("r0", None, holder("Zdzisława Świętopełk-Mirska"), title=LONG)]
    roles += [role(f"r{at}", f"r{at - 1}", holder("Núria Castellnovell"), title=LONG) for at in range(1, 4)]
    text = shown(render_map, account_map(*roles), width=width)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    assert "…" not in text
    assert width < 80 or "Zdzisława Świętopełk-Mirska" in text


def test_a_pipe_gets_no_color_and_no_blanks_at_the_end() -> None:
    text = shown(render_map, account_map(role("a", None, holder("Jane Roe", tenure_kind="interim"))))
    assert "\x1b" not in text
    assert all(line == line.rstrip() for line in text.splitlines())


def test_what_is_unusual_about_a_tenure_is_said_in_words() -> None:
    unusual = holder("Jane Roe", tenure_kind="acting", possible=True, certainty="probable")
    assert "Jane Roe (acting, possibly, probably)" in shown(render_map, account_map(role("a", None, unusual)))


def test_a_reporting_cycle_shows_every_post_once() -> None:
    cycle = [role("aa", "cc"), role("bb", "aa"), role("cc", "bb"), role("dd", "dd")]
    text = shown(render_map, account_map(*cycle))
    assert [text.count(id) for id in ("aa", "bb", "cc", "dd")] == [1, 1, 1, 1]


def test_a_chain_of_two_thousand_superiors_still_fits() -> None:
    chain = [role(f"r{at}", f"r{at - 1}" if at else None) for at in range(2_000)]
    assert "r1999" in shown(render_map, account_map(*chain))


def test_a_cut_tree_says_how_many_posts_are_below() -> None:
    text = shown(render_map, account_map(role("a"), role("b", "a"), role("c", "b"), role("d", "b")), depth=1)
    assert "b +2 below" in text
    assert "4 roles" in text


def test_everybody_who_shares_a_post_has_a_line() -> None:
    text = shown(render_map, account_map(role("a", None, holder("Jane Roe", "2020"), holder("John Doe", "2021"))))
    assert "Jane Roe  2020" in text
    assert "John Doe  2021" in text


def test_findings_and_rumors_call_their_subjects_by_name() -> None:
    rumor = {"fact": "f", "type": "person_left_role", "effective": None, "person": "p-1", "role": "a"}
    people = [{"id": "p-1", "name": "Jane Roe"}]
    findings = [
        {"kind": "vacant", "role": "a", "since": "2026-04-30"},
        {"kind": "reporting_cycle", "roles": ["a"]},
        {"kind": "parent_closed", "role": "a", "reports_to": "z"},
        {"kind": "left_behind", "organization": "x", "into": ["y"], "units": 1, "roles": 3},
    ]
    answer = account_map(role("a", title="Head of Data"), people=people, findings=findings, rumors=[rumor])
    text = shown(render_map, answer | {"titles_elsewhere": {"z": "CIO"}})
    assert "Parent closed: Head of Data, which reports to CIO" in text
    assert "Vacant: Head of Data, since 2026-04-30" in text
    assert "Reporting cycle: Head of Data" in text
    assert "Left behind: 1 unit, 3 roles" in text
    assert "Person left role: Head of Data, Jane Roe" in text


def test_what_the_key_may_not_see_is_said() -> None:
    answer = account_map(role("a"), withheld=["links", "attitudes"])
    del answer["links"]
    assert "Withheld from this key\n- links\n- attitudes" in shown(render_map, answer)


def test_then_and_now_shows_only_the_posts_that_differ() -> None:
    same = role("same", None, holder("Jane Roe"))
    then = account_map(same, role("cio", None, holder("Rutger")), known_at="2026-09-25T23:59:59.999999Z")
    now = account_map(same, role("cio", None, holder("Ilse", "2026-07-06", tenure_kind="acting")), role("new"))
    text = shown(render_then_and_now, then, now)
    assert "2 roles known otherwise" in text
    assert "Rutger since 2020-01" in text
    assert "Ilse (acting) since 2026-07-06" in text
    assert "Jane" not in text
    assert "no such role" in text


def test_what_happened_stands_apart_from_what_we_learned() -> None:
    blank: dict[str, Any] = {
        "kind": "role",
        "subject": "r",
        "property": "title",
        "before": None,
        "after": "CIO",
        "facts": [],
    }
    told = {**blank, "sentence": "Rutger left in June.", "because": "learned"}
    text = shown(render_diff, {"changes": [told, {**blank, "because": "happened"}]})
    assert "What happened (1)\n- role r title: nothing → CIO" in text
    assert "What we learned (1)\n- Rutger left in June." in text


def test_nothing_new_is_said_too() -> None:
    assert shown(render_diff, {"changes": []}).count("(0)\n- nothing") == 2


def test_a_career_tells_interim_made_permanent_and_a_second_post() -> None:
    first = {"role": "r-1", "title": "Principal", "organization_name": "Marlock", "tenure_kinds": ["permanent"]}
    stays = [
        first | {"since": "[..2018]", "until": "2025-01-20"},
        first | {"title": "CFO", "since": "2025-01-20", "until": None, "tenure_kinds": ["interim", "permanent"]},
        first | {"title": "CTO", "since": "2026-02-01", "until": None},
    ]
    text = shown(render_career, {"person": {"id": "p", "name": "Jane Roe"}, "stays": stays}, width=100)
    assert "by 2018" in text
    assert "interim → permanent" in text
    assert text.count("additional") == 1


@pytest.mark.parametrize(
    ("date", "words"),
    [
        (None, "unknown"),
        ("2019-06", "2019-06"),
        ("[..2019]", "by 2019"),
        ("[2019-03..2019-06]", "2019-03 … 2019-06"),
    ],
)
def test_dates_are_written_as_people_do(date: str | None, words: str) -> None:
    assert written_date(date) == words


def test_every_question_shows_the_calls_that_answer_it() -> None:
    answers = {
        "map": account_map(role("a")),
        "diff": {"changes": []},
        "career": {"person": {"id": "p"}, "stays": []},
        "key-moments": {"key_moments": []},
        "nominations": {"nominations": []},
        "team": {"team": [], "missing": [], "contact_rules": []},
        "actions": {"actions": []},
        "questionnaires": {"questionnaires": []},
        "analysis": {
            "opportunities": [],
            "completeness": {"questions": []},
            "strengthen": {"coverage": 0.5, "links": []},
        },
    }
    for question in QUESTIONS:
        text = shown(lambda console, asked=question: ask(asked, _by_last_word(answers), console))
        assert question.text.split()[0] in text
        assert all(f"GET {path}\n" in text for path in question.paths)


def _by_last_word(answers: dict[str, Any]) -> Any:
    return lambda path: answers[path.split("?")[0].rsplit("/", 1)[1]]
