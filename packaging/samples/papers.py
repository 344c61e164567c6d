"""Papers written from a sample's own records, so that no figure on paper differs from the dossier."""

from __future__ import annotations

from typing import Any

from samples.form import Sample

Values = dict[str, Any]
SIGNS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "=": "＝", "+-": "±", "range": ""}


def day(value: object) -> str:
    """Return a date as official papers print it."""
    year, month, date = str(value).split("-")
    return f"{year} 年 {int(month)} 月 {int(date)} 日"


def certificate(sample: Sample) -> str:
    """Return the text of the registration certificate."""
    row = sample.all("certificate")[0]
    cells = [
        ("注册人名称", "registrant"),
        ("注册人住所", "registrant_address"),
        ("生产地址", "production_address"),
        ("代理人名称", "agent"),
        ("产品名称", "product_name"),
        ("型号、规格", "model"),
        ("结构及组成", "structure"),
        ("适用范围", "intended_use"),
        ("附件", "annex"),
        ("其他内容", "other"),
        ("备注", "remark"),
    ]
    lines = ["!gap 8", "= 中华人民共和国", "# 医疗器械注册证（样例）", "= （体外诊断试剂除外）"]
    lines += [f"= 注册证编号：{row['number']}", "!gap 4", "!plain", "!widths 2 8"]
    lines += [
        f"| {label} | {str(row.get(key, '/')).replace(chr(10), chr(92) + 'n')}"
        for label, key in cells
    ]
    lines += [
        "!gap 6",
        "> 审批部门：国家药品监督管理局（样例，非真实批件）",
        f"> 批准日期：{day(row['approved_on'])}",
    ]
    lines += [
        f"> 生效日期：{day(row['effective_on'])}",
        f"> 有效期至：{day(row['expires_on'])}",
        "~ 样例药品监督管理局专用",
    ]
    return "\n".join(lines)


def change_file(sample: Sample) -> str:
    """Return the text of the change registration file."""
    row, main = sample.all("change_file")[0], sample.all("certificate")[0]
    return "\n".join(
        [
            "!gap 8",
            "= 中华人民共和国",
            "# 医疗器械变更注册文件（样例）",
            f"= 注册证编号：{main['number']}    文件编号：{row['number']}",
            "!gap 4",
            "!plain",
            "!widths 2 8",
            f"| 注册人名称 | {main['registrant']}",
            f"| 产品名称 | {main['product_name']}",
            f"| 型号、规格 | {main['model']}",
            f"| 变更内容 | {row['content'].replace(chr(10), chr(92) + 'n')}",
            "| 备注 | 本文件与注册证共同使用，有效期与注册证相同。样例文件，内容虚构。",
            "!gap 8",
            "> 审批部门：国家药品监督管理局（样例，非真实批件）",
            f"> 批准日期：{day(row['approved_on'])}",
            "~ 样例药品监督管理局专用",
        ]
    )


CLAUSES = (
    ("functions", "功能"),
    ("limits", "使用限制"),
    ("input_output", "输入输出"),
    ("interfaces", "接口"),
    ("necessary", "必备软硬件"),
    ("environment", "运行环境"),
    ("efficiency", "性能效率"),
    ("concurrency", "最大并发数"),
    ("user_interface", "用户界面"),
    ("messages", "消息"),
    ("user_errors", "用户差错防御"),
    ("access", "访问控制"),
    ("copyright", "版权保护"),
    ("reliability", "可靠性"),
    ("maintainability", "维护性"),
)


def requirements(sample: Sample) -> str:
    """Return the text of the product technical requirements, in the 2022 order, without a cover."""
    number = sample.text("ptr.number")
    lines = [f"= 医疗器械产品技术要求编号：{number}", f"# {sample.text('claim.product_name')}"]
    lines += ["## 1 产品型号/规格及其划分说明", "### 1.1 软件型号规格", sample.text("ptr.models")]
    lines += ["### 1.2 软件发布版本", sample.text("ptr.release")]
    lines += [
        "### 1.3 软件版本命名规则",
        sample.text("ptr.version_rule"),
        "## 2 性能指标",
        "### 2.1 通用要求",
    ]
    for order, (key, label) in enumerate(CLAUSES, 1):
        lines += [f"### 2.1.{order} {label}", sample.text(f"ptr.{key}")]
        lines += [
            f"{row['clause']} {row['name']}：{row['requirement']}"
            for row in sample.all("indicator")
            if row["clause"].startswith(f"2.1.{order}.")
        ]
    for key, label in (("special", "2.2 专用要求"), ("safety", "2.3 安全要求")):
        if text := sample.text(f"ptr.{key}"):
            lines += [f"### {label}", text]
    lines += ["## 3 检验方法", "### 3.0 检验环境", sample.text("ptr.test_environment")]
    lines += [f"{row['clause']} {row['method']}" for row in sample.all("test_method")]
    lines += ["## 4 术语", *[f"{row['term']}：{row['definition']}" for row in sample.all("term")]]
    for letter, key, label in zip(
        "ABC",
        ("architecture", "ui_map", "topology"),
        ("体系结构图", "用户界面关系图与主界面图示", "物理拓扑图"),
        strict=True,
    ):
        lines += ["---", f"## 附录 {letter} {label}", sample.text(f"ptr.{key}")]
        lines += ["!screen 主界面图示"] if key == "ui_map" else []
    return "\n".join(lines)


