"""Files that prove: this fact is in the log; the log of then is the beginning of the log of now.

In: the texts of all facts, a checkpoint. Out: an ``InclusionProof`` or ``ConsistencyProof``, the reasons of a verdict.
Follows: RFC 9162, section 2.1. An entry of the tree is the SHA-256 of a fact, which covers all that the fact says.
"""

import datetime
import hashlib
from collections.abc import Sequence
from typing import Literal

import msgspec

from liangcai.audit.checkpoint import Checkpoint, judge_checkpoint, read_checkpoint
from liangcai.audit.merkle import Hash, find_root, prove_consistency, prove_inclusion, verify_consistency
from liangcai.audit.merkle import verify_inclusion as _verify_inclusion
from liangcai.credentials.statement import say
from liangcai.credentials.trust import TrustStore
from liangcai.findings import Finding, Message, Reason, Result, Severity

RFC = "RFC 9162"
MAX_FILE_BYTES = 1 << 20
HASH_BYTES = 32
MAX_PATH = 64  # a tree of that height holds more facts than there can be


class InclusionProof(msgspec.Struct, frozen=True, kw_only=True, tag="inclusion", forbid_unknown_fields=True):
    """``fact`` is the text whose SHA-256 is the entry, ``index`` counts from nought; hashes are written in hex."""

    index: int
    fact: str
    path: tuple[str, ...]
    checkpoint: str


class ConsistencyProof(msgspec.Struct, frozen=True, kw_only=True, tag="consistency", forbid_unknown_fields=True):
    """That the log of ``old`` is the beginning of the log of ``new``; hashes are written in hex."""

    old: str
    new: str
    path: tuple[str, ...]


Proof = InclusionProof | ConsistencyProof


class ProofCheck(msgspec.Struct, frozen=True, kw_only=True):
    """The reasons of a verdict, and what the proof says; nothing is quoted from what does not fit."""

    reasons: tuple[Reason, ...]
    fact: str = ""
    checkpoint: Checkpoint | None = None
    kind: Literal["inclusion", "consistency", ""] = ""

    @property
    def holds(self) -> bool:
        """Whether all reasons are met."""
        return all(reason.met for reason in self.reasons)


def make_inclusion(entries: Sequence[Hash], index: int, fact: str, checkpoint: Checkpoint) -> InclusionProof:
    """The proof that a fact is the entry at a place of the log of a checkpoint."""
    path = prove_inclusion(entries[: checkpoint.size], index)
    return InclusionProof(index=index, fact=fact, path=_write(path), checkpoint=checkpoint.text)


def make_consistency(entries: Sequence[Hash], old: Checkpoint, new: Checkpoint) -> ConsistencyProof:
    """The proof that one log is the beginning of another; where it is not, the proof that is made does not hold."""
    path = prove_consistency(entries[: new.size], old.size)
    return ConsistencyProof(old=old.text, new=new.text, path=_write(path))


def write_proof(proof: Proof) -> bytes:
    """The file of a proof."""
    return msgspec.json.format(msgspec.json.encode(proof), indent=1) + b"\n"


def read_proof(data: bytes, name: str = "proof.json") -> Result[Proof | None]:
    """The proof in a file."""
    try:
        proof: Proof | None = msgspec.json.decode(data, type=Proof) if len(data) <= MAX_FILE_BYTES else None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        proof = None
    if proof is None or len(proof.path) > MAX_PATH or _read(proof.path) is None:
        message = Message("这不是审计证明文件。", "This is not the file of an audit proof.")
        return Result(None, (Finding(rule="audit.proof", severity=Severity.ERROR, message=message, document=name),))
    return Result(proof)


def verify_proof(proof: Proof, trust: TrustStore, now: datetime.datetime) -> ProofCheck:
    """Verify the hashes, then the signature, time and issuer of each checkpoint."""
    if isinstance(proof, InclusionProof):
        return _verify_fact(proof, trust, now)
    old, new = read_checkpoint(proof.old), read_checkpoint(proof.new)
    if old is None or new is None:
        return ProofCheck(reasons=(_refuse_checkpoint(),))
    met = old.organisation == new.organisation and verify_consistency(
        old.size, new.size, old.root, new.root, _read(proof.path) or ()
    )
    fits = (
        say(RFC, "旧检查点的日志是新检查点日志的开头。", "The old log is the beginning of the new one.", met=True)
        if met
        else say(RFC, "旧检查点的日志不是新检查点日志的开头。", "The old log is not the beginning of the new one.")
    )
    reasons = (fits, *judge_checkpoint(old, trust, now), *judge_checkpoint(new, trust, now))
    return ProofCheck(reasons=reasons, checkpoint=new, kind="consistency")


def match_checkpoint(entries: Sequence[Hash], checkpoint: Checkpoint) -> Reason:
    """Whether the log as it is now begins with the log of a checkpoint that was noted elsewhere."""
    size = checkpoint.size
    if len(entries) < size:
        zh, en = (
            f"日志只有 {len(entries)} 条，少于检查点的 {size} 条。",
            f"The log has {len(entries)} facts, not {size}.",
        )
        return say(RFC, zh, en)
    if find_root(entries[:size]) != checkpoint.root:
        return say(RFC, f"前 {size} 条与检查点不符。", f"The first {size} facts are not those of the checkpoint.")
    return say(RFC, f"前 {size} 条与检查点相符。", f"The first {size} facts are those of the checkpoint.", met=True)


def _verify_fact(proof: InclusionProof, trust: TrustStore, now: datetime.datetime) -> ProofCheck:
    checkpoint = read_checkpoint(proof.checkpoint)
    if checkpoint is None:
        return ProofCheck(reasons=(_refuse_checkpoint(),))
    entry = hashlib.sha256(proof.fact.encode("utf-8", "surrogatepass")).digest()
    if not _verify_inclusion(entry, proof.index, checkpoint.size, _read(proof.path) or (), checkpoint.root):
        fails = say(RFC, "这条事实不在检查点的日志里。", "The fact is not in the log of the checkpoint.")
        return ProofCheck(reasons=(fails, *judge_checkpoint(checkpoint, trust, now)), kind="inclusion")
    zh = f"这条事实是日志的第 {proof.index + 1} 条，共 {checkpoint.size} 条。"
    fits = say(RFC, zh, f"The fact is number {proof.index + 1} of {checkpoint.size} in the log.", met=True)
    reasons = (fits, *judge_checkpoint(checkpoint, trust, now))
    return ProofCheck(reasons=reasons, fact=proof.fact, checkpoint=checkpoint, kind="inclusion")


def _refuse_checkpoint() -> Reason:
    return say(RFC, "检查点被改动，或签名不符。", "The checkpoint was altered, or its signature does not fit.")


def _write(path: Sequence[Hash]) -> tuple[str, ...]:
    return tuple(one.hex() for one in path)


def _read(path: Sequence[str]) -> tuple[Hash, ...] | None:
    try:
        hashes = tuple(bytes.fromhex(one) for one in path)
    except ValueError:
        return None
    return hashes if _write(hashes) == tuple(path) and all(len(one) == HASH_BYTES for one in hashes) else None
