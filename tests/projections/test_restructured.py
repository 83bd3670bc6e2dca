"""What an announced merger looks like that does not come; tests/edge_cases has those that do."""

from typing import Any

from domain.log.ledger import Terms
from projections.account_maps import account_map
from projections.diffs import diff
from projections.fragments import decode
from tests.projections.told import Story, clause

Json = dict[str, Any]


def shown(story: Story, account: str, day: str) -> Json:
    answer: Json = decode(account_map(story.tenant, account, story.at(day), restricted=True))
    return answer


def test_an_announced_merger_that_is_withdrawn_was_never_to_be(story: Story) -> None:
    story.tell("organization_registered", organization="beta", name="Beta")
    merger = story.tell("organization_restructured", "2030-01", originals=["acme"], results=["beta"], kind="merger")
    assert shown(story, "acme", "2030-01-10")["account"]["restructured"][0]["possible"]
    announced = story.at("2030-01-10")
    story.tenant.record([{"type": "fact_withdrawn", "fact": merger, "reason": "called off"}], Terms(by="me"))
    assert "restructured" not in shown(story, "acme", "2031-01-01")["account"]
    told = diff(story.tenant, "acme", announced, story.at("2030-01-10"), True)
    assert [clause(one) for one in told] == ["We learned that Acme did not become Beta by merger."]
