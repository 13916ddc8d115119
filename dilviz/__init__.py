"""dilviz: dilated (atrous) convolution, to see, touch and understand."""

from dilviz.axis import Axis
from dilviz.conv import convolve, correlate, coverage, dilate

__all__ = ["Axis", "convolve", "correlate", "coverage", "dilate"]
