"""What somebody does who edits on the page: typing into a form, recording, taking back, dragging."""

from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect


def enter(form: Locator, typed: Mapping[str, str]) -> None:
    for label, value in typed.items():
        field = form.get_by_label(label, exact=True)
        if value == "on":
            field.check()
        elif field.evaluate("(field) => field.tagName") == "SELECT":
            field.select_option(value) if "-" in value or value.islower() else field.select_option(label=value)
        else:
            field.fill(value)
    if "Type a name" in typed:
        expect(
            form.get_by_role("radio", name="Solution Architect").or_(form.locator(".found :checked"))
        ).to_be_checked()


def record(page: Page, sentence: str) -> None:
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator("#recorded")).to_contain_text(sentence)
    expect(page.locator("#editing")).to_be_hidden()


def undo(page: Page) -> None:
    page.locator("#recorded").get_by_role("button", name="Undo").click()
    expect(page.locator("#recorded")).to_contain_text("Taken back: ")


def height(page: Page, role: str) -> str:
    """At which a box is drawn."""
    return str(page.get_attribute(f"#role-{role} .box", "y"))


def drag(page: Page, box: str, onto: str) -> None:
    """With steps in between, as a hand does."""
    page.locator(".picture").evaluate("(one) => one.scrollIntoView()")
    begin, end = (page.locator(f"#role-{one}").bounding_box() for one in (box, onto))
    assert begin and end  # noqa: PT018
    page.mouse.move(begin["x"] + 12, begin["y"] + 12)
    page.mouse.down()
    page.mouse.move(end["x"] + 20, end["y"] + 20, steps=6)
    page.mouse.up()
