"""Lines of download sites around a speech: dropped, but always listed as dropped. Nothing vanishes unseen."""

import re

# One of these is enough on a short line outside the speech: no leader says them.
STRONG = re.compile(
    r"https?://|www\.|\.(?:com|cn|net|org)\b|Q\s*Q\s*[群号：:\d]"
    r"|微信[号群：:]|加(?:我)?微信|公众号|会员|订阅|付费|VIP|扫码|二维码|小程序"
    r"|知识星球|免费(?:领取|下载|分享|赠送|资料|获取)"
    r"|(?:文库|范文|公文|写作|材料|秘书|素材|资料)(?:网|站|库|群|圈|社|号|之家|吧)"
    r"|仅供(?:学习|参考|内部|交流)|禁止(?:外传|转载|倒卖|商用)|请勿(?:外传|转载|传播)"
    r"|倒卖|盗版|版权(?:归|所有)|侵权|转载(?:请|自|于)"
    r"|阅读原文|点击(?:上方|下方|蓝字|关注|下载)|长按|星标|蓝字"
    r"|添加(?:客服|好友)|客服|下载(?:地址|链接|次数|量|文档|全文)"
    r"|(?:本文|资料|材料|文章|文稿)(?:来自|来源|由.{1,10}整理)"
    r"|更多(?:精彩|资料|材料|范文|文章|公文|讲话|内容)|全文(?:共|约)?\d+字|^字数[：:]"
    r"|^(?:作者|来源|发布时间|发布日期|浏览次数|阅读量|浏览量|点击量)[：:]"
    r"|^(?:编辑|责任编辑|文章来源|信息来源)[：:]"
    r"|^(?:图?文|作者|编辑|审核|排版)\s?[/／|｜丨]|^抄[送报][：:]|\d日印发$"
    r"|(?:发布|浏览|点击|阅读|访问)(?:人|者|日期|时间|单位|次?数|量)[：:]"
    r"|^\W?[上下]一[篇条页]|^(?:往期|精彩)(?:推荐|回顾|精选|文章)|^(?:信息|素材|图片|内容)?来源[：:]"
    r"|^\W*(?:END|全文完)\W*$"
    r"|^原创(?=\s)|发表于\S{2,8}$|\d{4}-\d{1,2}-\d{1,2}\s+\d{1,2}:\d{2}"
    r"|^首页|^(?:[^|｜>＞»]{1,10}[|｜>＞»]){2,}|^\S{0,6}(?:下载|复制)$|^(?:首页|当前位置|您(?:现在|当前)的位置)"
    r"|^(?:上一篇|下一篇|相关(?:文章|推荐|阅读|信息|链接|新闻|内容)|猜你喜欢|目录|返回|打印|关闭|收藏|分享到)",
    re.IGNORECASE,
)
# A sentence that ends as one may speak of 公众号 and 小程序, or name an address: but no leader solicits.
SOLICITING = re.compile(
    r"(?:请|欢迎|扫码|点击|长按)(?:大家)?(?:关注|订阅|添加|加入|领取|下载)|加(?:我)?微信|Q\s*Q|VIP|专享|客服"
    r"|更多(?:精彩|资料|材料|范文|文章|公文|讲话|内容)|免费(?:领取|下载|赠送|资料|获取)|仅供(?:学习|参考|交流)"
    r"|(?:禁止|请勿)(?:外传|转载|倒卖|商用|传播)|倒卖|盗版|版权(?:归|所有)|转载(?:请|自)|阅读原文|蓝字",
    re.IGNORECASE,
)
SENTENCE_ENDS = tuple("。；！？：")
PAGE_NUMBER = re.compile(
    r"[-—–－\s]*\d{1,3}[-—–－\s]*|第\s*\d{1,3}\s*页(?:[，,/\s]*共\s*\d{1,3}\s*页)?"
    r"|\d{1,3}\s*/\s*\d{1,3}|[-—–=_*·.…#~～]{3,}"
)
LONGEST_ADVERT = 120


def is_advert(line: str) -> bool:
    """Tell whether a line outside the speech, above its title or after its end, is none of its lines."""
    return len(line) <= LONGEST_ADVERT and bool(STRONG.search(line))


def is_page_number(line: str) -> bool:
    """Tell whether a line is a page number (- 2 -, 第3页 共8页) or a rule of dashes or dots."""
    return bool(PAGE_NUMBER.fullmatch(line))


def is_intruder(line: str) -> bool:
    """Tell whether a line inside the speech is surely none of its lines: page numbers, web addresses."""
    if is_page_number(line):
        return True
    if line.rstrip().endswith(SENTENCE_ENDS) and not SOLICITING.search(line):
        return False
    kinds = {match[0].lower() for match in STRONG.finditer(line)}
    return len(line) <= LONGEST_ADVERT // 2 and (
        len(kinds) > 1 or any("www" in kind or "http" in kind for kind in kinds)
    )
