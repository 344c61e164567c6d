"""Who may bid: trade licences and the chain of authorisation (R10, R23, R25-R28, DATE-05)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dossier_app.base.text import Text, same
from dossier_app.model.checks.scene import Scene, found, paper_end, place_of
from dossier_app.model.edition import ApprovedEdition, months_before
from dossier_app.model.finding import Finding, Severity
from dossier_app.model.records import Record
from dossier_app.model.wording import squeeze


def distributor(
    scene: Scene, tender: Record, deadline: date, edition: ApprovedEdition | None
) -> Iterator[Finding]:
    """Yield what is wrong with the bidder's licence and letters: R23, R25, R26, R27, DATE-05."""
    party = scene.get("party", tender.text("distributor"))
    if party is None or party.text("role") == "registrant":
        return
    yield from _letters(scene, tender, party, deadline)
    if edition is None or edition.device_class not in ("II", "III"):
        return
    held = scene.dossier.where("licence", party=party.id)
    trade = [row for row in held if row.text("kind") == "trade"]
    filing = [row for row in held if row.text("kind") == "trade_filing"]
    name = same(party.text("name"))
    place = place_of(tender, "distributor")
    if edition.device_class == "III" and not trade:
        yield found(scene, "R26", place, _NO_LICENCE.format(name=name), tender=tender.id)
    scopes = [
        row.text("scope") for row in (*trade, *(filing if edition.device_class == "II" else ()))
    ]
    if any(s.strip() for s in scopes) and not any(_SOFTWARE.search(s) for s in scopes):
        message = _NOT_COVERED.format(name=name)
        yield found(
            scene, "R25", place_of((trade or filing)[0], "scope"), message, tender=tender.id
        )
    for row in trade:
        end = paper_end(row)
        if end is not None and end < deadline:
            message = _EXPIRED.format(name=same(row.text("number")), day=end, on=deadline)
            yield found(scene, "R23", place_of(row, "expires_on"), message, tender=tender.id)


def _valid(scene: Scene, tender: Record, deadline: date) -> list[Record]:
    return [
        row
        for row in scene.rows("authorisation", tender)
        if row.text("state") in ("", "issued")
        and not (row.day("withdrawn_on") and (row.day("withdrawn_on") or deadline) <= deadline)
    ]


def _letters(scene: Scene, tender: Record, party: Record, deadline: date) -> Iterator[Finding]:
    letters = [r for r in _valid(scene, tender, deadline) if r.text("to_party") == party.id]
    place, name = place_of(tender, "distributor"), same(party.text("name"))
    if not letters:
        yield found(scene, "R27", place, _NO_LETTER.format(name=name), tender=tender.id)
        return
    for row in letters:
        number = same(row.text("number"))
        begun, end = row.day("issued_on"), row.day("expires_on")
        if (end is not None and end < deadline) or (begun is not None and begun > deadline):
            message = _LETTER_DATE.format(number=number, on=deadline)
            yield found(scene, "R27", place_of(row, "expires_on"), message, tender=tender.id)
        project = squeeze(row.text("project"))
        known = squeeze(tender.text("name")), squeeze(tender.text("number"))
        if project and not any(k and (k in project or project in k) for k in known):
            message = _LETTER_PROJECT.format(number=number, project=same(row.text("project")))
            yield found(scene, "R27", place_of(row, "project"), message, tender=tender.id)
        yield from _letter_reach(scene, tender, row, deadline)


def _letter_reach(scene: Scene, tender: Record, row: Record, deadline: date) -> Iterator[Finding]:
    number, territory, region = (
        same(row.text("number")),
        row.text("territory"),
        tender.text("region"),
    )
    place_known = territory and region and not re.search(r"全国|中国|境内", territory)
    if place_known and territory[:2] not in region and region[:2] not in territory:
        names = {"number": number, "territory": same(territory), "region": same(region)}
        message = _LETTER_REGION.format(**names)
        yield found(scene, "R27", place_of(row, "territory"), message, tender=tender.id)
    months = int(tender.number("offer_warranty_months") or tender.number("warranty_months") or 0)
    end = row.day("expires_on")
    needed = months_before(deadline, -months) if months else deadline
    if end is not None and deadline <= end < needed:
        message = _LETTER_SHORT.format(number=number, day=end, on=needed)
        yield found(scene, "DATE-05", place_of(row, "expires_on"), message, tender=tender.id)


