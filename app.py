"""What is served: the page, the Plotly.js that the installed plotly package brings, and the font of figures.

Start it with ``streamlit run app.py``.
"""

from __future__ import annotations

import gzip
from functools import cache, partial
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


def font(_: Request, *, bold: bool) -> Response:
    """Answer with the font of all figures, which a browser puts into those that it saves."""
    from dilviz.export.font import web_font  # noqa: PLC0415 (a third of a second, and only figures need it)

    headers = {"Cache-Control": "public, max-age=86400", "X-Content-Type-Options": "nosniff"}
    return Response(web_font(bold=bold), media_type="font/woff", headers=headers)


app = st.App(
    Path(__file__).parent / "dilviz" / "ui" / "page.py",
    routes=[
        Route(f"/plotlyjs/{version('plotly')}.js", plotlyjs),
        Route("/fonts/regular.woff", partial(font, bold=False)),
        Route("/fonts/bold.woff", partial(font, bold=True)),
    ],
)
