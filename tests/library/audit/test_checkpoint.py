"""Checkpoints and the files that prove, held against C2SP signed notes and against a program of another hand.

Follows C2SP tlog-checkpoint and signed-note; docs/check_proof.py shares no code with the library.
"""

import base64
import datetime
import hashlib
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from msgspec.structs import replace
from tests.data.certificate import NAME, NOW, private_key, signer_of, trust_of

from liangcai.audit.checkpoint import Checkpoint, judge_checkpoint, read_checkpoint, sign_checkpoint
from liangcai.audit.merkle import find_root
from liangcai.audit.proofs import (
    Proof,
    make_consistency,
    make_inclusion,
    match_checkpoint,
    read_proof,
    verify_proof,
    write_proof,
)
from liangcai.credentials.multikey import key_of, raw_key

OFFICE = UUID(int=7)
TEXTS = [f'["fact {number}"]' for number in range(11)]
ENTRIES = [hashlib.sha256(text.encode()).digest() for text in TEXTS]
PROGRAM = Path(__file__).parents[3] / "docs" / "check_proof.py"
DAY = datetime.timedelta(days=1)


def sign(size: int, seed: str = "issuer", entries: list[bytes] = ENTRIES) -> Checkpoint:
    return sign_checkpoint(OFFICE, NAME, size, find_root(entries[:size]), signer_of(seed), NOW)


def write_old(size: int) -> Proof:
    return make_consistency(ENTRIES, sign(size), sign(len(ENTRIES)))


def test_a_checkpoint_is_a_signed_note_that_others_read() -> None:
    text = sign(11).text
    body, _, last = text.partition("\n\n")
    assert body.split("\n") == [
        f"liangcai/{OFFICE}",
        "11",
        base64.b64encode(find_root(ENTRIES)).decode(),
        "2026-01-05T08:00:00Z",
        NAME,
    ]
    dash, name, signature = last.rstrip("\n").split(" ")
    raw = raw_key(name) or b""
    blob = base64.b64decode(signature)
    assert (dash, name) == ("—", key_of(signer_of().did))
    assert blob[:4] == hashlib.sha256(name.encode() + b"\n\x01" + raw).digest()[:4]
    private_key().public_key().verify(blob[4:], f"{body}\n".encode())
    assert len(text) < 400, "it fits a QR code of a sheet"


def test_what_paper_and_mail_add_does_no_harm_and_anything_else_is_refused() -> None:
    text = sign(11).text
    assert read_checkpoint("\n  " + text.replace("\n", "\r\n") + "\n\n") == sign(11)
    for place in range(len(text)):
        for other in ("0", "z", "\n", " "):
            changed = text[:place] + other + text[place + 1 :]
            found = read_checkpoint(changed)
            assert changed.strip() == text.strip() or found is None, (place, other)
    assert read_checkpoint(text.replace("—", "-")) is None
    assert read_checkpoint(text * 9) is None
    with pytest.raises(ValueError, match="no checkpoint"):
        sign_checkpoint(OFFICE, "长" * 200, 1, find_root(ENTRIES[:1]), signer_of(), NOW)
    assert sign_checkpoint(OFFICE, " 两\n行 ", 1, find_root(ENTRIES[:1]), signer_of(), NOW).name == "两 行"


def test_who_signed_must_be_known_and_their_key_have_stood() -> None:
    checkpoint, trust = sign(11), trust_of()

    def met(*more: object) -> bool:
        return all(reason.met for reason in judge_checkpoint(*more))  # type: ignore[arg-type]

    assert met(checkpoint, trust, NOW)
    assert not met(checkpoint, trust, NOW - DAY)
    assert not met(sign(11, "stranger"), trust, NOW)
    for change in ({"revoked": NOW}, {"valid_from": NOW + DAY}, {"valid_until": NOW - DAY}):
        assert not met(checkpoint, replace(trust, issuers=(replace(trust.issuers[0], **change),)), NOW)


def test_a_log_is_held_against_a_checkpoint() -> None:
    noted = sign(8)
    assert match_checkpoint(ENTRIES, noted).met
    assert not match_checkpoint(ENTRIES[:7], noted).met
    assert not match_checkpoint([*ENTRIES[:3], b"x" * 32, *ENTRIES[4:]], noted).met
    assert match_checkpoint([*ENTRIES[:9], b"x" * 32], noted).met, "what came later is not covered"


