"""Imports go down the floors of the house. A new module gets its line in `FLOORS`."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

FLOORS = {
    # 0: knows nothing of the others
    "axis": 0,
    "palette": 0,
    "paper": 0,
    # 1: the mathematics and its inputs; may import one another, but not in a circle
    "dilviz": 1,  # the front door, for notebooks
    "conv": 1,
    "samples": 1,
    "stack": 1,
    "tree": 1,
    "footprints": 1,
    "gridding": 1,
    "effective": 1,
    "running": 1,
    "suggestion": 1,
    "notation": 1,
    "presets": 1,
    "branches": 1,
    "comparison": 1,
    "blocks": 1,
    "reading": 1,
    "scene": 1,
    "photograph": 1,
    "link": 1,
    "session": 1,
    "panels": 1,
    "overlay": 1,
    "payload": 1,
    "stack_tree": 1,
    "diagram": 1,
    "stack_figures": 1,
    "stack_maps": 1,
    "stack_panels": 1,
    # 2: what is shown or handed out
    "figures": 2,
    "formulas": 2,
    "stack_tables": 2,
    "export": 2,
    # 3: the page
    "ui": 3,
    # the roof
    "app": 4,
}
SIDEWAYS = {1}  # floors whose rooms may import one another
ROOMS_OF = {
    "streamlit": {"ui", "app"},
    "plotly": {"figures", "export", "app"},  # app hands out Plotly.js
}
VIEWS, WHO_SHOWS_VIEWS = "dilviz.ui.views", {"dilviz.ui.page", "app"}


def sources(root):
    """Every module of the house and its text, by dotted name."""
    paths = [*sorted((root / "dilviz").rglob("*.py")), root / "app.py"]
    return {dotted(path.relative_to(root)): path.read_text(encoding="utf-8") for path in paths}


def dotted(path):
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(module):
    """``dilviz.reading.text`` lies in ``reading``, the front door ``dilviz`` in itself."""
    parts = module.split(".")
    return parts[1] if parts[0] == "dilviz" and len(parts) > 1 else parts[0]


def imports(text, known):
    """Every module named in an import, wherever in the text it stands."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            home = "." * node.level + (node.module or "")
            for alias in node.names:
                member = f"{home}.{alias.name}"
                yield member if member in known else home


def faults(house):
    """A sentence for each import that breaks a rule of the house."""
    for module in house:
        if room(module) not in FLOORS:
            yield f"{module} has no floor yet: add {room(module)!r} to FLOORS in tests/test_house.py"
    for module, text in house.items():
        for imported in sorted(set(imports(text, house))):
            yield from broken_rules(module, imported)
    yield from circles(house)


def broken_rules(module, imported):
    here, there = room(module), room(imported)
    package = imported.split(".")[0]
    if imported.startswith("."):
        yield f"{module} imports {imported}: write the full name, so that its floor can be seen"
    if here not in ROOMS_OF.get(package, {here}):
        yield f"{module} imports {imported}, which only {' and '.join(sorted(ROOMS_OF[package]))} may"
    if (package != "dilviz" and imported != "app") or here == there or not {here, there} <= FLOORS.keys():
        yield from views_from_the_side(module, imported)
        return
    up, same = FLOORS[there] > FLOORS[here], FLOORS[there] == FLOORS[here]
    if up or (same and FLOORS[here] not in SIDEWAYS):
        yield (
            f"{module} (floor {FLOORS[here]}) imports {imported} (floor {FLOORS[there]}), which is "
            f"{'above it' if up else 'beside it'}; imports go down"
        )


def views_from_the_side(module, imported):
    if imported.startswith(VIEWS) and not module.startswith(VIEWS) and module not in WHO_SHOWS_VIEWS:
        yield f"{module} imports {imported}, but only the page shows views: move what both need out of it"
    if imported.startswith(f"{VIEWS}.") and module.startswith(f"{VIEWS}."):
        yield f"{module} imports another view, {imported}: move what both need out of it"


def circles(house):
    graph = {module: {name for name in imports(text, house) if name in house} for module, text in house.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield f"imports run in a circle: {' <- '.join(error.args[1])}"


def test_the_imports_of_the_house_go_down():
    assert list(faults(sources(ROOT))) == []


def test_the_house_is_found():
    assert {"dilviz", "dilviz.axis", "dilviz.conv", "app"} <= sources(ROOT).keys()


AXIS, PAGE = {"dilviz.axis": ""}, {"dilviz.ui.page": ""}


@pytest.mark.parametrize(
    "house",
    [
        AXIS | {"dilviz.conv": "from dilviz.axis import Axis"},
        AXIS | {"dilviz.conv": "import dilviz.axis"},
        AXIS | {"dilviz.conv": "", "dilviz.samples": "from dilviz import conv"},
        AXIS | {"dilviz": "from dilviz.axis import Axis", "dilviz.figures": "from dilviz import Axis"},
        {"dilviz.reading": "from dilviz.reading import text", "dilviz.reading.text": "import csv, numpy as np"},
        {"dilviz.figures": "import plotly.graph_objects as go", "dilviz.ui.page": "import streamlit as st"},
        {"app": "from dilviz.ui import page", "dilviz.ui.page": "from dilviz.ui import views", "dilviz.ui.views": ""},
        {"dilviz.ui.views": "from dilviz.ui.views import one", "dilviz.ui.views.one": "from dilviz.ui import stage"},
    ],
)
def test_a_good_house_has_no_faults(house):
    assert list(faults(house)) == []


@pytest.mark.parametrize(
    ("house", "sentence"),
    [
        ({"dilviz.novel": ""}, "dilviz.novel has no floor yet: add 'novel' to FLOORS"),
        ({"dilviz.novel.part": ""}, "dilviz.novel.part has no floor yet: add 'novel' to FLOORS"),
        ({"dilviz.axis": "from dilviz.conv import dilate"}, "dilviz.conv (floor 1), which is above it"),
        ({"dilviz.axis": "def late():\n    import dilviz.conv"}, "dilviz.conv (floor 1), which is above it"),
        ({"dilviz.axis": "from dilviz import Axis"}, "dilviz (floor 1), which is above it"),
        (PAGE | {"dilviz.scene": "from dilviz.ui import page"}, "dilviz.ui.page (floor 3), which is above it"),
        (AXIS | {"dilviz.palette": "from dilviz import axis"}, "dilviz.axis (floor 0), which is beside it"),
        ({"dilviz.figures": "from dilviz.formulas import output"}, "dilviz.formulas (floor 2), which is beside it"),
        ({"dilviz.ui.page": "import app"}, "app (floor 4), which is above it"),
        ({"dilviz.conv": "from . import axis"}, "write the full name"),
        ({"dilviz.conv": "from .axis import Axis"}, "write the full name"),
        ({"dilviz.conv": "import streamlit.elements as e"}, "imports streamlit.elements, which only app and ui may"),
        ({"dilviz.figures": "from streamlit import secrets"}, "imports streamlit, which only app and ui may"),
        ({"dilviz.ui.page": "import plotly.express"}, "imports plotly.express, which only app and export and"),
        ({"dilviz.conv": "from dilviz.stack import a", "dilviz.stack": "from dilviz.conv import b"}, "in a circle"),
        ({"dilviz.ui.controls": "from dilviz.ui.views import a"}, "only the page shows views"),
        ({"dilviz.ui.views.a": "", "dilviz.ui.views.b": "from dilviz.ui.views import a"}, "imports another view"),
    ],
)
def test_a_broken_rule_is_named(house, sentence):
    found = list(faults(house))
    assert len(found) == 1
    assert sentence in found[0]
