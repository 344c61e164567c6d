"""Record kinds beside the PTR: fields of the version number, software components, security capabilities, report texts."""

from __future__ import annotations

from dossier_app.base.text import Text
from dossier_app.model.fields import Field, Kind
from dossier_app.model.records import Owner, RecordKind
from dossier_app.model.steps import vocabulary as v

_F = Field
_T = Text
_LONG, _TEXT, _CHOICE = Kind.LONG_TEXT, Kind.TEXT, Kind.CHOICE

UPDATES = v.options(
    ("major", "重大增强", "major enhancement"),
    ("minor", "轻微增强", "minor enhancement"),
    ("corrective", "纠正", "corrective"),
    ("build", "构建", "build"),
    ("security_major", "重大网络安全更新", "major security update"),
    ("security_minor", "轻微网络安全更新", "minor security update"),
    ("algorithm", "算法驱动型更新", "algorithm-driven update"),
    ("data_major", "重大数据驱动型更新", "major data-driven update"),
    ("data_minor", "轻微数据驱动型更新", "minor data-driven update"),
)
"""The kinds of update that a naming rule must be able to tell apart. Source: CMDE 2022年第9号, 2022年第8号."""
CAPABILITIES = v.options(
    ("ALOF", "自动注销", "automatic logoff"),
    ("AUDT", "审核", "audit"),
    ("AUTH", "授权", "authorisation"),
    ("NAUT", "节点鉴别", "node authentication"),
    ("PAUT", "人员鉴别", "person authentication"),
    ("CONN", "连通性", "connectivity"),
    ("PLOK", "物理防护", "physical locks"),
    ("SAHD", "系统加固", "system hardening"),
    ("DIDT", "数据去标识化与匿名化", "de-identification"),
    ("IGAU", "数据完整性与真实性", "integrity and authenticity"),
    ("DTBK", "数据备份与灾难恢复", "backup and disaster recovery"),
    ("STCF", "数据存储保密性与完整性", "storage confidentiality and integrity"),
    ("TXCF", "数据传输保密性", "transmission confidentiality"),
    ("TXIG", "数据传输完整性", "transmission integrity"),
    ("CSUP", "网络安全补丁升级", "security patches"),
    ("SBOM", "现成软件清单", "list of off-the-shelf software"),
    ("RDMP", "现成软件维护", "maintenance of off-the-shelf software"),
    ("SGUD", "网络安全使用指导", "guidance on secure use"),
    ("CNFS", "网络安全特征配置", "configuration of security features"),
    ("EMRG", "紧急访问", "emergency access"),
    ("RMOT", "远程访问与控制", "remote access and control"),
    ("MLDP", "恶意软件探测与防护", "malware detection and protection"),
)
VERSION_FIELD = RecordKind(
    "version_field",
    _T("版本字段", "Field of the version number"),
    Owner.DOSSIER,
    (
        _F("letter", _TEXT, _T("字段代号（如 X）", "Letter, such as X"), required=True),
        _F("lowest", Kind.INTEGER, _T("最小值", "Lowest value")),
        _F("highest", Kind.INTEGER, _T("最大值", "Highest value")),
        _F("meaning", _LONG, _T("含义", "Meaning"), required=True),
        _F(
            "updates",
            Kind.CHOICES,
            _T("代表的更新类型", "Kinds of update it stands for"),
            required=True,
            options=UPDATES,
        ),
    ),
    title="letter",
)
COMPONENT = RecordKind(
    "component",
    _T("现成软件组件", "Off-the-shelf component"),
    Owner.DOSSIER,
    (
        _F("name", _TEXT, _T("名称", "Name"), required=True),
        _F("version", _TEXT, _T("完整版本", "Full version"), required=True),
        _F("supplier", _TEXT, _T("供应方", "Supplier")),
        _F("licence", _TEXT, _T("许可", "Licence")),
        _F("purl", _TEXT, _T("包标识（purl/CPE）", "Package identifier (purl, CPE)")),
        _F("digest", _TEXT, _T("校验值", "Digest")),
        _F("use", _TEXT, _T("用途", "Used for")),
        _F("vulnerabilities", _LONG, _T("已知漏洞及处理", "Known vulnerabilities, what was done")),
        _F("source", _TEXT, _T("来自清单", "From the list")),
    ),
    title="name",
)
SECURITY_CAPABILITY = RecordKind(
    "security_capability",
    _T("网络安全能力", "Security capability"),
    Owner.DOSSIER,
    (
        _F("capability", _CHOICE, _T("能力", "Capability"), required=True, options=CAPABILITIES),
        _F("applies", Kind.YES_NO, _T("适用", "Applies"), required=True),
        _F(
            "means",
            Kind.CHOICES,
            _T("实现方式", "How it is met"),
            options=v.options(
                ("own", "自身功能", "own function"),
                ("required_software", "必备软件", "required software"),
                ("environment", "外部软件环境", "external environment"),
            ),
        ),
        _F("description", _LONG, _T("实现与强度，或不适用理由", "How and how strong, or why not")),
        _F("clause", _TEXT, _T("对应产品技术要求条款", "Clause of the PTR")),
    ),
    title="capability",
)
REPORT_PART = RecordKind(
    "report_part",
    _T("研究报告段落", "Part of a study report"),
    Owner.DOSSIER,
    (
        _F(
            "report",
            _CHOICE,
            _T("报告", "Report"),
            required=True,
            options=v.options(
                ("software", "软件研究报告", "software report"),
                ("cybersecurity", "网络安全研究报告", "cybersecurity report"),
                ("algorithm", "算法研究报告", "algorithm report"),
            ),
        ),
        _F("number", _TEXT, _T("章节号", "Number of the part"), required=True),
        _F("text", _LONG, _T("内容", "Text"), required=True),
        _F("function", Kind.REFERENCE, _T("算法所属功能", "Function"), target="function"),
        _F("evidence", Kind.REFERENCE, _T("依据文件", "Evidence"), target="evidence"),
    ),
    title="number",
)
KINDS = (VERSION_FIELD, COMPONENT, SECURITY_CAPABILITY, REPORT_PART)
