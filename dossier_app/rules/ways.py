"""Checks the ways through the decision table: every node reached, forward only, never a dead end."""

from __future__ import annotations

from collections.abc import Iterator

from dossier_app.base.text import Text
from dossier_app.model.classify import FLAGS, SCOPES
from dossier_app.model.packclass import Node
from dossier_app.model.rulepack import RulePack

Fault = tuple[str, str, str, Text]
_FILE, _TABLE = "classification.toml", "node"
_CLASSES = ("", "I", "II", "III")
_PROPERTIES = ("", "device", "not_device", "not_separate_device", "undetermined")


def check_ways(pack: RulePack) -> Iterator[Fault]:
    """Yield what is wrong with the nodes' order, ways and effects."""
    order = {node.key: index for index, node in enumerate(pack.nodes)}
    for index, node in enumerate(pack.nodes):
        for path, expected in [*_node_faults(node), *_goto_faults(node, order, pack)]:
            yield _FILE, _TABLE, f"[{index}]{path}", expected
    yield from _unreached(pack, order)
    for name in FLAGS:
        if name not in {flag.key for flag in pack.flags}:
            yield (
                _FILE,
                "flag",
                "",
                Text(f"缺少标志 {name} 的说明", f"the sentence of flag {name} is missing"),
            )


def _node_faults(node: Node) -> Iterator[tuple[str, Text]]:
    if node.scope not in SCOPES:
        yield ".scope", Text("应为 " + "、".join(SCOPES), "expected " + ", ".join(SCOPES))
    if not node.branch or not node.branch[-1].test.is_open:
        yield ".branch", Text("最后一支应无条件", "the last branch must have no condition")
    for index, branch in enumerate(node.branch):
        path = f".branch[{index}]"
        if branch.test.is_open and index + 1 < len(node.branch):
            yield (
                f"{path}.test",
                Text("其后各支永不可达", "the branches after it are never reached"),
            )
        if branch.klass not in _CLASSES:
            yield f"{path}.class", Text("应为 I、II 或 III", "expected I, II or III")
        if branch.property not in _PROPERTIES:
            yield f"{path}.property", Text("不认识的属性", "unknown property")
        for flag in branch.flags:
            if flag not in FLAGS:
                yield f"{path}.flags", Text(f"不认识的标志 {flag}", f"unknown flag {flag}")


def _goto_faults(node: Node, order: dict[str, int], pack: RulePack) -> Iterator[tuple[str, Text]]:
    for index, branch in enumerate(node.branch):
        if branch.goto in ("end", "functions"):
            continue
        path = f".branch[{index}].goto"
        if branch.goto not in order:
            yield path, Text(f"没有节点“{branch.goto}”", f"there is no node '{branch.goto}'")
        elif order[branch.goto] <= order[node.key]:
            yield path, Text("只能指向后面的节点", "may only point to a later node")
        elif pack.nodes[order[branch.goto]].scope != node.scope:
            yield path, Text("只能指向同一范围的节点", "may only point to a node of the same scope")


def _unreached(pack: RulePack, order: dict[str, int]) -> Iterator[Fault]:
    aims = {branch.goto for node in pack.nodes for branch in node.branch}
    begun: set[str] = set()
    for node in pack.nodes:
        if node.scope in begun and node.key not in aims:
            yield (
                _FILE,
                _TABLE,
                f"[{order[node.key]}].key",
                Text("没有分支通到此节点", "no branch leads here"),
            )
        begun.add(node.scope)
    for scope in SCOPES:
        if scope not in begun:
            yield (
                _FILE,
                _TABLE,
                "",
                Text(f"缺少范围 {scope} 的节点", f"there is no node of scope {scope}"),
            )