def test_report(sample: Sample) -> str:
    """Return the text of the inspection report: cover, notices, summary, one result a clause."""
    words = sample.words
    name, maker = sample.text("claim.product_name"), words["registrant"]
    lines = [
        "!gap 30",
        "# 检 验 报 告",
        "= TEST REPORT（样例）",
        "!gap 16",
        "!plain",
        "!widths 2 5",
    ]
    lines += [
        f"| 报告编号 | {words['test_number']}",
        f"| 样品名称 | {name}",
        f"| 型号规格 | {words['model']}",
    ]
    lines += [
        f"| 软件发布版本 | {words['release']}",
        f"| 软件完整版本 | {words['full_tested']}",
        f"| 委托方 | {maker}",
        "| 检验类别 | 注册检验（全项目）",
    ]
    lines += [
        "| 检验机构 | 样例医疗器械检验研究所（虚构）",
        f"| 签发日期 | {day(words['test_on'])}",
        "~ 样例检验研究所检验专用",
        "---",
    ]
    lines += ["## 注意事项", *NOTICES, "---", "## 检验结论"]
    lines += [
        "!plain",
        "!widths 2 5",
        f"| 样品名称 | {name}",
        f"| 检验依据 | 产品技术要求（编号：{sample.text('ptr.number')}）",
    ]
    lines += [
        "| 检验项目 | 产品技术要求第 2 章全部条款",
        f"| 样品标识 | 安装介质 1 份，HASH（SHA-256）前 16 位 {words['hash'][:16]}",
    ]
    lines += [
        "| 检验日期 | " + words["test_span"],
        "| 检验结论 | 经检验，所检项目符合产品技术要求。",
    ]
    lines += ["| 编制/审核/批准 | 样例检验员甲 / 样例审核员乙 / 样例批准人丙"]
    lines += ["## 检验环境", sample.text("ptr.test_environment"), "---", "## 检验结果"]
    methods = {row.get("indicator"): row for row in sample.all("test_method")}
    chunk = ["!widths 1.2 2 5 4 1.1", "| 条款 | 项目 | 标准要求 | 检验结果 | 单项结论"]
    measured = words["measured"]
    for order, row in enumerate(sample.all("indicator")):
        if order and order % 6 == 0:
            lines += [*chunk, "---", "## 检验结果（续）"]
            chunk = chunk[:2]
        result = measured.get(row["clause"], "符合要求")
        chunk.append(f"| {row['clause']} | {row['name']} | {row['requirement']} | {result} | 符合")
    lines += [*chunk, "---", "## 检验过程记录"]
    for row in sample.all("indicator"):
        method = methods.get(row["id"], {})
        lines += [f"### {row['clause']} {row['name']}", f"方法：{method.get('method', '')}"]
        lines += [f"记录：按方法操作并复核一次，{measured.get(row['clause'], '符合要求')}。"]
    lines += ["---", "## 样品照片与版本界面", "!screen 关于本软件 " + words["full_tested"]]
    lines += [
        f"软件“关于”界面显示：发布版本 {words['release']}，完整版本 {words['full_tested']}，与送检清单一致。",
        "= ——报告结束——",
    ]
    return "\n".join(lines)


NOTICES = (
    "1. 本报告为软件样例，检验机构、编号、印章均为虚构，不具任何证明作用。",
    "2. 报告无检验专用章、骑缝章无效；复制报告未重新加盖印章无效。",
    "3. 报告无编制、审核、批准人签字无效；涂改无效。",
    "4. 对报告若有异议，应于收到报告之日起十五日内提出。",
    "5. 委托检验仅对来样负责；本报告仅对所检完整版本有效。",
    "6. 未经本机构书面同意，不得部分复制本报告。",
)


def _results(sample: Sample) -> list[str]:
    rows = ["!widths 3 1.6 2.4 1.2 3.2 3", "| 指标 | 结果 | 95%CI | 例数 | 判定标准 | 数据集"]
    names = {row["id"]: row["name"] for row in sample.all("dataset")}
    for row in sample.all("result"):
        unit = row.get("unit", "")
        bounds = f"{row['ci_low']}～{row['ci_high']}{unit}" if "ci_low" in row else "—"
        label = row["metric"] + (f"（{row['subgroup']}）" if "subgroup" in row else "")
        rows.append(
            f"| {label} | {row['value']}{unit} | {bounds} | {row['n']} | {row['criterion']} | {names[row['dataset']]}"
        )
    return rows


