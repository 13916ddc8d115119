"""What a test sees of the stage, and how it points, located by role and name."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

GUTTER = 22  # pixels of row and column numbers in a picture


def picture(page: Page, name: str) -> Locator:
    return page.get_by_role("application", name=name, exact=True)


def heading(page: Page, name: str) -> Locator:
    """Return what stands above a picture: its name and its size."""
    return page.get_by_role("heading", name=re.compile(f"^{name}"), level=3).and_(page.locator(".stage h3"))


def numbers(page: Page, name: str) -> list[list[str]]:
    """Return the numbers in the cells of a picture, row by row."""
    texts = picture(page, name).locator(".number text:not([display=none])")
    places = texts.evaluate_all("nodes => nodes.map(n => [Number(n.getAttribute('y')), n.textContent])")
    rows: dict[float, list[str]] = {}
    for y, text in places:
        rows.setdefault(y, []).append(text)
    return [rows[y] for y in sorted(rows)]


def outlined(page: Page, name: str) -> dict[tuple[int, int], str]:
    """Return the outlined cells, (row, column) as labelled at the picture's edges, with their colours."""
    marks = picture(page, name).locator(".mark rect:not([display=none])").evaluate_all(_CELLS)
    return {(row, col): colour for row, col, colour in marks}


_CELLS = """rects => rects.map(rect => {
    const svg = rect.ownerSVGElement;
    const label = (name, axis) => [...svg.querySelectorAll(`.label .${name}:not([display=none])`)]
        .map(n => ({place: Number(n.getAttribute(axis)), text: Number(n.textContent.replace('−', '-'))}));
    const cell = (labels, centre) => {
        const [first, second] = [labels[0], labels[1] ?? {place: labels[0].place + 1e9, text: labels[0].text + 1}];
        const step = (second.place - first.place) / (second.text - first.text);
        return Math.round(first.text + (centre - first.place) / step);
    };
    const box = name => Number(rect.getAttribute(name));
    return [cell(label('row', 'y'), box('y') + box('height') / 2),
            cell(label('col', 'x'), box('x') + box('width') / 2), rect.getAttribute('stroke')];
})"""


def centre(page: Page, name: str, row: int, col: int) -> tuple[float, float]:
    """Return where on the page a cell is, by the labels at the picture's edges."""
    box = picture(page, name).bounding_box()
    svg = picture(page, name).locator("> svg")
    x, y = svg.evaluate(
        """(svg, [row, col]) => {
            const find = (name, axis, wanted) => {
                const labels = [...svg.querySelectorAll(`.label .${name}:not([display=none])`)]
                    .map(n => [Number(n.textContent.replace('−', '-')), Number(n.getAttribute(axis))]);
                const [[a, pa], [b, pb]] = [labels[0], labels[1] ?? [labels[0][0] + 1, labels[0][1]]];
                return pa + (wanted - a) * (pb - pa) / (b - a);
            };
            return [find('col', 'x', col), find('row', 'y', row)];
        }""",
        [row, col],
    )
    return box["x"] + x, box["y"] + y


def point_at(page: Page, name: str, row: int, col: int) -> None:
    picture(page, name).scroll_into_view_if_needed()
    page.mouse.move(*centre(page, name, row, col))


def hold_slider(page: Page, name: str, value: int) -> None:
    """Press the handle of a slider and drag it to a value, without letting go."""
    slider = page.get_by_role("slider", name=name, exact=True)
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    least, most, now = (int(slider.evaluate(f"s => s.{part}")) for part in ("min", "max", "value"))

    def place(step: int) -> float:  # the handle is 16 pixels wide
        return box["x"] + 8 + (box["width"] - 16) * (step - least) / (most - least)

    y = box["y"] + box["height"] / 2
    page.mouse.move(place(now), y)
    page.mouse.down()
    page.mouse.move(place(value), y, steps=5)


def turn_on(page: Page, name: str) -> None:
    """Turn a switch on by its key: in a part of the page that still opens, a click may land beside it."""
    switch = page.get_by_role("switch", name=name, exact=True)
    switch.press("Space")
    expect(switch).to_be_checked()


def total(text: str) -> float:
    """Return the number behind the last "=" of the arithmetic."""
    return float(re.findall(r"= (−?[\d.]+)", text)[-1].replace("−", "-"))
