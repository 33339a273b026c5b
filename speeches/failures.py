"""What a person reads when a request fails: what happened, what is safe, what to do.

The browser's request for a page gets a page; htmx's request for a partial gets one line in #messages, so that
the page it came from stays as it is.
"""

from typing import NamedTuple

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class Failure(NamedTuple):
    status: int
    title: str
    happened: str
    safe: str
    advice: str


BAD = Failure(
    400,
    "请求有误",
    "系统没有看懂这次请求。",
    "没有保存任何改动，原有内容不受影响。",
    "请返回上一页重新操作；如果反复出现，请把当时的操作告诉系统管理员。",
)
FORBIDDEN = Failure(
    403,
    "没有权限",
    "您的角色不能进行这项操作。",
    "没有作任何改动。",
    "如需办理，请联系本单位负责人或系统管理员调整角色。",
)
MISSING = Failure(
    404,
    "找不到这个页面",
    "它可能已被删除、停用，或者不在您可以查看的范围内。",
    "您自己的讲话稿和素材都在，可以从工作台进入。",
    "请检查地址，或回到工作台、素材库重新查找。",
)
NOT_A_PAGE = Failure(
    405,
    "这个地址打不开",
    "它是提交时用的，不是一页；恢复关掉的标签页、回到提交过的页面时，有时会停在这里。",
    "这次没有执行任何操作，此前已保存的内容都在。",
    "请返回上一页，或从工作台重新进入。",
)
TOO_LARGE = Failure(
    413,
    "内容太大",
    "提交的文件或文字超过了 10 MB 的上限。",
    "没有保存任何内容，原有内容不受影响。",
    "请去掉文件中的图片，或分成几份后重新提交。",
)
STALE = Failure(
    403,
    "页面已过期",
    "页面打开太久，或在别处重新登录过，安全校验没有通过。",
    "这次提交没有执行，此前已保存的内容都在。",
    "请返回上一页，刷新后再提交；刚写的文字请先复制下来。",
)
BROKEN = Failure(
    500,
    "系统出错了",
    "系统处理这次请求时发生了意外错误，错误已记入日志。",
    "此前已保存的内容都在。",
    "请稍后重试；如果反复出现，请把时间和当时的操作告诉系统管理员。",
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, TOO_LARGE if isinstance(exception, RequestDataTooBig) else BAD)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say the reason that the refusal gave, in its own words."""
    return answer(request, FORBIDDEN._replace(happened=str(exception) or FORBIDDEN.happened))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, MISSING)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return answer(request, STALE)


def server_error(request: HttpRequest) -> HttpResponse:
    return answer(request, BROKEN)


def answer(request: HttpRequest, failure: Failure) -> HttpResponse:
    """Render the failure. Uses neither the database nor the session: they may be what failed."""
    if request.headers.get("HX-Request") != "true":
        return render(request, "errors/failure.html", {"failure": failure}, status=failure.status)
    response = render(request, "errors/_failure.html", {"failure": failure}, status=failure.status)
    response["HX-Retarget"] = "#messages"
    response["HX-Reswap"] = "innerHTML"
    return response
