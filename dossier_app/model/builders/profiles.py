"""A tender pack by profile: paper, modules of an e-bid, blind part, price talk, authorisation, neutral evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dossier_app.base.text import Text
from dossier_app.model.blind import names, neutral
from dossier_app.model.builders import bidparts, bidtables, tables, tender
from dossier_app.model.builders.brief import Brief, value_of
from dossier_app.model.builders.evidence import Annex, annex_of
from dossier_app.model.builders.rewording import closed, reworded
from dossier_app.model.document import Block, Cover, Document, Heading, Look, PageBreak, Table
from dossier_app.model.edition import approved_edition
from dossier_app.model.records import Record

_TALK_HEAD = ("序号", "名称", "技术参数", "数量", "单位", "单价(元)", "合计(元)", "备注")
"""Source: RT12, the price table of a hospital's inquiry."""


@dataclass(frozen=True, slots=True)
class Volume:
    """One document of a profile: its file name without ending, and the files merged into it."""

    stem: Text
    document: Document
    annex: Annex


def paper(brief: Brief) -> tuple[Volume, ...]:
    """Return the bid as original and as copy, alike but for what their covers and page heads say."""
    pack = tender.tender_pack(brief)
    copies = int(brief.tender.number("copies") or 1) if brief.tender else 1
    found = []
    for kind in (Text("正本", "Original"), Text("副本", "Copy")):
        words = brief.text(kind)
        if kind.zh == "副本":
            words += brief.say(f"（共 {copies} 份）", f" (of {copies})")
        cover = pack.bid.cover
        if cover is not None:
            lines = (*cover.lines, (brief.say("正副本", "Original or copy"), words))
            cover = replace(cover, lines=lines)
        header = f"{pack.bid.header}  ·  {brief.text(kind)}"
        document = replace(pack.bid, name=f"bid-{kind.en}", cover=cover, header=header)
        stem = Text(f"01_投标支持文件_{kind.zh}", f"01_Bid_support_{kind.en}")
        found.append(Volume(stem, document, pack.annex))
    return tuple(found)


def modules(brief: Brief) -> tuple[Volume, ...]:
    """Return qualification, business, technical and price part, each whole in itself."""
    proof, rest = _parted(brief)
    none = Annex((), (), ())
    edition = approved_edition(brief.dossier, brief.on)
    parts: tuple[tuple[Text, Annex, Iterator[Block]], ...] = (
        (_QUALIFICATION, rest, _chain(
            bidparts.qualifications(brief, rest),
            bidparts.deviations(brief, rest, "qualification"),
            bidparts.evidence(brief, rest),
        )),
        (_BUSINESS, none, _chain(
            bidparts.deviations(brief, none, "business"),
            bidparts.plans(brief),
            bidparts.scores(brief, none),
        )),
        (_TECHNICAL, proof, _chain(
            bidparts.facts(brief, edition, tender.lines(brief)[4:8]),
            bidparts.deviations(brief, proof, "technical"),
            bidparts.evidence(brief, proof),
        )),
        (_PRICE, none, bidparts.prices(brief)),
    )  # fmt: skip
    return tuple(
        Volume(Text(f"0{n}_{title.zh}", f"0{n}_{title.en}"), _volume(brief, title, blocks), annex)
        for n, (title, annex, blocks) in enumerate(parts, 1)
    )


def _parted(brief: Brief) -> tuple[Annex, Annex]:
    """Return what proves technical answers, and all other evidence."""
    whole = tender.annex(brief)
    answers = tables.responses_of(brief)
    technical = tables.requirements_of(brief, "technical")
    own = {answers[row.id].id for row in technical if row.id in answers}
    shown = tuple(link for link in whole.links if link.text("target") in own)
    inside = {link.text("evidence") for link in shown}
    proof = tuple(record for record in whole.records if record.id in inside)
    rest = tuple(record for record in whole.records if record.id not in inside)
    others = tuple(link for link in whole.links if link not in shown)
    return Annex(proof, shown, ()), Annex(rest, others, whole.omitted)


def blind(brief: Brief) -> tuple[Volume, ...]:
    """Return the technical part without cover, heads, names and files; known names in neutral words."""
    none = Annex((), (), ())
    blocks = _chain(bidparts.deviations(brief, none, "technical"), _neutral_plans(brief))
    title = brief.text(_TECHNICAL)
    document = Document(
        "blind",
        title,
        brief.lang,
        _without_first_break(blocks),
        Look.SUMMARY,
        mark=brief.mark,
        contents=False,
    )
    known = names(brief.dossier)
    made = reworded(closed(document), lambda text: neutral(text, known))
    return (Volume(Text("技术部分", "Technical_part"), made, none),)


def talk(brief: Brief) -> tuple[Volume, ...]:
    """Return what a hospital's price talk asks for: a cover with the named fields, price table, papers, references."""
    found = tender.annex(brief)
    edition = approved_edition(brief.dossier, brief.on)
    blocks = _chain(
        _talk_prices(brief),
        bidparts.facts(brief, edition, tender.lines(brief)[4:8]),
        bidparts.deviations(brief, found),
        bidparts.qualifications(brief, found),
        bidparts.plans(brief),
        bidparts.evidence(brief, found),
    )
    title = Text("院内议价文件", "Price_talk")
    lines = _talk_cover(brief)
    document = replace(_volume(brief, title, blocks), cover=_cover(brief, title, lines))
    return (Volume(Text("01_院内议价文件", "01_Price_talk"), document, found),)


