"""Screens of the product and the training book: the papers that show how it is used."""

from __future__ import annotations

from samples.form import Sample
from samples.papers import day


def screens(sample: Sample) -> str:
    """Return the collection of screens: one landscape page a view, each with what it shows."""
    words = sample.words
    lines = [
        f"# {words['name']} 功能界面截图集",
        f"= 型号规格 {words['model']}  发布版本 {words['release']}  完整版本 {words['full']}",
    ]
    lines += ["= 截图取自演示环境，患者信息均为虚构", "!widths 1 3 8", "| 序号 | 界面 | 说明"]
    views = [(row["name"], row["description"]) for row in sample.all("function")]
    views += [
        ("工作列表", "按检查时间与状态排列，可按模态、状态、接收人筛选；处理失败的检查注明原因。"),
        ("用户与权限", "系统管理员建立用户并分配角色；审计员只能查看日志，不能改动配置。"),
        ("审计日志", "登录、调阅、修改、导出逐条留痕，可按用户、日期与操作查询并导出。"),
        ("关于", f"显示产品名称、发布版本 {words['release']} 与完整版本 {words['full']}。"),
    ]
    lines += [f"| {number} | {name} | {text}" for number, (name, text) in enumerate(views, 1)]
    for number, (name, text) in enumerate(views, 1):
        lines += ["---", f"## 图 {number} {name}", f"!screen {name}", text]
    return "\n".join(lines)


def training(sample: Sample) -> str:
    """Return the training book: plan, lessons, questions and the sign-in sheet."""
    words = sample.words
    outputs = sample.all("output")
    lines = [
        "!gap 30",
        "# 用户培训教材",
        f"= {words['name']}（{words['model']}）",
        f"= {words['registrant']}",
        f"= {day(words['manual_on'])}",
        "---",
    ]
    lines += [
        "## 第一课 培训安排",
        sample.text("tender.training"),
        "!widths 1 4 2 3",
        "| 课次 | 内容 | 学时 | 对象",
    ]
    lines += [
        *LESSONS,
        "---",
        "## 第二课 适用范围与使用限制",
        sample.text("claim.intended_use"),
        "### 采集要求",
        sample.text("claim.acquisition"),
    ]
    lines += [
        "### 不得用于",
        sample.text("claim.limits"),
        "### 课堂讨论",
        *DISCUSSION,
        "---",
        "## 第三课 阅片与核对流程",
        sample.text("claim.workflow_change"),
    ]
    lines += ["!widths 3 2 3 3 3", "| 输出 | 时限 | 谁行动 | 记录什么 | 未处理时"]
    lines += [
        f"| {row['name']} | {row['within']} | {row['acts']} | {row['recorded']} | {row['ignored']}"
        for row in outputs
    ]
    lines += [
        "!screen 核对结果",
        "---",
        "## 第四课 漏检与误检的识别",
        words["algorithm_factors"],
        "下列情形应格外留意：",
        *words["warnings"].split("\n"),
    ]
    lines += [
        "---",
        "## 第五课 原始结果与医师确认结果",
        *KEPT,
        "!screen 修改痕迹",
        "---",
        "## 第六课 数据与网络安全",
        sample.text("tender.security"),
    ]
    lines += [
        "---",
        "## 第七课 系统管理",
        sample.text("ptr.access"),
        sample.text("ptr.reliability"),
        sample.text("ptr.maintainability"),
        "!screen 系统管理",
    ]
    lines += [
        "---",
        "## 考核题（每题 10 分，80 分合格）",
        *QUESTIONS,
        "---",
        "## 签到与考核记录（空白样张）",
        "!widths 1 3 3 3 2 2",
        "| 序号 | 姓名 | 科室 | 签到 | 笔试 | 操作",
    ]
    lines += [f"| {number} |  |  |  |  | " for number in range(1, 16)]
    lines += ["培训教师（签字）：            科室负责人（签字）：            日期："]
    return "\n".join(lines)


LESSONS = (
    "| 1 | 适用范围、使用限制与责任 | 1 | 全体",
    "| 2 | 阅片与核对流程，上机操作 | 3 | 阅片医师、审核医师",
    "| 3 | 漏检、误检识别与反馈 | 2 | 阅片医师、审核医师",
    "| 4 | 数据与网络安全，异常处置 | 2 | 全体",
    "| 5 | 系统管理、备份与恢复 | 3 | 信息科管理员",
    "| 6 | 考核与补训 | 1 | 全体",
)
DISCUSSION = (
    "- 一例 16 岁患者的检查进入了工作列表，应如何处理？（答：不应使用辅助结果，按常规阅片，并报管理员核对推送规则。）",
    "- 影像层厚超出要求，系统未给出结果，能否手工导入降低层厚后的图像？（答：不能。）",
    "- 临床医生要求只看辅助结果不看原图，是否可以？（答：不可以，结果须由阅片医师确认。）",
)
KEPT = (
    "算法原始结果由系统自动保存，任何用户不能修改或删除；医师的接受、修改、删除与补充保存为确认结果，两者分别存储。",
    "每条结果记有算法完整版本、处理时间与操作人。发生争议时，由医院指定人员导出两份结果与审计日志。",
    "科研使用须另行审批并去标识化，不得直接导出带患者信息的结果。",
)
QUESTIONS = (
    "1. 本产品的输出结果能否单独作为诊疗决策依据？为什么？",
    "2. 写出本产品适用的人群与影像类型。",
    "3. 写出三种漏检可能增加的情形。",
    "4. 写出两种误检常见的原因。",
    "5. 算法原始结果与医师确认结果有何区别，各由谁保存？",
    "6. 系统超过规定时间未出结果时应怎样做？",
    "7. 发现漏检或误检，怎样反馈？",
    "8. 账户连续输错口令 5 次会怎样，应找谁处理？",
    "9. 怀疑系统被入侵时，第一步做什么，多长时间内报告谁？",
    "10. 更换当班人员时，需要检查哪些设置？",
)
