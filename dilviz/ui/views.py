"""What the page shows of a scene, a function per view."""

from __future__ import annotations

import streamlit as st

from dilviz import formulas, payload
from dilviz.scene import Scene
from dilviz.ui import controls, own_matrix
from dilviz.ui.stage.stage import stage


def linked_picture(scene: Scene) -> None:
    """Show input, kernel and output, linked, with the dilation's sliders and the arithmetic."""
    tree = payload.stage(
        scene,
        reach=controls.reach(scene),
        linked=st.session_state.linked,
        compare=st.session_state.get("compare", False),
    )
    extras = {"pin": controls.pin(), "serial": st.session_state.get("serial", 0)}
    stage(payload.pack({**tree, **extras}), key=controls.STAGE, on_change=controls.follow_stage)


def gaps(scene: Scene) -> None:
    """Say how many values of the input are no numbers, where there are any."""
    if sentence := formulas.gaps(scene.image):
        st.caption(sentence)


def formula_cards(scene: Scene) -> None:
    """Show the formulas with the user's numbers; ``ValueError`` if the scene is impossible.

    One element that the page's style lays out in columns: nine would cost a tenth of each change's time.
    """
    text = "\n\n".join(f"##### {title}\n\n{text}" for title, text in formulas.cards(scene))
    with st.container(key="formulas", border=True):
        st.markdown(text)


def number_grids(scene: Scene) -> None:
    """Show, on request, the input and the kernel as grids of numbers to type in."""
    left, right = st.columns(2)
    with left:
        if _toggle("input"):
            own_matrix.edit_numbers("input", scene.image)
    with right:
        if _toggle("kernel"):
            own_matrix.edit_numbers("kernel", scene.kernel)


def _toggle(what: own_matrix.What) -> bool:
    return st.toggle(
        f"Edit the {what} as numbers",
        key=f"edit_{what}",
        persist_state="session",
        help="A grid to type in; an emptied cell is 0.",
    )
