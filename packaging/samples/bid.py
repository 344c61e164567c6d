"""The tender side of a sample: requirement rows, answers, and links to sentences that stand on the pages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from samples.form import CONTENT, Sample, Values, table_rows, thresholds

SECTIONS = {"technical": "", "business": "b", "qualification": "q", "other": "o"}


def requirement_rows(name: str) -> list[Values]:
    """Return the rows of a requirement list."""
    head, *rows = table_rows((CONTENT / name).read_text(encoding="utf-8"))
    return [dict(zip(head, row, strict=True)) for row in rows]


def add_requirements(sample: Sample, tender: str, name: str, prefix: str) -> dict[str, str]:
    """Add the rows of a buyer's list; returns short name -> record id."""
    ids: dict[str, str] = {}
    parents: dict[str, str] = {}
    for row in requirement_rows(name):
        short = SECTIONS[row["kind"]] + row["number"]
        if short in ids:
            short = f"x{short}"
        record_id = f"{prefix}-r-{short.replace('.', '-')}"
        parent = parents.get(row["number"].rpartition(".")[0], "")
        marks = row["marks"]
        effective = marks if marks else ("★" if "★" in parent else "")
        parents[row["number"]] = effective if row["kind"] == "technical" else ""
        values = {
            "tender": tender,
            "section": row["section"],
            "number": row["number"],
            "marks": marks,
            "effective_marks": effective,
            "text": row["text"],
            "kind": row["kind"],
            "thresholds": thresholds(row["text"]),
            "place": row.get("place", ""),
            "evidence_wanted": row.get("wanted", ""),
        }
        sample.add("requirement", record_id, values)
        ids[short] = record_id
    return ids


def add_responses(
    sample: Sample, tender: str, text: str, ids: Mapping[str, str], pages: Mapping[str, list[str]]
) -> None:
    """Add the answers and their evidence links; a quote that stands on no page is an error in the content."""
    for row in table_rows(text):
        short, deviation, answer, note, *rest = [*row, ""]
        record_id = ids[short].replace("-r-", "-a-")
        values = {
            "tender": tender,
            "requirement": ids[short],
            "text": answer,
            "deviation": deviation,
            "note": note,
            "source": "注册资料与产品文档" if rest[0] else "商务承诺",
            "confirmed_by": "顾样例",
        }
        sample.add("response", record_id, values)
        for number, part in enumerate(part for part in rest[0].split(" ; ") if part):
            _link(sample, f"{record_id}-l{number + 1}", record_id, part, pages)


def _link(
    sample: Sample, link_id: str, target: str, part: str, pages: Mapping[str, list[str]]
) -> None:
    name, _, quote = part.partition("=")
    evidence = name[1:] if name.startswith("@") else f"{sample.words['p']}-ev-{name}"
    values = {
        "evidence": evidence,
        "target_kind": "response",
        "target": target,
        "quote": quote.strip(),
    }
    if evidence not in pages:
        raise LookupError(f"{target} names no paper: {evidence}")
    values["pages"] = str(page_of(pages[evidence], quote.strip())) if quote.strip() else "1"
    sample.add("link", link_id, values)


def page_of(pages: list[str], quote: str) -> int:
    """Return the page a sentence stands on; raises LookupError."""
    wanted = re.sub(r"\s", "", quote)
    for number, text in enumerate(pages, 1):
        if wanted in text:
            return number
    raise LookupError(f"no page holds: {quote}")
