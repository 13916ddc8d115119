"""The sheet for pen and paper: the task without the answers, then the answers."""

import numpy as np
import pypdfium2
import pytest

from dilviz.export.sheet import MOST_CELLS, PAPERS, sheet
from tests.strategies_scene import example

SCENE = example(kernel=np.arange(11, 20).reshape(3, 3), operation="cross-correlation")


def pages(content):
    return list(pypdfium2.PdfDocument(content))


def words(page):
    return page.get_textpage().get_text_range().split()


def test_there_are_two_pages_of_the_paper_asked_for():
    sizes = {"A4": (595.28, 841.89), "Letter": (612, 792)}
    for paper in PAPERS:
        assert [page.get_size() for page in pages(sheet(SCENE, paper=paper))] == [
            pytest.approx(sizes[paper], abs=0.1)
        ] * 2


def test_the_task_shows_input_and_kernel_and_no_answer():
    task, answers = (words(page) for page in pages(sheet(SCENE)))
    outputs = {f"{value:g}" for value in SCENE.output.ravel()}
    assert outputs == {"15", "16"}
    assert not outputs - {f"{weight}" for weight in range(11, 20)}  # the kernel's own numbers
    for number in outputs:
        assert answers.count(number) > task.count(number)
    assert task.count("19") == 1
    assert task.count("1") - answers.count("1") <= 0


def test_the_answers_are_those_of_the_core():
    scene = example(image=np.eye(9) * 1000 + 2000)
    task, answers = (words(page) for page in pages(sheet(scene)))
    for value in np.unique(scene.output):
        assert f"{value:g}" in answers
        assert f"{value:g}" not in task


def test_the_cells_of_the_empty_output_are_white_and_those_of_the_answers_are_not():
    scene = example(image=np.ones((9, 9)))
    task, answers = (np.asarray(page.render(scale=1).to_pil().convert("L")) for page in pages(sheet(scene)))
    lower_half = slice(420, 720)
    assert (task[lower_half] < 200).mean() < 0.03
    assert (answers[lower_half] < 200).mean() > 0.2


def test_the_first_sum_is_written_out_with_the_answers():
    answers = pages(sheet(SCENE))[1].get_textpage().get_text_range()
    assert "y[0, 0] = 0·11 + 0·12 + 0·13 + 0·14 + 0·15 + 1·16 + 0·17 + 0·18 + 0·19 = 16" in " ".join(answers.split())


@pytest.mark.parametrize(
    ("operation", "sentence"), [("convolution", "turn the kernel by 180"), ("cross-correlation", "as it stands")]
)
def test_the_task_says_whether_the_kernel_is_flipped_and_how_far_it_is_spread(operation, sentence):
    task = " ".join(words(pages(sheet(example(operation=operation, dilation=(1, 2))))[0]))
    assert sentence in task
    assert "taps lie 1 row and 2 columns apart" in task


def test_the_spreading_of_the_kernel_can_be_left_to_the_reader():
    spread, plain = (words(pages(sheet(example(), dilated=dilated))[0]) for dilated in (True, False))
    assert spread.count("0") - plain.count("0") >= 7**2 - 3**2


def test_too_many_cells_to_write_in_are_refused():
    with pytest.raises(ValueError, match="room for 24 x 24 cells, but the input has 25 x 9"):
        sheet(example(image=np.zeros((MOST_CELLS + 1, 9))))


def test_numbers_too_long_to_be_read_are_refused():
    with pytest.raises(ValueError, match=r"the numbers of the input are too long for its cells, −1\.23e-7"):
        sheet(example(image=np.full((24, 24), -1.234e-7), kernel=[[1]]))


def test_an_unknown_paper_is_refused():
    with pytest.raises(ValueError, match="one of A4, Letter"):
        sheet(example(), paper="A3")
