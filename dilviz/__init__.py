"""dilviz: dilated (atrous) convolution, to see, touch and understand."""

from importlib import import_module
from typing import Any

from dilviz.axis import Axis
from dilviz.conv import convolve, correlate, coverage, dilate
from dilviz.effective import effective_receptive_field
from dilviz.footprints import footprint, holes
from dilviz.notation import parse_stack
from dilviz.reading import read_matrix
from dilviz.stack import Layer, Stack, receptive_field

__all__ = [
    "Axis",
    "Layer",
    "Scene",
    "Stack",
    "convolve",
    "correlate",
    "coverage",
    "dilate",
    "effective_receptive_field",
    "figures",
    "footprint",
    "holes",
    "parse_stack",
    "read_matrix",
    "receptive_field",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 (a module or a class)
    """Load `figures`, and `Scene` with the pictures it shows of itself in Jupyter, when they are asked for."""
    if name not in {"Scene", "figures"}:
        raise AttributeError(f"module 'dilviz' has no attribute {name!r}")
    figures = import_module("dilviz.figures")
    return figures if name == "figures" else figures.Scene
