"""What was typed twice: a word (加强加强), or a character (成为为). Chinese doubles much on purpose."""

import re
from collections.abc import Iterator

from speeches.manuscript.words import frequency

HAN = r"\u4e00-\u9fff"
DOUBLED_WORD = re.compile(rf"([{HAN}]{{2,5}})\1")
DOUBLED = re.compile(rf"([{HAN}])\1")
# 研究研究: said twice to make it light; 非常非常: to make it strong.
LIGHT = """研究 讨论 商量 考虑 学习 了解 思考 体会 琢磨 对照 检查 交流 总结 锻炼 感受 反思 调整 认识 介绍 准备
休息 活动 比较 调查 分析 沟通 提醒 看看 非常 很多 多多 许多 慢慢 好好"""
# 监督监督者: the second word goes on.
GOES_ON = "者组员人部局们所团"
# 红红脸: a verb said twice before its object.
VERB_OBJECT = """红脸 出汗 洗澡 治病 帮忙 鼓劲 加油 把脉 提神 扯袖 咬耳 见面 谈心 聊天 散步 动脑 跑腿
伸手 把关 看病 站台 撑腰 打气 补课 松绑 号脉 听课 算账 照镜 正衣
交心 交底 亮相 露脸 透气 通气 吹风 降温 排队 支招 搭台 补位 充电 摸底 串门 探路 揭短 亮丑 会诊"""
# 件件有着落, 想想看, 刚刚: measures, verbs and adverbs that are said twice.
REPEATABLE = frozenset(
    "面闷段了提件桩项次步点句字笔户村县乡滴科月日夜分秒代辈条样般人天年事家个时处层刚常渐慢重深大"
    "好高远多看想谈走听讲说问查比照试做学写读议季找查转评改摸数账室算等歇坐来去往仅偏明默缓频屡恰真万千百十一三两"
)
# Verbs and adverbs after which their own last character makes no sense: 做到到, 真正正.
ENDINGS = "进行 做到 得到 达到 成为 作为 加强 减轻 真正 不断 开展 推进 深化 坚持 落实 提高 增强 完善 形成"
# The word before ends with what stands alone after it: 可以以书面方式, 以此为目的的检查, 健全全流程机制.
TWICE = """可以以 目的的 标的的 理由由 事由由 现在在 主要要 社会会 机会会 协会会 工会会 功能能 职能能
健全全 违反反 治党党 实事求是是"""
# A word may end with these though the dictionary lacks it, and one that begins so may follow: 类别股股东,
# 党支部部长, 红十字会会员, 派遣国国旗.
WORD_ENDS = "会组部室处科局委国税股界司厅院校团队班办所站厂社网店馆林关库标"
SMALL = "的了在是和与对各本该这那全把被向从使让"
# 和平, 对外, 与会 after a conjunction or preposition of their own: 战争和和平, 与与会代表座谈.
LED = "和平 和谐 和解 对外 对照 对口 与会 以上 以下 以前 以往"
# 党组织组织学习: the name of a body, then what it does.
BODY_DOES = re.compile(r"(?:[党济群体团级层会社业位]组织|(?:党|大会|职工|人大)代表)$")
NUMERALS = "〇○零一二三四五六七八九十"
LIGHT_WORDS, OBJECTS, ENDING_WORDS = (frozenset(text.split()) for text in (LIGHT, VERB_OBJECT, ENDINGS))
TWICE_WORDS, LED_WORDS = frozenset(TWICE.split()), frozenset(LED.split())
COMMON, RATHER_COMMON = 10, 100


def doubled_words(text: str) -> Iterator[re.Match[str]]:
    """Yield the words that stand twice in a row by mistake; the first group is the word."""
    for match in DOUBLED_WORD.finditer(text):
        word, after = match[1], text[match.end() : match.end() + 1]
        is_light = word in LIGHT_WORDS or word[0] == "一" or word[0] == word[1] or word[-1] == "着"
        goes_on = after != "" and (
            after in GOES_ON or text.startswith(("再" + match[1], "对象"), match.end())
        )
        if not (is_light or goes_on or is_shared(text, match)):
            yield match


def is_shared(text: str, match: re.Match[str]) -> bool:
    """Tell whether what looks doubled belongs to words around: 集装箱装箱, 人口少的村的村民, 党组织组织."""
    word, before = match[1], text[max(0, match.start() - 1) : match.start()]
    if before == "该" or (before and frequency(before + word) > 0 and frequency(word) < RATHER_COMMON):
        return True
    if word[0] == "的":
        return re.match(f"[{HAN}]", text[match.end() :]) is not None
    is_body = BODY_DOES.search(text[: match.start(1) + len(word)]) is not None
    return is_body or (len(word) == 2 and frequency(word) == 0)


def doubled_characters(text: str) -> Iterator[re.Match[str]]:
    """Yield the characters that stand twice in a row by mistake; the first group is the character."""
    for match in DOUBLED.finditer(text):
        place = match.start()
        before, after = text[max(0, place - 1) : place], text[place + 2 : place + 3]
        # 二〇二二年 · 二二年
        is_year = match[1] in NUMERALS and (before in tuple(NUMERALS) or after in tuple(NUMERALS + "年"))
        is_counted = before in tuple("一两几每十") or is_year
        if not (is_counted or is_word_around(text, place) or is_border(text, place)):
            yield match


def is_word_around(text: str, place: int) -> bool:
    """Tell whether a word holds both characters (人人, 沉甸甸, 实实在在), which then are no slip."""
    if text[place + 2 : place + 3] == text[place + 3 : place + 4] != "":
        return True
    if word_before(text, place) in ENDING_WORDS and text[place] not in "人天年家":
        return False
    if frequency(text[place : place + 2]) >= COMMON or text[place] in REPEATABLE:
        return True
    windows = (
        (place - 1, place + 2),
        (place, place + 3),
        (place, place + 4),
        (place - 2, place + 2),
        (place - 1, place + 3),
    )
    return any(start >= 0 and frequency(text[start:end]) > 0 for start, end in windows)


def is_border(text: str, place: int) -> bool:
    """Tell whether one word ends with the first character and another begins with the second (工作作风)."""
    if is_twice(text, place) or is_led(text, place):
        return True
    before = any(
        frequency(text[start : place + 1]) >= COMMON for start in (place - 1, place - 2) if start >= 0
    )
    after = any(frequency(text[place + 1 : end]) >= COMMON for end in (place + 3, place + 4))
    if text[place + 1 : place + 3] in OBJECTS:
        return True
    is_ending = word_before(text, place) in ENDING_WORDS
    if before and after:
        return not is_ending or frequency(text[place + 1 : place + 3]) > RATHER_COMMON
    # 以…行为为戒, 工作作了安排: the second may be a word of its own.
    stands_alone = text[place] == "为" or text[place + 2 : place + 3] in tuple("了过着")
    return before and stands_alone and not is_ending


def is_twice(text: str, place: int) -> bool:
    """Tell whether a word ends with the first character and the second is one by itself."""
    return any(text[max(0, place + 2 - size) : place + 2] in TWICE_WORDS for size in (3, 4, 5))


def is_led(text: str, place: int) -> bool:
    """Tell whether a common word follows a preposition, or a word that the dictionary lacks."""
    after = text[place + 1 : place + 3]
    if after in LED_WORDS:
        return True
    before = text[max(0, place - 1) : place]
    is_name = text[place] in WORD_ENDS and re.match(f"[{HAN}]", before) and before not in SMALL
    return bool(is_name) and frequency(after) >= COMMON


def word_before(text: str, place: int) -> str:
    return text[max(0, place - 1) : place + 1]
