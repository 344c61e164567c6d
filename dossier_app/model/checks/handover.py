"""What is handed over: same scans, legibility, page numbers, official heads, blind parts, banned parts (R11, R14, R34, R39, R41, R47)."""

from __future__ import annotations

from collections.abc import Iterator

from dossier_app.base.text import Text, same
from dossier_app.model.blind import names, technical_texts, traces
from dossier_app.model.checks.scene import Scene, found, place_of
from dossier_app.model.finding import Finding
from dossier_app.model.heads import column_of, columns_of
from dossier_app.model.records import Record
from dossier_app.model.wording import squeeze

_LEGIBLE = 200
"""Dots per inch below which a scan may be refused as unclear. Source: RT01; the figure is [C]."""


def handover(scene: Scene) -> Iterator[Finding]:
    """Yield findings on files, page numbers, tables and blind parts of each tender."""
    yield from _shared_scans(scene)
    for tender in scene.tenders():
        yield from _legible(scene, tender)
        yield from _pages(scene, tender)
        yield from _heads(scene, tender)
        if tender.flag("blind"):
            yield from _blind(scene, tender)
        yield from _banned(scene, tender)


def _shared_scans(scene: Scene) -> Iterator[Finding]:
    """Find one scan that stands for two papers, and one number held by two firms."""
    by_scan: dict[str, Record] = {}
    by_number: dict[tuple[str, str], Record] = {}
    for row in scene.dossier.all("licence"):
        proof = scene.get("evidence", row.text("evidence"))
        sha = proof.text("sha256") if proof else ""
        first = by_scan.setdefault(sha, row) if sha else row
        if first.text("number").strip() != row.text("number").strip():
            names_ = {"one": same(first.text("number")), "other": same(row.text("number"))}
            yield found(scene, "R11", place_of(row, "evidence"), _ONE_SCAN.format(**names_))
        key = (row.text("kind"), row.text("number").strip())
        holder = by_number.setdefault(key, row) if key[1] else row
        if holder.text("party") != row.text("party"):
            yield found(scene, "R11", place_of(row, "number"), _ONE_NUMBER.format(number=key[1]))


def _legible(scene: Scene, tender: Record) -> Iterator[Finding]:
    ids = [row.text("evidence") for row in scene.rows("qualification", tender)]
    ids += [row.text("evidence") for row in scene.dossier.all("certificate")]
    ids += [row.text("evidence") for row in scene.dossier.all("licence")]
    for each in dict.fromkeys(filter(None, ids)):
        record = scene.get("evidence", each)
        dpi = record.number("dpi") if record else None
        if record is not None and dpi is not None and 0 < dpi < _LEGIBLE:
            message = _UNCLEAR.format(name=same(record.text("title")), dpi=int(dpi))
            yield found(scene, "R14", place_of(record, "dpi"), message, tender=tender.id)


def _pages(scene: Scene, tender: Record) -> Iterator[Finding]:
    """Tell which links have no page of the bid while others have one."""
    answers = {row.id for row in scene.rows("response", tender)}
    links = [link for link in scene.dossier.all("link") if link.text("target") in answers]
    if not any(link.text("bidder_pages") for link in links):
        return
    for link in links:
        if not link.text("bidder_pages"):
            proof = scene.get("evidence", link.text("evidence"))
            message = _NO_PAGE.format(name=same(proof.text("title") if proof else "—"))
            yield found(scene, "R41", place_of(link, "bidder_pages"), message, tender=tender.id)


def _heads(scene: Scene, tender: Record) -> Iterator[Finding]:
    for row in scene.rows("table_head", tender):
        table = row.text("table")
        unknown = [title for title in columns_of(row) if not column_of(table, title)]
        if unknown:
            words = "、".join(unknown)
            message = _BY_HAND.format(words=words)
            place = place_of(row, "columns")
            yield found(scene, "R34", place, message, tender=tender.id, quotes=tuple(unknown))


def _blind(scene: Scene, tender: Record) -> Iterator[Finding]:
    known = scene.once("blind-names", lambda: names(scene.dossier))
    for record, key, text in technical_texts(scene.dossier, tender):
        seen = tuple(traces(text, known))
        if seen:
            words = "、".join(each.words for each in seen)
            message = _REVEALS.format(words=words, sort=seen[0].sort)
            quotes = tuple(each.words for each in seen)
            yield found(
                scene, "R39", place_of(record, key), message, tender=tender.id, quotes=quotes
            )


def _banned(scene: Scene, tender: Record) -> Iterator[Finding]:
    parts = {squeeze(row.text("name")).lower(): row for row in scene.dossier.all("component")}
    for ban in scene.rows("banned_part", tender):
        wanted = squeeze(ban.text("name")).lower()
        held = next((row for name, row in parts.items() if wanted and wanted in name), None)
        if held is not None:
            names_ = {"part": same(held.text("name")), "clause": same(ban.text("basis") or "—")}
            yield found(
                scene, "R47", place_of(ban, "name"), _USED.format(**names_), tender=tender.id
            )


_ONE_SCAN = Text(
    "同一份扫描件被登记为两份证照（{one} 与 {other}）。请核对，避免提供错误或虚假材料。",
    "One scan stands for two licences ({one} and {other}). Check, so that nothing false is handed in.",
)
_ONE_NUMBER = Text(
    "证照编号 {number} 登记在两家单位名下。请与发证系统核对。",
    "Licence number {number} is kept for two firms. Check it with the issuer's system.",
)
_UNCLEAR = Text(
    "“{name}”约 {dpi} dpi，低于 200 dpi，可能被认定为不清晰。请换更清晰的扫描件。",
    "“{name}” has about {dpi} dpi, below 200; it may be refused as unclear. Scan it again.",
)
_NO_PAGE = Text(
    "证据“{name}”没有投标文件页码，其他证据已有。请重新回填，或手工填写。",
    "Evidence “{name}” has no page of the bid although others have. Read the bid back again, or fill it in.",
)
_BY_HAND = Text(
    "采购人规定的列“{words}”本程序不能自动填写，导出后为空。请人工补填，不得删列。",
    "The columns “{words}” of the purchaser's table cannot be filled automatically and come out empty. Fill them by hand; strike none.",
)
_REVEALS = Text(
    "暗标部分出现“{words}”（{sort}），会暴露身份或价格。请改为中性表述。",
    "The blind part says “{words}” ({sort}), which gives the bidder or price away. Put it neutrally.",
)
_USED = Text("招标文件禁用的组件在软件物料清单中：{part}（条款 {clause}）。请核对版本构成，或如实说明。", "The bill of software holds a banned component: {part} (clause {clause}). Check the build, or say so truthfully.")  # fmt: skip
