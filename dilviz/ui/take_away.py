"""What the user leaves with: figures, animations, a live page, data, code, a sheet, a link."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import cast

import streamlit as st

from dilviz import figures
from dilviz.export import animation, code, data, sheet
from dilviz.export.figure import drawing, pdf_bytes, svg_bytes
from dilviz.export.live import live_page
from dilviz.link import to_link
from dilviz.overlay import PANELS, PanelName, check_cell
from dilviz.palette import LOOKS
from dilviz.scene import Pair, Scene, dilations_near
from dilviz.session import to_session
from dilviz.ui import controls, sharing
from dilviz.ui.address import address, show_address
from dilviz.ui.downloads import downloads
from dilviz.ui.picture import Picture, show_picture
from dilviz.ui.stage import stage

FRAMES = {"every output": "the kernel visits every output", "dilations": "the dilation grows"}


def take_away(scene: Scene) -> None:
    """Show the ways to take a scene away, one at a time; what cannot be made is a sentence."""
    kind = st.segmented_control(
        "Take away",
        list(KINDS),
        key="take_away",
        help="Figures for slides and papers, moving pictures, the numbers, the code, or a link to this very page.",
    )
    if kind:
        with st.container(border=True):
            try:
                KINDS[kind](scene)
            except ValueError as error:
                st.error(f"{error}.")


def pinned(scene: Scene) -> tuple[PanelName, Pair] | None:
    """Return the picture and the cell whose overlay is pinned, if there is such a cell."""
    name, cell = controls.pin() or ("", (0, 0))
    try:
        return cast(PanelName, name), check_cell(scene, cell, cast(PanelName, name))
    except ValueError:
        return None


def _figures(scene: Scene) -> None:
    first, *rest = st.columns(4)
    shown = first.multiselect("Pictures", PANELS, default=PANELS, key="figure_shown", help="What the figure shows.")
    of, pixel = pinned(scene) or ("output", None)
    st.caption(f"With the overlay of {of} {pixel}." if pixel else "Pin a cell to have its overlay drawn.")
    specify = partial(figures.layer, scene, pixel, of, shown=shown)
    draw = partial(drawing, scene, pixel, of, shown=shown)
    show_picture(Picture("dilviz", specify, draw, captioned=True), rest, "figure")


def _animations(scene: Scene) -> None:
    left, middle, right = st.columns(3)
    what = left.selectbox("Shows", list(FRAMES), format_func=FRAMES.__getitem__, key="frames", help="What moves.")
    form = middle.selectbox("Format", animation.FORMS, key="frames_form", help="GIF plays anywhere; WebP is smallest.")
    look = right.selectbox("Colours", LOOKS, key="frames_look", help="Print is black on white.")
    every = left.number_input(
        "A frame for every", 1, 999, 1, key="frames_every", help="2: for every second output, and so on."
    )
    width = middle.slider("Width", 320, 1600, 720, 80, key="frames_width", help="In pixels.")
    seconds = right.slider("Seconds a frame", 0.1, 2.0, 0.5, 0.1, key="frames_seconds", help="The last stays longer.")
    if st.button("Make the animation", key="make_frames", help="The server draws it frame by frame."):
        steps = animation.visits(scene, every=every) if what == "every output" else _sweep(scene)
        _make_frames(animation.animate(steps, form=form, width=width, seconds=seconds, palette=look), form)
    if made := st.session_state.get("frames_made"):
        content, ending = made
        st.image(content)
        st.download_button(
            f"Download {ending.upper()}, {len(content) / 1000:.0f} kB",
            content,
            file_name=f"dilviz.{'png' if ending == 'apng' else ending}",
            key="save_frames",
            on_click="ignore",
        )


def _sweep(scene: Scene) -> list[animation.Step]:
    """Return a step for each dilation that the slider comes to, with the overlay of what is pinned."""
    linked = scene.dilation[0] == scene.dilation[1]
    pairs = sorted(dilations_near(scene.dilation, controls.reach(scene), linked=linked))
    of, pixel = pinned(scene) or ("output", None)
    return animation.sweep(scene, pairs, pixel, of)


def _make_frames(frames: Iterator[animation.Progress], form: animation.Form) -> None:
    """Draw the frames, showing how far they are; any click on the page ends it."""
    st.session_state.pop("frames_made", None)
    bar = st.progress(0.0, "Drawing the first frame …")
    st.button("Cancel", key="cancel_frames", help="Stop drawing; nothing else changes.")
    for progress in frames:
        bar.progress(progress.done / progress.total, f"{progress.done} of {progress.total} frames")
        if progress.content is not None:
            st.session_state.frames_made = (progress.content, form)
    st.rerun()


def _live(scene: Scene) -> None:
    st.markdown(
        "One file with this picture in it: the slider, pointing and playing work without a server, "
        "from disk, as an attachment or in a course page."
    )

    def made() -> bytes:
        return live_page(scene, reach=controls.reach(scene), html=stage.HTML, css=stage.CSS, script=stage.SCRIPT)

    downloads({"Live page": ("dilviz.html", "text/html", made)})


def _data(scene: Scene) -> None:
    tables = data.tables(scene)
    place = pinned(scene) or ()  # now: who makes the file later knows nothing of this session
    name = st.selectbox(
        "Table", list(tables), format_func=lambda key: f"{key}: {data.MEANINGS[key]}", key="table", help="For the CSV."
    )
    downloads(
        {
            "CSV": (f"{name}.csv", "text/csv", lambda: data.csv_bytes(tables[name])),
            "NPZ of all": ("dilviz.npz", "application/octet-stream", lambda: data.npz(scene)),
            "JSON of all": ("dilviz.json", "application/json", lambda: data.json_bytes(scene)),
            "ZIP of everything": ("dilviz.zip", "application/zip", lambda: data.archive(scene, _drawn(scene, *place))),
        }
    )


def _drawn(scene: Scene, of: PanelName = "output", pixel: Pair | None = None) -> dict[str, bytes]:
    """Return the figure and the sheet, for the ZIP."""
    figure_drawing = drawing(scene, pixel, of)
    files = {"figures/layer.pdf": pdf_bytes(figure_drawing), "figures/layer.svg": svg_bytes(figure_drawing)}
    with suppress(ValueError):  # a matrix too large for pen and paper
        files["figures/sheet.pdf"] = sheet.sheet(scene)
    return files


def _code(scene: Scene) -> None:
    library = st.segmented_control(
        "Library",
        list(code.SNIPPETS),
        default="NumPy",
        required=True,
        key="library",
        help="Each gives the same numbers.",
    )
    st.code(code.SNIPPETS[library](scene), language="matlab" if library == "MATLAB" else "python")


def _sheet(scene: Scene) -> None:
    left, right = st.columns(2)
    paper = left.radio("Paper", sheet.PAPERS, horizontal=True, key="paper", help="The task, then the answers.")
    dilated = right.toggle("Show the dilated kernel", True, key="sheet_dilated", help="Or let the class spread it.")
    content = sheet.sheet(scene, paper=paper, dilated=dilated)
    downloads({"Sheet for pen and paper": ("dilviz-sheet.pdf", "application/pdf", lambda: content)})


def _link(scene: Scene) -> None:
    try:
        link = address(scene=to_link(scene))
    except ValueError as error:
        st.info(f"{error}. A session file holds it.")
    else:
        show_address(link, "the input, the kernel and all settings. It opens this picture anywhere.")
    downloads({"Session file": ("dilviz-session.json", "application/json", lambda: to_session(scene))})
    st.file_uploader(
        "Open a session file", key="session_file", on_change=sharing.open_session, help="As saved here, by anyone."
    )


KINDS: dict[str, Callable[[Scene], None]] = {
    "Figure": _figures,
    "Animation": _animations,
    "Live page": _live,
    "Data": _data,
    "Code": _code,
    "Sheet": _sheet,
    "Link": _link,
}
