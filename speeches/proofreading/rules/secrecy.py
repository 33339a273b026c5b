"""What must not leave the house: secrecy markings, personal data, cases not made public."""

import re
from collections.abc import Iterator

from speeches.manuscript.paragraph import Paragraph
from speeches.proofreading.context import Context
from speeches.proofreading.findings import Hit, Severity
from speeches.proofreading.rule import EXAMPLE_CONTEXT, FindIn, Rule

MARKING = re.compile(
    r"(?:绝密|机密|秘密)\s?[★☆*]\s?(?:\d+年|[一二三五十]+年|长期)?|密级[：:]\s?(?:绝密|机密|秘密)"
)
INTERNAL = re.compile(
    r"内部(?:资料|材料|文件|刊物)[，、 \u3000]*注意保存|(?:严禁|不得|请勿)外传|阅后即焚|会后收回"
)
IDENTITY_NUMBER = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
)
BANK_CARD = re.compile(r"(?<!\d)(?:62|4\d|5[1-5])\d{14,17}(?!\d)")
PHONE = re.compile(r"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")
LANDLINE = re.compile(r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)")
NUMBERED = r"\d+(?:号|栋|室|单元)[^，。；、]{0,16}"
ADDRESS = re.compile(
    rf"(?:家住|住址|家庭住址)[：:]?[^，。；、的]{{0,30}}?{NUMBERED}"
    rf"|(?:住在|居住于)[^，。；、的]{{0,24}}?[路街巷镇乡村区县市园苑庄城][^，。；、的]{{0,6}}?{NUMBERED}"
)
UNDISCLOSED = re.compile(
    r"(?:目前)?(?:尚未|还未|没有|未)(?:对外|向社会)?(?:公开|公布|通报)的?[^，。；]{0,24}?(?:案|线索|处分|留置|审查)"
    r"|(?:举报人|检举人|控告人)(?:姓名)?(?:为|是|系)(?!实名|匿名|本人|群众|党员)[^，。；]{2,8}"
    r"|正在(?:进行)?(?:初核|初步核实)的?[^，。；]{0,20}(?:问题线索|案件)"
)


def finder(*patterns: re.Pattern[str]) -> FindIn:
    def find(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
        for pattern in patterns:
            for match in pattern.finditer(paragraph.text):
                yield Hit(paragraph.key, *match.span())

    return find


def find_secrets(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    for start, end, _ in context.secret_words.find(paragraph.text):
        yield Hit(paragraph.key, start, end)


RULES = (
    Rule(
        id="secrecy.marking",
        message="文中有密级标志。涉密内容不得在本系统起草，请按保密规定处理。",
        severity=Severity.MUST,
        source="《中华人民共和国保守国家秘密法》",
        find_in=finder(MARKING),
        bad=("此件为秘密★1年材料。", "密级：机密"),
        good=("要保守国家秘密。", "严守党的秘密。"),
    ),
    Rule(
        id="secrecy.internal",
        message="文中有内部文件的标注，请核对能否使用。",
        severity=Severity.CHECK,
        find_in=finder(INTERNAL),
        bad=("（内部资料 注意保存）", "材料不得外传"),
        good=("要学习内部控制制度。",),
    ),
    Rule(
        id="secrecy.personal-number",
        message="文中有身份证号或银行卡号，请删去。",
        severity=Severity.MUST,
        source="《中华人民共和国个人信息保护法》",
        find_in=finder(IDENTITY_NUMBER, BANK_CARD),
        bad=("身份证号320102199003071234", "卡号6222021234567890123"),
        good=("涉案金额3201021990元", "编号20260312"),
    ),
    Rule(
        id="secrecy.contact",
        message="文中有个人电话或住址，请删去。",
        severity=Severity.SHOULD,
        source="《中华人民共和国个人信息保护法》",
        find_in=finder(PHONE, LANDLINE, ADDRESS),
        bad=("联系人手机13812345678", "家住长平镇建设路12号3栋502室"),
        good=("拨打12388举报电话。", "住在群众家里。", "住在工地上的18名工人、住在3号楼的群众都走访了。"),
    ),
    Rule(
        id="secrecy.undisclosed-case",
        message="像是尚未公开的案情或举报人的情况，请核对能否讲。",
        severity=Severity.CHECK,
        source="《中国共产党纪律检查机关监督执纪工作规则》",
        find_in=finder(UNDISCLOSED),
        bad=("目前尚未公开的王某留置案", "举报人是张某某"),
        good=("已经公开通报的典型案例", "依法保护举报人。", "举报人为实名的，优先办理。"),
    ),
    Rule(
        id="secrecy.listed-word",
        message="这是本单位保密词名单里的内容，不能写进讲话，请删去。",
        severity=Severity.MUST,
        find_in=find_secrets,
        bad=("“清源”专案进展顺利。",),
        good=("专案进展顺利。",),
        example=Context(today=EXAMPLE_CONTEXT.today, secrets=("“清源”专案",)),
    ),
)
