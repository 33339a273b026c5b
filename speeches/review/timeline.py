"""Rows of the log in words (经过). Pure but for the row itself."""

from speeches.accounts.models import ActionLog

from .states import Outcome, Verdict

SENTENCES = {
    "draft-create": "建立讲话稿",
    "draft-rename": "把标题改为《{title}》",
    "draft-share": "增加共同起草人",
    "draft-unshare": "减少共同起草人",
    "draft-restore-revision": "恢复到以前的版本",
    "draft-take-section-out": "把一节移到别的稿",
    "draft-name-revision": "把第 {number} 版命名为“{note}”",
    "draft-pass-gate": "说明带着未处理的问题{gate}的理由：{reason}",
    "draft-pass-undecided": "带着 {count} 条提请领导定、还没有答复的意见定稿，理由：{reason}",
    "draft-submit": "第 {round} 次送审{outline}（第 {revision} 版），{order}请{people}审阅",
    "draft-recall": "撤回第 {round} 次送审",
    "draft-comment": "作批注",
    "draft-bring-back": "上传回稿《{file}》",
    "draft-merge-return": "合并回稿《{file}》，采纳 {accepted} 处",
    "draft-suggest-return": "把回稿《{file}》里的 {suggested} 处转为修改建议和批注",
    "draft-leave-return": "回稿《{file}》里 {left} 处不采纳",
    "draft-reply-comment": "回复一条批注",
    "draft-withdraw-reply": "收回一条回复",
    "draft-put-back-reply": "恢复一条回复",
    "draft-suggest": "提修改建议",
    "draft-withdraw-comment": "收回一条批注",
    "draft-put-back-comment": "恢复一条批注",
    "draft-answer-comment": "办结一条意见：{outcome}",
    "draft-reopen-comment": "重新提出一条意见",
    "draft-refer-comment": "建议保留原表述，提请领导定",
    "draft-close-comment": "同意保留原表述",
    "draft-record-opinion": "代录{person}的意见",
    "draft-correct-opinion": "更正代录的意见",
    "draft-consult": "第 {number} 次征求意见（第 {revision} 版），征求{people}",
    "draft-reply": "{person}反馈意见",
    "draft-verify": "登记数据核实情况：{what}",
    "draft-unverify": "撤销{who}的数据核实登记",
    "draft-consultation-closed": "结束第 {number} 次征求意见",
    "draft-consultation-open": "重新开始第 {number} 次征求意见",
    "draft-agree": "{verdict}{reason}，转{next}审阅",
    "draft-decide": "{verdict}{reason}",
    "draft-ask-handed": "转给{person}审阅{reason}",
    "draft-ask-before": "先请{person}审阅{reason}",
    "draft-ask-after": "加请{person}在自己之后审阅{reason}",
    "draft-renew-text": "换成最新文本（第 {revision} 版）继续审阅",
    "draft-approve": "{verdict}{reason}，审阅通过",
    "draft-pass-outline": "{verdict}{reason}，提纲已通过，接着写正文",
    "draft-return": "{returners}退回修改{reason}",
    "draft-reopen": "按意见继续修改",
    "draft-finalise": "定稿，第 {final} 号（第 {revision} 版）",
    "draft-reopen-final": "重新打开定稿第 {final} 号，理由：{reason}",
    "draft-archive": "归档",
    "draft-unarchive": "取出归档",
    "draft-spoken": "记下实际讲了 {minutes} 分钟",
    "draft-take-in": "交去入库整理",
}
GATES = {"submit": "送审", "finalise": "定稿"}


def told(row: ActionLog) -> str:
    """Return what a row of the log says, "" for what is no news."""
    sentence = SENTENCES.get(row.verb, "")
    words = {**row.detail, "gate": GATES.get(row.detail.get("to", ""), "")}
    words["outline"] = "提纲" if words.get("is_outline") else ""
    if "people" in words:
        words["order"] = "依次" if len(words["people"]) > 1 else ""
        words["people"] = "、".join(words["people"])
    if "returners" in words:
        words["returners"] = f"几人同时审阅结束，按{'、'.join(words['returners'])}的结论"
    if "verdict" in words or row.verb.startswith("draft-ask-"):
        words["reason"] = f"：{words['reason']}" if words.get("reason") else ""
    # A department's verdict on a figure is another one.
    if words.get("verdict") in Verdict:
        words["verdict"] = Verdict(words["verdict"]).label
    if "outcome" in words:
        words["outcome"] = Outcome(words["outcome"]).label
    return sentence.format_map(Known(words))


class Known(dict[str, object]):
    """What an old row does not tell is left out."""

    def __missing__(self, name: str) -> str:
        return ""
