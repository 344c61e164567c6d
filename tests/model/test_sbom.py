"""Software lists: both forms read, what is none refused with its JSON path."""

from __future__ import annotations

from typing import Any

import pytest

from dossier_app.base.errors import BadInput
from dossier_app.model.sbom import MOST, Component, read_sbom

CYCLONE: dict[str, Any] = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.5",
    "metadata": {"component": {"name": "肺结节软件", "type": "application"}},
    "components": [
        {
            "type": "library", "group": "org.sample", "name": "torch", "version": "2.1.2", "purl": "pkg:pypi/torch@2.1.2",
            "supplier": {"name": "样例供应方"}, "licenses": [{"license": {"id": "BSD-3-Clause"}}, {"license": {"name": "自有"}}],
            "hashes": [{"alg": "MD5", "content": "a"}, {"alg": "SHA-256", "content": "b"}],
            "components": [{"name": "inner", "version": "1", "publisher": "某人", "licenses": [{"expression": "MIT OR Apache-2.0"}], "cpe": "cpe:2.3:a:x"}],
        },
        {"name": "torch", "version": "2.1.2", "purl": "pkg:pypi/torch@2.1.2"},
        {"name": "无版本"},
    ],
}  # fmt: skip
SPDX: dict[str, Any] = {
    "spdxVersion": "SPDX-2.3",
    "name": "肺结节软件",
    "documentDescribes": ["SPDXRef-product"],
    "packages": [
        {"SPDXID": "SPDXRef-product", "name": "肺结节软件"},
        {
            "SPDXID": "SPDXRef-1", "name": "numpy", "versionInfo": "1.26", "supplier": "Organization: NumPy", "licenseConcluded": "NOASSERTION", "licenseDeclared": "BSD-3-Clause",
            "externalRefs": [{"referenceType": "cpe23Type", "referenceLocator": "cpe:2.3:a:numpy"}, {"referenceType": "purl", "referenceLocator": "pkg:pypi/numpy@1.26"}],
            "checksums": [{"algorithm": "SHA256", "checksumValue": "c"}],
        },
        {"SPDXID": "SPDXRef-2", "name": "zlib", "supplier": "NOASSERTION"},
    ],
}  # fmt: skip


def test_cyclonedx_gives_each_component_once_with_what_stands_within():
    found = read_sbom(CYCLONE)
    assert (found.form, found.product, found.unversioned) == ("CycloneDX 1.5", "肺结节软件", 1)
    torch, inner, bare = found.components
    assert torch == Component("org.sample/torch", "2.1.2", "样例供应方", "BSD-3-Clause, 自有", "pkg:pypi/torch@2.1.2", "SHA-256:b")  # fmt: skip
    assert inner == Component("inner", "1", "某人", "MIT OR Apache-2.0", "cpe:2.3:a:x")
    assert bare.values("list.json") == {"name": "无版本", "source": "list.json"}


def test_spdx_leaves_the_product_itself_out():
    found = read_sbom(SPDX)
    assert found.form == "SPDX 2.3"
    assert found.components[0] == Component("numpy", "1.26", "NumPy", "BSD-3-Clause", "pkg:pypi/numpy@1.26", "SHA-256:c")  # fmt: skip
    assert found.components[1] == Component("zlib", "")


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        ([], "$"),
        ({}, "$.bomFormat | spdxVersion"),
        ({"bomFormat": "Cyclone", "components": []}, "$.bomFormat"),
        ({"@context": "https", "@graph": []}, "$.@context"),
        ({"bomFormat": "CycloneDX"}, "$.specVersion"),
        ({"bomFormat": "CycloneDX", "specVersion": "2.0"}, "$.specVersion"),
        ({"bomFormat": "CycloneDX", "specVersion": "1.5", "components": {}}, "$.components"),
        ({"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [{"name": ""}]}, "$.components[0].name"),
        ({"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [{"name": "a", "version": 3}]}, "$.components[0].version"),
        ({"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [{"name": "a", "licenses": ["MIT"]}]}, "$.components[0].licenses[0]"),
        ({"spdxVersion": "SPDX-3.0"}, "$.spdxVersion"),
        ({"spdxVersion": "SPDX-2.3", "packages": [1]}, "$.packages[0]"),
    ],
)  # fmt: skip
def test_what_is_no_software_list_is_refused_with_its_path(raw: object, place: str):
    with pytest.raises(BadInput) as refused:
        read_sbom(raw)
    assert refused.value.place == place
    assert place in refused.value.message.zh
    assert not {"text", "array", "object", "dict", "NoneType"} & set(
        refused.value.message.zh.replace("，", " ").replace("。", " ").split()
    )


def test_a_list_at_the_limit_is_read_and_one_more_is_refused():
    rows = [{"name": f"n{n}", "version": "1"} for n in range(MOST + 1)]
    whole = {"bomFormat": "CycloneDX", "specVersion": "1.5", "components": rows[:-1]}
    assert len(read_sbom(whole).components) == MOST
    with pytest.raises(BadInput):
        read_sbom(whole | {"components": rows})
