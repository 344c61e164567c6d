"""Builds the samples: content and papers in, dossier.json and files out."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2

from samples import bid, board, caselists, confirm, extras, guides, papers, scans, tables
from samples.form import (
    PACK,
    Sample,
    Values,
    canonical,
    content,
    file_facts,
    filled,
    missing,
    record,
    table_rows,
)
from samples.markup import write
from samples.paper import Paper

MAKERS: dict[str, Callable[[Sample], str]] = {
    "certificate": papers.certificate,
    "change_file": papers.change_file,
    "requirements": papers.requirements,
    "test_report": papers.test_report,
    "algorithm": papers.algorithm,
    "excerpt": papers.excerpt,
    "clinical": papers.clinical,
    "manual": guides.manual,
    "brochure": guides.brochure,
    "conformance": guides.conformance,
    "software_list": guides.software_list,
    "service_book": guides.service_book,
    "screens": extras.screens,
    "training": extras.training,
}
COMPLETE = ("lung-nodule", "ich-triage", "coronary")
PAPER_KEYS = (
    "title",
    "kind",
    "disclosure",
    "number",
    "dated",
    "expires_on",
    "version",
    "issuer",
    "proves",
)


def page_texts(path: Path) -> list[str]:
    """Return each page's text without white space."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [re.sub(r"\s", "", page.get_textpage().get_text_bounded()) for page in document]
    finally:
        document.close()


def draw(spec: Values, text: str, header: str, path: Path) -> None:
    """Draw one paper, as a print, a crooked scan or a photograph."""
    look = str(spec.get("look", ""))
    head = "" if look or spec.get("plain_header") else header
    paper = Paper(
        head,
        str(spec.get("footer", "第 {page} 页 共 {total} 页")),
        wide=look == "wide",
        border=look == "border",
    )
    scan = str(spec.get("scan", ""))
    if not scan:
        write(paper, text).save(path, str(spec["title"]))
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.pdf"
        write(paper, text).save(plain, str(spec["title"]))
        found = scans.pictures(plain)
    turn = {"skew": 1.9, "skew2": -1.6}.get(scan)
    seen = [scans.skewed(p, turn) if turn else scans.photographed(p) for p in found]
    scans.as_pdf([page.convert("L") if turn else page for page in seen], path, str(spec["title"]))


