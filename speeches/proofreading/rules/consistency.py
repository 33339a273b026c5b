"""What should agree within one text: names (`names`) and spellings (`spellings`)."""

from speeches.proofreading.findings import Severity
from speeches.proofreading.names import find_bodies, find_committees, find_meeting_names, find_persons
from speeches.proofreading.rule import Rule
from speeches.proofreading.spellings import find_title_marks, find_twins, find_two_spellings, find_unquoted

RULES = (
    Rule(
        id="consistency.unquoted",
        message="同一用语有的加引号、有的不加。",
        severity=Severity.SHOULD,
        find_across=find_unquoted,
        bad=("同志们：\n要纠治“四风”。\n四风问题具有顽固性。",),
        good=(
            "同志们：\n要纠治“四风”。\n“四风”问题具有顽固性。",
            "同志们：\n要纠治“四风”。\n他写了《四风十问》。",
        ),
    ),
    Rule(
        id="consistency.twins",
        message="两个带引号的用语只差一个字。",
        severity=Severity.CHECK,
        find_across=find_twins,
        bad=("同志们：\n深化“三查三治”行动。“三查三制”发现问题217个。",),
        good=("同志们：\n落实“一案双查”。实行“一案四查”。", "同志们：\n从“要我学”到“我要学”。"),
    ),
    Rule(
        id="consistency.body",
        message="同一机关有两种写法。",
        severity=Severity.CHECK,
        find_across=find_bodies,
        bad=("同志们：\n市纪委监委作了部署。感谢市纪委市监委的指导。",),
        good=("同志们：\n市纪委监委作了部署。感谢市纪委监委的指导。",),
    ),
    Rule(
        id="consistency.committee",
        message="同一单位有的说党委、有的说党组。",
        severity=Severity.CHECK,
        find_across=find_committees,
        bad=("同志们：\n受厅党委委托讲话。厅党组作了部署。厅党组很重视。",),
        good=("同志们：\n厅党组作了部署。机关党委抓落实。", "同志们：\n各级党委（党组）要扛起责任。"),
    ),
    Rule(
        id="consistency.meeting",
        message="会议名称前后不一致。",
        severity=Severity.CHECK,
        find_across=find_meeting_names,
        bad=("在全市警示教育大会上的讲话\n同志们：\n今天，我们召开全市警示教育会议，通报案例。",),
        good=("在全市警示教育大会上的讲话\n同志们：\n今天，我们召开警示教育大会，通报案例。",),
    ),
    Rule(
        id="consistency.person",
        message="同一人的姓名有两种写法。",
        severity=Severity.CHECK,
        find_across=find_persons,
        bad=("同志们：\n学习陈志明同志。陈治明同志扎根一线。",),
        good=("同志们：\n学习陈志明同志。王志明同志也作了发言。",),
    ),
    Rule(
        id="consistency.two-spellings",
        message="两种写法并用。",
        severity=Severity.POLISH,
        find_across=find_two_spellings,
        bad=("同志们：\n要加强督察。督查结果要通报。",),
        good=("同志们：\n要加强督察。督察结果要通报。",),
    ),
    Rule(
        id="consistency.title-marks",
        message="并列的书名号之间有的用顿号、有的不用；通常不用。",
        severity=Severity.CHECK,
        source="GB/T 15834—2011《标点符号用法》4.5.3.5",
        find_across=find_title_marks,
        bad=("同志们：\n学习《准则》《条例》。落实《规则》、《规定》。",),
        good=("同志们：\n学习《准则》《条例》。", "同志们：\n学习《准则》、《条例》。"),
    ),
)
