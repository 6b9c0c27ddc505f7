"""What a person sees when a page cannot be shown: a sentence and a way on, never a traceback.

In: a request and perhaps an exception. Out: a page with the right status in the language of the reader.
Follows: the house rule on messages.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from liangcai.findings import Message
from liangcai_web.pages.language import describe_language

TEMPLATE = "pages/error.html"
TITLES = {
    400: Message("这个请求无法处理", "This request cannot be handled"),
    403: Message("这一页您不能打开", "You may not open this page"),
    404: Message("没有这一页", "There is no such page"),
    500: Message("出错了，是我们的错", "Something went wrong, and the fault is ours"),
}
HELP = {
    400: Message(
        "送来的内容不完整或不合格式。请退回上一页，检查后再提交一次。",
        "What was sent is incomplete or badly formed. Go back, look it over and send it again.",
    ),
    403: Message(
        "请换一个有权限的账户登录，或请考务人员为您开通。",
        "Sign in with an account that may, or ask the exam office to allow yours.",
    ),
    404: Message(
        "地址可能打错了，或者所指的内容已不在这里。可以从首页或职业目录找起。",
        "The address may be mistyped, or what it named is no longer here. Start from the home page or the catalogue.",
    ),
    500: Message(
        "您填写的内容可以退回上一页再次提交。若仍然如此，请把时间和网址告诉考务人员。",
        "Go back and send it again. If it happens again, tell the exam office the time and the address.",
    ),
}
STALE_FORM = Message(
    "这张表单打开得太久，或浏览器没有保存 Cookie。请退回上一页，刷新后再提交。",
    "This form was open for too long, or the browser keeps no cookies. Go back, reload the page and send it again.",
)


def show_error(request: HttpRequest, status: int, said: Message | None = None) -> HttpResponse:
    """The page of an error, with a sentence of its own where there is one."""
    context = {"status": status, "error_title": TITLES[status], "said": said, "help": HELP[status]}
    return render(request, TEMPLATE, context, status=status)


def show_bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """What was sent cannot be read."""
    return show_error(request, 400)


def show_forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The person has not the right; the exception may carry a Message that says why."""
    said = exception.args[0] if exception and exception.args and isinstance(exception.args[0], Message) else None
    return show_error(request, 403, said)


def show_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """No such page."""
    return show_error(request, 404)


def show_stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form came without the token that the site gave with it."""
    return show_error(request, 403, STALE_FORM)


def show_server_error(request: HttpRequest) -> HttpResponse:
    """The program failed; drawn without session, user or database, any of which may be what failed."""
    context = {"status": 500, "error_title": TITLES[500], "help": HELP[500], **describe_language(request)}
    return HttpResponse(render_to_string(TEMPLATE, context), status=500)