def _datasets(sample: Sample) -> list[str]:
    rows = ["!widths 3 1.4 1.2 1.2 1.3 3.2", "| 名称 | 版本 | 患者 | 检查 | 阳性/阴性 | 来源与分布"]
    for row in sample.all("dataset"):
        split = f"{row.get('positive', '—')}/{row.get('negative', '—')}"
        rows.append(
            f"| {row['name']} | {row['version']} | {row['patients']} | {row['studies']} | {split} | {row['sources']}"
        )
    return rows


def algorithm(sample: Sample) -> str:
    """Return the text of the algorithm research report, with the chapters the guideline lists."""
    words = sample.words
    lines = [
        "!gap 36",
        "# 算法研究报告",
        f"= {words['name']}（{words['model']}，完整版本 {words['full_tested']}）",
    ]
    lines += [
        "= 内部资料 不得外传",
        f"= {words['registrant']}",
        f"= {words['algorithm_on']}",
        "---",
    ]
    lines += [
        "## 1 算法基本信息",
        words["algorithm_facts"],
        "## 2 算法风险管理",
        words["algorithm_risk"],
    ]
    lines += [
        "## 3 算法需求规范",
        words["algorithm_needs"],
        "---",
        "## 4 数据质控",
        sample.text("provenance.summary"),
    ]
    lines += [
        "### 4.1 来源机构",
        "!widths 3 1.2 1.4 2.4 2.6",
        "| 机构 | 地区 | 级别 | 合作协议 | 伦理批件",
    ]
    lines += [
        f"| {row['name']} | {row['region']} | {row['tier']} | {row.get('agreement', '—')} | {row.get('ethics', '—')}"
        for row in sample.all("institution")
    ]
    lines += [
        "### 4.2 去标识化与转移",
        *[f"{r['name']}：{r['deid_rules']}" for r in sample.all("institution")[:2]],
    ]
    lines += [
        "### 4.3 清洗与预处理",
        sample.text("provenance.cleaning"),
        "### 4.4 数据库与数据集",
        *_datasets(sample),
    ]
    lines += ["### 4.5 标注", sample.text("provenance.annotation_rules")]
    lines += [
        f"{row['qualification']}{row['rules']}{row['arbitration']}"
        for row in sample.all("annotation")
    ]
    lines += [
        "### 4.6 划分与查重",
        sample.text("provenance.split"),
        "---",
        "## 5 算法训练",
        words["algorithm_training"],
    ]
    lines += [
        "!widths 2 2 2 2",
        "| 训练数据量占比 | 调优集主要指标 | 变化 | 说明",
        *words["training_curve"].strip().split("\n"),
    ]
    lines += [
        "---",
        "## 6 算法验证与确认",
        "### 6.1 独立测试集结果",
        *_results(sample),
        "### 6.2 影响因素分析",
        words["algorithm_factors"],
    ]
    lines += [
        "### 6.3 压力测试与对抗测试",
        words["algorithm_stress"],
        "---",
        "## 7 算法可追溯性分析",
        words["algorithm_trace"],
    ]
    lines += ["## 8 结论", words["algorithm_conclusion"]]
    return "\n".join(lines)


def excerpt(sample: Sample) -> str:
    """Return the redacted excerpt of the algorithm report that may go into a tender."""
    words = sample.words
    lines = [
        "!gap 20",
        "# 算法性能评估报告（脱敏摘页）",
        f"= {words['name']}  完整版本 {words['full_tested']}",
        "!gap 6",
    ]
    lines += [
        "本摘页自算法研究报告第 6 章摘出，供投标时作为性能数据的出处。来源机构名称、网络结构与训练参数已隐去；指标、样本量与判定标准未作改动。"
    ]
    lines += [
        "## 测试集与判定标准",
        words["excerpt_basis"],
        "---",
        "## 独立测试集结果",
        *_results(sample),
    ]
    lines += [line for line in words["excerpt_sentences"].split("\n")]
    lines += [
        "---",
        "## 适用与限制",
        words["algorithm_factors"],
        "## 声明",
        "摘页与原报告一致，原报告存注册部备查。",
        f"> {words['registrant']}",
        f"> {words['algorithm_on']}",
        f"~ {words['registrant']}",
    ]
    return "\n".join(lines)


def clinical(sample: Sample) -> str:
    """Return the text of the clinical evaluation summary."""
    words = sample.words
    lines = [
        "!gap 30",
        "# 临床评价摘要",
        f"= {words['name']}",
        f"= {words['registrant']}",
        f"= {words['clinical_on']}",
        "---",
    ]
    lines += [
        words["clinical"],
        "---",
        "## 6 主要结果",
        *_results(sample),
        words["clinical_results"],
        "---",
        words["clinical_end"],
    ]
    return "\n".join(lines)
