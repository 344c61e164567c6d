"""Turns a paper's plain text with a few marks into a laid-out paper."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.graphics.shapes import Circle, Drawing, Line, Rect, String
from reportlab.lib import colors

from samples.paper import Paper, Seal

_DARK = colors.HexColor("#1c2733")
_PALE = colors.HexColor("#dfe6ee")
_BLUE = colors.HexColor("#2f6db5")


def write(paper: Paper, text: str) -> Paper:
    """Write a text onto the paper.

    Marks at the start of a line: `# ` title, `## ` and `### ` headings, `> ` right, `= ` centred, `- ` entry,
    `| a | b` table row, `---` new page, `~ name` seal; `!plain`, `!widths 1 3`, `!gap 10`, `!screen name`.
    """
    look: dict[str, object] = {}
    rows: list[list[str]] = []
    for line in [*text.strip("\n").split("\n"), ""]:
        if line.startswith("| "):
            rows.append([cell.strip().replace("\\n", "\n") for cell in line[2:].split(" | ")])
            continue
        if rows:
            _table(paper, rows, look)
            rows, look = [], {}
        if line.startswith("!") and line.split()[0] in ("!plain", "!widths", "!size"):
            _setting(look, line)
        elif line.strip():
            _line(paper, line)
    return paper


def _setting(look: dict[str, object], line: str) -> None:
    name, *words = line[1:].split()
    look[name] = [float(word) for word in words] if words else True


def _table(paper: Paper, rows: list[list[str]], look: dict[str, object]) -> None:
    count = max(len(row) for row in rows)
    filled = [row + [""] * (count - len(row)) for row in rows]
    widths = look.get("widths")
    size = look.get("size")
    paper.table(
        filled,
        widths if isinstance(widths, list) else [1.0] * count,
        plain=bool(look.get("plain")),
        size=size[0] if isinstance(size, list) else 9,
    )


def _line(paper: Paper, line: str) -> None:
    mark, _, rest = line.partition(" ")
    marks: dict[str, Callable[[], None]] = {
        "#": lambda: paper.title(rest),
        "##": lambda: paper.heading(rest),
        "###": lambda: paper.heading(rest, 2),
        ">": lambda: paper.text(rest, align="right"),
        "=": lambda: paper.text(rest, align="center"),
        "-": lambda: paper.items([f"· {rest}"]),
        "---": paper.page,
        "~": lambda: paper.add(Seal(rest)),
        "!gap": lambda: paper.gap(float(rest)),
        "!screen": lambda: paper.add(screen(rest)),
    }
    marks.get(mark, lambda: paper.text(line))()


def screen(name: str) -> Drawing:
    """Return a drawn window of the product: a picture in the middle, a list of findings beside it."""
    made = Drawing(460, 236)
    made.add(Rect(0, 0, 460, 230, fillColor=_DARK, strokeColor=_DARK, rx=4, ry=4))
    made.add(Rect(0, 212, 460, 18, fillColor=_BLUE, strokeColor=_BLUE))
    made.add(String(8, 217, name, fontName="Hei", fontSize=8, fillColor=colors.white))
    made.add(String(396, 217, "样例界面", fontName="Hei", fontSize=8, fillColor=colors.white))
    made.add(Rect(120, 10, 230, 194, fillColor=colors.black, strokeColor=_BLUE, strokeWidth=0.4))
    for step in range(14):
        tone = colors.HexColor(f"#{40 + step * 9:02x}{40 + step * 9:02x}{44 + step * 9:02x}")
        made.add(Circle(235, 107, 88 - step * 5.5, fillColor=tone, strokeColor=None))
    for x, y in ((200, 120), (268, 96)):
        made.add(
            Rect(
                x - 9,
                y - 9,
                18,
                18,
                fillColor=None,
                strokeColor=colors.HexColor("#ffb000"),
                strokeWidth=1,
            )
        )
    for index in range(5):
        y = 186 - index * 26
        made.add(Rect(358, y - 12, 94, 20, fillColor=colors.HexColor("#273646"), strokeColor=None))
        made.add(
            String(
                363,
                y - 5,
                f"{index + 1}  第 {37 + index * 23} 层",
                fontName="Hei",
                fontSize=7,
                fillColor=_PALE,
            )
        )
        made.add(Rect(8, y - 16, 104, 22, fillColor=colors.HexColor("#273646"), strokeColor=None))
        made.add(
            String(
                13,
                y - 7,
                f"样例患者 {index + 1:02d}  CT",
                fontName="Hei",
                fontSize=7,
                fillColor=_PALE,
            )
        )
    made.add(
        Line(
            120,
            107,
            350,
            107,
            strokeColor=colors.HexColor(
                "#3c7",
            ),
            strokeWidth=0.3,
        )
    )
    made.add(
        String(
            128,
            16,
            "医师确认后归档；原始结果与确认结果分别保存",
            fontName="Hei",
            fontSize=7,
            fillColor=_PALE,
        )
    )
    return made
