"""The stack's page without a browser: a line of text in, sentences out."""

import pytest
from streamlit.testing.v1 import AppTest

from dilviz.notation import format_stack, parse_stack
from dilviz.presets import PRESETS
from dilviz.ui import stack_grid
from dilviz.ui.stack_controls import TEXTS


def script():
    from dilviz.ui import stack_page

    stack_page.stack()


def opened(**link) -> AppTest:
    page = AppTest.from_function(script, default_timeout=60)
    for key, value in link.items():
        page.query_params[key] = value
    return page.run()


def line(page: AppTest) -> str:
    return page.text_input(key="stack").value


def metrics(page: AppTest) -> list[str]:
    return [metric.value for metric in page.metric]


def text(page: AppTest) -> str:
    return "\n".join(markdown.value for markdown in page.markdown)


def labels(page: AppTest) -> list[str]:
    return [button.label for button in page.button]


def test_opens_on_a_preset_without_an_error():
    page = opened()
    assert not page.exception
    assert not page.error
    assert page.selectbox(key="preset").value == "HDC 1, 2, 5"
    assert metrics(page) == ["17 × 17", "100.0 %", "0", "0"]


def test_gridding_is_seen_and_the_suggestion_takes_it_away():
    page = opened(stack="2,2,2")
    assert metrics(page) == ["13 × 13", "29.0 %", "120", "1"]
    assert "Believe the footprint." in text(page)
    assert labels(page) == ["Use 1, 2, 3"]
    page.button(key="suggestion").click().run()
    assert line(page) == "3x3 d1, 3x3 d2, 3x3 d3"
    assert metrics(page) == ["13 × 13", "100.0 %", "0", "0"]
    assert labels(page) == []


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_every_preset_is_shown_with_its_source(preset):
    page = opened(preset=preset.name)
    assert not page.exception
    assert not page.error
    assert line(page) == TEXTS[preset.name]
    assert page.caption[0].value == preset.source


@pytest.mark.parametrize("view", ["Sizes", "Growth", "Layer by layer", "Effective field", "Run it"])
@pytest.mark.parametrize("stack", ["1,2,5", "k2 d1..8 causal", "3x3 s2 same, pool2, 3x3 d2 same", "3x5 d1x2", "200"])
def test_every_view_of_any_stack_is_a_picture_or_a_sentence(stack, view):
    page = opened(stack=stack, view=view)
    assert not page.exception
    assert len(page.error) == (view == "Run it" and stack in ("1,2,5", "200"))


def test_a_bad_notation_is_one_sentence_and_the_last_good_stack_stays():
    page = opened(stack="1,2,9")
    page.text_input(key="stack").set_value("1,2,x").run()
    assert not page.exception
    assert page.error[0].value.startswith("'x' in 'x' was not understood.")
    assert metrics(page)[0] == "25 × 25"
    assert line(page) == "1,2,x"


def test_a_bad_link_shows_its_sentence_and_the_default():
    page = opened(stack="0,0")
    assert not page.exception
    assert "dilation must be" in page.error[0].value
    assert metrics(page)[0] == "17 × 17"


def test_a_stack_in_the_link_wins_over_a_preset():
    page = opened(stack="1,2", preset="VGG16")
    assert line(page) == "1,2"
    assert "preset" not in page.query_params


def test_a_preset_that_is_unknown_opens_the_default():
    assert line(opened(preset="<script>")) == TEXTS["HDC 1, 2, 5"]


def test_a_preset_is_written_into_the_line():
    page = opened()
    page.selectbox(key="preset").set_value("WaveNet, one block").run()
    assert line(page) == "k2 d1..512 causal"
    assert metrics(page)[0] == "1,024"


def test_the_setting_turns_the_layers_and_bare_dilations_stay_in_it():
    page = opened(stack="3x3 d1 same, 3x3 d2 same")
    page.segmented_control(key="setting").set_value("1-D causal").run()
    assert line(page) == "k3 d1 causal, k3 d2 causal"
    page.text_input(key="stack").set_value("1,2,4").run()
    assert line(page) == "k3 d1 causal, k3 d2 causal, k3 d4 causal"
    assert metrics(page)[0] == "15"


