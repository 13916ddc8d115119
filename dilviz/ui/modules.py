"""JavaScript modules, joined into the one that a component may have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

PLOTLY = Path(__file__).with_name("plotly.js")  # the module that loads Plotly


def joined(paths: Iterable[Path]) -> str:
    """Return modules as one, in the order in which they build on each other.

    A component's module cannot import its neighbours (it is loaded from a blob), so
    that their import lines go; each file stays a module of its own for its tests.
    """
    modules = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    alone = re.sub(r"^import .* from '\.{1,2}/.*';\n", "", modules, flags=re.MULTILINE)
    return alone.replace("VERSION", version("plotly"))
