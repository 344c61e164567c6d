"""Amounts in words (人民币大写), written one way and read in every accepted spelling.

Source: 银发〔1997〕393号 附一.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
_LIMIT = Decimal(10) ** 16
_CENT = Decimal("0.01")
_FORM = re.compile(
    r"(?:(?P<yuan>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)元)?(?P<rest>[零壹贰叁肆伍陆柒捌玖角分]*)"
)
_PREFIX = re.compile(r"^(?:人民币|RMB|￥|¥)?[:：]?\s*")


def in_capitals(amount: Decimal, *, prefix: bool = False) -> str:
    """Return an amount in yuan in capitals; with `prefix` after 人民币, without a gap.

    Raises:
        BadInput: negative, a fraction of a 分, or too large to be written.
    """
    if amount < 0 or amount >= _LIMIT or amount != amount.quantize(_CENT):
        raise BadInput(_AMOUNT.format(amount=amount), place=str(amount), code="MONEY-01")
    yuan, cents = divmod(int(amount * 100), 100)
    words = _spell(yuan, cents, zero_wan=False, zero_yuan=True)
    return ("人民币" if prefix else "") + words


def parse_capitals(words: str) -> Decimal:
    """Return the amount that capitals name: 元 or 圆, 整 or 正, both spellings of a zero in 万 or 元 place.

    Raises:
        BadInput: not an amount in capitals, or a zero or unit is missing or out of place.
    """
    plain = _PREFIX.sub("", words.strip()).replace("圆", "元").replace("正", "整")
    bare = plain.removesuffix("整")
    match = _FORM.fullmatch(bare)
    amount = _read(match["yuan"] or "", match["rest"]) if match and bare else None
    if amount is None or plain not in _accepted(amount):
        raise BadInput(_WORDS.format(words=words[:60]), place=words[:60], code="MONEY-02")
    return amount


def same_amount(words: str, amount: Decimal) -> bool:
    """Tell whether capitals name this amount; raises BadInput as `parse_capitals`."""
    return parse_capitals(words) == amount


@lru_cache(maxsize=256)
def _accepted(amount: Decimal) -> frozenset[str]:
    yuan, cents = divmod(int(amount * 100), 100)
    found = {
        _spell(yuan, cents, zero_wan=wan, zero_yuan=zero)
        for wan in (False, True)
        for zero in (False, True)
    }
    return frozenset(found | {words + "整" for words in found if words.endswith("角")})


def _spell(yuan: int, cents: int, *, zero_wan: bool, zero_yuan: bool) -> str:
    jiao, fen = divmod(cents, 10)
    whole = _integer(yuan, zero_wan=zero_wan)
    if not cents:
        return (whole or "零") + "元整"
    tail = ""
    if jiao:
        gap = "零" if whole and yuan % 10 == 0 and zero_yuan else ""
        tail = gap + _DIGITS[jiao] + "角"
    elif whole:
        tail = "零"
    tail += _DIGITS[fen] + "分" if fen else ""
    return (whole + "元" if whole else "") + tail


def _integer(number: int, *, zero_wan: bool) -> str:
    """Spell whole yuan by groups of four; a zero stands for any run of zeros between figures."""
    words, pending = "", False
    groups = [number // 10 ** (4 * n) % 10_000 for n in range(3, -1, -1)]
    for index, group in enumerate(groups):
        if not group:
            pending = bool(words)
            continue
        before_ends_in_zero = index > 0 and groups[index - 1] % 10 == 0
        if words and (pending or group < 1000 or (zero_wan and before_ends_in_zero)):
            words += "零"
        words += _group(group) + _group_unit(groups, index)
        pending = False
    return words


def _group_unit(groups: list[int], index: int) -> str:
    """Return 万, 亿 or 万亿; the 亿 of 万亿 is said once, by the later group when there is one."""
    unit = _GROUPS[3 - index]
    return "万" if unit == "万亿" and groups[1] else unit


def _group(number: int) -> str:
    words, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(words)
            continue
        words += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return words


def _read(yuan: str, rest: str) -> Decimal | None:
    match = re.fullmatch(r"零?(?:([壹贰叁肆伍陆柒捌玖])角)?零?(?:([壹贰叁肆伍陆柒捌玖])分)?", rest)
    if match is None or not (yuan or rest):
        return None
    jiao, fen = (_DIGITS.index(part) if part else 0 for part in match.groups())
    return Decimal(_whole(yuan) * 100 + jiao * 10 + fen) / 100


def _whole(words: str) -> int:
    total = section = digit = 0
    for word in words:
        if word in _DIGITS:
            digit = _DIGITS.index(word)
        elif word in _PLACES:
            section += digit * 10 ** _PLACES.index(word)
            digit = 0
        elif word == "万":
            section, digit = (section + digit) * 10_000, 0
        else:
            total, section, digit = (total + section + digit) * 10**8, 0, 0
    return total + section + digit


_AMOUNT = Text(
    "金额 {amount} 不能写成大写：应为 0 至一亿亿之间、至多两位小数的数。",
    "{amount} cannot be written in capitals: expected 0 to 10^16 with at most two decimals.",
)
_WORDS = Text(
    "“{words}”不是规范的人民币大写金额，例如 壹仟陆佰捌拾元零叁角贰分。请核对数字、单位与“零”的位置。",
    "“{words}” is no amount in capitals such as 壹仟陆佰捌拾元零叁角贰分. Check figures, units and zeros.",
)
