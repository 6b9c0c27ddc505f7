"""Verifying a certificate: by its QR code, by its file, by its number and the holder's name.

What stands behind ``#`` in the address of a QR code is verified in the reader's browser, against the trust store and
the list of revocations that these views hand out; a browser that lacks Ed25519 sends it here instead.
"""

from datetime import timedelta
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangcai.credentials.foreign_judging import ForeignList, read_foreign_list
from liangcai.credentials.judge import Verification
from liangcai.credentials.status import MAX_FILE_BYTES as MAX_LIST_BYTES
from liangcai.credentials.training import is_training
from liangcai.credentials.verify import MAX_FILE_BYTES
from liangcai.credentials.withdrawn import MAX_FILE_BYTES as LARGEST_LIST
from liangcai.credentials.withdrawn import Taken, verify_withdrawn
from liangcai.findings import Message, Result
from liangcai_host.clock import now
from liangcai_web.pages.language import LANGUAGES, read_language, say
from liangcai_web.public.saved_page import write_page
from liangcai_web.public.verdicts import ANSWERS, LABELS, REASONS, Answer, choose_answer, choose_training_answer
from liangcai_web.services.accounts.asking_limits import SharedLimit
from liangcai_web.services.certificates.issue import find_public, read_trust, sign_status, verify_file, verify_token
from liangcai_web.services.certificates.office import mask_name
from liangcai_web.services.issuing import read_trust_store
from liangcai_web.services.training.proofs import ProofCheck, check_proof
from liangcai_web.services.training.withdrawn_proofs import sign_list

MISSING = Message("请填写。", "Please fill this in.")
NO_FILE = Message("请先选择证书文件（.json）。", "Choose the file of the certificate (.json) first.")
TOO_LARGE = Message("文件过大，不是证书。", "The file is too large to be a certificate.")
LONGEST = 80
TOO_OFTEN = 429
LIMIT = SharedLimit("verify", 30, timedelta(minutes=10))  # questions by number and name from one address


class Entered(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed, and what is wrong with it."""

    token: str = ""
    number: str = ""
    name: str = ""
    token_error: Message | None = None
    number_error: Message | None = None
    name_error: Message | None = None
    file_error: Message | None = None
    list_error: Message | None = None


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
    entered, moment, asker = Entered(number=number, name=name), now(), request.META.get("REMOTE_ADDR", "")
    if not LIMIT.take(asker, moment):
        return show_page(request, entered, answered=True, shown={"answer": ANSWERS["too_often"]}, status=TOO_OFTEN)
    return show_page(request, entered, mask_found(find_public(number, name, moment)), answered=True)


def mask_found(found: Verification | None) -> Verification | None:
    """What somebody is told who has but a number and a name: neither the name in full, nor marks, nor an ID number."""
    if found is None or found.certificate is None:
        return found
    certificate = msgspec.structs.replace(
        found.certificate, holder=mask_name(found.certificate.holder), id_last_four="", marks=()
    )
    return msgspec.structs.replace(found, certificate=certificate)


def answer_file(request: HttpRequest) -> HttpResponse:
    """The answer to a file."""
    upload = request.FILES.get("file")
    if upload is None:
        return show_page(request, Entered(file_error=NO_FILE))
    if upload.size is None or upload.size > MAX_FILE_BYTES:
        return show_page(request, Entered(file_error=TOO_LARGE))
    data = upload.read()
    if is_training(data):
        return answer_training(request, check_proof(data, now(), read_withdrawn(request)))
    given = read_list(request)
    if given.findings:
        return show_page(request, Entered(list_error=given.findings[0].message))
    lists = (given.value,) if given.value is not None else ()
    return show_page(request, Entered(), verify_file(data, now(), lists), answered=True)


def read_withdrawn(request: HttpRequest) -> tuple[Taken, ...]:
    """The list of withdrawn proofs that was given along; one that does not verify says nothing, and that is said."""
    upload = request.FILES.get("list")
    if upload is None or upload.size is None or upload.size > LARGEST_LIST:
        return ()
    return (verify_withdrawn(upload.read(), read_trust_store(), now()),)


def read_list(request: HttpRequest) -> Result[ForeignList | None]:
    """The list of states of another program that was given along, if any."""
    upload = request.FILES.get("list")
    if upload is None:
        return Result(None)
    whole = upload.size is not None and upload.size <= MAX_LIST_BYTES
    return read_foreign_list(upload.read(MAX_LIST_BYTES + 1) if whole else b"")


def answer_training(request: HttpRequest, proof: ProofCheck) -> HttpResponse:
    """The answer to a proof of training hours."""
    shown = {"answer": choose_training_answer(proof), "found": proof.check, "training": proof.check.content}
    return show_page(request, Entered(), answered=True, shown=shown)


def answer_token(request: HttpRequest) -> HttpResponse:
    """The answer to the text of a QR code where no script runs."""
    token = read_token(request)
    entered = Entered(token=token, token_error=None if token else MISSING)
    return show_page(request, entered, verify_token(token, now()) if token else None, answered=bool(token))


def read_token(request: HttpRequest) -> str:
    """The text of a QR code or a VC-JWT, cut just beyond the longest that there can be."""
    return request.POST.get("token", "").strip()[: MAX_FILE_BYTES + 1]


def show_page(
    request: HttpRequest,
    entered: Entered,
    found: Verification | None = None,
    *,
    answered: bool = False,
    shown: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; ``found`` is None when nothing was found or asked, ``shown`` answers in its place."""
    wrong = any((entered.token_error, entered.number_error, entered.name_error, entered.file_error, entered.list_error))
    context = {
        "entered": entered,
        "answered": answered,
        "answer": choose_answer(found) if answered else None,
        "found": found,
        "certificate": found.certificate if found else None,
        "foreign": found.foreign if found else None,
        "now": now(),
        "words": speak_answers(read_language(request)),
        "trust": read_trust(),
        **(shown or {}),
    }
    return render(request, "public/verify.html", context, status=422 if wrong else status)


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
    context = {
        "answer": choose_answer(found),
        "found": found,
        "certificate": found.certificate,
        "foreign": found.foreign,
        "now": now(),
    }
    return render(request, "public/parts/verdict.html", context)


@require_safe
def serve_page(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The page to be kept, which verifies without this site."""
    moment = now()
    response = HttpResponse(write_page(read_trust(), sign_status(moment).decode(), moment), content_type="text/html")
    response["Content-Disposition"] = 'attachment; filename="liangcai-verify.html"'
    response["Cache-Control"] = "public, max-age=60"
    return response


@require_safe
def serve_trust(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The issuers that are known here, for the browser's own check."""
    return serve_json(read_trust().encode(), seconds=300)


@require_safe
def serve_withdrawn(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The signed list of proofs of training that were taken back here, for others to take."""
    return serve_json(sign_list(now()), seconds=60)


@require_safe
def serve_status(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The signed list of revocations: the whole list, so that nobody learns which certificate was asked about."""
    return serve_json(sign_status(now()), seconds=60)


def serve_json(content: bytes, *, seconds: int) -> HttpResponse:
    """JSON that may be kept for a while."""
    response = HttpResponse(content, content_type="application/json")
    response["Cache-Control"] = f"public, max-age={seconds}"
    return response
