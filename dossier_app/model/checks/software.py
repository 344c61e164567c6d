"""Software versions and what new algorithms owe (SW-nn)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dossier_app.base.text import Text, same
from dossier_app.model.checks.scene import Scene, answer_place, change_record, found, place_of
from dossier_app.model.finding import Finding
from dossier_app.model.records import Record
from dossier_app.model.scope import fields_of


def software(scene: Scene) -> Iterator[Finding]:
    """Yield SW-nn."""
    yield from _current(scene)
    versions = scene.dossier.all("version")
    for row in versions:
        yield from _version(scene, row)
    for before, after in pairwise(versions):
        kept = fields_of(before.text("release")) == fields_of(after.text("release"))
        if kept and after.text("change_class") == "major":
            message = _KEPT.format(version=same(after.text("full")))
            yield found(scene, "SW-04", place_of(after, "release"), message)
        if not kept and after.text("change_class") == "minor":
            fix = change_record(after, "change_class", "major", _IS_MAJOR)
            message = _MOVED.format(version=same(after.text("full")))
            yield found(scene, "SW-06", place_of(after, "change_class"), message, fix=fix)
    for row in scene.dossier.all("component"):
        if not row.text("version").strip():
            message = _NO_VERSION.format(name=same(row.text("name")))
            yield found(scene, "SW-07", place_of(row, "version"), message)
    yield from _algorithm(scene)


def _current(scene: Scene) -> Iterator[Finding]:
    release, full = (scene.dossier.text(f"claim.{key}_version") for key in ("release", "full"))
    if release and full and not is_head(release, full):
        message = _NO_HEAD.format(release=same(release), full=same(full))
        yield found(scene, "SW-01", answer_place(scene, "claim.full_version"), message)
    known = [fields_of(row.text("full")) for row in scene.dossier.all("version")]
    if full and known and fields_of(full) not in known:
        message = _NO_RECORD.format(full=same(full))
        yield found(scene, "SW-03", answer_place(scene, "claim.full_version"), message)


def is_head(release: str, full: str) -> bool:
    """Tell whether a release version is the beginning of a full version, field by field."""
    head, whole = fields_of(release), fields_of(full)
    return bool(head) and whole[: len(head)] == head


def _version(scene: Scene, row: Record) -> Iterator[Finding]:
    if not row.text("hash").strip():
        message = _NO_HASH.format(version=same(row.text("full")))
        yield found(scene, "SW-02", place_of(row, "hash"), message)
    if (
        row.text("release")
        and row.text("full")
        and not is_head(row.text("release"), row.text("full"))
    ):
        message = _NO_HEAD.format(release=same(row.text("release")), full=same(row.text("full")))
        yield found(scene, "SW-01", place_of(row, "full"), message)


def _algorithm(scene: Scene) -> Iterator[Finding]:
    """Yield SW-05: a new AI algorithm at a moderate or serious level needs its own report."""
    level = scene.dossier.text("classification.safety_level")
    if level not in ("moderate", "serious") or scene.dossier.where("evidence", kind="algorithm"):
        return
    for row in scene.dossier.where("function", algorithm="ai", maturity="not_mature"):
        message = _NO_REPORT.format(name=same(row.text("name")))
        yield found(scene, "SW-05", place_of(row, "maturity"), message)


_NO_HEAD = Text(
    "发布版本 {release} 不是完整版本 {full} 的开头字段。请按命名规则改正其一。",
    "Release version {release} is not the head of full version {full}. Correct one by the naming rule.",
)
_NO_RECORD = Text(
    "当前完整版本 {full} 没有版本记录。请添加，并填写构建日期和 HASH 值。",
    "The full version {full} has no record. Add one with build date and hash.",
)
_NO_HASH = Text(
    "版本 {version} 没有 HASH 值，软件研究报告需要。请填写。",
    "Version {version} has no hash; the software report needs it. Fill it in.",
)
_KEPT = Text(
    "版本 {version} 是重大更新，发布版本却没有改变。重大更新须改变发布版本并申请变更注册。",
    "Version {version} is a major update but leaves the release version. It must change, with change registration.",
)
_MOVED = Text(
    "版本 {version} 登记为轻微更新，却改变了发布版本。发布版本改变即重大更新，须申请变更注册。",
    "Version {version} is called minor but changes the release version; that is a major update with change registration.",
)
_IS_MAJOR = Text("改为重大更新", "Call it major")
_NO_VERSION = Text(
    "组件“{name}”没有完整版本，网络安全研究报告需要。请填写。",
    "Component “{name}” has no full version; the cybersecurity report needs it. Fill it in.",
)
_NO_REPORT = Text("功能“{name}”使用全新算法，安全性级别为中等或严重，却没有算法研究资料。请添加并关联。", "Function “{name}” uses a new algorithm at a moderate or serious level without an algorithm report. Add one.")  # fmt: skip
