"""Text folded for search: what looks the same to a reader is found, whatever codes a PDF or scan wrote."""

from __future__ import annotations

import unicodedata

_PAIRS = (
    "⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇几 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺑尣 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺗忄 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 "
    "⺞歺 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺪疋 ⺫目 ⺬示 ⺭礻 ⺮竹 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳罓 ⺴网 ⺵罓 ⺶羊 ⺷羊 ⺸羊 "
    "⺹耂 ⺺肀 ⺻聿 ⺼月 ⺽臼 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇角 ⻈讠 ⻉贝 ⻊足 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝 ⻐钅 ⻑長 ⻒镸 ⻓长 "
    "⻔门 ⻕阜 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞食 ⻟飠 ⻠饣 ⻡首 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 "
    "⻯竜 ⻰龙 ⻱龟 ⻲亀 ⻳龟"
)
_TABLE = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}


def radicals_as_characters(text: str) -> str:
    """Return text with radicals as the characters they look like, for an index; all else stays as written."""
    return text.translate(_TABLE)


def fold(text: str) -> str:
    """Return text for comparison only: radicals as the characters they look like, widths alike, small letters.

    Never store or print it: folding loses what was written.
    """
    return unicodedata.normalize("NFKC", text.translate(_TABLE)).casefold()


def fold_close(text: str) -> str:
    """Return folded text without white space, for finding a passage across line breaks."""
    return "".join(fold(text).split())