def test_branches_are_looked_at_one_by_one():
    page = opened(preset="DeepLab ASPP")
    assert metrics(page)[0] == "13 × 13"
    page.segmented_control(key="branch").set_value(4).run()
    assert metrics(page)[0] == "49 × 49"


@pytest.mark.parametrize(
    ("button", "after"),
    [
        ("up", "3x3 d2, 3x3 d1, 3x3 d5"),
        ("down", "3x3 d1, 3x3 d5, 3x3 d2"),
        ("duplicate", "3x3 d1, 3x3 d2, 3x3 d2, 3x3 d5"),
        ("remove", "3x3 d1, 3x3 d5"),
    ],
)
def test_layers_are_moved_copied_and_removed(button, after):
    page = opened(stack="1,2,5", as_table="true")
    page.number_input(key="moved_layer").set_value(2).run()
    page.button(key=f"layer_{button}").click().run()
    assert not page.exception
    assert line(page) == after


@pytest.mark.parametrize(
    "text",
    ["1,2,5", "3x5 d1x2 s2x1 p1x2+0, pool2 d3 p1", "k2 d1..8 causal, pool1x2 s1x2", "3x3 psamexvalid", "1x1, 3x3 full"],
)
def test_the_grid_holds_all_of_a_stack(text):
    stack = parse_stack(text)
    flat = stack.dimensions == 1
    assert format_stack(stack_grid.from_rows(stack_grid.layer_rows(stack), flat=flat)) == format_stack(stack)


def test_what_is_typed_added_and_deleted_in_the_grid_is_taken():
    rows = stack_grid.layer_rows(parse_stack("1,2,5"))
    changes = {"edited_rows": {0: {"kernel rows": 5}}, "deleted_rows": [1], "added_rows": [{"dilation cols": 7}]}
    stack = stack_grid.from_rows(stack_grid.edited(rows, changes), flat=False)
    assert format_stack(stack) == "5x3 d1, 3x3 d5, 3x3 d1x7 same"


def test_a_wrong_cell_is_told_in_the_words_of_the_notation():
    rows = [{**stack_grid.layer_rows(parse_stack("1"))[0], "padding rows": "much"}]
    with pytest.raises(ValueError, match="was not understood"):
        stack_grid.from_rows(rows, flat=False)


@pytest.mark.parametrize("kind", ["Tree", "Footprint", "Data"])
@pytest.mark.parametrize(
    "stack", ["1,2,5", "k2 d1..8 causal", "k2 d1..512 causal x3", "3x5 d1x2", "3x3 d1..512", "200"]
)
def test_any_stack_is_taken_away_in_every_way(stack, kind):
    page = opened(stack=stack)
    page.segmented_control(key="take_stack_away").set_value(kind).run()
    assert not page.exception
    assert not page.error
    assert [button.label for button in page.get("download_button")]


@pytest.mark.parametrize("view", ["Growth", "Layer by layer", "Effective field", "Run it"])
@pytest.mark.parametrize("stack", ["1,2", "k2 d1..8 causal", "3x5 d1x2"])
def test_what_is_looked_at_closer_is_taken_away(stack, view):
    page = opened(stack=stack, view=view)
    page.segmented_control(key="take_stack_away").set_value("Closer look").run()
    assert not page.exception
    assert not page.error
    drawn = not (view == "Layer by layer" and stack.startswith("k2"))  # along one axis the tree is that picture
    assert bool(page.get("download_button")) == drawn
    assert bool(page.info) != drawn


def test_a_table_is_no_picture_to_take_away():
    page = opened(stack="1,2")
    page.segmented_control(key="take_stack_away").set_value("Closer look").run()
    assert page.info[0].value.startswith("Choose a picture under “Look closer”")


def test_a_tree_that_cannot_be_followed_is_a_sentence_where_it_is_taken_away():
    page = opened(stack="k40000, k20000")
    before = len(page.error)
    page.segmented_control(key="take_stack_away").set_value("Tree").run()
    assert not page.exception
    assert len(page.error) == before + 1
    assert "are too many to follow" in page.error[-1].value
