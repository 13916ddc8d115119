"""A scene to and from the page's address and a session file: all that was chosen, set again."""

from __future__ import annotations

import streamlit as st

from dilviz import link
from dilviz.link import from_link, to_link
from dilviz.scene import Scene
from dilviz.session import from_session
from dilviz.ui import own_matrix


def restore() -> None:
    """Before the widgets are shown, take the scene in the address of a visit, or in a session file just brought.

    A bad one leaves what there is, with a sentence.
    """
    if "session_brought" in st.session_state:
        open_session()
    if st.session_state.get("restored"):
        return
    st.session_state.restored = True
    text = st.query_params.get("scene", "")
    if not text:
        return
    try:
        adopt(from_link(text))
    except ValueError as error:
        st.session_state.link_refused = own_matrix.plain(
            f"The link could not be opened, so this is the example: {error}."
        )
        st.query_params.pop("scene", None)


def say_refused() -> None:
    """Say once that a link was bad, and as long as it is the last one that a session file was."""
    if sentence := st.session_state.pop("link_refused", ""):
        st.warning(sentence)
    if sentence := st.session_state.get("session_refused"):
        st.error(sentence)


def keep(scene: Scene) -> None:
    """Hold what the user made in the address; the examples and settings are there by their names already."""
    made = any(st.session_state.get(f"own_{what}") is not None for what in ("input", "kernel"))
    text = ""
    if made:
        try:
            text = to_link(scene)
        except ValueError:
            text = ""  # too large for an address; a session file holds it
    if text:
        if st.query_params.get("scene") != text:
            st.query_params["scene"] = text
    elif "scene" in st.query_params:
        st.query_params.pop("scene", None)


def adopt(scene: Scene) -> None:
    """Set every widget and matrix as in `scene`; to be called before the widgets are shown."""
    own_matrix.take("input", scene.image, scene.channels)
    own_matrix.take_photograph(scene.photograph)
    own_matrix.take("kernel", scene.kernel)
    st.session_state.dilation = scene.dilation
    st.session_state.linked = scene.dilation[0] == scene.dilation[1]
    st.session_state.operation = scene.operation
    st.session_state.row_stride, st.session_state.col_stride = scene.stride
    st.session_state.mode = scene.padding_mode
    sides = link.padded_sides(scene.padding)
    st.session_state.padding = scene.padding if sides is None else "numbers"
    if sides is not None:
        names = (("pad_top", "pad_bottom"), ("pad_left", "pad_right"))
        for pair, numbers in zip(names, sides, strict=True):
            for name, number in zip(pair, numbers, strict=True):
                st.session_state[name] = number


def open_session() -> None:
    """Take a session file, chosen below or brought as an input, or say why not and keep what there is."""
    file = st.session_state.pop("session_brought", None) or st.session_state.get("session_file")
    st.session_state.pop("session_refused", None)
    if file is None:
        return
    try:
        adopt(from_session(file.getvalue()))
    except ValueError as error:
        st.session_state.session_refused = own_matrix.plain(f"{file.name}: {error}")