def authorisation(brief: Brief) -> tuple[Volume, ...]:
    """Return 项目授权包: the letter and its chain, what is approved, the registrant's papers."""
    dossier = brief.dossier
    letters = bidparts.letters(brief)
    papers = [*letters, *dossier.all("certificate"), *dossier.all("change_file")]
    papers += dossier.where("licence", party=dossier.text("claim.registrant"))
    found = annex_of(brief, filter(None, (paper.text("evidence") for paper in papers)), ())
    edition = approved_edition(dossier, brief.on)
    blocks = _chain(
        _letters(brief, letters),
        bidparts.facts(brief, edition, tender.lines(brief)[4:8]),
        bidparts.evidence(brief, found),
    )
    title = Text("项目授权包", "Project_authorisation")
    document = _volume(brief, title, blocks)
    return (Volume(Text("01_项目授权包", "01_Authorisation"), document, found),)


def evidence_only(brief: Brief) -> tuple[Volume, ...]:
    """Return neutral evidence: nobody is named for whom it is made, and no letter goes in."""
    nobody = replace(brief, distributor=None)
    whole = tender.annex(nobody)
    letters = {row.text("evidence") for row in brief.dossier.all("authorisation")}
    kept = tuple(r for r in whole.records if r.id not in letters)
    found = Annex(kept, whole.links, whole.omitted)
    edition = approved_edition(brief.dossier, brief.on)
    blocks = _chain(
        bidparts.facts(nobody, edition, tender.lines(nobody)[4:8]),
        bidparts.deviations(nobody, found, "technical"),
        bidparts.evidence(nobody, found),
    )
    title = Text("证据材料", "Evidence")
    product = brief.dossier.text("claim.product_name")
    cover = Cover(nobody.text(title), product, tuple(tender.lines(nobody)[4:8]))
    document = replace(_volume(nobody, title, blocks), cover=cover, header=product)
    return (Volume(Text("01_证据材料", "01_Evidence"), document, found),)


def _chain(*parts: Iterator[Block]) -> Iterator[Block]:
    for part in parts:
        yield from part


def _volume(brief: Brief, title: Text, blocks: Iterator[Block]) -> Document:
    words = brief.text(title).replace("_", " ")
    named = brief.tender.text("name") if brief.tender else ""
    document = Document(
        f"volume-{title.en}",
        words,
        brief.lang,
        _without_first_break(blocks),
        cover=_cover(brief, title, tender.lines(brief)),
        header=f"{named}  ·  {words}",
        mark=brief.mark,
    )
    return closed(document)


def _cover(brief: Brief, title: Text, lines: tuple[tuple[str, str], ...]) -> Cover:
    subtitle = brief.tender.text("name") if brief.tender else ""
    return Cover(brief.text(title).replace("_", " "), subtitle, lines)


def _without_first_break(blocks: Iterator[Block]) -> tuple[Block, ...]:
    made = tuple(blocks)
    return made[1:] if made and isinstance(made[0], PageBreak) else made


def _neutral_plans(brief: Brief) -> Iterator[Block]:
    """Yield the plans without offices, people and references."""
    bare = {"service_point": (), "reference_case": ()}
    dossier = replace(brief.dossier, records={**brief.dossier.records, **bare})
    return bidparts.plans(replace(brief, dossier=dossier))


def _talk_cover(brief: Brief) -> tuple[tuple[str, str], ...]:
    """Return the cover's named fields. Source: RT01 (nine named fields), RT12 (firm's name and telephone)."""
    say, dossier, held = brief.say, brief.dossier, brief.tender
    registrant = dossier.find("party", dossier.text("claim.registrant"))
    firm = brief.distributor or registrant
    contact = held.text("contact_person") if held else ""
    phone = held.text("contact_phone") if held else ""
    return (
        (say("项目名称", "Project"), held.text("name") if held else ""),
        (say("项目编号", "Project number"), held.text("number") if held else ""),
        (say("医院", "Hospital"), held.text("purchaser") if held else ""),
        (say("产品名称", "Product"), dossier.text("claim.product_name")),
        (say("规格型号", "Model"), dossier.text("claim.model")),
        (
            say("生产企业", "Manufacturer"),
            value_of(registrant, "name", brief) if registrant else "",
        ),
        (say("报名单位", "Firm"), firm.text("name") if firm else ""),
        (say("联系人", "Contact"), contact or (firm.text("contact") if firm else "")),
        (say("联系电话", "Telephone"), phone or (firm.text("phone") if firm else "")),
        (say("日期", "Date"), brief.on.isoformat()),
    )


def _talk_prices(brief: Brief) -> Iterator[Block]:
    yield Heading(1, brief.say("报价表", "Prices"))
    own = bidtables.official_prices(brief)
    usual = tables.price_table(brief)
    yield replace(own if own.columns != usual.columns else _inquiry(brief, usual), sheet="")


def _inquiry(brief: Brief, usual: Table) -> Table:
    """Return the price lines under the head of a hospital's inquiry."""
    return bidtables.prices_under(brief, usual, _TALK_HEAD)


def _letters(brief: Brief, letters: tuple[Record, ...]) -> Iterator[Block]:
    yield Heading(1, brief.say("授权书", "Authorisation"))
    yield tables.record_table(brief, bidparts.CHAIN, letters)


_QUALIFICATION, _BUSINESS = Text("资格文件", "Qualification"), Text("商务文件", "Business")
_TECHNICAL, _PRICE = Text("技术部分", "Technical"), Text("报价文件", "Price")
