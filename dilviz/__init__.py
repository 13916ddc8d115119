"""dilviz: dilated (atrous) convolution, to see, touch and understand."""

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
    "Stack",
    "convolve",
    "correlate",
    "coverage",
    "dilate",
    "effective_receptive_field",
    "footprint",
    "holes",
    "parse_stack",
    "read_matrix",
    "receptive_field",
]
