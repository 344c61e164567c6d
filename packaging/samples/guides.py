"""Manual, DICOM statement, brochure and security papers, written from a sample's records."""

from __future__ import annotations

from typing import Any

from samples.form import Sample
from samples.papers import CLAUSES, _results, day

Values = dict[str, Any]

TAGS = (
    ("(0008,0016)", "SOP Class UID", "UI", "1"),
    ("(0008,0018)", "SOP Instance UID", "UI", "1"),
    ("(0008,0020)", "Study Date", "DA", "2"),
    ("(0008,0050)", "Accession Number", "SH", "2"),
    ("(0008,0060)", "Modality", "CS", "1"),
    ("(0008,0070)", "Manufacturer", "LO", "2"),
    ("(0010,0010)", "Patient's Name", "PN", "2"),
    ("(0010,0020)", "Patient ID", "LO", "2"),
    ("(0010,0040)", "Patient's Sex", "CS", "2"),
    ("(0018,0050)", "Slice Thickness", "DS", "2"),
    ("(0018,0060)", "KVP", "DS", "2"),
    ("(0018,1210)", "Convolution Kernel", "SH", "3"),
    ("(0020,000D)", "Study Instance UID", "UI", "1"),
    ("(0020,000E)", "Series Instance UID", "UI", "1"),
    ("(0028,0030)", "Pixel Spacing", "DS", "1"),
    ("(0028,1052)", "Rescale Intercept", "DS", "1"),
)
ABILITIES = (
    ("自动注销", "ALOF", "无操作 15 分钟自动注销，时长可由管理员设为 5～30 分钟"),
    ("审核", "AUDT", "登录、调阅、修改、导出、配置均记入审计日志，在线保存 12 个月"),
    ("授权", "AUTH", "按角色授权，最小权限"),
    ("节点鉴别", "NAUT", "DICOM 节点按 AE 标题、地址、端口三项白名单鉴别"),
    ("人员鉴别", "PAUT", "用户名与口令，口令至少 10 位，可接医院统一认证"),
    ("连通性", "CONN", "仅开放说明书所列端口"),
    ("物理防护", "PLOK", "由医院机房环境提供"),
    ("系统加固", "SAHD", "关闭不用的服务，交付加固清单"),
    ("数据去标识化与匿名化", "DIDT", "导出科研数据时去除姓名、编号等标识"),
    ("数据完整性与真实性", "IGAU", "结果文件带校验值，读出时核对"),
    ("数据备份与灾难恢复", "DTBK", "每日增量、每周全量备份，提供恢复演练步骤"),
    ("数据存储保密性与完整性", "STCF", "数据库与文件存储采用 SM4 加密"),
    ("数据传输保密性", "TXCF", "浏览器访问与接口采用 TLS 1.2 加密"),
    ("数据传输完整性", "TXIG", "TLS 与 DICOM 传输校验"),
    ("网络安全补丁升级", "CSUP", "补丁经注册人验证后发放"),
    ("现成软件清单", "SBOM", "随每个完整版本提供"),
    ("现成软件维护", "RDMP", "按季度跟踪漏洞公告"),
    ("网络安全使用指导", "SGUD", "见本章"),
    ("网络安全特征配置", "CNFS", "口令、注销时长、白名单可配置"),
    ("紧急访问", "EMRG", "不适用：结果不用于急救操作，失效时按常规流程阅片"),
    ("远程访问与控制", "RMOT", "默认关闭，医院授权后由医院堡垒机接入"),
    ("恶意软件探测与防护", "MLDP", "与医院统一部署的防病毒软件兼容"),
)


