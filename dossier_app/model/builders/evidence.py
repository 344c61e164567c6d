"""Which evidence files go into a pack, under which anchor, and how a table points at their pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dossier_app.base.text import Text
from dossier_app.model.builders.brief import Brief
from dossier_app.model.document import Attachment, Content, PageRef
from dossier_app.model.records import Record

_ALLOWED = ("public", "tender", "excerpt")
MERGED = ("application/pdf", "image/png", "image/jpeg", "image/tiff")
_GONE = Text("证据记录不存在", "the evidence record is missing")
_INTERNAL = Text(
    "披露级别为“内部”，不随包发出", "its disclosure level is internal; it does not leave the firm"
)
_NO_PAGES = Text(
    "只可摘页，而引用没有写页码；请在引用中写明可以外发的页",
    "only excerpts of it may go out, and no link says which pages; write them on the link",
)
_DAMAGED = Text(
    "证据库中的文件缺失或已损坏，请重新添加",
    "the file in the evidence store is missing or damaged; attach it again",
)


@dataclass(frozen=True, slots=True)
class Omission:
    """Something that does not go into the pack, and why."""

    what: str
    why: Text


@dataclass(frozen=True, slots=True)
class Annex:
    """The evidence of one pack in its order; `pages_of` says which pages were quoted."""

    records: tuple[Record, ...]
    links: tuple[Record, ...]
    omitted: tuple[Omission, ...]
    clauses: Mapping[str, str] = field(default_factory=dict)
    """By link, what stands beside the quoted sentence: the clause it answers"""

    def attachment(self, record: Record) -> Attachment:
        """Return the merged-in file: quoted sentences boxed, excerpts cut to the quoted pages."""
        links = [link for link in self.links if link.text("evidence") == record.id]
        pages = tuple(sorted({page for link in links for page in page_numbers(link.text("pages"))}))
        boxes = tuple(
            (page_numbers(link.text("pages"))[0], link.text("quote"), self.clauses.get(link.id, ""))
            for link in links
            if link.text("quote") and page_numbers(link.text("pages"))
        )
        return Attachment(
            record.text("sha256"),
            record.text("title"),
            record.text("media_type"),
            anchor_of(record.id),
            pages if record.text("disclosure") == "excerpt" else (),
            tuple(dict.fromkeys(boxes)),
        )


def anchor_of(evidence_id: str) -> str:
    """Return the anchor under which an evidence file stands in the pack."""
    return f"ev-{evidence_id}"


def page_numbers(pages: str) -> tuple[int, ...]:
    """Read `3, 5-7` as (3, 5, 6, 7); what is not a page number is passed over."""
    found: list[int] = []
    for first, last in re.findall(r"(\d{1,5})(?:\s*[-–~至]\s*(\d{1,5}))?", pages):
        start, end = int(first), int(last or first)
        found.extend(range(start, min(end, start + 500) + 1))
    return tuple(dict.fromkeys(number for number in found if number > 0))


def annex_of(brief: Brief, evidence_ids: Iterable[str], links: Iterable[Record]) -> Annex:
    """Choose what may leave the firm, in the given order; what stays behind is named as omitted."""
    kept_links = tuple(links)
    wanted = dict.fromkeys([*evidence_ids, *(link.text("evidence") for link in kept_links)])
    records, omitted = [], []
    for evidence_id in wanted:
        record = brief.dossier.find("evidence", evidence_id)
        if record is None:
            omitted.append(Omission(evidence_id, _GONE))
        elif record.text("disclosure") not in _ALLOWED:
            omitted.append(Omission(record.text("title"), _INTERNAL))
        elif record.text("disclosure") == "excerpt" and not _quoted(record, kept_links):
            omitted.append(Omission(record.text("title"), _NO_PAGES))
        elif record.text("sha256") in brief.absent:
            omitted.append(Omission(record.text("title"), _DAMAGED))
        else:
            records.append(record)
    return Annex(tuple(records), kept_links, tuple(omitted), dict(_clauses(brief, kept_links)))


def _quoted(record: Record, links: Iterable[Record]) -> bool:
    """Tell whether a link says which pages of an excerpt may go out, or the file has but one."""
    pages = (link.text("pages") for link in links if link.text("evidence") == record.id)
    return record.number("pages") == 1 or any(page_numbers(each) for each in pages)


def _clauses(brief: Brief, links: Iterable[Record]) -> Iterator[tuple[str, str]]:
    """Yield for each link to an answer the number of the clause that is answered."""
    answers = {row.id: row.text("requirement") for row in brief.dossier.all("response")}
    numbers = {row.id: row.text("number") for row in brief.dossier.all("requirement")}
    for link in links:
        if number := numbers.get(answers.get(link.text("target"), ""), ""):
            yield link.id, brief.say(f"条款 {number}", f"Clause {number}")


def joined(first: Annex, *others: Annex) -> Annex:
    """Return several annexes as one: each file once, in their order."""
    every = (first, *others)
    return Annex(
        tuple({record.id: record for each in every for record in each.records}.values()),
        tuple(link for each in every for link in each.links),
        tuple(omission for each in every for omission in each.omitted),
    )


def cite_pages(brief: Brief, annex: Annex, links: Iterable[Record]) -> Content:
    """Return `《注册证》第 12 页；…` with real page numbers of the pack; files that are not merged by name."""
    inside = {record.id: record for record in annex.records}
    parts: list[str | PageRef] = []
    for link in links:
        record = inside.get(link.text("evidence"))
        if record is None:
            continue
        if parts:
            parts.append(brief.say("；", "; "))
        parts.extend(_cite(brief, record, link))
    return tuple(parts)


def _cite(brief: Brief, record: Record, link: Record) -> list[str | PageRef]:
    title = record.text("title")
    if record.text("media_type") not in MERGED:
        return [brief.say(f"《{title}》（附件原件）", f"{title} (attached original)")]
    anchor = anchor_of(record.id)
    pages = page_numbers(link.text("pages"))
    targets = [PageRef(f"{anchor}#{page}", title) for page in pages[:3]] or [PageRef(anchor, title)]
    parts: list[str | PageRef] = [brief.say(f"《{title}》第 ", f"{title}, page ")]
    for n, target in enumerate(targets):
        parts.extend(([brief.say("、", ", ")] if n else []) + [target])
    return [*parts, brief.say(" 页", "")]
