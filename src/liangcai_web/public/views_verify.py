"""Verifying a certificate: by its QR code, by its file, by its number and the holder's name.

What stands behind ``#`` in the address of a QR code is verified in the reader's browser, against the trust store and
the list of revocations that these views hand out; a browser that lacks Ed25519 sends it here instead.
"""

from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangcai.credentials.compact import MAX_CHARACTERS
from liangcai.credentials.judge import Verification
from liangcai.credentials.training import is_training
from liangcai.credentials.verify import MAX_FILE_BYTES
from liangcai.findings import Message
from liangcai_host.clock import now
from liangcai_web.pages.language import LANGUAGES, read_language, say
from liangcai_web.public.verdicts import ANSWERS, LABELS, REASONS, Answer, choose_answer, choose_training_answer
from liangcai_web.services.certificates import find_public, read_trust, sign_status, verify_file, verify_token
from liangcai_web.services.training_proofs import ProofCheck, check_proof

MISSING = Message("请填写。", "Please fill this in.")
NO_FILE = Message("请先选择证书文件（.json）。", "Choose the file of the certificate (.json) first.")
TOO_LARGE = Message("文件过大，不是证书。", "The file is too large to be a certificate.")
LONGEST = 80


class Entered(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed, and what is wrong with it."""

    token: str = ""
    number: str = ""
    name: str = ""
    token_error: Message | None = None
    number_error: Message | None = None
    name_error: Message | None = None
    file_error: Message | None = None


@require_http_methods(["GET", "HEAD", "POST"])
def show_verify(request: HttpRequest) -> HttpResponse:
    """The page with its three ways, and the answer when one was taken."""
    if request.method != "POST":
        return show_page(request, Entered())
    ways = {"file": answer_file, "token": answer_token, "number": answer_number}
    return ways.get(request.POST.get("by", ""), answer_number)(request)


def answer_number(request: HttpRequest) -> HttpResponse:
    """The answer to a number and a name; both stay in the form."""
    number = request.POST.get("number", "").strip()[:LONGEST]
    name = request.POST.get("name", "").strip()[:LONGEST]
    if not number or not name:
        missing = Entered(
            number=number, name=name, number_error=None if number else MISSING, name_error=None if name else MISSING
        )
        return show_page(request, missing)
    found = find_public(number, name, now())
    return show_page(request, Entered(number=number, name=name), found, answered=True)


def answer_file(request: HttpRequest) -> HttpResponse:
    """The answer to a file."""
    upload = request.FILES.get("file")
    if upload is None:
        return show_page(request, Entered(file_error=NO_FILE))
    if upload.size is None or upload.size > MAX_FILE_BYTES:
        return show_page(request, Entered(file_error=TOO_LARGE))
    data = upload.read()
    if is_training(data):
        return answer_training(request, check_proof(data, now()))
    return show_page(request, Entered(), verify_file(data, now()), answered=True)


def answer_training(request: HttpRequest, proof: ProofCheck) -> HttpResponse:
    """The answer to a proof of training hours."""
    shown = {"answer": choose_training_answer(proof), "found": proof.check, "training": proof.check.account}
    return show_page(request, Entered(), answered=True, shown=shown)


def answer_token(request: HttpRequest) -> HttpResponse:
    """The answer to the text of a QR code where no script runs."""
    token = read_token(request)
    entered = Entered(token=token, token_error=None if token else MISSING)
    return show_page(request, entered, verify_token(token, now()) if token else None, answered=bool(token))


def read_token(request: HttpRequest) -> str:
    """The text of a QR code, cut just beyond the longest that there can be."""
    return request.POST.get("token", "").strip()[: 2 * MAX_CHARACTERS]


def show_page(
    request: HttpRequest,
    entered: Entered,
    found: Verification | None = None,
    *,
    answered: bool = False,
    shown: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page; ``found`` is None when nothing was found or asked, ``shown`` answers in its place."""
    wrong = any((entered.token_error, entered.number_error, entered.name_error, entered.file_error))
    context = {
        "entered": entered,
        "answered": answered,
        "answer": choose_answer(found) if answered else None,
        "found": found,
        "certificate": found.certificate if found else None,
        "now": now(),
        "words": speak_answers(read_language(request)),
        "trust": read_trust(),
        **(shown or {}),
    }
    return render(request, "public/verify.html", context, status=422 if wrong else 200)


def speak_answers(language: str) -> str:
    """The words of every answer as JSON, for the script that verifies in the browser."""
    words = {
        "answers": {key: speak_answer(answer, language) for key, answer in ANSWERS.items()},
        "reasons": {key: say(message, language) for key, message in REASONS.items()},
        "labels": {key: say(message, language) for key, message in LABELS.items()},
        "lang": LANGUAGES[language],
        "zone": settings.TIME_ZONE,
    }
    return msgspec.json.encode(words).decode()


def speak_answer(answer: Answer, language: str) -> dict[str, str]:
    """One answer in a language."""
    said = {"title": say(answer.title, language), "text": say(answer.text, language)}
    return {"tone": answer.tone, "sign": answer.sign, **said}


@require_POST
def verify_qr_text(request: HttpRequest) -> HttpResponse:
    """The answer to the text of a QR code, as a piece of a page, for a browser that cannot check it itself."""
    found = verify_token(read_token(request), now())
    context = {"answer": choose_answer(found), "found": found, "certificate": found.certificate, "now": now()}
    return render(request, "public/parts/verdict.html", context)


@require_safe
def serve_trust(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The issuers that are known here, for the browser's own check."""
    return serve_json(read_trust().encode(), seconds=300)


@require_safe
def serve_status(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The signed list of revocations: the whole list, so that nobody learns which certificate was asked about."""
    return serve_json(sign_status(now()), seconds=60)


def serve_json(content: bytes, *, seconds: int) -> HttpResponse:
    """JSON that may be kept for a while."""
    response = HttpResponse(content, content_type="application/json")
    response["Cache-Control"] = f"public, max-age={seconds}"
    return response
