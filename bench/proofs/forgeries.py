"""R21: a certificate that is not byte for byte what was issued is refused; so is a forged one, whatever was forged.

In: how many changes of a single byte. Out: an account, a try a change or a forgery. Follows: canonical bytes, strict
base64url, known keys only. The token is always changed exhaustively; the others too once there are tries enough, else
each of its bytes gets an even share, all changes of one bit first.
"""

from collections.abc import Iterator

from tests.data.certificate import NOW, issue, status_of, trust_of

from bench.account import Account, account
from bench.proofs.forged import forge_all
from liangcai.credentials.judge import Verdict
from liangcai.credentials.verify import verify_credential

SHORT, LONG = 4000, 300_000
BITS = tuple(1 << bit for bit in range(8))
OTHERS = tuple(change for change in range(1, 256) if change not in BITS)


def prove(tries: int) -> Account:
    """Change, verify; then forge, verify."""
    issued, trust, status = issue(), trust_of(), status_of()
    assert verify_credential(issued.file, trust, status, NOW).verdict is Verdict.VALID
    assert verify_credential(issued.token, trust, status, NOW).verdict is Verdict.VALID
    assert verify_credential(issued.jwt, trust, status, NOW).verdict is Verdict.VALID
    faults, counts = [], []
    for data in (issued.token.encode(), issued.file, issued.jwt.encode()):
        changes, share = 0, min(255, tries // len(data))
        for position, changed in change_bytes(data, max(1, share)):
            changes += 1
            # what does not begin as a file is read as text, byte for byte
            given = changed if data is issued.file else changed.decode("latin-1")
            if verify_credential(given, trust, status, NOW).verdict is not Verdict.INVALID:
                faults.append(f"byte {position} changed to {changed[position]:#04x} was not refused")
        counts.append(changes)
    forged = list(forge_all())
    faults += [
        f"forged: {name}"
        for name, data, trust, status, now in forged
        if verify_credential(data, trust, status, now).verdict is Verdict.VALID
    ]
    said = (
        f"{counts[0]:,} of the token, {counts[1]:,} of the file, {counts[2]:,} of the VC-JWT, {len(forged)} forgeries"
    )
    return account(
        "R21", "changed or forged certificates accepted", sum(counts) + len(forged), "certificates", faults, said
    )


def change_bytes(data: bytes, share: int) -> Iterator[tuple[int, bytes]]:
    """So many changes of every single byte: first its bits, then other values, others at each place."""
    for position, byte in enumerate(data):
        start = 37 * position % len(OTHERS)
        for change in (*BITS, *OTHERS[start:], *OTHERS[:start])[:share]:
            yield position, data[:position] + bytes([byte ^ change]) + data[position + 1 :]
