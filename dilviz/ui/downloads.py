"""Buttons that hand out files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import streamlit as st

Maker: TypeAlias = Callable[[], bytes]

SIZE_NAMES = {"slide": "a slide, 16:9", "column": "a column, 8.5 cm", "page": "a page, 17 cm"}


def downloads(files: Mapping[str, tuple[str, str, Maker]]) -> None:
    """Show a button for each file, by its label: name, kind, and what makes it when it is asked for."""
    with st.container(horizontal=True):
        for label, (name, mime, make) in files.items():
            st.download_button(label, make, file_name=name, mime=mime, key=f"save_{label}", on_click="ignore")
