"""One table of what a foreign file may cost; each limit has a message and tests at limit and limit + 1."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for foreign files: bytes, counts, seconds. A file at a limit is read, one beyond it refused."""

    table_file: int = 50 * MB
    inflated: int = 200 * MB
    part: int = 100 * MB
    ratio: int = 100
    ratio_from: int = MB
    """parts smaller than this are not judged by their ratio: short parts of blanks compress well"""
    parts: int = 2_000
    rows: int = 100_000
    columns: int = 500
    cells: int = 2_000_000
    merges: int = 5_000
    merged_cells: int = 1_000_000
    shared_strings: int = 1_000_000
    cell_length: int = 32_767
    case_file: int = 200 * MB
    case_rows: int = 200_000
    """rows of a case list below its head, as CSV; the next limit is for a sheet"""
    case_sheet_rows: int = 100_000
    case_cells: int = 6_000_000
    xml_depth: int = 200
    pdf_file: int = 500 * MB
    pdf_pages: int = 5_000
    pdf_revisions: int = 50
    content_stream: int = 64 * MB
    image_pixels: int = 60_000_000
    image_side: int = 20_000
    image_frames: int = 200
    result: int = 64 * MB
    memory: int = 1024 * MB
    cpu_seconds: int = 60
    wall_seconds: float = 120.0


LIMITS = Limits()
