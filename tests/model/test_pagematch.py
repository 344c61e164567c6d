"""Pages known again: shared wording, turned pictures, page lists as people write them."""

import pytest

from dossier_app.model.pagematch import SIDE, Look, PageContent, find_pages, ranges

TEXT = "检验报告首页样品名称肺结节影像辅助检测软件型号规格委托单位检验类别为委托检验"
OTHER = "培训方案共分为基础操作与高级应用两个阶段由原厂工程师到院进行并签到存档备查"


def look(seed: int, wide: int = 800, high: int = 1100, digest: str = "") -> Look:
    greys = bytes((seed * n * n + 7 * n) % 251 for n in range(SIDE * SIDE))
    return Look(wide, high, digest, greys)


def test_stamps_and_page_numbers_around_a_text_do_not_matter() -> None:
    bid = [PageContent(OTHER), PageContent(f"某医院投标文件第二册{TEXT}第45页共300页")]
    found = find_pages({("a", 1): PageContent(TEXT)}, bid)
    assert found["a", 1].page == 2
    assert find_pages({("a", 1): PageContent(TEXT)}, bid[:1]) == {}


def test_little_text_is_not_enough_to_tell_a_page() -> None:
    page = PageContent("空白页")
    assert not page.is_telling()
    assert find_pages({("a", 1): page}, [page]) == {}
    assert PageContent("", (look(3),)).is_telling()


def test_a_picture_is_known_turned_by_quarters_and_by_its_bytes() -> None:
    mine = look(3)
    turned = mine.turned()
    assert (turned.width, turned.height) == (1100, 800)
    assert turned.turned().turned().turned() == mine
    bid = [
        PageContent(""),
        PageContent("", (look(5), look(8))),
        PageContent("", (turned,)),
        PageContent("", (Look(10, 10, "d", b""),)),
    ]
    assert find_pages({("a", 1): PageContent("", (mine,))}, bid)["a", 1].page == 3
    stored = PageContent("", (Look(10, 10, "d", b""),))
    assert find_pages({("a", 1): stored}, bid)["a", 1].page == 4
    unlike = PageContent("", (Look(10, 10, "e", b""),))
    assert find_pages({("a", 1): unlike}, bid) == {}


@pytest.mark.parametrize(
    ("pages", "shown"),
    [([], ""), ([5], "5"), ([3, 1, 2], "1-3"), ([1, 3, 4, 4, 9], "1、3-4、9")],
)
def test_pages_are_written_as_ranges(pages: list[int], shown: str) -> None:
    assert ranges(pages) == shown
