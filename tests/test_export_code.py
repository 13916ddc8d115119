"""The programs handed out: each runs as it stands and prints the numbers of the page."""

import importlib.util
import itertools
import os
import shutil
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given

from dilviz.axis import PADDING_MODES
from dilviz.export.code import ENDINGS, SNIPPETS
from dilviz.scene import OPERATIONS, Scene
from tests.strategies import digits
from tests.strategies_scene import example, fitting_scenes

PADDINGS = ["valid", "same", "full", "causal", ((2, 1), (0, 3))]
GRID = [
    Scene(
        digits((12, 13), 1),
        digits((3, 2), 2),
        operation=OPERATIONS[i % 2],
        dilation=dilation,
        stride=stride,
        padding=padding,
        padding_mode=mode,
    )
    for i, (padding, mode, dilation, stride) in enumerate(
        itertools.product(PADDINGS, PADDING_MODES, [(1, 1), (2, 3)], [(1, 1), (2, 3)])
    )
]
LIBRARIES = {"NumPy": "numpy", "SciPy": "scipy", "PyTorch": "torch", "TensorFlow": "tensorflow", "JAX": "jax"}


def printed_by(name, scene, environment=None):
    """What a program's last lines print, as numbers; run in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-c", SNIPPETS[name](scene)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", **(environment or {})},
    )
    return numbers(run.stdout)


def numbers(text):
    for letter in "[](),=":
        text = text.replace(letter, " ")
    words = (word for word in text.split() if not word.startswith(("tensor", "dtype", "torch")))
    return np.array([float(word) for word in words])


def computed_by(name, scene):
    """The array `output` that a program leaves, run here."""
    left = {}
    exec(SNIPPETS[name](scene).replace("print(", "str("), left)
    return np.asarray(left["output"])


def installed(name):
    if importlib.util.find_spec(LIBRARIES[name]) is None:
        pytest.skip(f"{LIBRARIES[name]} is not installed")


@pytest.mark.parametrize("name", LIBRARIES)
def test_every_padding_mode_stride_and_dilation_gives_the_output_shown(name):
    installed(name)
    for scene in GRID:
        np.testing.assert_array_equal(computed_by(name, scene), scene.output, err_msg=SNIPPETS[name](scene))


@pytest.mark.parametrize("name", LIBRARIES)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_program_prints_the_numbers_of_the_page(name, operation):
    installed(name)
    scene = example(operation=operation)
    np.testing.assert_array_equal(printed_by(name, scene), scene.output.ravel())


@pytest.mark.parametrize("name", ["NumPy", "SciPy"])
@given(scene=fitting_scenes())
def test_any_layer_gives_the_output_shown(name, scene):
    np.testing.assert_array_equal(computed_by(name, scene), scene.output)


@pytest.mark.parametrize("name", LIBRARIES)
def test_single_precision_stays_single(name):
    installed(name)
    scene = example(image=np.eye(9, dtype=np.float32) / 3)
    assert computed_by(name, scene).dtype == np.float32
    np.testing.assert_allclose(computed_by(name, scene), scene.output, rtol=1e-5)


@pytest.mark.parametrize("name", ["NumPy", "PyTorch"])
def test_nan_and_infinity_are_written_and_reach_the_outputs_that_read_them(name):
    installed(name)
    image = np.eye(9)
    image[0, 0], image[4, 4], image[8, 8] = np.nan, np.inf, -np.inf
    scene = example(image=image, kernel=[[1, 2], [-3.5, 1e-300]])
    np.testing.assert_allclose(computed_by(name, scene), scene.output)


@pytest.mark.parametrize("name", ["SciPy", "MATLAB"])
def test_a_program_that_inserts_zeros_says_where_they_spread_infinities(name):
    assert "0 * inf is NaN" in SNIPPETS[name](example(image=np.full((9, 9), np.inf)))
    assert "0 * inf is NaN" not in SNIPPETS[name](example())


def test_matlab_gives_the_output_shown_in_octave(tmp_path):
    if shutil.which("octave") is None:
        pytest.skip("GNU Octave is not installed")
    for scene in GRID:
        (tmp_path / "snippet.m").write_text(SNIPPETS["MATLAB"](scene))
        run = ["octave", "--no-gui", "--quiet", "--eval", "snippet; fprintf('after:'); fprintf(' %.17g', output'); "]
        told = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
        np.testing.assert_array_equal(numbers(told.split("after:")[1]), scene.output.ravel())


def test_matlab_counts_the_samples_behind_its_padding_from_1():
    code = SNIPPETS["MATLAB"](example(padding=((2, 1), (0, 1)), padding_mode="reflect"))
    assert "image([3 2 1 2 3 4 5 6 7 8 9 8], [1 2 3 4 5 6 7 8 9 8]);" in code


def test_what_cannot_be_computed_has_no_program():
    with pytest.raises(ValueError, match="spans 19 samples"):
        SNIPPETS["NumPy"](example(dilation=(9, 9)))


def test_every_program_has_the_ending_of_its_language():
    assert ENDINGS.keys() == SNIPPETS.keys()
