"""Who may bring a file back and take from it."""

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.drafting.permissions import edit_refusal, is_writer
from speeches.review.permissions import record_refusal

CLOSED = (Draft.State.FINAL, Draft.State.ARCHIVED)
EMPTY = "这个文件是空的（0 字节）。请检查文件，再重新选择。"
TOO_LARGE = "文件有 {size:.0f} MB，超过 10 MB 的上限。请删去图片后另存，再上传。"
OTHER_FORMAT = (
    "回稿要用 .docx 文件，{suffix} 文件里的修订和批注读不全。请用 Word 或 WPS 打开它，另存为 .docx 再上传。"
)
LARGEST = 10 * 1024 * 1024


def return_refusal(user: User, draft: Draft) -> str:
    if not is_writer(user, draft):
        return "只有起草人和共同起草人可以上传回稿。"
    if draft.state in CLOSED:
        return f"“{draft.get_state_display()}”的讲话稿不能再合并回稿。请先重新打开。"
    return ""


def accept_refusal(user: User, draft: Draft) -> str:
    return edit_refusal(user, draft)


def suggest_refusal(user: User, draft: Draft) -> str:
    return record_refusal(user, draft)


def file_refusal(name: str, size: int) -> str:
    """Why a file is not taken, by its name and size alone."""
    suffix = name[name.rfind(".") :].lower() if "." in name else "没有扩展名的"
    if suffix != ".docx":
        return OTHER_FORMAT.format(suffix=suffix[:12])
    if size == 0:
        return EMPTY
    return TOO_LARGE.format(size=size / 1024 / 1024) if size > LARGEST else ""
