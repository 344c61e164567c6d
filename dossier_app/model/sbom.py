"""Software lists in CycloneDX or SPDX JSON: told apart, checked, and taken down to components."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text

MOST = 20_000
"""Components that one list may have."""
_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Component:
    """One off-the-shelf component as a list names it."""

    name: str
    version: str
    supplier: str = ""
    licence: str = ""
    purl: str = ""
    digest: str = ""

    @property
    def identity(self) -> tuple[str, str]:
        """Return what makes a component the same one: its package identifier without version, else its name."""
        return (self.purl.partition("@")[0] or self.name.lower(), self.version)

    def values(self, source: str) -> dict[str, str]:
        """Return the filled fields of the record of this component."""
        every = {
            "name": self.name,
            "version": self.version,
            "supplier": self.supplier,
            "licence": self.licence,
            "purl": self.purl,
            "digest": self.digest,
            "source": source,
        }
        return {key: value for key, value in every.items() if value}


@dataclass(frozen=True, slots=True)
class Sbom:
    """A whole list: its form with version, the product it says it describes, its components."""

    form: str
    product: str
    components: tuple[Component, ...]
    unversioned: int
    """components without a version; the report needs the full one"""

    def as_json(self) -> dict[str, Any]:
        """Return the counts for scripts."""
        return {
            "form": self.form,
            "product": self.product,
            "components": len(self.components),
            "unversioned": self.unversioned,
        }


def read_sbom(raw: Any) -> Sbom:  # noqa: ANN401 - whatever a JSON file holds
    """Return the list that a JSON value is.

    Raises:
        BadInput: it is neither CycloneDX nor SPDX, or not as their schema says; the JSON path is named.
    """
    whole = _object(raw, "$")
    if whole.get("bomFormat") == "CycloneDX":
        return _cyclonedx(whole)
    if "spdxVersion" in whole:
        return _spdx(whole)
    if isinstance(whole.get("@graph"), list) or "@context" in whole:
        raise _refuse("$.@context", "SPDX 3 (JSON-LD)", "CycloneDX 1.x / SPDX 2.x JSON")
    missing = (
        "bomFormat" if "components" in whole or "bomFormat" in whole else "bomFormat | spdxVersion"
    )
    raise _refuse(f"$.{missing}", whole.get("bomFormat", "—"), '"CycloneDX" | "SPDX-2.3"')


def _cyclonedx(whole: Mapping[str, Any]) -> Sbom:
    spec = _text(whole, "specVersion", "$", needed=True)
    if not spec.startswith("1."):
        raise _refuse("$.specVersion", spec, "1.2 … 1.6")
    metadata = _object(whole.get("metadata", {}), "$.metadata")
    about = _object(metadata.get("component", {}), "$.metadata.component")
    rows = _cyclonedx_rows(whole.get("components", []), "$.components")
    return _sbom(f"CycloneDX {spec}", _text(about, "name", "$.metadata.component"), rows)


def _cyclonedx_rows(raw: Any, path: str) -> Iterator[Component]:  # noqa: ANN401
    for number, each in enumerate(_list(raw, path)):
        here = f"{path}[{number}]"
        row = _object(each, here)
        name = _text(row, "name", here, needed=True)
        group = _text(row, "group", here)
        supplier = _object(row.get("supplier", {}), f"{here}.supplier")
        hashes = _list(row.get("hashes", []), f"{here}.hashes")
        yield Component(
            f"{group}/{name}" if group else name,
            _text(row, "version", here),
            _text(supplier, "name", f"{here}.supplier") or _text(row, "publisher", here),
            _licences(row.get("licenses", []), f"{here}.licenses"),
            _text(row, "purl", here) or _text(row, "cpe", here),
            _hash(hashes, f"{here}.hashes", "alg", "content"),
        )
        yield from _cyclonedx_rows(row.get("components", []), f"{here}.components")


def _licences(raw: Any, path: str) -> str:  # noqa: ANN401
    found = []
    for number, each in enumerate(_list(raw, path)):
        here = f"{path}[{number}]"
        row = _object(each, here)
        licence = _object(row.get("license", {}), f"{here}.license")
        found.append(
            _text(row, "expression", here)
            or _text(licence, "id", f"{here}.license")
            or _text(licence, "name", f"{here}.license")
        )
    return ", ".join(filter(None, found))


def _spdx(whole: Mapping[str, Any]) -> Sbom:
    spec = _text(whole, "spdxVersion", "$", needed=True)
    if not spec.startswith("SPDX-2."):
        raise _refuse("$.spdxVersion", spec, "SPDX-2.2 | SPDX-2.3")
    described = {
        str(each) for each in _list(whole.get("documentDescribes", []), "$.documentDescribes")
    }
    rows = _list(whole.get("packages", []), "$.packages")
    return _sbom(spec.replace("-", " "), _text(whole, "name", "$"), _spdx_rows(rows, described))


def _spdx_rows(rows: list[Any], described: set[str]) -> Iterator[Component]:
    for number, each in enumerate(rows):
        here = f"$.packages[{number}]"
        row = _object(each, here)
        name = _text(row, "name", here, needed=True)
        if _text(row, "SPDXID", here) in described:
            continue
        supplier = _known(_text(row, "supplier", here))
        licence = _known(_text(row, "licenseConcluded", here)) or _known(
            _text(row, "licenseDeclared", here)
        )
        checksums = _list(row.get("checksums", []), f"{here}.checksums")
        yield Component(
            name,
            _text(row, "versionInfo", here),
            supplier.partition(": ")[2] or supplier,
            licence,
            _reference(row, here),
            _hash(checksums, f"{here}.checksums", "algorithm", "checksumValue"),
        )


def _reference(row: Mapping[str, Any], path: str) -> str:
    """Return the purl of a package, else its CPE."""
    found: dict[str, str] = {}
    for number, each in enumerate(_list(row.get("externalRefs", []), f"{path}.externalRefs")):
        here = f"{path}.externalRefs[{number}]"
        ref = _object(each, here)
        sort = _text(ref, "referenceType", here)
        found.setdefault("purl" if sort == "purl" else "cpe" if sort.startswith("cpe") else sort, _text(ref, "referenceLocator", here))  # fmt: skip
    return found.get("purl", "") or found.get("cpe", "")


def _hash(rows: list[Any], path: str, kind: str, value: str) -> str:
    """Return the strongest digest as `SHA-256:…`."""
    found = {}
    for number, each in enumerate(rows):
        row = _object(each, f"{path}[{number}]")
        sort = _text(row, kind, f"{path}[{number}]").upper().replace("SHA256", "SHA-256")
        found[sort] = _text(row, value, f"{path}[{number}]")
    best = next((sort for sort in ("SHA-512", "SHA512", "SHA-256", "SHA-1", "SHA1", "MD5") if sort in found), "")  # fmt: skip
    return f"{best}:{found[best]}" if best else ""


def _sbom(form: str, product: str, rows: Iterator[Component]) -> Sbom:
    found: dict[tuple[str, str], Component] = {}
    for component in rows:
        found.setdefault(component.identity, component)
        if len(found) > MOST:
            raise BadInput(_TOO_MANY.format(limit=MOST), place="$.components", code="SBOM-02")
    components = tuple(found.values())
    return Sbom(form, product, components, sum(1 for c in components if not c.version))


def _known(value: str) -> str:
    return "" if value in ("NOASSERTION", "NONE") else value


def _object(raw: Any, path: str) -> Mapping[str, Any]:  # noqa: ANN401
    if not isinstance(raw, Mapping):
        raise _refuse(path, raw, "{…}")
    return raw


def _list(raw: Any, path: str) -> list[Any]:  # noqa: ANN401
    if not isinstance(raw, list):
        raise _refuse(path, raw, "[…]")
    return raw


def _text(row: Mapping[str, Any], key: str, path: str, *, needed: bool = False) -> str:
    value = row.get(key)
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or (needed and not value.strip()):
        raise _refuse(f"{path}.{key}", "—" if value is None else value, '"…"')
    return " ".join(value.split())[:_LENGTH]


def _refuse(path: str, found: object, expected: str) -> BadInput:
    shown = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
    message = _NOT_SBOM.format(path=path, found=shown[:60], expected=expected)
    return BadInput(message, place=path, code="SBOM-01")


_NOT_SBOM = Text(
    "这不是可用的软件物料清单：{path} 为 {found}，应为 {expected}。未作任何改动。",
    "This is no usable software list: {path} is {found}, expected {expected}. Nothing was changed.",
)
_TOO_MANY = Text(
    "软件物料清单超过 {limit} 个组件。请拆分后导入。",
    "The software list has more than {limit} components. Split it.",
)
