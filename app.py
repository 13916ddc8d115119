"""What is served: the page, and the Plotly.js that the installed plotly package brings.

Start it with ``streamlit run app.py``.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.metadata import version
from pathlib import Path

import streamlit as st
from plotly.offline import get_plotlyjs
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


@cache
def _compressed_plotlyjs() -> bytes:
    """Compress once per process: for each visitor anew, a class would wait."""
    return gzip.compress(get_plotlyjs().encode(), compresslevel=9, mtime=0)


def plotlyjs(_: Request) -> Response:
    """Answer with plotly.min.js; its address carries the version, so it may be kept for ever."""
    headers = {
        "Content-Encoding": "gzip",
        "Cache-Control": "public, max-age=31536000, immutable",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(_compressed_plotlyjs(), media_type="text/javascript", headers=headers)


app = st.App(
    Path(__file__).parent / "dilviz" / "ui" / "page.py",
    routes=[Route(f"/plotlyjs/{version('plotly')}.js", plotlyjs)],
)
