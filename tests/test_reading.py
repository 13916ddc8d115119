"""Reading: every format gives back what was written, by libraries that the reader does not use where there are any."""

import io
import json
import os
import subprocess
import sys

import numpy as np
import pytest
import scipy.io
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image, ImageOps

from dilviz.reading import arrays_in, is_session, read_channels, read_matrix
from dilviz.reading.numerals import MINUS
from tests import strategies as _profile  # noqa: F401 - registers the profile without a deadline
from tests.forged import DEEP, mat, npz, picture, png, png_rows

SIDES = hnp.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=12)
WIDE = hnp.array_shapes(min_dims=2, max_dims=2, min_side=2, max_side=12)  # a lone column has no separator
FLOATS = hnp.arrays(np.float64, SIDES, elements=st.floats(allow_nan=True, allow_infinity=True))
STORED = ("<f8", ">f8", "<f4", ">f4", "<f2", "<i8", ">i4", "<i2", "|i1", "|u1", ">u2", "<u4", "<u8", "|b1", "<f16")
DTYPES = st.sampled_from([name for name in STORED if name != "<f16" or np.dtype(np.longdouble).itemsize == 16])


@st.composite
def stored(draw):
    """An array of any real type, byte order and memory order, whose values a float64 holds exactly."""
    dtype = np.dtype(draw(DTYPES))
    if dtype.kind == "f":
        elements = st.floats(-60000, 60000, width=16)
    else:
        low, high = (0, 1) if dtype.kind == "b" else (np.iinfo(dtype).min, np.iinfo(dtype).max)
        elements = st.integers(max(low, -(2**53)), min(high, 2**53))
    values = draw(hnp.arrays(np.float64 if dtype.kind == "f" else object, draw(SIDES), elements=elements))
    return np.asarray(values.astype(dtype), order=draw(st.sampled_from("CF")))


def written(matrix, separator, end="\n", mark="."):
    return end.join(separator.join(repr(float(value)).replace(".", mark) for value in row) for row in matrix)


def assert_reads(content, matrix):
    found = read_matrix(content, "a")
    assert found.dtype == np.float64
    np.testing.assert_array_equal(found, np.asarray(matrix).astype(np.float64))


class TestText:
    @given(FLOATS, st.sampled_from([",", ", ", "\t", ";", " ", "   "]), st.sampled_from(["\n", "\r\n", "\r"]))
    def test_reads_back_every_float_between_every_separator(self, matrix, separator, end):
        assert_reads(written(matrix, separator, end).encode(), matrix)

    @given(FLOATS, st.sampled_from(["utf-8-sig", "utf-16", "utf-32", "cp1252"]))
    def test_reads_back_every_encoding(self, matrix, encoding):
        assert_reads(written(matrix, ",").encode(encoding), matrix)

    @given(hnp.arrays(np.float64, WIDE, elements=st.floats()))
    def test_reads_back_semicolons_and_decimal_commas(self, matrix):
        assert_reads(written(matrix, ";", mark=",").encode(), matrix)

    @given(FLOATS)
    def test_reads_back_the_unicode_minus(self, matrix):
        assert_reads(written(matrix, "\t").replace("-", MINUS).encode(), matrix)

    @given(FLOATS)
    def test_reads_back_headings_on_both_sides(self, matrix):
        head = ",".join(["", *(f"c{j}" for j in range(matrix.shape[1]))])
        rows = [f"r{i}," + written(matrix[i : i + 1], ",") for i in range(matrix.shape[0])]
        assert_reads("\n".join([head, *rows]).encode(), matrix)

    @given(FLOATS)
    def test_reads_back_what_savetxt_writes(self, matrix):
        stream = io.BytesIO()
        np.savetxt(stream, matrix, fmt="%.17g", header="by NumPy")
        assert_reads(stream.getvalue(), matrix)

    @given(hnp.arrays(np.int64, WIDE, elements=st.integers(-(10**9), 10**9)))
    def test_reads_back_thousands_that_a_cell_proves(self, matrix):
        rows = [";".join(f"{value:,}" for value in row) for row in matrix]
        proof = ";".join(["1,234.5"] * matrix.shape[1])
        assert_reads("\n".join([*rows, proof]).encode(), np.vstack([matrix, np.full(matrix.shape[1], 1234.5)]))

    @given(st.text(st.characters(codec="utf-8"), max_size=40))
    def test_any_text_is_a_matrix_or_a_sentence(self, text):
        try:
            assert read_matrix(text.encode()).ndim == 2
        except ValueError as refused:
            assert str(refused).startswith(("the text: ", "the file: "))  # noqa: PT017
            assert str(refused).isprintable()  # noqa: PT017