@pytest.mark.parametrize("place", range(11))
def test_each_fact_is_proved_and_no_other_in_its_place(place: int) -> None:
    proof = make_inclusion(ENTRIES, place, TEXTS[place], sign(11))
    assert read_proof(write_proof(proof)).value == proof
    assert verify_proof(proof, trust_of(), NOW).holds
    assert verify_proof(proof, trust_of(), NOW).fact == TEXTS[place]
    for change in ({"fact": '["other"]'}, {"index": (place + 1) % 11}, {"path": proof.path[1:]}):
        found = verify_proof(replace(proof, **change), trust_of(), NOW)
        assert not found.holds and not found.fact, change
    assert not verify_proof(proof, trust_of("stranger"), NOW).holds


def test_a_log_that_grew_is_proved_and_one_that_was_rewritten_is_not() -> None:
    for size in range(1, 12):
        assert verify_proof(write_old(size), trust_of(), NOW).holds, size
    rewritten = [b"x" * 32, *ENTRIES[1:]]
    for size in range(1, 11):
        proof = make_consistency(rewritten, sign(size), sign(11, entries=rewritten))
        assert not verify_proof(proof, trust_of(), NOW).holds, size


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b'{"type":"other"}',
        b'{"type":"inclusion","index":0,"fact":"x","path":["zz"],"checkpoint":""}',
        b'{"type":"inclusion","index":0,"fact":"x","path":["aa"],"checkpoint":""}',
        b'{"type":"inclusion","index":0,"fact":"x","path":[],"checkpoint":"","more":1}',
        b"[" * 100_000,
        b" " * (2 << 20),
    ],
    ids=["empty", "list", "kind", "hex", "length", "member", "deep", "large"],
)
def test_what_is_no_proof_is_a_finding(data: bytes) -> None:
    found = read_proof(data)
    assert found.value is None and found.findings[0].rule == "audit.proof"


def test_a_proof_without_a_checkpoint_proves_nothing() -> None:
    proof = make_inclusion(ENTRIES, 3, TEXTS[3], sign(11))
    assert not verify_proof(replace(proof, checkpoint=""), trust_of(), NOW).holds
    assert not verify_proof(replace(write_old(3), old=""), trust_of(), NOW).holds  # type: ignore[arg-type]


def run(folder: Path, proof: Proof, *key: str) -> tuple[int, str]:
    """The few lines as anybody would run them: isolated from this project."""
    file = folder / "proof.json"
    file.write_bytes(write_proof(proof))
    done = subprocess.run(
        [sys.executable, "-I", str(PROGRAM), str(file), *key], capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_a_program_that_does_not_use_the_library_agrees(tmp_path: Path) -> None:
    assert "liangcai" not in PROGRAM.read_text(encoding="utf-8").lower().replace("any part of liangcai", "")
    key = key_of(signer_of().did)
    inclusion = make_inclusion(ENTRIES, 6, TEXTS[6], sign(11))
    for proof, said in ((inclusion, '7 of 11: ["fact 6"]'), (write_old(6), "first 6 of 11"), (write_old(8), "8 of 11")):
        status, out = run(tmp_path, proof, key)
        assert status == 0 and said in out, out
    assert run(tmp_path, inclusion, key_of(signer_of("stranger").did))[0] == 1
    forged = replace(inclusion, checkpoint=inclusion.checkpoint.replace("\n11\n", "\n12\n"))
    for bad in (forged, replace(inclusion, index=5), replace(write_old(6), path=write_old(6).path[:-1])):
        status, out = run(tmp_path, bad, key)
        assert status == 1 and "NOT OK" in out, out


def test_the_few_lines_judge_every_proof_as_the_library_does() -> None:
    space: dict[str, object] = {"__name__": "few"}
    exec(compile(PROGRAM.read_text(encoding="utf-8"), str(PROGRAM), "exec"), space)  # noqa: S102
    check = space["check"]
    for size in range(1, 12):
        for proof in (write_old(size), make_inclusion(ENTRIES, size - 1, TEXTS[size - 1], sign(11))):
            plain = msgspec.to_builtins(proof)
            assert check(plain), size  # type: ignore[operator]
            if plain["path"]:
                plain["path"] = [*plain["path"][:-1], "00" * 32]
                with pytest.raises(SystemExit, match="NOT OK"):
                    check(plain)  # type: ignore[operator]
