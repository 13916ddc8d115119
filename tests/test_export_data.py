"""Data handed out: read back equal by others' readers, and explained."""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile

import numpy as np
import pytest
from hypothesis import given

from dilviz import convolve, coverage, dilate
from dilviz.export import data
from dilviz.photograph import CHANNELS
from dilviz.session import from_session
from tests.strategies_scene import any_scenes, example, fitting_scenes, same

AWKWARD = np.array([[np.nan, np.inf, -np.inf], [-0.0, 5e-324, -1.5e308], [0.1, 1 / 3, 2**53]])


def read_csv(content):
    return np.array([[float(cell) for cell in row] for row in csv.reader(io.StringIO(content.decode()))])


@given(fitting_scenes())
def test_npz_reads_back_equal(scene):
    with np.load(io.BytesIO(data.npz(scene)), allow_pickle=False) as read:
        for name, table in data.tables(scene).items():
            np.testing.assert_array_equal(read[name], table)
            assert read[name].dtype == table.dtype
        assert json.loads(str(read["settings"])) == json.loads(json.dumps(data.settings(scene)))


@given(fitting_scenes())
def test_json_reads_back_equal(scene):
    told = json.loads(data.json_bytes(scene))
    for name, table in data.tables(scene).items():
        np.testing.assert_array_equal(np.array(told[name], dtype=float), table)


@given(any_scenes())
def test_csv_reads_back_bit_for_bit(scene):
    read = read_csv(data.csv_bytes(scene.image))
    np.testing.assert_array_equal(read, scene.image)
    np.testing.assert_array_equal(np.signbit(read[read == 0]), np.signbit(scene.image[read == 0]))


@given(any_scenes())
def test_a_cell_of_csv_is_a_number_and_never_a_formula(scene):
    cell = re.compile(r"-?(\d+(\.\d+)?(e[+-]\d+)?|nan|inf)")
    for row in csv.reader(io.StringIO(data.csv_bytes(scene.kernel).decode())):
        assert all(cell.fullmatch(text) for text in row)


def test_awkward_numbers_survive_csv_and_json():
    assert read_csv(data.csv_bytes(AWKWARD)).tobytes() == AWKWARD.tobytes()
    told = json.loads(data.json_bytes(example(image=AWKWARD, kernel=[[1]], dilation=(1, 1))))
    assert told["input"][0] == ["NaN", "Infinity", "-Infinity"]
    assert np.array(told["output"], dtype=float).tobytes() == convolve(AWKWARD, [[1]]).tobytes()


def test_the_tables_are_those_of_the_core():
    scene = example(padding="same", padding_mode="reflect", stride=(2, 1))
    found = data.tables(scene)
    options = {"dilation": 3, "padding": "same", "padding_mode": "reflect", "stride": (2, 1)}
    np.testing.assert_array_equal(found["output"], convolve(scene.image, scene.kernel, **options))
    np.testing.assert_array_equal(found["dilated_kernel"], dilate(scene.kernel, 3))
    np.testing.assert_array_equal(found["coverage"], coverage(*scene.axes))
    np.testing.assert_array_equal(found["row_taps"], scene.axes[0].taps)
    assert found.keys() == {name for name in data.MEANINGS if not name.endswith(CHANNELS)}


def test_the_output_can_be_computed_from_the_exported_tables_alone():
    found = data.tables(example(padding="same"))
    rows, cols = found["row_sources"], found["col_sources"]
    samples = found["input"][rows[:, :, None, None], cols[None, None]]
    samples[np.broadcast_to((rows < 0)[:, :, None, None] | (cols < 0)[None, None], samples.shape)] = 0
    np.testing.assert_array_equal(np.einsum("iujv,uv->ij", samples, found["kernel"][::-1, ::-1]), found["output"])


def test_the_zip_holds_everything_and_its_readme_names_it():
    scene = example()
    with zipfile.ZipFile(io.BytesIO(data.archive(scene, {"figure.svg": b"<svg/>"}))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        readme = archive.read("README.txt").decode()
        assert same(from_session(archive.read("session.json")), scene)
        np.testing.assert_array_equal(read_csv(archive.read("csv/output.csv")), scene.output)
        assert archive.read("figure.svg") == b"<svg/>"
    for name in names[1:]:
        assert (name if not name.startswith("code/") else "code/") in readme
    assert {"code/with_numpy.py", "code/with_matlab.m", "data.npz", "data.json"} <= set(names)


def test_a_program_of_the_zip_runs_from_its_own_folder(tmp_path):
    zipfile.ZipFile(io.BytesIO(data.archive(example()))).extractall(tmp_path)
    run = [sys.executable, tmp_path / "code" / "with_numpy.py"]
    assert b"[4. 5. 5.]" in subprocess.run(run, check=True, capture_output=True).stdout


def test_the_same_scene_gives_the_same_zip():
    assert data.archive(example()) == data.archive(example())


def test_what_cannot_be_computed_says_so():
    with pytest.raises(ValueError, match="spans 19 samples"):
        data.archive(example(dilation=(9, 9)))
