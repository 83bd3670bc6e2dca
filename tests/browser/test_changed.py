"""What differs between two days, as picture and sentences; and frames, of which only what differs is made anew."""

import re
from random import Random
from urllib.parse import urlencode

from playwright.sync_api import Page, expect


def test_a_picture_and_sentences_say_what_changed_between_two_days(page: Page) -> None:
    page.goto("/accounts/aldermoor/differences?as_of=2025-06-30&from=2025-03-31")
    expect(page.locator("a.role.came").first).to_be_attached()
    expect(page.locator(".changes", has_text="Henrike Stolzmann").first).to_be_visible()
    page.locator("a.role.came").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_be_focused()
    page.locator(".titles a[data-unit=u-fin]").focus()
    page.keyboard.press("Enter")
    page.locator("#unit-u-fin").wait_for()
    assert re.search("from=2025-03-31.*collapse=u-fin", page.url)
    page.get_by_role("link", name="With the slider").click()
    expect(page.locator("#since")).to_be_visible()
    page.goto("/accounts/aldermoor/differences?from=-90d")
    since = page.locator("input[name=from][type=date]")
    day = since.input_value()
    page.locator(".titles a[data-unit=u-fin]").focus()
    page.keyboard.press("Enter")
    page.locator("#unit-u-fin").wait_for()
    expect(since).to_have_value(day)


SAME = """async () => {
    const answer = await fetch(location.href), page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const told = one => {
        const copy = document.importNode(one, true);
        for (const part of copy.querySelectorAll('*')) {
            for (const name of ['tabindex', 'href', 'aria-current']) part.removeAttribute(name);
            part.classList.remove('fresh');
            if (!part.getAttribute('class')) part.removeAttribute('class');
        }
        return copy.innerHTML.replace(/\\n/g, '');
    };
    return told(document.querySelector('.picture > svg')) === told(page.querySelector('.picture > svg'));
}"""
GOING = """search => new Promise(done => {
    document.addEventListener('drawn', () => done(), { once: true });
    history.pushState({ map: true }, '', '/accounts/aldermoor?' + search);
    dispatchEvent(new PopStateEvent('popstate', { state: { map: true } }));
})"""


def test_however_one_goes_from_frame_to_frame_each_is_the_page_of_its_address(page: Page) -> None:
    """Against the page as it is opened; the control is a frame that nobody went to."""
    random = Random(7)
    page.goto("/accounts/aldermoor?as_of=2025-03-31")
    page.wait_for_timeout(300)
    for _ in range(14):
        days = sorted(f"20{random.randint(16, 26)}-{random.randint(1, 12):02}-15" for _ in range(2))
        asked = {"as_of": days[1]}
        asked |= {"from": days[0]} if random.random() < 0.3 else {}
        layers = random.choice(["hierarchy", "links,power", "hierarchy,coverage"])
        asked |= {"layers": layers} if random.random() < 0.4 else {}
        asked |= {"collapse": random.choice(["u-fin", "u-it,u-ops"])} if random.random() < 0.4 else {}
        asked |= {"known_at": days[1]} if random.random() < 0.2 else {}
        page.evaluate(GOING, urlencode(asked))
        assert page.evaluate(SAME), asked
    page.evaluate("() => history.pushState({}, '', '/accounts/aldermoor?as_of=2012-01-01')")
    assert not page.evaluate(SAME)
