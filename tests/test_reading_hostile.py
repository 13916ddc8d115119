"""The corpus of `tests.hostile`: what is read, and the sentences of what is not."""

import re

import numpy as np
import pytest

import dilviz.reading as reading
from tests.hostile import CASES, READ, REFUSED


@pytest.mark.parametrize("case", READ, ids=lambda case: case.claim)
def test_reads_an_odd_file(case):
    matrix = reading.read_matrix(case.make(), case.name, **case.options)
    assert matrix.dtype == np.float64
    np.testing.assert_allclose(matrix, np.asarray(case.expected, float), rtol=1e-12, atol=0)


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.claim)
def test_refuses_a_file_in_one_short_printable_sentence(case):
    content = case.make()
    with pytest.raises(ValueError, match=re.compile(case.sentence)) as refused:
        reading.read_matrix(content, case.name, **case.options)
    said = str(refused.value)
    assert re.fullmatch(case.sentence, said)
    assert said.isprintable()
    assert len(said) < 250
    assert type(refused.value) is ValueError


def test_no_two_files_of_the_corpus_make_the_same_claim():
    assert len({case.claim for case in CASES}) == len(CASES)
