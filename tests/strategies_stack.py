"""Layers and stacks for the tests, small enough to be walked path by path."""

from itertools import product

from hypothesis import strategies as st

from dilviz.conv import NAMED_PADDINGS
from dilviz.stack import LAYER_KINDS, Layer, Stack
from tests import strategies as _profile  # noqa: F401 - registers the profile without a deadline

sides = st.integers(0, 3)
paddings = st.one_of(st.sampled_from(NAMED_PADDINGS), sides, st.tuples(sides, sides))
convolutions = st.just("conv")


def layers(padding=paddings, kinds=convolutions):
    return st.builds(Layer, st.integers(1, 4), st.integers(1, 4), st.integers(1, 3), padding, kinds)


def axis_stacks(most=4, **options):
    return st.lists(layers(**options), min_size=1, max_size=most)


@st.composite
def stacks(draw, most=4, **options):
    kinds = draw(st.lists(st.sampled_from(LAYER_KINDS), min_size=1, max_size=most))
    flat = draw(st.booleans())
    both = [
        (
            Layer(1) if flat and kind == "conv" else draw(layers(kinds=st.just(kind), **options)),
            draw(layers(kinds=st.just(kind), **options)),
        )
        for kind in kinds
    ]
    return Stack(tuple(row for row, _ in both), tuple(col for _, col in both))


def walk(stack, output=0):
    """Every path from one output down to the input, by the definition of a layer: the coordinates it ends at."""
    ends = [output]
    for layer in reversed(stack):
        ends = [
            end * layer.stride - layer.pad[0] + tap * layer.dilation for end, tap in product(ends, range(layer.kernel))
        ]
    return ends
