"""Forms of a bid that stored facts can show: R01, R06, R09, R12, R17, R29 to R33, R40, R44."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from dossier_app.base.text import Text, same
from dossier_app.model.checks.scene import Scene, found, place_of
from dossier_app.model.edition import months_before
from dossier_app.model.finding import Finding
from dossier_app.model.records import Record

_BOND_SHARE = Decimal("0.02")
"""Source: 政府采购法实施条例 第三十三条 (at most 2 % of the budget, no cash)."""
_PROOF_MONTHS = 6
"""Tax and social-security proof is usually asked for from within this many months before the notice."""
_SME = ("medium", "small", "micro")


def formalities(scene: Scene) -> Iterator[Finding]:
    """Yield findings on seals, bond, statements, signatory and electronic certificates of each tender."""
    for tender in scene.tenders():
        papers = _papers(scene, tender)
        yield from _seals(scene, tender)
        yield from _bond(scene, tender)
        yield from _joint(scene, tender, papers)
        yield from _heads(scene, tender)
        yield from _energy(scene, tender, papers)
        yield from _signatory(scene, tender, papers)
        yield from _statements(scene, tender, papers)
        yield from _small_firms(scene, tender, papers)
        yield from _electronic(scene, tender)
        yield from _amendments(scene, tender)


def _papers(scene: Scene, tender: Record) -> dict[str, Record]:
    rows = scene.rows("qualification", tender)
    return {row.text("part").strip().upper(): row for row in rows if row.text("part").strip()}


def _has_file(scene: Scene, paper: Record | None) -> bool:
    if paper is None:
        return False
    licence = scene.get("licence", paper.text("licence"))
    return bool(paper.text("evidence") or paper.text("sealed_scan") or licence)


def _seals(scene: Scene, tender: Record) -> Iterator[Finding]:
    if tender.text("state") != "submitted":
        return
    for row in scene.rows("qualification", tender):
        if row.flag("seal") and not row.flag("sealed"):
            message = _UNSEALED.format(name=same(row.text("name")))
            yield found(scene, "R01", place_of(row, "sealed"), message, tender=tender.id)


def _bond(scene: Scene, tender: Record) -> Iterator[Finding]:
    amount, budget = tender.number("bond_amount"), tender.number("budget")
    form, paid = tender.text("bond_form"), tender.day("bond_paid_on")
    payer = scene.get("party", tender.text("distributor"))
    said = tender.text("bond_payer").strip()
    wrong: list[tuple[str, Text]] = []
    if amount and budget and amount > budget * _BOND_SHARE:
        most = f"{(budget * _BOND_SHARE).normalize():f}"
        wrong.append(("bond_amount", _BOND_HIGH.format(amount=amount, most=most)))
    if amount and form == "cash":
        wrong.append(("bond_form", _BOND_CASH))
    if amount and said and payer is not None and said != payer.text("name"):
        wrong.append(("bond_payer", _BOND_PAYER.format(one=said, other=payer.text("name"))))
    if amount and paid is not None and paid > scene.deadline(tender):
        wrong.append(("bond_paid_on", _BOND_LATE.format(day=paid, on=scene.deadline(tender))))
    for key, message in wrong:
        yield found(scene, "R06", place_of(tender, key), message, tender=tender.id)


def _joint(scene: Scene, tender: Record, papers: dict[str, Record]) -> Iterator[Finding]:
    if tender.flag("joint_bid") and not _has_file(scene, papers.get("P41")):
        yield found(scene, "R09", place_of(tender, "joint_bid"), _NO_AGREEMENT, tender=tender.id)


def _heads(scene: Scene, tender: Record) -> Iterator[Finding]:
    """Find firms that stand for one project under the same head or credit code."""
    ids = {tender.text("distributor")}
    ids |= {row.text("to_party") for row in scene.rows("authorisation", tender)}
    ids |= {row.text("distributor") for row in scene.rows("project_report", tender)}
    ids |= {row.text("distributor") for row in scene.rows("pack_issue", tender)}
    firms = [firm for each in sorted(ids - {""}) if (firm := scene.get("party", each))]
    for one, other in combinations(firms, 2):
        for key in ("legal_person", "code"):
            if one.text(key).strip() and one.text(key).strip() == other.text(key).strip():
                names = {
                    "one": one.text("name"),
                    "other": other.text("name"),
                    "what": one.text(key),
                }
                message = _SAME_HEAD.format(**names)
                place = place_of(tender, "distributor")
                yield found(scene, "R12", place, message, tender=tender.id)
                break


def _energy(scene: Scene, tender: Record, papers: dict[str, Record]) -> Iterator[Finding]:
    for line in scene.rows("price_line", tender):
        if not line.flag("energy_listed"):
            continue
        paper = papers.get("P26")
        end = paper.day("expires_on") if paper else None
        if not _has_file(scene, paper) or (end is not None and end < scene.deadline(tender)):
            message = _NO_ENERGY.format(name=same(line.text("name")))
            yield found(scene, "R17", place_of(line, "energy_listed"), message, tender=tender.id)


def _signatory(scene: Scene, tender: Record, papers: dict[str, Record]) -> Iterator[Finding]:
    power, name = papers.get("P08"), tender.text("signatory").strip()
    firm = scene.get("party", tender.text("distributor"))
    if not name or (firm is not None and name == firm.text("legal_person").strip()):
        return
    place = place_of(power, "person") if power else place_of(tender, "signatory")
    said = power.text("person").strip() if power else ""
    end = power.day("expires_on") if power else None
    if said != name:
        message = _NO_POWER.format(name=name, said=said or "—")
        yield found(scene, "R29", place, message, tender=tender.id)
    elif end is not None and end < scene.deadline(tender):
        message = _POWER_ENDED.format(name=name, day=end)
        yield found(scene, "R29", place, message, tender=tender.id)


def _statements(scene: Scene, tender: Record, papers: dict[str, Record]) -> Iterator[Finding]:
    """Judge dated papers by their windows: statement (P13), tax and social security (P11), credit (P14)."""
    deadline, notice = scene.deadline(tender), tender.day("published_on")
    if notice is None:
        return
    windows: tuple[tuple[str, str, date, Text], ...] = (
        ("R30", "P13", notice, _STATEMENT),
        ("R31", "P11", months_before(notice, _PROOF_MONTHS), _PROOF),
        ("R32", "P14", notice, _CREDIT),
    )
    for code, part, first, message in windows:
        paper = papers.get(part)
        day = paper.day("dated") if paper else None
        if paper is not None and day is not None and not first <= day <= deadline:
            told = message.format(day=day, first=first, last=deadline)
            yield found(scene, code, place_of(paper, "dated"), told, tender=tender.id)


def _small_firms(scene: Scene, tender: Record, papers: dict[str, Record]) -> Iterator[Finding]:
    paper = papers.get("P23")
    if not _has_file(scene, paper) or paper is None:
        return
    sizes = {p.text("name").strip(): p.text("size") for p in scene.dossier.all("party")}
    said = {}
    for line in scene.rows("price_line", tender):
        maker = line.text("maker").strip()
        said[maker] = sizes.get(maker, "")
        if said[maker] and said[maker] not in _SME:
            message = _NOT_SMALL.format(maker=same(maker), name=same(line.text("name")))
            yield found(scene, "R33", place_of(line, "maker"), message, tender=tender.id)
    kinds = {size for size in said.values() if size in _SME}
    if "medium" in kinds and len(kinds) > 1:
        yield found(scene, "R33", place_of(paper), _MIXED, tender=tender.id)
    dated = paper.day("dated")
    if dated is not None and dated.year < scene.deadline(tender).year - 1:
        message = _OLD_FIGURES.format(day=dated)
        yield found(scene, "R33", place_of(paper, "dated"), message, tender=tender.id)


def _electronic(scene: Scene, tender: Record) -> Iterator[Finding]:
    end = tender.day("ca_expires_on")
    opening = tender.day("opening") or scene.deadline(tender)
    if end is not None and end < opening + timedelta(days=1):
        message = _CA_ENDS.format(day=end, on=opening)
        yield found(scene, "R40", place_of(tender, "ca_expires_on"), message, tender=tender.id)
    one, other = tender.text("ca_sealed_with").strip(), tender.text("ca_opened_with").strip()
    if one and other and one != other:
        message = _CA_DIFFERS.format(one=one, other=other)
        yield found(scene, "R40", place_of(tender, "ca_opened_with"), message, tender=tender.id)


def _amendments(scene: Scene, tender: Record) -> Iterator[Finding]:
    for row in scene.rows("amendment", tender):
        if not row.flag("followed"):
            message = _NOT_FOLLOWED.format(name=same(row.text("name")), day=row.text("issued_on"))
            yield found(scene, "R44", place_of(row, "followed"), message, tender=tender.id)


_UNSEALED = Text(
    "“{name}”需要签章，尚未标为已签章。请逐页核对后勾选，或附签章后的扫描件。",
    "“{name}” wants a seal and is not ticked as sealed. Check each page and tick it, or attach the sealed scan.",
)
_BOND_HIGH = Text(
    "保证金 {amount} 元超过预算的 2%（{most} 元）。请与采购人核实金额。",
    "The bond of {amount} exceeds 2 % of the budget ({most}). Ask the purchaser about the amount.",
)
_BOND_CASH = Text(
    "保证金不得以现金形式提交。请改为转账、支票或保函。",
    "A bond may not be paid in cash. Use a transfer, cheque or guarantee.",
)
_BOND_PAYER = Text(
    "保证金付款单位“{one}”不是投标人“{other}”。请由投标人的账户支付。",
    "The bond is paid by “{one}”, not by the bidder “{other}”. Pay it from the bidder's account.",
)
_BOND_LATE = Text(
    "保证金到账日期 {day} 晚于投标截止日 {on}。请核对。",
    "The bond arrives on {day}, after the deadline {on}. Check.",
)
_NO_AGREEMENT = Text(
    "以联合体投标，没有联合体协议（P41）。请附协议。",
    "A joint bid without its agreement (P41). Attach it.",
)
_SAME_HEAD = Text(
    "“{one}”与“{other}”的负责人或信用代码相同（{what}），不得参加同一项目。请只保留一家。",
    "“{one}” and “{other}” share head or credit code ({what}) and may not stand in one project. Keep one.",
)
_NO_ENERGY = Text(
    "“{name}”属于强制节能品目，没有有效的节能产品证书（P26）。请补充。",
    "“{name}” is on the compulsory energy list without a valid certificate (P26). Add it.",
)
_NO_POWER = Text(
    "签字代表“{name}”与授权委托书所载“{said}”不符。请更正委托书或签字代表。",
    "The signatory “{name}” is not the one of the power of attorney (“{said}”). Correct either.",
)
_POWER_ENDED = Text(
    "签字代表“{name}”的授权委托书于 {day} 到期，早于投标截止日。请重新出具。",
    "The power of attorney of “{name}” ends on {day}, before the deadline. Issue it anew.",
)
_STATEMENT = Text(
    "无重大违法记录声明的日期 {day} 不在公告日 {first} 至截止日 {last} 之间，三年期间会算错。请重新出具。",
    "The statement of no grave offence is dated {day}, outside {first} to {last}; its three years would be wrong. Issue it anew.",
)
_PROOF = Text(
    "纳税或社保证明的日期 {day} 不在 {first} 至 {last} 之间。请换用期内的证明，以招标文件的期间为准。",
    "The tax or social-security proof of {day} lies outside {first} to {last}. Use one within the window of the tender.",
)
_CREDIT = Text(
    "信用查询日期 {day} 不在 {first} 至 {last} 之间。请重新查询。",
    "The credit query of {day} lies outside {first} to {last}. Query again.",
)
_NOT_SMALL = Text(
    "附有中小企业声明函，而“{name}”的制造商“{maker}”不是中小企业。请核对声明函。",
    "An SME letter is attached, but “{maker}”, maker of “{name}”, is no SME. Check the letter.",
)
_MIXED = Text(
    "制造商中既有中型又有小微企业，不享受小微企业的扣除。请核对声明函。",
    "Makers are of medium and of small size; the deduction for small firms does not apply. Check the letter.",
)
_OLD_FIGURES = Text(
    "中小企业声明函日期为 {day}，所用数据可能不是上一年度的。请更新。",
    "The SME letter is of {day}; its figures may not be those of last year. Renew it.",
)
_CA_ENDS = Text(
    "数字证书于 {day} 到期，开标时间为 {on}，可能无法解密。请先更新证书。",
    "The CA certificate ends on {day}, opening is on {on}; decryption may fail. Renew it first.",
)
_CA_DIFFERS = Text(
    "加密用证书 {one} 与解密用证书 {other} 不同，将无法解密。请使用同一把。",
    "Sealed with certificate {one} but to be opened with {other}; that fails. Use the same.",
)
_NOT_FOLLOWED = Text("澄清或更正“{name}”（{day}）尚未按其响应。请重读文件并核对答复。", "Amendment “{name}” ({day}) is not followed yet. Read the file again and check the answers.")  # fmt: skip