class TestNotation:
    @given(FLOATS)
    def test_reads_back_json(self, matrix):
        assert_reads(json.dumps(matrix.tolist()).encode(), matrix)
        assert_reads(json.dumps(matrix.tolist(), indent=2).encode(), matrix)

    @given(FLOATS)
    def test_reads_back_numpys_repr_and_print(self, matrix):
        with np.printoptions(precision=17, floatmode="unique", threshold=10**6):
            assert_reads(repr(matrix).encode(), matrix)
            assert_reads(str(matrix).encode(), matrix)

    @given(FLOATS)
    def test_reads_back_matlab(self, matrix):
        rows = "; ".join(" ".join(repr(float(value)) for value in row) for row in matrix)
        assert_reads(f"A = [{rows}];".encode(), matrix)


class TestArrays:
    @given(stored())
    def test_reads_back_npy_of_every_type_and_order(self, array):
        stream = io.BytesIO()
        np.save(stream, array)
        assert_reads(stream.getvalue(), array)

    @given(stored(), st.sampled_from([np.savez, np.savez_compressed]))
    def test_reads_back_npz(self, array, save):
        stream = io.BytesIO()
        save(stream, some_name=array)
        assert_reads(stream.getvalue(), array)
        assert arrays_in(stream.getvalue()) == ["some_name"]

    @given(stored().filter(lambda array: array.dtype.itemsize < 16 and array.dtype != np.float16), st.booleans())
    def test_reads_back_what_scipy_writes_for_matlab(self, array, compress):
        stream = io.BytesIO()
        scipy.io.savemat(stream, {"some_name": array}, do_compression=compress)
        assert_reads(stream.getvalue(), array)
        assert arrays_in(stream.getvalue()) == ["some_name"]

    def test_names_only_the_arrays_that_can_be_chosen(self):
        both = {"small": np.eye(2), "text": np.array("a"), "cube": np.zeros((2, 2, 2)), "row": np.ones((1, 3))}
        assert arrays_in(npz(**both)) == ["small", "row"]
        assert arrays_in(mat(**both)) == ["small", "row"]
        assert arrays_in(b"1 2 3") == []


