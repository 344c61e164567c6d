"""Step 2, data provenance: sources and rights, data sets, case lists, annotation, results."""

from __future__ import annotations

from dossier_app.base.text import Text
from dossier_app.model.fields import Field, Kind, Section, Step, When
from dossier_app.model.steps import vocabulary as v

_F = Field
_T = Text
_LONG, _CHOICE = Kind.LONG_TEXT, Kind.CHOICE

PROVENANCE = Step(
    "provenance",
    _T("数据来源", "Data provenance"),
    (
        Section(
            "provenance.rights",
            _T("来源与权利", "Sources and rights"),
            (
                _F(
                    "provenance.summary",
                    _LONG,
                    _T("数据来源合规性说明", "Statement on lawful sources"),
                    required=True,
                    cites=("cmde-2022-8",),
                ),
                _F(
                    "provenance.personal_information",
                    _LONG,
                    _T("个人信息处理依据", "Basis for personal information"),
                    required=True,
                ),
                _F(
                    "provenance.genetic",
                    _CHOICE,
                    _T("人类遗传资源", "Human genetic resources"),
                    required=True,
                    options=v.options(
                        (
                            "imaging_only",
                            "仅影像与临床数据，不涉及",
                            "imaging and clinical data only, not concerned",
                        ),
                        ("genome", "含基因或样本，涉及", "genome data or samples, concerned"),
                    ),
                ),
                _F(
                    "provenance.cross_border",
                    _CHOICE,
                    _T("数据出境", "Transfer abroad"),
                    required=True,
                    options=v.options(("none", "不出境", "none"), ("yes", "出境", "yes")),
                ),
                _F(
                    "provenance.cross_border_basis",
                    _LONG,
                    _T("出境路径与依据", "Route and basis of transfer"),
                    required=True,
                    when=When("provenance.cross_border", ("yes",)),
                ),
                _F(
                    "provenance.network",
                    _LONG,
                    _T("研发数据环境（封闭/受控）", "Closed or controlled data environment"),
                    required=True,
                ),
            ),
            ("institution", "legal_route"),
        ),
        Section(
            "provenance.sets",
            _T("数据库与数据集", "Bases and data sets"),
            (
                _F(
                    "provenance.cleaning",
                    _LONG,
                    _T("清洗与预处理", "Cleaning and pre-processing"),
                    required=True,
                ),
                _F(
                    "provenance.split",
                    _LONG,
                    _T("划分方法与查重", "Split and duplicate check"),
                    required=True,
                ),
                _F(
                    "provenance.split_check",
                    Kind.REFERENCE,
                    _T("查重报告", "Duplicate-check report"),
                    required=True,
                    target="evidence",
                ),
            ),
            ("dataset", "data_access"),
        ),
        Section(
            "provenance.cases",
            _T("病例清单与独立性", "Case lists and independence"),
            (),
            ("case_list",),
        ),
        Section(
            "provenance.annotation",
            _T("标注", "Annotation"),
            (
                _F(
                    "provenance.annotation_rules",
                    _LONG,
                    _T("标注操作规范", "Annotation procedure"),
                    required=True,
                ),
            ),
            ("annotation",),
        ),
        Section(
            "provenance.results",
            _T("性能结果", "Performance results"),
            (
                _F(
                    "provenance.raw_result_kept",
                    Kind.YES_NO,
                    _T("保留算法原始结果", "Raw AI result kept"),
                    required=True,
                ),
            ),
            ("result",),
        ),
    ),
)