def manual(sample: Sample) -> str:
    """Return the text of the instructions for use."""
    words = sample.words
    name = words["name"]
    lines = [
        "!gap 36",
        "# 使 用 说 明 书",
        f"= {name}",
        f"= 型号规格：{words['model']}    发布版本：{words['release']}",
    ]
    lines += [
        f"= 注册证编号：{words['certificate']}",
        "!gap 30",
        f"= {words['registrant']}",
        f"= 编制日期：{day(words['manual_on'])}",
        "---",
    ]
    lines += ["## 警示与注意事项", *words["warnings"].split("\n"), "---"]
    lines += [
        "## 1 产品概述",
        "!plain",
        "!widths 2 7",
        f"| 产品名称 | {name}",
        f"| 型号规格 | {words['model']}",
        f"| 发布版本 | {words['release']}",
    ]
    lines += [
        f"| 注册证编号/产品技术要求编号 | {words['certificate']}",
        f"| 注册人 | {words['registrant']}",
        f"| 住所 | {words['address']}",
        f"| 生产地址 | {words['production_address']}",
    ]
    lines += [
        f"| 适用范围 | {sample.text('claim.intended_use')}",
        f"| 结构及组成 | {sample.text('claim.structure')}",
        f"| 使用限制 | {sample.text('claim.limits')}",
    ]
    lines += [
        "| 禁忌 | 无特定禁忌；不符合采集要求的影像不应处理",
        "| 使用期限 | 10 年（由商业因素确定）",
        "---",
    ]
    lines += [
        "## 2 运行环境与采集要求",
        sample.text("ptr.environment"),
        sample.text("claim.acquisition"),
        sample.text("ptr.necessary"),
    ]
    lines += [
        "---",
        "## 3 安装、登录与权限",
        words["manual_start"],
        sample.text("ptr.access"),
        "!screen 登录后的工作列表",
        "---",
    ]
    for order, row in enumerate(sample.all("function"), 1):
        lines += [
            f"## 4.{order} {row['name']}",
            row["description"],
            *STEPS_OF_USE,
            f"!screen {row['name']}",
        ]
        lines += ["注：图中数据均为样例。算法输出仅供参考，须由医师确认。", "---"]
    lines += ["## 5 算法性能评估总结", words["manual_performance"], *_results(sample), "---"]
    lines += [
        "## 6 临床评价总结",
        words["manual_clinical"],
        "## 7 算法训练总结",
        words["manual_training"],
        "---",
    ]
    lines += ["## 8 接口与集成", sample.text("ptr.interfaces")]
    lines += [
        f"{row['system']}：{row['protocol']}。{row.get('description', '')}"
        for row in sample.all("interface")
    ]
    lines += [
        "---",
        "## 9 网络安全",
        "!widths 3 1 6",
        "| 能力 | 代号 | 实现方式",
        *[f"| {a} | {b} | {c}" for a, b, c in ABILITIES],
        "---",
    ]
    lines += [
        "## 10 性能效率与并发",
        sample.text("ptr.efficiency"),
        sample.text("ptr.concurrency"),
        "## 11 消息与差错防御",
    ]
    lines += [
        sample.text("ptr.messages"),
        sample.text("ptr.user_errors"),
        "---",
        "## 12 可靠性、备份与维护",
        sample.text("ptr.reliability"),
        sample.text("ptr.maintainability"),
    ]
    lines += ["!widths 3 4 4", "| 现象 | 可能原因 | 处理", *TROUBLES, "---"]
    lines += [
        "## 13 反馈与不良事件",
        words["manual_feedback"],
        "## 14 用户培训",
        sample.text("tender.training"),
        "---",
    ]
    lines += [
        "## 附录 A 功能与技术要求条款对照",
        "!widths 1.4 3 6",
        "| 条款 | 名称 | 说明书所在章节",
    ]
    lines += [
        f"| 2.1.{n} | {label} | 见第 {3 + n // 2} 章及附录"
        for n, (_, label) in enumerate(CLAUSES, 1)
    ]
    lines += [
        "## 附录 B 标签样张",
        "!plain",
        "!widths 2 6",
        f"| 产品名称 | {name}",
        f"| 完整版本（生产标识） | {words['full']}",
        "| 医疗器械唯一标识 | (01)06999999000000(10)SAMPLE（样例）",
    ]
    return "\n".join(lines)


