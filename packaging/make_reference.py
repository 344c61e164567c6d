"""Makes resources/docs/reference.md anew: run `python packaging/make_reference.py [OUT]`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

import click  # noqa: E402

from dossier_app.cli.main import dossier  # noqa: E402
from dossier_app.model.checks.codes import CODES  # noqa: E402
from dossier_app.model.definition import RECORD_KINDS, STEPS, step_of_kind  # noqa: E402
from dossier_app.model.fields import Field  # noqa: E402
from dossier_app.service.drawable import CODES as DRAWABLE  # noqa: E402

TARGET = ROOT / "resources" / "docs" / "reference.md"
_SHARED = {"data", "lang", "json", "help"}


def main(arguments: list[str]) -> int:
    """Write to the file given, else to the checkout's own."""
    out = Path(arguments[0]) if arguments else TARGET
    out.write_text(reference(), encoding="utf-8", newline="\n")
    return 0


def reference() -> str:
    """Return the whole reference, in both languages, made from the declarations."""
    lines = [
        "# 参考 · Reference",
        "",
        "本页由程序的声明生成（`packaging/make_reference.py`），请勿手改。"
        "This page is made from the declarations; do not edit it by hand.",
        *_commands(),
        *_codes(),
        *_fields(),
        *_kinds(),
    ]
    return "\n".join(lines) + "\n"


def _commands() -> Iterator[str]:
    yield from ("", "## 命令 · Commands", "")
    yield "每条命令都接受 `--data DIR`、`--lang zh|en`、`--json`。Every command takes these three."
    yield from ("", *_head("Command", "Does"))
    for path, command in _leaves(dossier, ()):
        words = " ".join((*path, *_parameters(command)))
        yield _row(f"`dossier {words}`", command.help or "")


def _leaves(
    group: click.Group, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            if command.invoke_without_command:
                yield (*path, name), command
            yield from _leaves(command, (*path, name))
        elif command is not None:
            yield (*path, name), command


def _parameters(command: click.Command) -> Iterator[str]:
    for param in command.params:
        if isinstance(param, click.Argument):
            yield param.metavar or (param.name or "").upper()
        elif isinstance(param, click.Option) and param.name not in _SHARED:
            name = param.opts[-1]
            shown = name if param.is_flag else f"{name} {param.metavar or 'VALUE'}"
            yield shown if param.required else f"[{shown}]"


def _codes() -> Iterator[str]:
    yield from ("", "## 问题代码 · Finding codes", "")
    yield "代码发布后含义不变。A code, once released, keeps its meaning."
    yield from ("", *_head("Code", "含义", "Meaning"))
    for code, meaning in sorted({**CODES, **DRAWABLE}.items()):
        yield _row(f"`{code}`", meaning.zh, meaning.en)


def _fields() -> Iterator[str]:
    yield from ("", "## 字段 · Fields")
    for step in STEPS:
        yield from ("", f"### {step.label.zh} · {step.label.en} (`{step.key}`)")
        fields = [field for section in step.sections for field in section.fields]
        if fields:
            yield from ("", *_table(fields))


def _kinds() -> Iterator[str]:
    yield from ("", "## 记录种类 · Record kinds")
    for key, kind in RECORD_KINDS.items():
        place = f"`{key}`, {kind.owner.value}, {step_of_kind(key) or '-'}"
        yield from ("", f"### {kind.label.zh} · {kind.label.en} ({place})", "")
        yield from _table(kind.fields)


def _table(fields: Iterable[Field]) -> Iterator[str]:
    yield from _head("Key", "名称", "Name", "Kind", "Options")
    for field in fields:
        options = ", ".join(f"`{each.key}` {each.label.zh}" for each in field.options)
        kind = field.kind.value + (f" ({field.unit})" if field.unit else "")
        need = " \\*" if field.required else ""
        yield _row(
            f"`{field.key}`{need}", field.label.zh, field.label.en, kind, options or field.target
        )


def _head(*names: str) -> tuple[str, str]:
    return _row(*names), _row(*("---" for _ in names))


def _row(*cells: str) -> str:
    shown = (" ".join(cell.replace("|", "\\|").split()) for cell in cells)
    return f"| {' | '.join(shown)} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
