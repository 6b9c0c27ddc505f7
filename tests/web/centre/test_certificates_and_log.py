"""A certificate is withdrawn by two people, and the log shows whether anything was changed behind its back."""

from liangcai.audit.proofs import read_proof, verify_proof
from liangcai_host import clock
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts import hash_fact
from liangcai_web.services.issuing import read_trust_store
from tests.web.cast import announce, approval, travel
from tests.web.centre.office import at, text_of


def test_a_certificate_is_revoked_by_two_and_once(cast, office):
    outcome = travel(cast, 4)
    path = at("office-certificate", outcome.batch, outcome.certificates[0].number)
    refused = office.post(path, approval("officer-1", ground="not-eligible", reason="材料不实，经核查属实"))
    assert refused.status_code == 422
    assert "材料不实，经核查属实" in refused.content.decode()
    assert office.post(path, approval(ground="not-eligible", reason="材料不实，经核查属实")).status_code == 302
    page = text_of(office.get(path))
    assert "已撤销" in page
    assert "材料不实，经核查属实" in page
    assert office.post(path, approval(ground="not-eligible", reason="再来一次，不应发生")).status_code == 422
    assert Fact.objects.filter(kind="certificate_revoked").count() == 1


def test_the_log_shows_that_the_chain_holds_and_where_it_breaks(cast, office):
    batch = announce(cast)
    page = at("office-facts", batch)
    assert "哈希链完整" in text_of(office.get(f"{page}?check=1"))
    Fact.objects.filter(position=2).update(payload="{}")
    assert "哈希链在第 2 条断开" in text_of(office.get(f"{page}?check=1"))


def test_a_log_that_was_made_anew_is_found_by_the_checkpoint_that_was_kept(cast, office):
    batch = announce(cast)
    page = at("office-facts", batch)
    assert office.post(page, {"sign": "1"}).status_code == 302
    kept = office.get(at("office-checkpoint", batch)).content.decode()
    proof = read_proof(office.get(at("office-fact-proof", batch, 2)).content).value
    assert verify_proof(proof, read_trust_store(), clock.now()).holds
    assert office.get(at("office-fact-proof", batch, 10_000)).status_code == 404
    held = office.post(page, {"checkpoint": kept})
    assert "没有发现改动" in text_of(held) and "与检查点相符" in text_of(held)
    wrong = office.post(page, {"checkpoint": kept.replace("liangcai", "liangcal")})
    assert wrong.status_code == 422 and "liangcal" in wrong.content.decode()
    before = ""
    for row in Fact.objects.order_by("position"):
        row.previous, row.payload = before, row.payload.replace("level", "leve1")
        before = hash_fact(row, cast.office.uuid)
        Fact.objects.filter(pk=row.pk).update(payload=row.payload, previous=row.previous, hash=before)
    alone = text_of(office.get(f"{page}?check=1"))
    assert "哈希链完整" in alone and "检查点与它之前的事实不符" in alone
    assert "日志被改动" in text_of(office.post(page, {"checkpoint": kept}))
    Fact.objects.filter(kind="checkpoint_signed").delete()
    Fact.objects.filter(position__gt=1).delete()
    assert "日志只有 1 条" in text_of(office.post(page, {"checkpoint": kept}))
