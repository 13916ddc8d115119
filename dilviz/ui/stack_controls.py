"""The widgets of the stack's page: one line of text is what counts, and all else writes it or follows it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st

from dilviz.branches import SETTINGS, format_branches, in_setting, parse_branches, setting_of
from dilviz.notation import LEGEND, MOST_CHARACTERS
from dilviz.presets import PRESETS, Preset
from dilviz.stack import Stack

OWN = "Your own"
DEFAULT = "HDC 1, 2, 5"
TEXTS = {preset.name: " | ".join(preset.branches) for preset in PRESETS}
NAMES = {text: name for name, text in TEXTS.items()}


def choose_stack() -> tuple[Stack, ...]:
    """Show how a stack is chosen, and return its branches; of a bad notation, the last good ones."""
    _open_link()
    left, middle, right = st.columns([3, 6, 3], vertical_alignment="bottom")
    with middle:
        text = st.text_input(
            "Stack, one line",
            max_chars=MOST_CHARACTERS,
            key="stack",
            bind="query-params",
            on_change=_typed,
            help=f"{LEGEND[0].upper()}{LEGEND[1:]}; a bar | lays stacks in parallel.",
        )
    try:
        branches = parse_branches(text or "")
        st.session_state.good_stack = branches
        refused = ""
    except ValueError as error:
        branches = st.session_state.get("good_stack") or parse_branches(TEXTS[DEFAULT])
        refused = str(error)
    with left:
        preset = _choose_preset(text or "")
    with right:
        _choose_setting(branches)
    with st.container():
        if refused:
            st.error(f"{refused} Below is the last stack that could be read.")
        elif preset:
            st.caption(preset.source)
    return branches


def choose_branch(branches: Sequence[Stack]) -> int:
    """Show which of the parallel branches is looked at, if there are several, and return its place."""
    if len(branches) == 1:
        return 0
    chosen = st.segmented_control(
        "Branch",
        range(1, len(branches) + 1),
        default=1,
        required=True,
        key="branch",
        persist_state="session",
        help="The branch of which the tree, the sizes and the run are shown.",
    )
    return min(chosen, len(branches)) - 1


def use(branches: Sequence[Stack]) -> None:
    """Take other stacks: write them into the line."""
    st.session_state.stack = format_branches(branches)


def replace_branch(branches: Sequence[Stack], place: int, stack: Stack) -> None:
    """Take another stack for one branch."""
    use([stack if i == place else branch for i, branch in enumerate(branches)])


def _open_link() -> None:
    """Begin with the stack of the link, else with the preset that it names, else with the default."""
    named = TEXTS.get(st.query_params.get("preset", DEFAULT), TEXTS[DEFAULT])
    if "stack" not in st.session_state and "stack" not in st.query_params:
        st.session_state.stack = named
    if "preset" in st.query_params and st.session_state.get("stack") != named:
        del st.query_params["preset"]  # the address tells another stack now


def _choose_preset(text: str) -> Preset | None:
    st.session_state.preset = NAMES.get(text.strip(), OWN)
    name = st.selectbox(
        "Preset",
        [OWN, *TEXTS],
        key="preset",
        on_change=_take_preset,
        help="Stacks of papers, with their sources; one to start from.",
    )
    return next((preset for preset in PRESETS if preset.name == name), None)


def _choose_setting(branches: Sequence[Stack]) -> None:
    st.session_state.setting = setting_of(branches[0])
    st.segmented_control(
        "Setting",
        SETTINGS,
        required=True,
        key="setting",
        on_change=_take_setting,
        args=(branches,),
        help="Pictures, or signals; causal layers read nothing that comes after their output.",
    )


def _take_preset() -> None:
    if st.session_state.preset in TEXTS:
        st.session_state.stack = TEXTS[st.session_state.preset]


def _take_setting(branches: Sequence[Stack]) -> None:
    use([in_setting(stack, st.session_state.setting) for stack in branches])


def _typed() -> None:
    """Read bare dilations in the setting that is shown: ``1,2,4`` says nothing of dimensions."""
    text, setting = st.session_state.stack or "", st.session_state.get("setting", "2-D")
    if setting != "2-D" and re.fullmatch(r"[\d,;|\s]+", text):
        try:
            use([in_setting(stack, setting) for stack in parse_branches(text)])
        except ValueError:  # is told when the line is read
            return
