"""Matrices of the user's own in place of an example: drawn, typed, uploaded, pasted or photographed."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias, cast

import numpy as np
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dilviz.conv import Matrix
from dilviz.reading import FITS, arrays_in, is_picture, is_session, read_channels, read_matrix

What: TypeAlias = Literal["input", "kernel"]

LARGEST: dict[What, int] = {"input": 256, "kernel": 11}  # rows or columns: what a browser draws while the slider moves
FIT_NAMES = {"reduce": "reduced to fit", "crop": "cut to their middle"}


def own(what: What) -> Matrix | None:
    """Return what the user made in place of the example, with a way back to it; None where there is nothing."""
    matrix = st.session_state.get(f"own_{what}")
    if matrix is None:
        return None
    st.button(
        f"Your own {what}, {matrix.shape[0]} × {matrix.shape[1]}: back to the example",
        key=f"forget_{what}",
        on_click=forget,
        args=(what,),
        width="stretch",
        help="Undo, in the drawing tools, brings your own back again.",
    )
    return cast(Matrix, matrix)


def is_photograph() -> bool:
    """Whether the input was read from a picture, so that it is drawn from black to white."""
    return bool(st.session_state.get("own_photograph"))


def channels() -> Matrix | None:
    """Return the channels of the picture that the input was read from, shape ``(height, width, 3)``, if wanted."""
    return cast("Matrix | None", st.session_state.get("own_channels"))


def take(what: What, matrix: Matrix, channels: Matrix | None = None) -> None:
    """Put a matrix in place of the example; a grid of numbers begins anew from it."""
    st.session_state[f"own_{what}"] = matrix
    if what == "input":
        st.session_state.own_channels = channels
    _start_grid(what)


def take_photograph(taken: bool) -> None:
    """Say of the input just taken whether it is a photograph."""
    st.session_state.own_photograph = taken


def forget(what: What) -> None:
    """Go back to the example; called when the user chooses one, too."""
    st.session_state.pop(f"own_{what}", None)
    st.session_state.pop(f"refused_{what}", None)
    if what == "input":
        st.session_state.own_channels = None
        take_photograph(False)
    _start_grid(what)


def take_drawing(drawn: Mapping[str, Any]) -> None:
    """Take a matrix that was drawn on the stage; its serial number tells the stage that it has arrived."""
    st.session_state.serial = int(drawn["serial"])
    what: What = "kernel" if drawn["what"] == "kernel" else "input"
    height, width = (int(length) for length in drawn["shape"])
    content = base64.b64decode(drawn["content"])
    if 0 < height <= LARGEST[what] and 0 < width <= LARGEST[what] and len(content) == 8 * height * width:
        take(what, np.frombuffer(content, dtype="<f8").reshape(height, width).astype(np.float64))


def bring(what: What) -> None:
    """Show the ways to bring a matrix: a file, pasted text, and for the input the camera."""
    with st.expander(f"Your own {what}", icon=":material/upload:"):
        article = "an input" if what == "input" else "a kernel"
        file = st.file_uploader(
            f"Upload {article}",
            key=f"file_{what}",
            help="Numbers: CSV, TSV, text, JSON, NPY, NPZ, MAT. Pictures: PNG, JPEG, GIF, BMP, TIFF, WebP. Sessions.",
        )
        _choose_array(what, file)
        st.text_area(
            f"Paste {article}",
            key=f"text_{what}",
            height=100,
            placeholder="1 2 3\n4 5 6\n7 8 9",
            on_change=_take_text,
            args=(what,),
            help="Rows of numbers, cells copied from a spreadsheet, `[[1, 2], [3, 4]]` or `[1 2; 3 4]`.",
        )
        photo = _choose_picture() if what == "input" else None
    _take_file(what, "file", file)
    _take_file(what, "camera", photo)
    if refused := st.session_state.get(f"refused_{what}"):
        st.error(refused)


def edit_numbers(what: What, matrix: Matrix) -> None:
    """Show the numbers of a matrix as a grid in which they can be typed."""
    if f"grid_{what}" not in st.session_state:
        st.session_state[f"grid_{what}"] = matrix
    key = f"numbers_{what}_{st.session_state.get(f'generation_{what}', 0)}"
    st.data_editor(
        st.session_state[f"grid_{what}"], key=key, on_change=_take_numbers, args=(what, key), width="stretch"
    )


def _choose_array(what: What, file: UploadedFile | None) -> None:
    """Let the user choose among the arrays of a file that holds several."""
    if file is None:
        return
    known, names = st.session_state.get(f"arrays_{what}", ("", []))
    if known != file.file_id:  # looked for once, not at every change of the page
        try:
            names = arrays_in(file.getvalue(), file.name)
        except ValueError:
            names = []
        st.session_state[f"arrays_{what}"] = (file.file_id, names)
    if len(names) > 1:
        st.selectbox(
            "Array in the file", names, index=None, key=f"array_{what}", help="The file holds several matrices."
        )


def _choose_picture() -> UploadedFile | None:
    """Show how pictures are taken, and the camera on request: it asks for permission."""
    st.radio(
        "Larger pictures are",
        FITS,
        format_func=FIT_NAMES.__getitem__,
        key="fit",
        help="A picture is shown with at most 256 × 256 pixels; a matrix of numbers is never changed.",
    )
    st.toggle(
        "Keep the colours",
        key="keep_colours",
        help="Each of the three channels is convolved by itself; the numbers are the luminance of the colours.",
    )
    if st.toggle("Use the camera", key="use_camera", help="The picture stays between your browser and this server."):
        return st.camera_input("Take a picture", key="camera_input")
    return None


def _take_file(what: What, source: str, file: UploadedFile | None) -> None:
    """Take a file once for each way of taking it.

    Not in a callback: while a run is still going on, Streamlit may lose the call that a new file makes.
    """
    if file is None:
        return
    array = st.session_state.get(f"array_{what}") or ""
    way = (file.file_id, array, st.session_state.get("fit"), st.session_state.get("keep_colours"))
    if st.session_state.get(f"taken_{source}_{what}") != way:
        st.session_state[f"taken_{source}_{what}"] = way
        if is_session(file.getvalue()):
            st.session_state.session_brought = file  # `sharing` opens it before the widgets of the next run
            st.rerun()
        _read(what, file.getvalue(), file.name, array=array)


def _take_text(what: What) -> None:
    text = st.session_state[f"text_{what}"]
    if text.strip():
        _read(what, text.encode("utf-8", "replace"), "")


def _read(what: What, content: bytes, name: str, *, array: str = "") -> None:
    """Take what a file or a text holds, or keep what there was and say in one sentence why not."""
    fit = st.session_state.get("fit", FITS[0])
    st.session_state.pop(f"refused_{what}", None)
    channels = None
    try:
        matrix = read_matrix(content, name, fit=fit, array=array)
        if max(matrix.shape) > LARGEST[what]:
            rows, cols = matrix.shape
            raise ValueError(
                f"{name or 'the text'}: {rows} x {cols} values; {LARGEST[what]} x {LARGEST[what]} are allowed"
            )
        if what == "input" and st.session_state.get("keep_colours"):
            channels = read_channels(content, name, fit=fit, array=array)
    except ValueError as error:
        st.session_state[f"refused_{what}"] = plain(str(error))
    else:
        take(what, matrix, channels if channels is not None and channels.shape[2] == 3 else None)
        if what == "input":
            take_photograph(is_picture(content))


def plain(text: str) -> str:
    """Return a text so that Markdown shows it as it stands: a file may have any name."""
    return re.sub(r"([\\`*_{}\[\]()#+!|<>~$:&])", r"\\\1", text)


def _take_numbers(what: What, key: str) -> None:
    """Put what was typed into the grid over the matrix that the grid began with."""
    matrix = st.session_state[f"grid_{what}"].copy()
    edits: dict[str, Any] = st.session_state[key]["edited_rows"]
    for row, cells in edits.items():
        for col, value in cells.items():
            matrix[int(row), int(col)] = 0 if value is None else value
    st.session_state[f"own_{what}"] = matrix
    if what == "input":
        st.session_state.own_channels = None


def _start_grid(what: What) -> None:
    """Let the grid of numbers begin anew, from the present matrix."""
    st.session_state.pop(f"grid_{what}", None)
    st.session_state[f"generation_{what}"] = st.session_state.get(f"generation_{what}", 0) + 1