def authorisations(scene: Scene, tender: Record, deadline: date) -> Iterator[Finding]:
    """Yield a broken chain (R28) and a second distributor for one project (R10)."""
    letters = _valid(scene, tender, deadline)
    givers = {row.text("to_party") for row in letters}
    registrant = scene.dossier.text("claim.registrant")
    for row in letters:
        giver = row.text("from_party")
        if registrant and giver != registrant and giver not in givers:
            message = _CHAIN.format(number=same(row.text("number")))
            yield found(scene, "R28", place_of(row, "from_party"), message, tender=tender.id)
    middlemen = {row.text("from_party") for row in letters}
    ends = sorted({r.text("to_party") for r in letters} - middlemen)
    packs = [
        p for p in scene.dossier.where("pack_issue", tender=tender.id) if not p.day("recalled_on")
    ]
    ends += sorted(
        {p.text("distributor") for p in packs if _is_distributor(scene, p)} - set(ends) - middlemen
    )
    excused = any(pack.text("reason").strip() for pack in packs)
    if len(ends) > 1:
        names = [scene.get("party", each) for each in ends]
        shown = "、".join(each.text("name") for each in names if each is not None)
        yield found(
            scene,
            "R10",
            place_of(tender, "distributor"),
            _TWO.format(names=shown),
            tender=tender.id,
            severity=Severity.WARNING if excused else None,
        )


def _is_distributor(scene: Scene, pack: Record) -> bool:
    party = scene.get("party", pack.text("distributor"))
    return party is not None and party.text("role") == "distributor"


_SOFTWARE = re.compile(r"(?<!\d)21(?!\d)|医用软件|(?<!\d)6870(?!\d)")
_EXPIRED = Text(
    "“{name}”于 {day} 到期，投标截止日为 {on}。请换用有效文件。",
    "“{name}” expires on {day}, the deadline is {on}. Use one that is in date.",
)
_NO_LICENCE = Text(
    "第三类医疗器械须有经营许可证，“{name}”没有登记。请补充，或更换经销商。",
    "Class III devices need a trade licence; none is kept for “{name}”. Add it, or choose another distributor.",
)
_NOT_COVERED = Text(
    "“{name}”的经营范围没有 21 医用软件。请核对许可证，或更换经销商。",
    "The licence of “{name}” does not cover medical software (21). Check it, or choose another distributor.",
)
_NO_LETTER = Text(
    "经销商“{name}”没有本项目的有效授权书。请签发并登记。",
    "“{name}” holds no valid authorisation for this project. Issue and record one.",
)
_LETTER_DATE = Text(
    "授权书 {number} 在投标截止日 {on} 无效。请核对起止日期。",
    "Authorisation {number} is not valid on {on}. Check its dates.",
)
_LETTER_PROJECT = Text(
    "授权书 {number} 写的项目是“{project}”，不是本项目。请重新签发。",
    "Authorisation {number} is for “{project}”, not this project. Issue it anew.",
)
_LETTER_REGION = Text(
    "授权书 {number} 的区域“{territory}”不含本项目所在的“{region}”。请重新签发。",
    "Authorisation {number} covers “{territory}”, not “{region}”. Issue it anew.",
)
_LETTER_SHORT = Text(
    "授权书 {number} 于 {day} 到期，早于质保期满 {on}。请确认是否需要覆盖。",
    "Authorisation {number} ends on {day}, before the warranty on {on}. Check whether it must cover it.",
)
_CHAIN = Text(
    "授权书 {number} 的授权方不是注册人，也没有注册人给它的授权。请补全授权链。",
    "The giver of authorisation {number} is not the registrant and has no authorisation itself. Complete the chain.",
)
_TWO = Text(
    "本项目有两家以上经销商（{names}）。同一单位为两家编制投标文件视为串通。请只保留一家。",
    "More than one distributor stands for this project ({names}); that counts as collusion. Keep one.",
)
