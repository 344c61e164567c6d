"""What looks like a person's name, identity card or telephone in a case list; such a list is not taken in."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import normalize

from dossier_app.base.text import Text

_SINGLE = (
    "王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍"
    "涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑"
    "景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_DOUBLE = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|夏侯|令狐|长孙|宇文|端木"
_NAME = re.compile(
    rf"^(?:(?:{_DOUBLE})[一-鿿]{{1,2}}|[{_SINGLE}][一-鿿]{{1,2}}|[一-鿿]{{1,4}}·[一-鿿]{{1,6}}"
    r"|[A-Z][a-z]+,? [A-Z][a-z]+(?:[- ][A-Z][a-z]+)?|[A-Za-z]+(?:[- ][A-Za-z]+)*\^[A-Za-z^ -]*)$",
    re.MULTILINE,
)
_CARD = re.compile(r"(?<![\d.])\d{17}[\dXx](?![\d.])")
_OLD_CARD = re.compile(r"^\d{15}$", re.MULTILINE)
_PHONE = re.compile(r"(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![\d.])|^0\d{2,3}-\d{7,8}$", re.MULTILINE)  # fmt: skip
_HEAD = re.compile(
    r"(?:患者|病人|受试者)?(?:姓名|名字)|(?:patient|subject|full|first|last)?names?|身份证.*|证件号码?|idcard.*|"
    r".*(?:电话|手机|联系方式).*|.*(?:telephone|phone|mobile).*|tel"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_SHORTEST_NUMBER = 11
_PROVINCES = range(11, 83)
NAME, CARD, PHONE = (
    Text("姓名", "names"),
    Text("身份证号", "identity card numbers"),
    Text("电话号码", "telephone numbers"),
)


def numbers_in(lines: str) -> Text | None:
    """Return what kind of personal number stands in these lines, None when none does."""
    if max(map(len, lines.split("\n"))) < _SHORTEST_NUMBER:
        return None
    if any(map(is_card, _CARD.findall(lines))):
        return CARD
    return PHONE if _PHONE.search(lines) else None


def names_in(lines: str) -> int:
    """Return how many lines are a person's name as a whole."""
    if lines.isascii() and " " not in lines and "^" not in lines:
        return 0
    return sum(1 for _ in _NAME.finditer(lines))


def old_cards_in(lines: str) -> int:
    """Return how many lines could be identity cards of the old form, which has no check digit."""
    return sum(map(is_card, _OLD_CARD.findall(lines)))


def is_personal_head(title: str) -> bool:
    """Tell whether a column's head announces names, identity cards or telephones."""
    plain = re.sub(r"[\s_\-()（）:：]", "", normalize("NFKC", title).casefold())
    return bool(_HEAD.fullmatch(plain))


def is_card(number: str) -> bool:
    """Tell whether 18 (or, the old form, 15) digits are an identity card number: region, birthday, check digit."""
    long = len(number) == 18
    born = number[6:14] if long else "19" + number[6:12]
    if int(number[:2]) not in _PROVINCES:
        return False
    try:
        day = date(int(born[:4]), int(born[4:6]), int(born[6:]))
    except ValueError:
        return False
    if day.year < 1900:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return not long or _CHECKS[total % 11] == number[-1].upper()
