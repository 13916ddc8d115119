"""Links: everything chosen comes back bit for bit, links stay short, and bad ones are refused with a sentence."""

import base64
import json
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilviz.link import LONGEST_LINK, MOST_BYTES, from_link, to_link
from dilviz.scene import Scene
from dilviz.session import from_session
from tests.strategies_scene import any_scenes, example, opened, same, scribble

LINKS = [line.split("\t") for line in Path(__file__).with_name("links.txt").read_text().splitlines()]


def written(content: bytes) -> str:
    return "1" + base64.urlsafe_b64encode(zlib.compress(content)).decode().rstrip("=")


def read(link: str) -> bytes:
    return zlib.decompress(base64.urlsafe_b64decode(link[1:] + "=" * (-len(link[1:]) % 4)))


@given(any_scenes())
def test_a_scene_comes_back_bit_for_bit(scene):
    assert same(from_link(to_link(scene)), scene)


def test_the_payload_of_a_nan_comes_back():
    image = np.array([[0x7FF8000000000123, 0xFFF0000000000001]], dtype=np.uint64).view(np.float64)
    assert from_link(to_link(example(image=image))).image.tobytes() == image.tobytes()


@given(st.data())
def test_a_link_needs_no_escaping_in_an_address(data):
    link = to_link(data.draw(any_scenes()))
    assert link.isascii()
    assert link.replace("-", "").replace("_", "").isalnum()


@pytest.mark.parametrize("levels", [2, 4, 8])
def test_a_drawing_of_32_by_32_takes_less_than_2_kilobytes(levels):
    assert len(to_link(example(image=scribble(levels=levels)))) < 700
    noise = np.random.default_rng(0).integers(0, levels, (32, 32)) / (levels - 1)
    assert len(to_link(example(image=noise))) < 2000


def test_the_example_takes_less_than_100_letters():
    assert len(to_link(example())) < 100


@pytest.mark.parametrize("values", [np.arange(256), np.arange(256) / 255, np.arange(256) * 257, np.arange(256) - 128])
def test_grey_levels_take_no_more_than_two_bytes_a_cell(values):
    link = to_link(example(image=np.random.default_rng(0).choice(values, (32, 32))))
    assert len(link) < 1024 * 2 * 4 / 3 + 100


@pytest.mark.parametrize(("link", "scene"), LINKS)
def test_a_link_of_an_earlier_version_still_opens(link, scene):
    assert same(from_link(link), from_session(scene.encode()))


def test_the_links_to_keep_cover_every_choice():
    told = [json.loads(scene) for _, scene in LINKS]
    for key, count in (("operation", 2), ("padding_mode", 4), ("precision", 2)):
        assert len({scene[key] for scene in told}) == count
    assert {str(scene["padding"]) for scene in told} > {"valid", "same", "full", "causal"}


def test_padding_in_numbers_comes_back_side_by_side():
    assert from_link(to_link(example(padding=2))).padding == ((2, 2), (2, 2))
    assert from_link(to_link(example(padding=(1, 2)))).padding == ((1, 1), (2, 2))


@pytest.mark.parametrize("cut", [1, 2, 3, 10, 38])
def test_a_link_that_lost_its_end_is_refused(cut):
    with pytest.raises(ValueError, match="damaged"):
        from_link(to_link(example())[:-cut])


@given(st.integers(1, 38), st.sampled_from("AZaz09-_"))
def test_a_mistyped_letter_is_noticed_or_means_nothing(place, letter):
    link = to_link(example())
    place = min(place, len(link) - 1)
    scene, sentence = opened(from_link, link[:place] + letter + link[place + 1 :])
    assert same(scene, example()) if scene else "damaged" in sentence


@given(st.text(max_size=60) | st.text("1Aabc_-", max_size=60))
def test_any_other_text_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match="link"):
        from_link(text)


@given(st.binary(max_size=80))
def test_any_other_content_is_refused_with_a_sentence_or_is_a_scene(content):
    scene, sentence = opened(from_link, written(content))
    assert same(from_link(to_link(scene)), scene) if scene else len(sentence) > 20


def test_a_text_longer_than_any_link_is_not_even_read():
    with pytest.raises(ValueError, match="more than any scene takes"):
        from_link("1" + "A" * 3 * MOST_BYTES)


def test_a_bomb_is_refused_before_it_unpacks():
    with pytest.raises(ValueError, match=f"would unpack to more than {MOST_BYTES:,} bytes"):
        from_link(written(bytes(50 * MOST_BYTES)))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda content: content + b"0", "1 bytes are left over"),
        (lambda content: content[:-1], "ends 1 bytes early"),
        (lambda content: b"\xff" + content[1:], "first byte names no setting"),
        (lambda content: content[:1] + b"\x00" + content[2:], "dilation must be a whole number of at least 1"),
        (lambda content: content[:1] + b"\x64" + content[2:], "dilation may be at most 99, got 100"),
        (lambda content: content[:3] + b"\x00" + content[4:], "stride must be a whole number of at least 1"),
        (lambda content: content[:5] + b"\x77" + content[6:], "the input is written in an unknown way"),
        (lambda content: content[:-12] + b"\x00\x0b\x00" + bytes(12), "the kernel may have at most 11 x 11"),
    ],
)
def test_content_out_of_range_is_refused(change, sentence):
    with pytest.raises(ValueError, match=sentence):
        from_link(written(change(read(to_link(example())))))


def test_a_later_version_is_told_apart():
    with pytest.raises(ValueError, match="begins with '2'"):
        from_link("2" + to_link(example())[1:])


@pytest.mark.parametrize(
    ("scene", "sentence"),
    [
        (Scene(np.zeros((257, 1)), [[1]]), "the input may have at most 256 x 256 cells, got 257 x 1"),
        (Scene([[1]], np.zeros((1, 12))), "the kernel may have at most 11 x 11 cells, got 1 x 12"),
        (example(dilation=(1, 100)), "dilation may be at most 99, got 100"),
        (example(padding=100), "padding may be at most 99, got 100"),
        (example(padding_mode="mirror"), "padding mode must be one of"),
        (example(image=np.random.default_rng(0).normal(size=(64, 64))), "at most 8,000 travel safely"),
    ],
)
def test_what_no_link_holds_is_said_when_it_is_made(scene, sentence):
    with pytest.raises(ValueError, match=sentence):
        to_link(scene)


def test_a_photograph_of_few_greys_fits():
    rows, cols = np.indices((256, 256))
    assert len(to_link(example(image=(rows // 16 + cols // 16) % 5.0))) < LONGEST_LINK