class TestPictures:
    @given(hnp.arrays(np.uint8, SIDES), st.sampled_from(["PNG", "BMP", "TIFF", "GIF"]))
    def test_reads_back_grey(self, samples, kind):
        assert_reads(picture(kind, Image.fromarray(samples)), samples)

    @given(hnp.arrays(np.uint8, SIDES.map(lambda sides: (*sides, 3))))
    def test_reads_back_every_channel(self, samples):
        for kind, options in (("PNG", {}), ("BMP", {}), ("TIFF", {}), ("WEBP", {"lossless": True, "exact": True})):
            found = read_channels(picture(kind, Image.fromarray(samples), **options))
            np.testing.assert_array_equal(found, samples.astype(np.float64))

    @given(hnp.arrays(np.uint16, SIDES), st.sampled_from(["PNG", "TIFF"]))
    def test_reads_back_16_bits_of_grey(self, samples, kind):
        assert_reads(picture(kind, Image.fromarray(samples)), samples)

    @given(hnp.arrays(np.uint16, SIDES.map(lambda sides: (*sides, 3))))
    def test_reads_back_16_bits_of_every_channel(self, samples):
        content = png(samples.shape[1], samples.shape[0], png_rows(samples), depth=16, colour=2)
        np.testing.assert_array_equal(read_channels(content), samples.astype(np.float64))

    @given(hnp.arrays(np.float32, SIDES, elements=st.floats(width=32, allow_nan=True)))
    def test_reads_back_floats(self, samples):
        assert_reads(picture("TIFF", Image.fromarray(samples)), samples)

    @given(hnp.arrays(np.uint8, SIDES))
    def test_grey_in_three_channels_keeps_its_value_exactly(self, samples):
        assert_reads(picture("PNG", Image.fromarray(samples).convert("RGB")), samples)

    @pytest.mark.parametrize("orientation", range(1, 9))
    @pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP"])
    def test_turns_as_pillows_own_function_does(self, kind, orientation):
        tags = Image.Exif()
        tags[0x0112] = orientation
        options = {"lossless": True} if kind == "WEBP" else {}
        image = Image.fromarray((DEEP[..., :3] >> 8).astype(np.uint8))
        content = picture(kind, image, exif=tags, **options)
        with Image.open(io.BytesIO(content)) as opened:
            expected = np.asarray(ImageOps.exif_transpose(opened))
        np.testing.assert_array_equal(read_channels(content), expected.astype(float))

    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "TIFF", "WEBP"])
    def test_reduces_a_smooth_picture_to_what_it_looks_like(self, kind):
        rows, columns = np.mgrid[0:600, 0:900]
        smooth = (127 + 100 * np.sin(rows / 97) * np.cos(columns / 131)).astype(np.uint8)
        found = read_matrix(picture(kind, Image.fromarray(smooth)))
        assert found.shape == (171, 256)
        centres = ((np.arange(171) + 0.5) * 600 / 171).astype(int), ((np.arange(256) + 0.5) * 900 / 256).astype(int)
        assert np.abs(found - smooth[np.ix_(*centres)]).max() < 6

    def test_reduces_16_bits_without_overshoot(self):
        steps = np.repeat(np.array([[1000, 60000]], np.uint16), 300, axis=1).repeat(300, axis=0)
        found = read_matrix(picture("PNG", Image.fromarray(steps)))
        assert found.shape == (128, 256)
        assert (found.min(), found.max()) == (1000, 60000)

    def test_crops_at_the_centre_with_every_value_kept(self):
        samples = np.arange(300 * 301).reshape(300, 301).astype(np.uint16)
        found = read_matrix(picture("PNG", Image.fromarray(samples)), fit="crop")
        np.testing.assert_array_equal(found, samples[22:278, 22:278])

    def test_a_matrix_of_numbers_has_one_channel(self):
        assert read_channels(b"1 2 3\n4 5 6").shape == (2, 3, 1)

    def test_refuses_an_unknown_way_to_fit(self):
        with pytest.raises(ValueError, match="fit must be one of reduce, crop, got 'stretch'"):
            read_matrix(b"1", fit="stretch")


def in_a_process(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_the_reader_imports_neither_pillow_nor_scipy_nor_pandas():
    code = "import sys, dilviz.reading; print(sorted({'PIL', 'scipy', 'pandas', 'streamlit'} & set(sys.modules)))"
    assert in_a_process(code) == "[]"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the peak of a process is measured in a fork of it")
def test_refusing_the_worst_file_of_the_corpus_takes_less_than_100_mb():
    code = "from tests.memory import worst; from tests.hostile import REFUSED; print(*worst(REFUSED)[0], sep='\\n')"
    above, claim = in_a_process(code).split("\n")
    assert int(above) < 100 * 10**6, claim


def test_a_session_file_reads_as_its_input():
    from dilviz.scene import Scene
    from dilviz.session import to_session

    image = [[1.5, float("nan")], [-0.0, 1e308]]
    content = to_session(Scene(image, [[1, 2]], padding="same"))
    np.testing.assert_array_equal(read_matrix(content, "mine.json"), image)
    assert is_session(content)
    assert not is_session(b"[[1, 2]]")