class Factory:
    """Builds one dossier after another into a folder, the firm's papers first."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.pages: dict[str, list[str]] = {}
        self.firm: dict[str, list[Values]] = {}

    def paper(self, spec: Values, text: str, folder: Path, record_id: str, header: str) -> Values:
        """Draw a paper and return its evidence record."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{record_id}.pdf"
        draw(spec, text, header, path)
        self.pages[record_id] = page_texts(path)
        if spec.get("scan") and spec.get("scan_text"):
            self.pages[record_id] = [re.sub(r"\s", "", text)]
        facts = file_facts(path, len(self.pages[record_id]))
        values = {key: spec[key] for key in PAPER_KEYS if spec.get(key)}
        return record("evidence", record_id, values | facts)

    def build_firm(self) -> None:
        """Make the firm's records and papers, and write firm.json."""
        source = content("firm")
        for kind, text in source["tables"].items():
            self.firm[kind] = tables.read(kind, text, {})
        for number, party in enumerate(self.firm["party"], 1):
            party["code"] = tables.credit_code(number)
        papers_made = []
        for licence in self.firm["licence"]:
            papers_made.append(self._licence(licence))
        for case in self.firm["reference_case"]:
            papers_made.append(self._contract(case))
        self.firm["evidence"] = papers_made
        (self.out / "firm.json").write_text(canonical({"format": 1, "firm": self.firm}), "utf-8")

    def _licence(self, licence: Values) -> Values:
        party = next(row for row in self.firm["party"] if row["id"] == licence["party"])
        if licence["number"] == "uscc":
            licence["number"] = party["code"]
        record_id = licence["id"].replace("lic-", "firm-ev-")
        licence["evidence"] = record_id
        spec, text = licence_paper(licence, party)
        return self.paper(spec, text, self.out / "firm" / "files", record_id, party["name"])

    def _contract(self, case: Values) -> Values:
        spec, text = contract_paper(case)
        return self.paper(
            spec, text, self.out / "firm" / "files", case["evidence"], "业绩合同关键页"
        )

    def sample(self, key: str) -> Sample:
        """Build one complete sample."""
        own, bid_part = content(key), content(f"{key}-tender")
        sample = self._filled(own, bid_part)
        tender = sample.all("tender")[0]["id"]
        self._links(sample, filled(content("common")["links"]["rows"], {"p": sample.words["p"]}))
        caselists.add_case_lists(sample, self.out / sample.key / "cases")
        confirm.add_confirmations(sample, tender)
        self._write(sample)
        return sample

    def practice(self) -> Sample:
        """Build the unfinished product: the haemorrhage sample's content, cut short and spoiled."""
        own, bid_part, over = practice_content()
        sample = self._filled(own, bid_part, over["papers"]["keep"])
        forget_papers(sample)
        planted = board.plant(sample, over["fault"])
        self._write(sample)
        text = canonical({"dossier": sample.key, "faults": planted})
        (self.out / sample.key / "faults.json").write_text(text, "utf-8")
        return sample

    def light(self) -> None:
        """Build the light dossiers of the board."""
        for sample in board.light(self.firm):
            self._write(sample, whole=False)

    def _filled(self, own: Values, bid_part: Values, keep: list[str] | None = None) -> Sample:
        words = {k: v for k, v in own["words"].items() if isinstance(v, str)} | bid_part.get(
            "words", {}
        )
        words["p_upper"] = words["p"].upper()
        depth = content("depth")
        words |= depth["product"].get(own["heading"]["key"], {})
        common, depth = filled(content("common"), words), filled(depth, words)
        own, bid_part = filled(own, words), filled(bid_part, words)
        sample = Sample({"pack": PACK, "sample": True} | own["heading"])
        sample.firm = self.firm
        sample.words = filled(own["words"], words) | words
        sample.words["hash"] = tables.digest(sample.key)
        sample.answer(common["answers"] | own["answers"])
        defaults = common["defaults"] | own.get("defaults", {})
        tables.fill(sample, own["tables"], defaults)
        tables.fill(sample, common["tables"], defaults)
        self._methods(sample, own["methods"])
        self._gates(sample, common["gates"]["rows"])
        tables.fill(sample, bid_part["tables"], defaults)
        if keep is None:
            tables.fill(sample, common["after"], defaults)
            tables.fill(sample, depth["tables"], self._reported(sample))
            own["paper"] = [*own.get("paper", []), *depth["paper"]]
        self._papers(sample, own, words, keep)
        tender = sample.all("tender")[0]["id"]
        ids = bid.add_requirements(sample, tender, own["tender"]["rows"], words["p"])
        bid.add_responses(sample, tender, bid_part["responses"]["rows"], ids, self.pages)
        return sample

    def _reported(self, sample: Sample) -> Values:
        """Return what the project's registration takes from the tender: its distributor."""
        return {"project_report": {"distributor": sample.all("tender")[0]["distributor"]}}

    def _links(self, sample: Sample, text: str) -> None:
        for name, paper, kind, target, quote in table_rows(text):
            evidence = f"{sample.words['p']}-ev-{paper}"
            page = bid.page_of(self.pages[evidence], quote)
            values = {"evidence": evidence, "target_kind": kind, "target": target}
            values |= {"pages": str(page), "quote": quote}
            sample.add("link", f"{sample.words['p']}-l-{name}", values)

    def _methods(self, sample: Sample, methods: Values) -> None:
        for row in sample.all("indicator"):
            clause = "3" + row["clause"][1:]
            method = methods.get(
                row["clause"],
                f"按说明书实际操作并检查“{row['name']}”，核对结果是否符合 {row['clause']} 的要求。",
            )
            sample.add(
                "test_method",
                row["id"].replace("-n-", "-tm-"),
                {"clause": clause, "indicator": row["id"], "method": method},
            )

    def _gates(self, sample: Sample, text: str) -> None:
        for number, row in enumerate(table_rows(text), 1):
            values = {"gate": row[0], "state": row[1], "done_on": row[2] if len(row) > 2 else ""}
            sample.add("gate", f"{sample.words['p']}-g-{number}", values)

    def _papers(
        self, sample: Sample, own: Values, words: dict[str, str], keep: list[str] | None
    ) -> None:
        specs = {spec["id"]: spec for spec in filled(content("papers"), words)["paper"]}
        specs |= {spec["id"]: specs.get(spec["id"], {}) | spec for spec in own.get("paper", [])}
        folder = self.out / sample.key / "files"
        for name, spec in specs.items():
            if keep is not None and name not in keep:
                continue
            text = MAKERS[spec["make"]](sample) if "make" in spec else spec["text"]
            record_id = f"{words['p']}-ev-{name}"
            values = self.paper(spec, text, folder, record_id, words["name"])
            sample.add("evidence", record_id, values)

    def _write(self, sample: Sample, *, whole: bool = True) -> None:
        if whole and (lost := missing(sample)):
            raise LookupError("; ".join(lost))
        folder = self.out / sample.key
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "dossier.json").write_text(canonical(sample.exchange()), "utf-8")


