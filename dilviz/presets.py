"""Named stacks, with their sources."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from dilviz.notation import parse_stack
from dilviz.stack import Stack

Setting: TypeAlias = Literal["1-D", "1-D causal", "2-D"]


@dataclass(frozen=True)
class Preset:
    """One architecture, or what matters of it here: one channel, and no skip connections.

    Parameters
    ----------
    name : str
        As in a select box.
    setting : {"1-D", "1-D causal", "2-D"}
        Where it runs.
    branches : tuple of str
        Stacks in the notation of `parse_stack`; more than one lie in parallel, each on the same input.
    source : str
        A sentence: where it comes from, and what is worth seeing.
    """

    name: str
    setting: Setting
    branches: tuple[str, ...]
    source: str

    @cached_property
    def stacks(self) -> tuple[Stack, ...]:
        """The branches, read."""
        return tuple(parse_stack(branch) for branch in self.branches)


PRESETS: tuple[Preset, ...] = (
    Preset(
        "Plain 3 x 3, five layers",
        "2-D",
        ("3x3 same x5",),
        "Without dilation the receptive field grows by 2 with each layer: 3, 5, 7, 9, 11.",
    ),
    Preset(
        "Doubling 3 x 3, five layers",
        "2-D",
        ("3x3 d1..16 same",),
        "The same weights with dilations that double: 3, 7, 15, 31, 63, as in Yu and Koltun 2016, arXiv:1511.07122.",
    ),
    Preset(
        "Context module",
        "2-D",
        ("3x3 d1 same x2, 3x3 d2..16 same, 3x3 d1 same, 1x1",),
        "Yu and Koltun 2016, arXiv:1511.07122, Table 1: receptive fields of 3, 5, 9, 17, 33, 65, 67 and 67.",
    ),
    Preset(
        "WaveNet, one block",
        "1-D causal",
        ("k2 d1..512 causal",),
        "van den Oord et al. 2016, arXiv:1609.03499, section 2.1: ten layers see 1,024 samples.",
    ),
    Preset(
        "WaveNet, three blocks",
        "1-D causal",
        ("k2 d1..512 causal x3",),
        "The block of van den Oord et al. 2016, arXiv:1609.03499, three times: "
        "3,070 samples and not 3,072, because neighbouring blocks share one.",
    ),
    Preset(
        "TCN, figure 1a",
        "1-D causal",
        ("k3 d1..4 causal",),
        "Bai, Kolter and Koltun 2018, arXiv:1803.01271, figure 1a: three layers of three taps see 15 samples.",
    ),
    Preset(
        "TCN, residual blocks",
        "1-D causal",
        ("k3 d1 causal x2, k3 d2 causal x2, k3 d4 causal x2",),
        "Bai, Kolter and Koltun 2018, arXiv:1803.01271, figure 1b: "
        "each residual block holds two convolutions of one dilation, so that its three blocks see 29 samples.",
    ),
    Preset(
        "DeepLab ASPP",
        "2-D",
        ("3x3 d6 same", "3x3 d12 same", "3x3 d18 same", "3x3 d24 same"),
        "Chen et al. 2018, arXiv:1606.00915, ASPP-L: four parallel branches that see 13, 25, 37 and 49 samples, "
        "each of them only 9 places of its square.",
    ),
    Preset(
        "DRN-C-26, degridding tail",
        "2-D",
        ("3x3 d2 same x4, 3x3 d4 same x4, 3x3 d2 same x2, 3x3 d1 same x2",),
        "Yu, Koltun and Funkhouser 2017, arXiv:1705.09914, levels 5 to 8, at an eighth of the image's size: "
        "the layers of dilation 2 and 1 at the end remove the gridding.",
    ),
    Preset(
        "DRN-C-26 without its tail",
        "2-D",
        ("3x3 d2 same x4, 3x3 d4 same x4",),
        "Yu, Koltun and Funkhouser 2017, arXiv:1705.09914, levels 5 and 6 alone: "
        "all dilations are even, and only 25 x 25 of 49 x 49 samples are seen.",
    ),
    Preset(
        "HDC 1, 2, 5",
        "2-D",
        ("3x3 d1 same, 3x3 d2 same, 3x3 d5 same",),
        "Wang et al. 2018, arXiv:1702.08502, section 3.2: M_2 = 2, at most 3, and no holes.",
    ),
    Preset(
        "HDC's bad 1, 2, 9",
        "2-D",
        ("3x3 d1 same, 3x3 d2 same, 3x3 d9 same",),
        "Wang et al. 2018, arXiv:1702.08502, section 3.2: M_2 = 5, above 3, and holes.",
    ),
    Preset(
        "Gridding 2, 4, 8",
        "2-D",
        ("3x3 d2..8 same",),
        "Wang et al. 2018, arXiv:1702.08502, section 3.2: dilations with a common factor keep the gridding.",
    ),
    Preset(
        "Gridding 2, 2, 2",
        "2-D",
        ("3x3 d2 same x3",),
        "Wang et al. 2018, arXiv:1702.08502, figure 2a: only 7 x 7 of 13 x 13 samples are seen, "
        "although M_2 = 2, at most 3.",
    ),
    Preset(
        "AlexNet",
        "2-D",
        ("11x11 s4, pool3 s2, 5x5 same, pool3 s2, 3x3 same x3, pool3 s2",),
        "Araujo, Norris and Sim 2019, doi:10.23915/distill.00021 (alexnet_v2): a receptive field of 195, a jump of 32.",
    ),
    Preset(
        "VGG16",
        "2-D",
        (
            "3x3 same x2, pool2 s2, 3x3 same x2, pool2 s2, 3x3 same x3, pool2 s2, "
            "3x3 same x3, pool2 s2, 3x3 same x3, pool2 s2",
        ),
        "Araujo, Norris and Sim 2019, doi:10.23915/distill.00021: a receptive field of 212, a jump of 32.",
    ),
)
