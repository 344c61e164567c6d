"""Step 3, NMPA classification: what cannot be derived from step 1; the rest is shown as derived."""

from __future__ import annotations

from dossier_app.base.text import Text
from dossier_app.model.fields import Field, Kind, Section, Step
from dossier_app.model.steps import vocabulary as v

_F = Field
_T = Text
CLASSIFICATION = Step(
    "classification",
    _T("管理类别判定", "NMPA classification"),
    (
        Section(
            "classification.filing",
            _T("申报情形", "Filing"),
            (
                _F(
                    "classification.origin",
                    Kind.CHOICE,
                    _T("境内或进口", "Domestic or import"),
                    required=True,
                    options=v.options(
                        ("domestic", "境内", "domestic"), ("import", "进口", "import")
                    ),
                ),
                _F(
                    "classification.filing",
                    Kind.CHOICE,
                    _T("申报类型", "Filing type"),
                    required=True,
                    options=v.options(
                        ("first", "首次注册", "first"),
                        ("change", "变更注册", "change"),
                        ("renewal", "延续注册", "renewal"),
                    ),
                ),
                _F(
                    "classification.maturity_reason",
                    Kind.LONG_TEXT,
                    _T("算法成熟度判断理由", "Reason for the maturity"),
                    required=True,
                    cites=("nmpa-2021-47",),
                ),
                _F(
                    "classification.safety_level",
                    Kind.CHOICE,
                    _T("软件安全性级别", "Software safety level"),
                    required=True,
                    options=v.options(
                        ("minor", "轻微", "minor"),
                        ("moderate", "中等", "moderate"),
                        ("serious", "严重", "serious"),
                    ),
                ),
                _F(
                    "classification.safety_reason",
                    Kind.LONG_TEXT,
                    _T("安全性级别理由", "Reason for the safety level"),
                    required=True,
                    cites=("cmde-2022-9",),
                ),
                _F(
                    "classification.clinical_path",
                    Kind.CHOICE,
                    _T("临床评价路径", "Clinical evaluation path"),
                    required=True,
                    options=v.options(
                        ("exempt", "免于临床评价", "exempt"),
                        ("comparison", "同品种比对", "comparison with the same kind"),
                        ("trial", "临床试验", "clinical trial"),
                    ),
                ),
                _F(
                    "classification.rejected",
                    Kind.LONG_TEXT,
                    _T("未采用的方案与理由", "Rejected alternatives and why"),
                ),
            ),
        ),
    ),
)