def forget_papers(sample: Sample) -> None:
    """Drop what refers to papers that the practice product does not have."""
    known = {row["id"] for row in sample.all("evidence") + sample.firm["evidence"]}
    for rows in sample.records.values():
        for row in rows:
            if row.get("evidence", "") not in known:
                row.pop("evidence", None)


def practice_content() -> tuple[Values, Values, Values]:
    """Return the content of the practice product: the haemorrhage sample's under new ids, overlaid."""
    over = content("practice-ich")
    own = renamed(content("ich-triage"))
    bid_part = renamed(content("ich-triage-tender"))
    bid_part["words"] |= over["words"]
    own["words"] |= over["words"]
    own["heading"] = over["heading"]
    own["answers"] |= over["answers"]
    own["tender"] = {"rows": "practice-ich.rows"}
    for kind, text in over["tables"].items():
        part = bid_part if kind in bid_part["tables"] else own
        part["tables"][kind] = text
    bid_part["responses"] = over["responses"]
    return own, bid_part, over


def renamed(value: Any) -> Any:  # noqa: ANN401 - whatever TOML holds
    """Return content with the ids of the haemorrhage sample turned into the practice product's."""
    if isinstance(value, str):
        return value.replace("ich-", "pr-").replace("ICH-", "PRI-").replace("NX-PRI-", "NX-ICH-")
    if isinstance(value, dict):
        return {key: renamed(part) for key, part in value.items()}
    return [renamed(part) for part in value] if isinstance(value, list) else value


_LICENCE_TITLES = {
    "business": "营业执照",
    "production": "医疗器械生产许可证",
    "trade": "医疗器械经营许可证",
    "iso13485": "医疗器械质量管理体系认证证书",
    "copyright": "计算机软件著作权登记证书",
    "mlps": "网络安全等级保护测评报告（摘要）",
}


def licence_paper(licence: Values, party: Values) -> tuple[Values, str]:
    """Return what a licence's paper is and says."""
    title = _LICENCE_TITLES[licence["kind"]]
    kind = {"copyright": "software", "mlps": "security"}.get(licence["kind"], "licence")
    spec: Values = {
        "title": f"{title}（{party['name']}）",
        "kind": kind,
        "disclosure": "tender",
        "number": licence["number"],
        "dated": licence["issued_on"],
        "issuer": licence["issuer"],
        "proves": f"{party['name']}的{title}",
        "look": "" if licence["kind"] == "mlps" else "border",
    }
    rows = [
        ("统一社会信用代码", party["code"]),
        ("编号", licence["number"]),
        ("名称", party["name"]),
        ("住所", party["address"]),
        ("法定代表人", party["legal_person"]),
        (
            "生产地址" if party.get("production_address") else "经营场所",
            party.get("production_address") or party["address"],
        ),
        ("范围", licence["scope"]),
        ("发证机关", licence["issuer"]),
        ("发证日期", papers.day(licence["issued_on"])),
        ("有效期至", papers.day(licence["expires_on"]) if "expires_on" in licence else "长期"),
    ]
    lines = [
        "!gap 10",
        f"# {title}（样例）",
        "!plain",
        "!widths 2 6",
        *[f"| {a} | {b}" for a, b in rows],
    ]
    if licence["kind"] == "mlps":
        lines += content("firm_texts")["mlps"].replace("{system}", licence["scope"]).split("\n")
    lines += [
        "!gap 12",
        f"> {licence['issuer']}",
        f"~ {licence['issuer'].replace('（样例）', '').replace('（虚构）', '')}",
    ]
    return spec, "\n".join(lines)


def contract_paper(case: Values) -> tuple[Values, str]:
    """Return what a reference contract's key pages are and say."""
    spec: Values = {
        "title": f"业绩合同关键页与验收单（{case['hospital']}）",
        "kind": "contract",
        "disclosure": "tender",
        "dated": case["signed_on"],
        "issuer": case["hospital"],
        "proves": "同类产品在医院的应用",
        "scan": {"firm-ev-ref-2": "skew", "firm-ev-ref-3": "photo"}.get(case["evidence"], ""),
    }
    text = filled(
        content("firm_texts")["contract"],
        {k: str(v) for k, v in case.items()} | {"day": papers.day(case["signed_on"])},
    )
    return spec, str(text)


def build(out: Path, keys: tuple[str, ...] = COMPLETE, *, board_too: bool = True) -> None:
    """Make all samples anew in a folder."""
    out.mkdir(parents=True, exist_ok=True)
    for old in out.iterdir():
        if old.is_dir() and (
            old.name in ("firm", *keys)
            or (board_too and old.name.startswith(("practice", "light")))
        ):
            shutil.rmtree(old)
    factory = Factory(out)
    factory.build_firm()
    for key in keys:
        factory.sample(key)
    if board_too:
        factory.practice()
        factory.light()
