"""A stack in one line."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilviz.notation import MOST_CHARACTERS, format_stack, parse_stack
from dilviz.stack import MOST_LAYERS, Layer, Stack
from tests.strategies_stack import stacks


@given(stacks())
def test_what_is_written_is_read_again(stack):
    assert parse_stack(format_stack(stack)) == stack


@given(stacks())
def test_capitals_line_breaks_and_blanks_do_not_matter(stack):
    assert parse_stack(format_stack(stack).upper().replace(", ", " ;\n\n  ")) == stack


@given(st.text(alphabet="0123456789xdsk.+p ,l;-same", max_size=30))
def test_any_text_is_read_or_refused(text):
    try:
        stack = parse_stack(text)
    except ValueError:
        return
    assert parse_stack(format_stack(stack)) == stack


def square(**options):
    return Stack((Layer(**options),), (Layer(**options),))


@pytest.mark.parametrize(
    ("text", "stack"),
    [
        ("3x3", square()),
        ("3 x 3 d2", square(dilation=2)),
        ("3×3 d2 s2 same", square(dilation=2, stride=2, padding="same")),
        ("5", square(dilation=5)),
        ("d5 causal", square(dilation=5, padding="causal")),
        ("pool3", square(kernel=3, stride=3, kind="pool")),
        ("pool3 s2 p1", square(kernel=3, stride=2, padding=1, kind="pool")),
        ("3x3 p2+0", square(padding=(2, 0))),
        ("3x5 d1x2 s2x1", Stack((Layer(3, 1, 2),), (Layer(5, 2, 1),))),
        ("3x3 psamex0+1", Stack((Layer(padding="same"),), (Layer(padding=(0, 1)),))),
        ("k2 d4 causal", Stack((Layer(1),), (Layer(2, 4, padding="causal"),))),
    ],
)
def test_a_word_says_one_thing(text, stack):
    assert parse_stack(text) == stack


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("1,2,5", "3x3 d1, 3x3 d2, 3x3 d5"),
        ("3x3 d2 x3", "3x3 d2, 3x3 d2, 3x3 d2"),
        ("k2 d1..8", "k2 d1, k2 d2, k2 d4, k2 d8"),
        ("d3..12 x2", "3, 6, 12, 3, 6, 12"),
        ("k3 d2..2", "k3 d2"),
        ("1,2,", "1,2"),
    ],
)
def test_short_forms_stand_for_long_ones(short, long):
    assert parse_stack(short) == parse_stack(long)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "a stack needs at least one layer: sizes such as 3x3"),
        (" , ;", "a stack needs at least one layer"),
        ("3x3, 3x3 e4", "'e4' in '3x3 e4' was not understood. Possible are sizes such as 3x3"),
        ("3x3 d-1", "'d-1' in '3x3 d-1' was not understood"),
        ("3x3 d2.5", "'d2.5' in '3x3 d2.5' was not understood"),
        ("3x3 d2 d4", "'d4' in '3x3 d2 d4' gives a second dilation, after 'd2'"),
        ("3x3 same p1", "'p1' in '3x3 same p1' gives a second padding, after 'same'"),
        ("3x3 d0", "'3x3 d0': dilation must be a whole number of at least 1, got 0"),
        ("0x3", "'0x3': kernel must be a whole number of at least 1, got 0"),
        ("k3x3", "'k3x3': k3 is a kernel in one dimension, and takes single numbers"),
        ("k3 s1x2", "'k3 s1x2': k3 is a kernel in one dimension"),
        ("d1..500", "'d1..500': 1..500 must end at its beginning doubled again and again"),
        ("d0..8", "'d0..8': 0..8 must end"),
        ("d1x2..8", "'d1x2..8': 1..8 must end"),
        ("3x3 x0", "'3x3 x0': the repetition must be a whole number of at least 1, got 0"),
        ("1, 3x3 x64", f"a stack must have at most {MOST_LAYERS} layers; '3x3 x64' passes that"),
        ("3x3 x200000000", f"at most {MOST_LAYERS} layers"),
        ("3x3 x999999999999", "the repetition must be at most"),
        ("k2 d1..65536", "the stack would see 131,072 samples along one axis; at most 65,536 are possible"),
        ("pool2 s1024 x3", "the jump of the stack would be 1,073,741,824 samples"),
        ("x" * 50, "'" + "x" * 37 + "...' in"),
        ("1," * 2001, f"at most {MOST_CHARACTERS:,} characters, got 4,002"),
    ],
)
def test_what_cannot_be_read_is_quoted_with_what_is_possible(text, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        parse_stack(text)
