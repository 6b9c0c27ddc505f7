"""What the checks of a pack see in the evidence of an attempt.

In: a world and evidence. Out: a probe for each check. Follows: evidence is all that is looked at, so that marking again
needs no bench; a value that did not arrive only because nothing is published is looked for once more in the gateway.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from liangcai.findings import Message
from liangcai.stations.grade import grade_station
from liangcai.stations.model import NONE, WHOLE, Pack, Probe, StationReport
from liangcai_stations.drawing import read_number
from liangcai_stations.field import trying
from liangcai_stations.field.classes import explain_tag, share_tag
from liangcai_stations.field.scene import Scene, World
from liangcai_stations.field.sheets import describe_hop

Json = dict[str, Any]
Shares = dict[Message, Fraction]
HALF = Fraction(1, 2)


def judge_evidence(pack: Pack, world: World, evidence: Json) -> StationReport:
    """The report of an attempt."""
    return grade_station(pack, [probe(world, one, evidence) for one in world.scene.tries])


def probe(world: World, one: trying.AnyTry, evidence: Json) -> Probe:
    """What a try finds."""
    scene = world.scene
    match one:
        case trying.Variables():
            return _tell(one, _see_variables(scene, evidence), "变量与设计一致", "variables as designed")
        case trying.Modelled():
            return _tell(one, _see_models(scene, evidence), "设备模型与设计一致", "models as designed")
        case trying.Arrived():
            return _tell(one, _see_arrived(scene, evidence), "各测点都有数", "every tag arrives", evidence)
        case trying.Forced():
            return _see_forced(world, one, evidence)
        case trying.Secured():
            return _tell(one, _see_secured(evidence), "加密并核对证书", "encrypted, certificate checked")
        case trying.Sealed():
            return _tell(one, _see_sealed(evidence), "从未明文发布", "never published in clear text")
        case trying.Diagnosed():
            return _tell(one, _see_diagnosed(world, evidence), "用过工具并说对", "a tool was used, the hop is right")
        case trying.Alarmed():
            return _tell(one, _see_alarm(scene, evidence), "按实情确认告警", "acknowledged for its cause")
        case _:
            return _probe_sheet(scene, one, evidence)


def _probe_sheet(scene: Scene, one: trying.Measured | trying.Drifting | trying.Accused, evidence: Json) -> Probe:
    match one:
        case trying.Measured():
            return _tell(one, _see_measured(scene, one, evidence), "比对后的读数属实", "readings as they were")
        case trying.Drifting():
            return _tell(one, _see_drifting(scene, evidence), "漂移的传感器都已指出", "every drifting sensor is named")
        case trying.Accused():
            return _tell(one, _see_accused(scene, evidence), "没有错指合格的传感器", "no sound sensor is named")


def _tell(one: trying.Try, shares: Shares, zh: str, en: str, infra: Json | None = None) -> Probe:
    """The mean of shares, and the places where something does not hold."""
    share = sum(shares.values(), NONE) / len(shares) if shares else NONE
    return Probe(
        check=one.check,
        share=share,
        seen=_say(share, [place for place, found in shares.items() if found != WHOLE]),
        wanted=Message(f"{zh}。", f"{en[0].upper()}{en[1:]}."),
        broken=bool(infra and infra.get("infra")),
    )


def _say(share: Fraction, faults: list[Message]) -> Message:
    rate = f"{float(share * 100):.0f} %"
    zh, en = "；".join(one.zh for one in faults), "; ".join(one.en for one in faults)
    return Message(f"{rate}。{f'不符：{zh}。' if zh else ''}", f"{rate}.{f' Not so: {en}.' if en else ''}")


def _sheet(evidence: Json, name: str) -> dict[str, str]:
    found: dict[str, str] = evidence.get("values", {}).get(name, {})
    return found


def _see_variables(scene: Scene, evidence: Json) -> Shares:
    shares: Shares = {}
    for variable in scene.wanted:
        signal, seen = scene.signal(variable.signal), evidence["variables"].get(variable.id) or {}
        span = (seen.get("low"), seen.get("high")) == (signal.low, signal.high)
        found = {
            ("数据类型", "data type"): seen.get("type") == variable.type,
            ("量程", "range"): span,
            ("访问", "access"): seen.get("access") == variable.access,
        }
        shares |= {
            Message(f"{variable.zh}{zh}", f"{variable.en}: {en}"): Fraction(so) for (zh, en), so in found.items()
        }
    return shares


def _see_models(scene: Scene, evidence: Json) -> Shares:
    shares: Shares = {}
    for thing in scene.things:
        device = scene.device(thing.device)
        right = _sheet(evidence, f"model.{device.id}").get("topic") == thing.topic
        shares[Message(f"{device.zh}主题", f"{device.en}: topic")] = Fraction(right)
    for tag in scene.tags:
        signal, sheet = scene.signal(tag.signal), _sheet(evidence, f"property.{tag.signal}")
        truth = {"key": tag.key, "unit": signal.unit, "type": tag.type}
        said = {"key": ("标识", "id"), "unit": ("单位", "unit"), "type": ("类型", "type")}
        for name, wanted in truth.items():
            zh, en = said[name]
            shares[Message(f"{signal.zh}{zh}", f"{signal.en}: {en}")] = Fraction(sheet.get(name) == wanted)
    return shares


def _see_arrived(scene: Scene, evidence: Json) -> Shares:
    shares: Shares = {}
    for tag in scene.tags:
        seen = [one["platform"].get(tag.signal) is not None for one in evidence["rounds"]]
        shares[scene.signal(tag.signal).name] = Fraction(sum(seen), max(1, len(seen)))
    return shares


def _see_forced(world: World, one: trying.Forced, evidence: Json) -> Probe:
    """What stands on the platform against what was forced; the gateway's own values stand in where nothing arrives."""
    scene, rounds = world.scene, evidence["rounds"]
    tags = [tag for tag in scene.tags if tag.device == one.device]
    shares, repaired, faults = [], [], []
    for tag in tags:
        wanted = [found["forced"][tag.signal] for found in rounds]
        live = [found["platform"].get(tag.signal) for found in rounds]
        own = [found["gateway"].get(tag.signal, {}).get("value") for found in rounds]
        shares.append(share_tag(tag, wanted, live, one))
        repaired.append(share_tag(tag, wanted, own, one))
        if shares[-1] != WHOLE:
            faults.append(explain_tag(scene, tag, wanted, live, one))
    share = sum(shares, NONE) / max(1, len(shares))
    within = float(one.within * 100)
    return Probe(
        check=one.check,
        share=share,
        repaired=sum(repaired, NONE) / max(1, len(repaired)),
        seen=_say(share, faults),
        wanted=Message(f"三个周期内误差不过 {within:g} %。", f"Within {within:g} % in three periods."),
        broken=bool(evidence.get("infra")),
    )


