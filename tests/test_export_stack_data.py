"""The numbers of a stack, read back: exact at any length."""

import csv
import io
import json

import numpy as np
import pytest

from dilviz import comparison
from dilviz.export import stack_data
from dilviz.footprints import footprint
from dilviz.notation import format_stack, parse_stack
from dilviz.stack import receptive_fields

HUGE = "3x3 same x40"  # 3 to the power of 80 paths


def lines(content):
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


@pytest.mark.parametrize("text", ["2,2,2", "k2 d1..8 causal", "3x5 d1x2 s2x1", HUGE])
def test_path_counts_read_back_equal_from_csv_and_json(text):
    stack = parse_stack(text)
    heading, *rows = lines(stack_data.counts_csv(stack))
    assert heading == ["axis", "sample", "paths"]
    told = json.loads(stack_data.stack_json(stack))
    for name, side in (("row", stack.rows), ("col", stack.cols)):
        expected = footprint(side).tolist()
        if name == "row" and stack.dimensions == 1:
            assert "row" not in told["counts"]
            continue
        assert [int(paths) for axis, _, paths in rows if axis == name] == expected
        assert told["counts"][name] == expected
        assert all(isinstance(paths, int) for paths in told["counts"][name])


def test_counts_above_64_bits_are_exact():
    stack = parse_stack(HUGE)
    cells = [[int(cell) for cell in row] for row in lines(stack_data.footprint_csv(stack))]
    assert sum(map(sum, cells)) == 3**80 > 2**64
    assert json.loads(stack_data.stack_json(stack))["paths"] == 3**80


def test_the_footprint_is_the_product_of_rows_and_columns():
    stack = parse_stack("2,2,2")
    cells = np.loadtxt(io.BytesIO(stack_data.footprint_csv(stack)), delimiter=",")
    np.testing.assert_array_equal(cells, np.outer(footprint(stack.rows), footprint(stack.cols)))


def test_a_footprint_too_large_to_write_says_so():
    with pytest.raises(ValueError, match="4,190,209 cells, and at most 1,048,576 are written"):
        stack_data.footprint_csv(parse_stack("3x3 d1..512"))


def test_the_sizes_are_those_of_the_receptive_fields():
    stack = parse_stack("3x5 d1x2 s2x1, pool2, 3x3 same")
    told = list(csv.DictReader(io.StringIO(stack_data.sizes_csv(stack, (64, 64)).decode(), newline="")))
    for name, side in (("row", stack.rows), ("col", stack.cols)):
        for line, field, layer in zip(told, receptive_fields(side), side, strict=True):
            numbers = [float(line[f"{name}_{key}"]) for key in ("field", "jump", "start", "centre", "extent")]
            assert numbers == [field.size, field.jump, field.start, field.centre, layer.extent]
    assert [line["weights"] for line in told] == ["15", "0", "9"]
    assert ", ".join(line["notation"] for line in told) == format_stack(stack)


def test_sizes_over_an_input_have_their_outputs_and_costs_until_it_is_used_up():
    told = list(csv.DictReader(io.StringIO(stack_data.sizes_csv(parse_stack("1, 5"), (9, 8)).decode(), newline="")))
    assert [told[0][name] for name in ("row_outputs", "col_outputs", "multiply_adds")] == ["7", "6", "378"]
    assert [told[1][name] for name in ("row_outputs", "col_outputs", "multiply_adds")] == ["", "", ""]


def test_the_growth_is_that_of_the_stack_and_of_other_ways():
    stack = parse_stack("1,2,4")
    told = list(csv.DictReader(io.StringIO(stack_data.growth_csv(stack).decode(), newline="")))
    for name, grown in (("this", comparison.growth), ("plain", comparison.plain), ("pooling", comparison.pooling)):
        found = [line for line in told if line["stack"] == name]
        assert [int(line["field"]) for line in found] == list(grown(stack).sizes)
        assert [float(line["multiply_adds_per_sample"]) for line in found] == list(grown(stack).work)
    assert [line["field"] for line in told if line["stack"] == "doubling"] == ["1", "3", "7", "15"]


@pytest.mark.parametrize("text", ["2,2,2", "k2 d1..512 causal x3", "3x5 d1x2 s2x1, pool2"])
def test_the_notation_is_read_back_as_the_same_stack(text):
    stack = parse_stack(text)
    assert parse_stack(stack_data.notation_text(stack).decode()) == stack
    assert parse_stack(json.loads(stack_data.stack_json(stack))["notation"]) == stack
