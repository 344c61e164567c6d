"""Detached minisign signatures (Ed25519): who released a pack, provable offline."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dossier_app.base.errors import BadInput, IntegrityBroken
from dossier_app.base.text import Text

_KEY_BYTES = 42
_SIGNATURE_BYTES = 74
_TRUSTED = "trusted comment: "


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A public key that may sign packs; `name` says whose it is."""

    name: str
    key_id: bytes
    public: bytes

    @property
    def fingerprint(self) -> str:
        """Return the key id as minisign prints it, to be compared with what the firm publishes."""
        return self.key_id[::-1].hex().upper()


def parse_public_key(text: str, name: str) -> TrustedKey:
    """Return the key of a minisign public key file or line.

    Raises:
        BadInput: it is no such key.
    """
    lines = [
        line for line in text.strip().splitlines() if not line.startswith("untrusted comment:")
    ]
    raw = _decoded(lines[0] if lines else "")
    if len(raw) != _KEY_BYTES or raw[:2] != b"Ed":
        message = Text("“{name}”不是 minisign 公钥。", "'{name}' is no minisign public key.")
        raise BadInput(message.format(name=name), place=name, code="PACK-SIGN-01")
    return TrustedKey(name, raw[2:10], raw[10:])


def verify(content: bytes, signature: str, keys: tuple[TrustedKey, ...], place: str) -> TrustedKey:
    """Return the trusted key that signed `content`; both minisign kinds (`Ed`, prehashed `ED`) are read.

    Raises:
        BadInput: the signature file is malformed, or its key is not among the trusted ones.
        IntegrityBroken: the signature does not fit the content or its trusted comment.
    """
    kind, key_id, raw, comment, over_all = _parts(signature, place)
    key = next((key for key in keys if key.key_id == key_id), None)
    if key is None:
        message = Text(
            "签名所用密钥 {id} 不在信任之列；请先核对指纹再加入。",
            "The signing key {id} is not trusted; compare its fingerprint and add it first.",
        )
        raise BadInput(
            message.format(id=key_id[::-1].hex().upper()), place=place, code="PACK-SIGN-02"
        )
    signed = hashlib.blake2b(content).digest() if kind == b"ED" else content
    public = Ed25519PublicKey.from_public_bytes(key.public)
    try:
        public.verify(raw, signed)
        public.verify(over_all, raw + comment)
    except InvalidSignature:
        message = Text(
            "签名与文件 {name} 不符，未安装。",
            "The signature does not fit {name}; nothing was installed.",
        )
        raise IntegrityBroken(
            message.format(name=place), place=place, code="PACK-SIGN-03"
        ) from None
    return key


_Parts = tuple[bytes, bytes, bytes, bytes, bytes]


def _parts(signature: str, place: str) -> _Parts:
    """Return kind, key id, signature, trusted comment and the signature over both."""
    lines = [line.rstrip("\r") for line in signature.strip("\n").split("\n")]
    raw = _decoded(lines[1]) if len(lines) == 4 else b""
    over_all = _decoded(lines[3]) if len(lines) == 4 else b""
    sound = len(raw) == _SIGNATURE_BYTES and raw[:2] in (b"Ed", b"ED") and len(over_all) == 64
    if not sound or not lines[2].startswith(_TRUSTED):
        message = Text(
            "{name} 的签名文件不是 minisign 格式。",
            "The signature of {name} is not in minisign form.",
        )
        raise BadInput(message.format(name=place), place=place, code="PACK-SIGN-04")
    return raw[:2], raw[2:10], raw[10:], lines[2][len(_TRUSTED) :].encode(), over_all


def _decoded(line: str) -> bytes:
    try:
        return base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        return b""