STEPS_OF_USE = (
    "操作步骤：",
    "- 在工作列表选择检查，等待状态变为“已完成”。",
    "- 双击打开阅片界面，核对患者姓名、检查号与影像方位。",
    "- 先按常规阅片，再打开辅助结果逐条核对；可接受、修改、删除或补充。",
    "- 点击“确认”保存医师结果；算法原始结果另行保存，不被覆盖。",
)
TROUBLES = (
    "| 检查长时间“排队中” | 并发任务已满或计算服务未启动 | 查看任务队列；必要时重启计算服务",
    "| 检查状态为“不符合要求” | 层厚、管电压或序列不在要求之内 | 核对采集参数，按常规流程阅片",
    "| 结果未写回 PACS | 节点白名单或磁盘空间 | 检查 AE 标题、端口与剩余空间，重发任务",
    "| 无法登录 | 口令错误达 5 次被锁定 | 由管理员解锁，或 15 分钟后重试",
    "| 图像显示缓慢 | 客户端网络低于千兆 | 检查网络与显示终端配置",
)


def conformance(sample: Sample) -> str:
    """Return the text of the DICOM conformance statement."""
    words = sample.words
    lines = [
        "!gap 36",
        "# DICOM 符合性声明",
        f"= {words['name']}（{words['model']}）",
        f"= 发布版本 {words['release']}",
        f"= {words['registrant']}",
        "---",
    ]
    lines += [
        "## 1 概述",
        "本声明说明产品支持的 DICOM 3.0 服务、传输语法与信息对象，供医院与集成方核对。声明本身不保证互操作，接入前应做联调测试。",
    ]
    lines += ["!widths 3 5 2 2", "| 服务 | SOP 类 | 作为 SCU | 作为 SCP"]
    lines += [
        "| C-ECHO | Verification 1.2.840.10008.1.1 | 支持 | 支持",
        "| C-STORE | CT Image Storage 1.2.840.10008.5.1.4.1.1.2 | 支持 | 支持",
        "| C-FIND | Study Root Query 1.2.840.10008.5.1.4.1.2.2.1 | 支持 | 不支持",
        "| C-MOVE | Study Root Move 1.2.840.10008.5.1.4.1.2.2.2 | 支持 | 不支持",
        "| Worklist | Modality Worklist 1.2.840.10008.5.1.4.31 | 支持 | 不支持",
        "| C-STORE（结果） | Enhanced SR、Secondary Capture、GSPS | 支持 | 不支持",
    ]
    lines += [
        "支持 DICOM 3.0，支持 C-STORE、C-FIND、C-MOVE、Worklist 服务。",
        "结果以 DICOM SR、SC 写回 PACS，GSPS 为可配置项。",
        "---",
    ]
    lines += [
        "## 2 网络与关联",
        "默认 AE 标题 SAMPLE_AI，端口 11112；最大 PDU 65536 字节；并发关联上限 20 个。每一节点须在白名单登记 AE 标题、地址与端口，未登记的关联请求一律拒绝并记入日志。",
    ]
    lines += [
        "## 3 传输语法",
        "!widths 5 6",
        "| 名称 | UID",
        "| Implicit VR Little Endian | 1.2.840.10008.1.2",
        "| Explicit VR Little Endian | 1.2.840.10008.1.2.1",
        "| JPEG Lossless SV1 | 1.2.840.10008.1.2.4.70",
        "| JPEG 2000 Lossless | 1.2.840.10008.1.2.4.90",
        "---",
    ]
    lines += [
        "## 4 接收对象的属性要求",
        "类型 1 属性缺失时拒绝处理并记录原因；类型 2 属性可为空。",
        "!widths 2 4 1 1",
        "| 标签 | 名称 | VR | 类型",
    ]
    lines += [f"| {a} | {b} | {c} | {d}" for a, b, c, d in TAGS]
    lines += [
        "---",
        "## 5 结果对象",
        "SR 采用 TID 1500 测量报告模板；每条结果带唯一标识、算法名称、完整版本、处理时间与坐标。SC 图像在左上角标注“算法结果，须医师确认”。",
        "## 6 字符集",
        "支持 GB18030 与 UTF-8（ISO_IR 192）。",
        "## 7 安全",
        "支持在医院提供证书时启用 DICOM over TLS；默认在院内专网运行。",
    ]
    lines += [
        "---",
        "## 8 HL7 与其他接口",
        *[
            f"{r['system']}：{r['protocol']}；方向：{r['direction']}。{r.get('description', '')}"
            for r in sample.all("interface")
        ],
    ]
    lines += [
        "支持单点登录与 URL 集成调阅，URL 携带检查号与一次性令牌，令牌有效期 60 秒。",
        "> " + words["registrant"],
        "> " + day(words["manual_on"]),
        f"~ {words['registrant']}",
    ]
    return "\n".join(lines)


