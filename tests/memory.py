"""What reading costs in memory: ``python -m tests.memory`` measures every file of the corpus.

Each file is made in one process and read in another, which has been warmed up by small files of every
kind and has the content in memory. Reported is how far the peak rises above this idle state.
"""

import os
import resource
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from PIL import Image

from dilviz.reading import read_matrix
from tests.forged import SQUARE, mat, npz, picture
from tests.hostile import CASES

UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes
SMALL = [picture(kind, Image.new("RGB", (300, 300))) for kind in ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")]
SMALL += [npz(a=SQUARE), mat(a=SQUARE), b"1,2\n3,4\n", b"[[1, 2], [3, 4]]"]


def in_a_fork(work):
    """Return the number that `work` returns in a process of its own, which leaves no memory behind."""
    out, into = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(into, str(work()).encode())
        finally:
            os._exit(0)
    os.close(into)
    with os.fdopen(out) as answer:
        number = int(answer.read())
    os.waitpid(child, 0)
    return number


def cost(make, name="", **options):
    """Return by how many bytes reading what `make` makes raises the peak, whether it is refused or not."""

    def read(content, **options):
        with suppress(ValueError):
            read_matrix(content, name, **options)

    def peak():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT

    def measured():
        for small in SMALL:
            read(small)
        content = path.read_bytes()
        idle = peak()
        read(content, **options)
        return peak() - idle

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        in_a_fork(lambda: path.write_bytes(make()))
        return in_a_fork(measured)


def worst(cases):
    """Return cost in bytes and claim of each case, the costliest first."""
    return sorted(((cost(case.make, case.name, **case.options), case.claim) for case in cases), reverse=True)


if __name__ == "__main__":
    for above, claim in worst(CASES)[:12]:
        sys.stdout.write(f"{above / 10**6:6.1f} MB  {claim}\n")