def _see_secured(evidence: Json) -> Shares:
    session, sheet = evidence["session"], _sheet(evidence, "uplink")
    if not session["encrypted"]:
        said = ("没有加密会话", "no encrypted session")
        return {Message(*said): NONE}
    checked = sheet.get("security") == "verified"
    return {Message("没有核对证书", "the certificate is not checked"): WHOLE if checked else HALF}


def _see_sealed(evidence: Json) -> Shares:
    return {Message("曾明文发布", "published in clear text"): Fraction(not evidence["clear"])}


def _see_diagnosed(world: World, evidence: Json) -> Shares:
    scene, answer = world.scene, _sheet(evidence, "answer").get("hop", "")
    fault = scene.fault
    host = world.address(scene.device(fault.device).host)
    topics = [use["topic"] for use in evidence["used"] if use["tool"] == "subscribe"] + evidence["subscribed"]
    used = any(use["tool"] in ("connect", "read") and use["host"] == host for use in evidence["used"])
    used = used or any(_covers(topic, fault.topic) for topic in topics)
    named = describe_hop(answer)
    return {
        Message("没有用工具查过", "no tool was used on the way"): Fraction(used),
        Message(f"定位为「{named.zh}」", f"named: {named.en}"): Fraction(answer == fault.hop),
    }


def _covers(asked: str, topic: str) -> bool:
    """Whether a filter that was subscribed to has a topic."""
    levels, wanted = asked.split("/"), topic.split("/")
    for place, level in enumerate(levels):
        if level == "#":
            return True
        if place >= len(wanted) or level not in ("+", wanted[place]):
            return False
    return len(levels) == len(wanted)


def _see_measured(scene: Scene, one: trying.Measured, evidence: Json) -> Shares:
    shares: Shares = {}
    for name in scene.compared:
        signal, sheet = scene.signal(name), _sheet(evidence, f"accuracy.{name}")
        margin = one.within * Decimal(str(signal.high - signal.low))
        compared = name in evidence["compared"]
        for field, zh, en, truth in (
            ("reading", "平台读数", "platform reading", signal.point + signal.bias),
            ("reference", "标准表读数", "reference", signal.point),
        ):
            number = read_number(sheet.get(field, ""))
            right = number is not None and abs(number - Decimal(str(truth))) <= margin
            shares[Message(f"{signal.zh}{zh}", f"{signal.en}: {en}")] = Fraction(right and compared)
    return shares


def _verdicts(scene: Scene, evidence: Json) -> Mapping[str, str]:
    return {name: _sheet(evidence, f"accuracy.{name}").get("verdict", "") for name in scene.compared}


def _see_drifting(scene: Scene, evidence: Json) -> Shares:
    verdicts = _verdicts(scene, evidence)
    names = [name for name in scene.compared if name in scene.drifting]
    return {scene.signal(name).name: Fraction(verdicts[name] == "drifting") for name in names}


def _see_accused(scene: Scene, evidence: Json) -> Shares:
    verdicts = _verdicts(scene, evidence)
    wrong = [name for name in scene.compared if name not in scene.drifting and verdicts[name] == "drifting"]
    open_ones = [name for name in scene.compared if not verdicts[name]]
    faults = [scene.signal(name).name for name in (*wrong, *open_ones)]
    return dict.fromkeys(faults, NONE) or {Message("无", "none"): WHOLE}


def _see_alarm(scene: Scene, evidence: Json) -> Shares:
    causes = evidence["causes"]
    cause = causes.get(scene.drill, "")
    wrong = [name for name, one in causes.items() if name != scene.drill and one == "sensor"]
    return {
        Message("演练的告警没有确认", "the alarm of the drill is not acknowledged"): Fraction(bool(cause)),
        Message("确认的原因不对", "the cause is wrong"): Fraction(cause == "sensor" and not wrong),
    }