def brochure(sample: Sample) -> str:
    """Return the text of the brochure: two landscape pages."""
    words = sample.words
    lines = [
        f"# {words['name']}",
        f"= {words['slogan']}",
        "!screen 阅片界面",
        "!plain",
        "!widths 2 8",
        f"| 适用范围 | {sample.text('claim.intended_use')}",
        f"| 注册证编号 | {words['certificate']}（样例）",
        "---",
    ]
    lines += ["## 功能一览", "!widths 2 6"]
    lines += [
        "| 功能 | 说明",
        *[f"| {row['name']} | {row['description']}" for row in sample.all("function")],
    ]
    lines += [
        "## 性能数据及出处",
        *words["excerpt_sentences"].split("\n"),
        "性能数据见算法性能评估报告（脱敏摘页），测试集与判定标准同该报告。本资料不构成疗效承诺；输出须由医师确认。",
    ]
    return "\n".join(lines)


def software_list(sample: Sample) -> str:
    """Return the software bill of materials and the promise on weaknesses."""
    words = sample.words
    lines = [
        "# 软件物料清单（SBOM）与漏洞修复承诺",
        f"= {words['name']}  完整版本 {words['full']}",
        "!widths 3 1.6 2.4 3 2",
    ]
    lines += ["| 组件 | 版本 | 供应方 | 用途 | 已知漏洞", *words["sbom"].strip().split("\n")]
    lines += [
        "---",
        "## 漏洞修复承诺",
        "- 每季度跟踪国家信息安全漏洞库与组件公告，评估结论归入网络安全维护记录。",
        "- 高危漏洞自确认之日起 5 天内提供修复版本或经验证的缓解措施。",
        "- 中危漏洞 30 天内修复，低危漏洞随下一完整版本修复。",
        "- 补丁发放前在验证环境完成回归测试；重大更新按规定申请变更注册。",
    ]
    lines += [
        f"> {words['registrant']}",
        f"> {day(words['manual_on'])}",
        f"~ {words['registrant']}",
    ]
    return "\n".join(lines)


def service_book(sample: Sample) -> str:
    """Return the service, training, implementation and acceptance plan."""
    words = sample.words
    parts = (
        ("一、实施方案", "tender.implementation"),
        ("二、培训方案", "tender.training"),
        ("三、售后服务承诺", "tender.service"),
        ("四、验收方案", "tender.acceptance"),
        ("五、数据与网络安全方案", "tender.security"),
    )
    lines = [
        "!gap 30",
        "# 实施、培训与售后服务方案",
        f"= {words['name']}",
        f"= {words['registrant']}",
        "---",
    ]
    for label, key in parts:
        lines += [f"## {label}", sample.text(key), "---"]
    lines += ["## 六、服务网点", "!widths 2 3 2 2", "| 网点 | 覆盖城市 | 工程师 | 承诺到场"]
    lines += [
        f"| {r['name']} | {r['cities']} | {r['engineer']} | {r['onsite_hours']} 小时内"
        for r in sample.firm.get("service_point", [])
    ]
    lines += [f"> {words['registrant']}", f"~ {words['registrant']}"]
    return "\n".join(lines)
