"""The address of a page, to copy and to scan."""

from __future__ import annotations

import io
from urllib.parse import urlencode

import segno
import streamlit as st

LONGEST_QR = 2_900  # letters: what one QR code holds


def address(**query: str) -> str:
    """Return the address of the page that is shown, with another query."""
    base = (st.context.url or "").split("?")[0]
    return f"{base}?{urlencode(query)}" if query else base


def show_address(link: str, meaning: str) -> None:
    """Show an address with what it opens, and as a QR code where it is short enough."""
    st.code(link, language=None, wrap_lines=True)
    st.caption(f"{len(link):,} letters: {meaning}")
    if len(link) > LONGEST_QR:
        st.caption(f"It is too long for a QR code, which holds {LONGEST_QR:,} letters.")
        return
    picture = io.BytesIO()
    segno.make(link, error="l").save(picture, kind="png", scale=4, border=4)
    st.image(picture.getvalue(), caption="For the projector: the same link", width=320)
