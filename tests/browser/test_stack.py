"""The stack's page in a real browser: holes and their remedy, cones, links."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.chromium import STAGE

TREE = "[role=application][aria-label=Tree][data-lit]"


@pytest.fixture
def visit_stack(visit: Callable[..., Page]) -> Callable[..., Page]:
    """Open the stack's page with a query, and wait for its tree."""

    def visit_stack(query: str = "", **options: object) -> Page:
        return visit(f"stack{query}", wait_for=TREE, **options)

    return visit_stack


def tree(page: Page) -> Locator:
    return page.get_by_role("application", name="Tree")


def cone(page: Page) -> Locator:
    return page.get_by_role("status", name="Cone")


def line(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Stack, one line")


def metric(page: Page, name: str) -> Locator:
    return page.get_by_test_id("stMetric").filter(has_text=name).get_by_test_id("stMetricValue")


def place(box: Locator, across: float, down: float) -> tuple[float, float]:
    """Return a point on the page, in shares of an element's width and height."""
    box.evaluate("element => element.scrollIntoView({block: 'center'})")  # not below the bar at the top of the page
    area = box.bounding_box()
    return area["x"] + across * area["width"], area["y"] + down * area["height"]


def test_two_two_two_has_holes_and_the_suggestion_takes_them_away(visit_stack):
    page = visit_stack()
    line(page).fill("2,2,2")
    line(page).press("Enter")
    expect(metric(page, "Holes, of 169")).to_have_text("120")
    expect(cone(page)).to_contain_text("sees 7 input samples, from 4 to 16, 6 holes between them")
    expect(page.get_by_text("Believe the footprint.")).to_be_visible()
    page.get_by_role("button", name="Use 1, 2, 3").click()
    expect(metric(page, "Holes, of 169")).to_have_text("0")
    expect(metric(page, "Coverage")).to_have_text("100.0 %")
    expect(cone(page)).to_contain_text("sees 13 input samples, from 4 to 16.")
    expect(line(page)).to_have_value("3x3 d1, 3x3 d2, 3x3 d3")
    expect(page).to_have_url(re.compile(r"stack=3x3\+d1"))


def test_hovering_a_node_lights_its_cone_both_ways(visit_stack):
    page = visit_stack("?stack=1,2,5")
    page.mouse.move(*place(tree(page), 0.55, 0.4))
    expect(tree(page)).to_have_attribute("data-lit", re.compile(r"^2,\d+$"))
    expect(tree(page)).to_have_attribute("data-seen", "7")
    expect(cone(page)).to_contain_text(
        re.compile(r"^Layer 2, output \d+ sees 7 input samples.*it reaches \d outputs? of 8")
    )


def test_a_tap_lights_a_cone_on_a_phone(visit_stack, phone):
    page = visit_stack("?stack=2,2", **phone)
    area = tree(page).bounding_box()
    assert area["x"] >= 0
    assert area["x"] + area["width"] <= 390
    page.touchscreen.tap(*place(tree(page), 0.6, 0.95))
    expect(tree(page)).to_have_attribute("data-lit", re.compile(r"^0,\d+$"))
    expect(cone(page)).to_contain_text(re.compile(r"^Input sample \d+ reaches"))


def test_arrow_keys_walk_through_the_tree(visit_stack):
    page = visit_stack("?stack=k2 d1..4 causal")
    tree(page).focus()
    expect(tree(page)).to_have_attribute("data-lit", "3,14")
    tree(page).press("ArrowLeft")
    expect(tree(page)).to_have_attribute("data-lit", "3,13")
    tree(page).press("ArrowDown")
    expect(tree(page)).to_have_attribute("data-lit", "2,13")
    expect(cone(page)).to_contain_text(
        "Layer 2, output 13 sees 4 input samples, from 10 to 13; it reaches 1 output of 15."
    )
    tree(page).press("Escape")
    expect(tree(page)).to_have_attribute("data-lit", "3,14")


def test_a_click_pins_a_cone_until_it_is_let_go(visit_stack):
    page = visit_stack("?stack=2,2")
    page.mouse.click(*place(tree(page), 0.45, 0.08))
    expect(tree(page)).to_have_attribute("data-pinned", re.compile(r"^2,\d+$"))
    pinned = tree(page).get_attribute("data-lit") or ""
    page.mouse.move(*place(tree(page), 0.8, 0.5))
    expect(cone(page)).to_contain_text("Pinned: click it again")
    expect(tree(page)).to_have_attribute("data-lit", pinned)
    page.get_by_role("radio", name="Growth", exact=True).click()
    expect(page.locator(".stack-view[data-shown=chart] .main-svg").last).to_be_visible()
    expect(tree(page)).to_have_attribute("data-lit", pinned)
    tree(page).press("Escape")
    expect(tree(page)).to_have_attribute("data-pinned", "")
    page.mouse.move(*place(tree(page), 0.8, 0.5))
    expect(tree(page)).to_have_attribute("data-lit", re.compile(r"^1,\d+$"))


def test_a_link_opens_a_preset(visit_stack):
    page = visit_stack("?preset=WaveNet,+three+blocks")
    expect(metric(page, "One output sees")).to_have_text("3,070")
    expect(line(page)).to_have_value("k2 d1..512 causal x3")
    expect(page.get_by_text("3,070 samples and not 3,072")).to_be_visible()
    expect(cone(page)).to_contain_text("sees 3,070 input samples")


def test_pointing_at_a_pixel_of_a_layer_shows_what_it_sees_in_every_layer_below(visit_stack):
    page = visit_stack("?stack=2,2&view=Run+it&run_input=Letter&run_size=16")
    maps = [page.get_by_role("application", name=name, exact=True) for name in ("Input", "1: 3x3 d2", "2: 3x3 d2")]
    page.mouse.move(*place(maps[2], 0.5, 0.5))
    for drawn, cells in zip(maps, ("25", "9", "1"), strict=True):
        expect(drawn).to_have_attribute("data-lit", cells)
    expect(maps[0].locator(".outline").last).to_be_attached()


def test_a_bad_notation_is_a_sentence_and_the_last_good_stack_stays(visit_stack):
    page = visit_stack("?stack=1,2,9")
    line(page).fill("1,2,nine")
    line(page).press("Enter")
    expect(page.get_by_text("'nine' in 'nine' was not understood")).to_be_visible()
    expect(metric(page, "One output sees")).to_have_text("25 × 25")
    expect(page.get_by_text("Traceback")).to_have_count(0)


def test_what_was_set_on_both_pages_survives_a_visit_to_the_other(visit_stack):
    page = visit_stack("?stack=2,4,8")
    page.get_by_role("link", name="Layer", exact=True).click()
    expect(page.locator(STAGE).first).to_be_attached()
    page.get_by_text("cross-correlation", exact=True).first.click()
    expect(page).to_have_url(re.compile("operation=cross-correlation"))
    page.get_by_role("link", name="Stack", exact=True).click()
    expect(metric(page, "One output sees")).to_have_text("29 × 29")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    page.get_by_role("link", name="Layer", exact=True).click()
    expect(page.get_by_role("radio", name="cross-correlation")).to_be_checked()


@pytest.mark.parametrize("view", ["Growth", "Effective field"])
def test_charts_are_drawn_with_the_apps_own_plotly(visit_stack, view):
    page = visit_stack(f"?stack=k3 d2 x3&view={view}")
    chart = page.locator(".stack-view[data-shown=chart] .main-svg").last
    expect(chart).to_be_visible()
