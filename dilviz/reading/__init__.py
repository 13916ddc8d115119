"""Bytes of a file, a camera or the clipboard in; a checked matrix or one sentence out.

Where is what: `kinds` knows a file by its first bytes, `limits` holds every limit with its reason,
`text`, `numerals` and `notation` read what is written, `arrays` and `matlab` what is stored, and
`picture_files` and `pictures` what is seen. Each says no with a `Refusal`, which `source` makes the
one sentence that a user reads.

Excel workbooks are refused on purpose. A reader that is never silently wrong has to follow the
styles (a date is a number with a date's style), shared texts, hidden and merged cells and the
cached values of formulas, and has to guard the XML; against that, "save as CSV" and copying the
cells, which arrive as text between tabs, are both read.
"""

from dilviz.reading.pictures import FITS, Fit
from dilviz.reading.source import arrays_in, is_picture, is_session, read_channels, read_matrix

__all__ = ["FITS", "Fit", "arrays_in", "is_picture", "is_session", "read_channels", "read_matrix"]
