"""Scanned and photographed evidence made into PDF pages: decoded whole, upright, straight, without its properties."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text

if TYPE_CHECKING:
    from PIL.Image import Image

MEDIA_TYPES = frozenset({"image/png", "image/jpeg", "image/tiff"})
_FORMATS = ("PNG", "JPEG", "TIFF")
_MAX_PIXELS = 60_000_000
_MAX_SIDE = 20_000
_MAX_FRAMES = 200
_LONG_SIDE = 3508
"""A4 at 300 dpi: more cannot be seen on paper."""
_LONG_POINTS = 760.0


def as_pdf(path: Path, target: Path, title: str) -> tuple[tuple[float, float], ...]:
    """Write every frame of a picture as one page of `target`; return the page sizes in points.

    Raises:
        BadInput: the picture is damaged, too large or in another format; named by `title`.
    """
    sizes = []
    for number, upright in enumerate(_frames(path, title)):
        dpi = max(upright.size) * 72.0 / _LONG_POINTS
        # two-level scans are stored as fax images, which know no quality
        options = {} if upright.mode == "1" else {"quality": 90, "subsampling": 0}
        upright.save(target, "PDF", resolution=dpi, append=number > 0, **options)
        sizes.append((upright.width * 72.0 / dpi, upright.height * 72.0 / dpi))
    return tuple(sizes)


def upright_jpeg(path: Path, title: str) -> bytes:
    """Return the first frame upright and straight as JPEG without its properties.

    Raises:
        BadInput: the picture is damaged, too large or in another format; named by `title`.
    """
    upright = next(_frames(path, title))
    stream = io.BytesIO()
    plain = upright.convert("L") if upright.mode == "1" else upright
    plain.save(stream, "JPEG", quality=90)
    return stream.getvalue()


def _frames(path: Path, title: str) -> Iterator[Image]:
    """Yield each frame, decoded whole and upright."""
    from PIL import Image

    with _refusing(title):
        picture = Image.open(path, formats=_FORMATS)
    with picture:
        count = getattr(picture, "n_frames", 1)
        pixels, side = picture.width * picture.height, max(picture.size)
        if pixels > _MAX_PIXELS or side > _MAX_SIDE or count > _MAX_FRAMES:
            raise BadInput(_TOO_LARGE.format(title=title), place=title, code="PICTURE-SIZE")
        for number in range(count):
            with _refusing(title):
                picture.seek(number)
                picture.load()
            yield _upright(picture)


@contextmanager
def _refusing(title: str) -> Iterator[None]:
    from PIL import Image, UnidentifiedImageError

    try:
        yield
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        known = isinstance(error, UnidentifiedImageError)
        message = _UNKNOWN if known else _DAMAGED
        raise BadInput(message.format(title=title), place=title, code="PICTURE-DAMAGED") from error


def _upright(picture: Image) -> Image:
    from PIL import Image, ImageOps

    turned = ImageOps.exif_transpose(picture)
    if turned.mode == "1":
        return turned
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        layered = turned.convert("RGBA")
        ground = Image.new("RGBA", layered.size, "white")
        turned = Image.alpha_composite(ground, layered)
    plain = turned if turned.mode == "L" else turned.convert("RGB")
    if max(plain.size) > _LONG_SIDE:
        plain.thumbnail((_LONG_SIDE, _LONG_SIDE))
    return _straight(plain)


def _straight(picture: Image) -> Image:
    """Turn a slightly skewed scan so that its lines run level; leave a picture without lines alone."""
    angle = skew(picture)
    if not angle:
        return picture
    white: int | tuple[int, int, int] = 255 if picture.mode == "L" else (255, 255, 255)
    from PIL import Image

    return picture.rotate(angle, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=white)


def skew(picture: Image) -> float:
    """Return the degrees by which a scan must be turned to be level, 0 when it is or cannot be told."""
    small = picture.convert("L")
    small.thumbnail((700, 700))
    level = _sharpness(small, 0.0)
    angles = [step / 2 for step in range(-16, 17) if step]
    best = max(angles, key=lambda angle: _sharpness(small, angle))
    return best if _sharpness(small, best) > 1.35 * level else 0.0


def _sharpness(picture: Image, angle: float) -> float:
    """Return how strongly dark and light rows alternate: highest when lines of text run level."""
    from PIL import Image

    turned = picture.rotate(angle, resample=Image.Resampling.BILINEAR, fillcolor=255)
    wide, high = turned.size
    inner = turned.crop((wide // 8, high // 8, wide - wide // 8, high - high // 8))
    rows = inner.resize((1, inner.height), Image.Resampling.BOX).tobytes()
    return sum((a - b) ** 2 for a, b in pairwise(rows)) / max(1, len(rows))


_TOO_LARGE = Text(
    "图片“{title}”过大（超过 6000 万像素、边长 20000 像素或 200 帧），未生成文件。请降低扫描分辨率后重新添加。",
    'The picture "{title}" is too large (over 60 million pixels, 20,000 on a side, or 200 frames); nothing was written. '
    "Scan it at a lower resolution and attach it again.",
)
_UNKNOWN = Text(
    "“{title}”不是可读取的 PNG、JPEG 或 TIFF 图片，未生成文件。请另存为这些格式后重新添加。",
    '"{title}" is no readable PNG, JPEG or TIFF picture; nothing was written. Save it as one of these.',
)
_DAMAGED = Text(
    "图片“{title}”已损坏或不完整，未生成文件。请重新扫描或拍照后添加。",
    'The picture "{title}" is damaged or not whole; nothing was written. Scan or photograph it again.',
)
