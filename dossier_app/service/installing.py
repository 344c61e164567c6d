"""Rule packs brought into a workspace: whose key signed them, and whether a person trusts it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dossier_app.base.errors import BadInput, NotFound
from dossier_app.base.paths import resources
from dossier_app.base.text import Text
from dossier_app.model.rulepack import RulePack
from dossier_app.rules.install import install
from dossier_app.rules.signature import TrustedKey, parse_public_key
from dossier_app.service.packs import INSTALLED
from dossier_app.service.workspace import Workspace

_NO_KEY = Text("找不到公钥文件 {name}。", "There is no key file {name}.")
_CONFIRM = Text(
    "公钥“{name}”的指纹是 {fingerprint}。请与发布方公布的指纹核对；一致时以 --trust {fingerprint} 重新执行。未作任何改动。",
    "The key “{name}” has the fingerprint {fingerprint}. Compare it with what its owner publishes; if it is the "
    "same, run again with --trust {fingerprint}. Nothing was changed.",
)


@dataclass(frozen=True, slots=True)
class Installed:
    """A pack that is in the workspace now, and where."""

    pack: RulePack
    folder: Path

    def as_json(self) -> dict[str, Any]:
        """Return it for scripts."""
        return {"key": self.pack.key, "sha256": self.pack.sha256, "folder": str(self.folder)}


def shipped_keys() -> tuple[TrustedKey, ...]:
    """Return the keys that come with the program."""
    home = resources() / "rulepacks" / "keys"
    return tuple(_key(path) for path in sorted(home.glob("*.pub")))


def install_pack(
    ws: Workspace,
    file: Path,
    *,
    key: Path | None = None,
    trust: str = "",
    allow_downgrade: bool = False,
) -> Installed:
    """Put a signed pack into the workspace; a key from a file counts only with its fingerprint in `trust`.

    Raises:
        NotFound: no such pack, signature or key file.
        BadInput: no key, one not confirmed, or a pack that may not be installed.
        IntegrityBroken: the signature does not fit.
    """
    keys = (*shipped_keys(), *_given(key, trust))
    store = ws.folder / INSTALLED
    store.mkdir(exist_ok=True)
    pack = install(file, store, keys, allow_downgrade=allow_downgrade)
    return Installed(pack, store / pack.key)


def _given(path: Path | None, trust: str) -> Iterator[TrustedKey]:
    if path is None:
        return
    key = _key(path)
    if trust.strip().upper() != key.fingerprint:
        message = _CONFIRM.format(name=path.name, fingerprint=key.fingerprint)
        raise BadInput(message, place=key.fingerprint, code="PACK-KEY-UNCONFIRMED")
    yield key


def _key(path: Path) -> TrustedKey:
    if not path.is_file():
        raise NotFound(_NO_KEY.format(name=path.name), place=str(path), code="NO-FILE")
    return parse_public_key(path.read_text(encoding="utf-8", errors="replace"), path.name)
