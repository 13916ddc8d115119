"""The page, top to bottom."""

from __future__ import annotations

import streamlit as st

from dilviz import formulas
from dilviz.ui import controls, sharing, stack_page, views
from dilviz.ui.take_away import take_away


def layer() -> None:
    """One dilated convolution: its input, kernel and output, linked."""
    sharing.restore()
    scene = controls.choose_scene()
    sharing.keep(scene)
    sharing.say_refused()
    st.session_state.layer_scene = scene  # for the page of the stack
    views.linked_picture(scene)
    views.gaps(scene)
    try:
        views.formula_cards(scene)
    except ValueError as error:
        st.error(f"{error}. {formulas.remedy(scene)}")
    else:
        take_away(scene)
    views.number_grids(scene)


st.set_page_config(page_title="dilviz: dilated convolution", page_icon="🔳", layout="wide")
st.html(
    "<style>.stMainBlockContainer {padding-top: 4rem}"  # a projector has no lines to give away
    # the formulas: side by side on a wide screen, one below the other on a phone
    ".st-key-formulas [data-testid=stMarkdownContainer] {columns: 4 13rem; column-gap: 2rem}"
    ".st-key-formulas [data-testid=stMarkdownContainer] {column-rule: 1px solid #8884}"
    ".st-key-formulas h5 {padding-top: 0; break-after: avoid}"
    "@media (min-width: 1200px) {"
    ".st-key-formulas div:has(> h5) ~ div > h5, .st-key-formulas h5 ~ h5 {break-before: column}}"
    # behind a page that has no sidebar, the one of the page before stays, empty
    ".stSidebar:not(:has(.stElementContainer, [data-testid=stSidebarNav])) {display: none}</style>"
)
pages = [
    st.Page(layer, title="Layer", default=True),
    st.Page(stack_page.stack, title="Stack", url_path="stack"),
]
st.navigation(pages, position="top").run()
