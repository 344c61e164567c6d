"""The cases of one data set as columns: identifiers as salted hashes, all else as numbered words."""

from __future__ import annotations

import json
import struct
import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from itertools import chain

from dossier_app.base.text import Text

KIND = "case_list"
_MAGIC = b"DBCASES1"
_HEAD = struct.Struct("<I")
_ID, _CODE = "Q", "H"
_BIG_ENDIAN = array("H", [1]).tobytes() == b"\0\1"
_MOST_BYTES = 64 << 20
MOST_WORDS = 5_000
"""Different words in one column; a column with more is no grouping."""


class CaseColumn(Enum):
    """What a column of a case list holds."""

    SET = "set"
    PATIENT = "patient"
    STUDY = "study"
    IMAGE = "image"
    LESION = "lesion"
    SITE = "site"
    REGION = "region"
    MAKER = "maker"
    MODEL = "model"
    DATE = "date"
    AGE = "age"
    SEX = "sex"
    LABEL = "label"
    TYPE = "type"
    SIZE = "size"
    SLICE = "slice"
    KV = "kv"
    MA = "ma"
    KERNEL = "kernel"
    IGNORED = "ignored"


IDS = (CaseColumn.PATIENT, CaseColumn.STUDY, CaseColumn.IMAGE, CaseColumn.LESION)
"""Identifiers, from coarse to fine; stored as hashes only."""
NAMES = {
    CaseColumn.SET: Text("数据集", "Data set"),
    CaseColumn.PATIENT: Text("患者编号", "Patient id"),
    CaseColumn.STUDY: Text("检查编号", "Study id"),
    CaseColumn.IMAGE: Text("图像编号", "Image id"),
    CaseColumn.LESION: Text("病灶编号", "Lesion id"),
    CaseColumn.SITE: Text("机构", "Site"),
    CaseColumn.REGION: Text("地区", "Region"),
    CaseColumn.MAKER: Text("设备厂商", "Device maker"),
    CaseColumn.MODEL: Text("设备型号", "Device model"),
    CaseColumn.DATE: Text("采集日期", "Acquired on"),
    CaseColumn.AGE: Text("年龄", "Age"),
    CaseColumn.SEX: Text("性别", "Sex"),
    CaseColumn.LABEL: Text("标签（阴阳性）", "Label"),
    CaseColumn.TYPE: Text("病灶类型", "Lesion type"),
    CaseColumn.SIZE: Text("病灶大小（mm）", "Lesion size (mm)"),
    CaseColumn.SLICE: Text("层厚（mm）", "Slice thickness (mm)"),
    CaseColumn.KV: Text("管电压（kV）", "Tube voltage (kV)"),
    CaseColumn.MA: Text("管电流（mA）", "Tube current (mA)"),
    CaseColumn.KERNEL: Text("重建算法", "Reconstruction"),
    CaseColumn.IGNORED: Text("不读", "Not read"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """One column: `codes` number the words of each row; the first word is empty, for what was not recorded."""

    words: tuple[str, ...]
    codes: array[int]


@dataclass(frozen=True, slots=True)
class CaseContent:
    """The rows of one list. An id of 0 is none. Lists of different `salt` marks cannot be compared."""

    rows: int
    salt: str
    ids: Mapping[CaseColumn, array[int]]
    words: Mapping[CaseColumn, Words]

    def only(self, runs: Sequence[tuple[int, int]]) -> CaseContent:
        """Return the rows of some runs (from, to): copied run by run, which costs less than row by row."""
        return CaseContent(
            sum(end - start for start, end in runs),
            self.salt,
            {key: _runs_of(column, runs) for key, column in self.ids.items()},
            {key: Words(w.words, _runs_of(w.codes, runs)) for key, w in self.words.items()},
        )

    def without(self, column: CaseColumn) -> CaseContent:
        """Return the list without one column of words."""
        kept = {key: words for key, words in self.words.items() if key is not column}
        return CaseContent(self.rows, self.salt, self.ids, kept)


def _runs_of(column: array[int], runs: Sequence[tuple[int, int]]) -> array[int]:
    size, data = column.itemsize, column.tobytes()
    made = array(column.typecode)
    made.frombytes(b"".join([data[start * size : end * size] for start, end in runs]))
    return made


def joined(parts: Sequence[CaseContent]) -> CaseContent:
    """Return the rows of several parts of one list, which have the same columns, as one."""
    if len(parts) == 1:
        return parts[0]
    first = parts[0]
    ids = {key: array(_ID, chain.from_iterable(p.ids[key] for p in parts)) for key in first.ids}
    words = {key: _joined_words([p.words[key] for p in parts]) for key in first.words}
    return CaseContent(sum(p.rows for p in parts), first.salt, ids, words)


def _joined_words(parts: Sequence[Words]) -> Words:
    known = {word: n for n, word in enumerate(dict.fromkeys(w for p in parts for w in p.words))}
    codes = array(_CODE)
    for part in parts:
        numbers = [known[word] for word in part.words]
        codes.extend(map(numbers.__getitem__, part.codes))
    return Words(tuple(known), codes)


class NotCasesError(ValueError):
    """Bytes that are no case list of this program."""


def pack(content: CaseContent) -> bytes:
    """Return the content's one byte form: packed JSON head and words, then the hashes, which no packing shortens."""
    head = {
        "rows": content.rows,
        "salt": content.salt,
        "ids": [key.value for key in content.ids],
        "words": {key.value: column.words for key, column in content.words.items()},
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    codes = b"".join(_little(column.codes) for column in content.words.values())
    packed = zlib.compress(_HEAD.pack(len(text)) + text + codes, 1)
    return b"".join([_MAGIC, _HEAD.pack(len(packed)), packed, *map(_little, content.ids.values())])


def unpack(data: bytes) -> CaseContent:
    """Return the content that `pack` gave.

    Raises:
        NotCasesError: other bytes, damaged ones, or more than 64 MB of them.
    """
    try:
        return _unpacked(data)
    except (struct.error, zlib.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotCasesError(str(error)) from error


def _unpacked(data: bytes) -> CaseContent:
    if not data.startswith(_MAGIC):
        raise NotCasesError("magic")
    start = len(_MAGIC) + _HEAD.size
    (size,) = _HEAD.unpack_from(data, len(_MAGIC))
    packed = zlib.decompressobj()
    plain = packed.decompress(data[start : start + size], _MOST_BYTES)
    if not packed.eof:
        raise NotCasesError("size")
    (length,) = _HEAD.unpack_from(plain)
    at = _HEAD.size + length
    head = json.loads(plain[_HEAD.size : at])
    rows = int(head["rows"])
    words = {
        CaseColumn(name): _words(said, plain[at + 2 * rows * n : at + 2 * rows * (n + 1)], rows)
        for n, (name, said) in enumerate(head["words"].items())
    }
    hashes = data[start + size :]
    ids = {
        CaseColumn(name): _column(_ID, hashes[8 * rows * n : 8 * rows * (n + 1)], rows)
        for n, name in enumerate(head["ids"])
    }
    if len(hashes) != 8 * rows * len(ids) or len(plain) != at + 2 * rows * len(words):
        raise NotCasesError("length")
    return CaseContent(rows, str(head["salt"]), ids, words)


def _words(said: list[str], data: bytes, rows: int) -> Words:
    codes = _column(_CODE, data, rows)
    if max(codes, default=0) >= len(said):
        raise NotCasesError("words")
    return Words(tuple(map(str, said)), codes)


def ids_of(digests: bytes) -> array[int]:
    """Return 8-byte hashes as numbers."""
    return _numbers(_ID, digests)


def codes_of(codes: bytes) -> array[int]:
    """Return two-byte word numbers."""
    return _numbers(_CODE, codes)


def salt_mark(salt: bytes) -> str:
    """Return what tells lists of one salt from those of another, and nothing of the salt itself."""
    return sha256(b"case-salt:" + salt).hexdigest()[:16]


def _little(column: array[int]) -> bytes:
    if _BIG_ENDIAN:
        column = array(column.typecode, column)
        column.byteswap()
    return column.tobytes()


def _column(code: str, data: bytes, rows: int) -> array[int]:
    made = _numbers(code, data)
    if len(made) != rows:
        raise NotCasesError("length")
    return made


def _numbers(code: str, data: bytes) -> array[int]:
    made = array(code)
    made.frombytes(data)
    if _BIG_ENDIAN:
        made.byteswap()
    return made
