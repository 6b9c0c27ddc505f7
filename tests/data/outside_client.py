"""A client that is not ours: asyncua, paho and pymodbus as their manuals use them, and bytes that no manual knows.

In: the network of a bench, a password, what to do. Out: JSON. Follows: nothing of the product is imported here.
"""

import asyncio
import contextlib
import json
import os
import random
import socket
import ssl
import struct
import sys
import threading
import time
from typing import Any

import paho.mqtt.client as paho
from asyncua import Client, ua
from pymodbus.client import ModbusTcpClient

NET, PASSWORD = sys.argv[1], sys.argv[2]
SECURITY = {"none": "", "sign": "Sign", "sign and encrypt": "SignAndEncrypt"}


def make_certificate() -> tuple[bytes, bytes]:
    """A certificate of its own, as a client brings it."""
    import datetime

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a client")])
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now - datetime.timedelta(1))
    builder = builder.not_valid_after(now + datetime.timedelta(1))
    names = x509.SubjectAlternativeName([x509.UniformResourceIdentifier("urn:a:client")])
    signed = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    form = serialization.Encoding
    private = key.private_bytes(form.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return signed.public_bytes(form.DER), private


def make_client(user: str = "engineer", password: str = PASSWORD) -> Client:
    """A session that is not open yet."""
    client = Client(f"opc.tcp://{NET}.10:4840/", timeout=4)
    if user:
        client.set_user(user)
        client.set_password(password)
    return client


async def read_controller(mode: str, folder: str) -> dict[str, Any]:
    """Two variables, over a channel of this security."""
    client = make_client()
    if mode:
        client.application_uri = "urn:a:client"
        await client.set_security_string(f"Basic256Sha256,{mode},{folder}/c.der,{folder}/k.pem")
    async with client:
        index = await client.get_namespace_index("urn:liangcai:bench:line")
        nodes = ("Line.Level", "Line.Speed")
        return {name: await client.get_node(ua.NodeId(name, index)).read_value() for name in nodes}


def open_mqtt(tls: bool = True) -> paho.Client:
    """A session at the broker."""
    client = paho.Client(paho.CallbackAPIVersion.VERSION2)
    client.username_pw_set("engineer", PASSWORD)
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        client.tls_set_context(context)
    client.connect(f"{NET}.30", 8883 if tls else 1883)
    return client


def listen(topic: str) -> dict[str, Any]:
    """The values of the next message on a topic."""
    found: dict[str, Any] = {}
    there = threading.Event()

    def take(_client: Any, _data: Any, message: Any) -> None:
        found.update(json.loads(message.payload)["values"])
        there.set()

    client = open_mqtt()
    client.on_message = take
    client.on_connect = lambda one, *_rest: one.subscribe(topic, 1)
    client.loop_start()
    there.wait(8)
    client.loop_stop()
    return found


def ask_for_all() -> int:
    """The return code of a subscription to everything."""
    codes: list[int] = []
    there = threading.Event()

    def take(_client: Any, _data: Any, _mid: Any, reasons: Any, _properties: Any) -> None:
        codes.append(reasons[0].value)
        there.set()

    client = open_mqtt(tls=False)
    client.on_subscribe = take
    client.on_connect = lambda one, *_rest: one.subscribe("#", 1)
    client.loop_start()
    there.wait(8)
    client.loop_stop()
    return codes[0] if codes else -1


def see(topic: str, unit: str, address: str) -> dict[str, Any]:
    """What all three kinds of client see."""
    import tempfile

    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        certificate, key = make_certificate()
        with open(f"{folder}/c.der", "wb") as one, open(f"{folder}/k.pem", "wb") as two:  # noqa: PTH123
            one.write(certificate)
            two.write(key)
        for name, mode in SECURITY.items():
            told[name] = asyncio.run(read_controller(mode, folder))
    client = ModbusTcpClient(f"{NET}.20", port=1502)
    told["modbus"] = client.read_holding_registers(int(address), count=2, device_id=int(unit)).registers
    client.close()
    return {**told, "mqtt": listen(topic), "refused subscription": ask_for_all()}


async def write(values: list[str]) -> dict[str, str]:
    """What becomes of values that are written to a variable, some of them of no use."""
    told = {}
    async with make_client() as client:
        index = await client.get_namespace_index("urn:liangcai:bench:line")
        node = client.get_node(ua.NodeId("Line.Speed", index))
        for text in values:
            value: Any = ua.Variant(int(text), ua.VariantType.UInt16) if text.isdigit() and int(text) < 65_536 else None
            if text == "70000":
                value = ua.Variant(70_000, ua.VariantType.UInt32)
            elif text == "nan":
                value = ua.Variant(float("nan"), ua.VariantType.Double)
            elif text == "text":
                value = ua.Variant("x" * 100_000, ua.VariantType.String)
            elif text == "list":
                value = ua.Variant([1] * 1000, ua.VariantType.UInt16)
            try:
                await node.write_value(ua.DataValue(value))
                told[text] = "ok"
            except (TimeoutError, ua.UaError, OSError):
                told[text] = "refused"
    return told


async def knock(wrong: list[str]) -> None:
    """Strangers at the controller, and what only its owner may."""
    for user, password in (("", ""), ("admin", "admin"), ("Admin", ""), ("engineer", "wrong"), ("gateway", "")):
        try:
            async with make_client(user, password):
                wrong.append(f"{user} came in")
        except (TimeoutError, ua.UaError, OSError):
            pass
    async with make_client() as client:
        index = await client.get_namespace_index("urn:liangcai:bench:line")
        level = client.get_node(ua.NodeId("Line.Level", index))
        for what, call in (
            ("level", lambda: level.write_value(ua.DataValue(ua.Variant(1.0, ua.VariantType.Float)))),
            ("access", level.set_writable),
            ("bad", lambda: level.write_value(ua.DataValue(StatusCode=ua.StatusCode(ua.StatusCodes.BadNotFound)))),
            ("folder", lambda: client.nodes.objects.add_folder(index, "mine")),
            ("gone", lambda: client.delete_nodes([level])),
        ):
            try:
                await call()
                wrong.append(what)
            except (TimeoutError, ua.UaError, OSError):
                pass


def throw(host: str, port: int, data: bytes) -> None:
    """Bytes, and whatever comes back."""
    with contextlib.suppress(OSError), socket.create_connection((host, port), 2) as link:
        link.settimeout(0.2)
        link.sendall(data)
        link.recv(1000)


def garble() -> None:
    """Bytes of no protocol, headers that lie about lengths, messages that are too large."""
    rng = random.Random(7)  # noqa: S311 - the same nonsense each time
    ports = [(f"{NET}.20", 1502), (f"{NET}.10", 4840), (f"{NET}.30", 1883), (f"{NET}.30", 8883)]
    for host, port in ports:
        for size in (1, 7, 300, 70_000):
            throw(host, port, rng.randbytes(size))
        throw(host, port, b"\x00" * 1000)
    throw(f"{NET}.20", 1502, struct.pack(">HHHBBHH", 1, 0, 65_535, 1, 3, 0, 65_535))
    throw(f"{NET}.20", 1502, struct.pack(">HHHBBHHB", 1, 0, 8, 1, 16, 100, 200, 255) + b"\x01" * 20)
    throw(f"{NET}.20", 1502, struct.pack(">HHHBBHH", 1, 0, 6, 1, 99, 0, 1) * 500)
    throw(f"{NET}.10", 4840, b"HELF" + struct.pack("<I", 0x7FFFFFFF) + b"\xff" * 60_000)
    throw(f"{NET}.10", 4840, b"MSGF" + struct.pack("<II", 16, 0xFFFFFFFF) + b"\x00" * 8)
    throw(f"{NET}.30", 1883, b"\x10\xff\xff\xff\x7f" + b"\x00" * 50_000)
    throw(f"{NET}.30", 1883, b"\x30\x05\x00\x03a/b")


def crowd() -> None:
    """More connections than anybody needs, all at once."""
    links = []
    for host, port in ((f"{NET}.20", 1502), (f"{NET}.10", 4840), (f"{NET}.30", 1883)):
        for _ in range(60):
            with contextlib.suppress(OSError):
                links.append(socket.create_connection((host, port), 1))
    time.sleep(0.5)
    for link in links:
        link.close()


def flood(wrong: list[str]) -> None:
    """Topics of others, large messages, far too many, and a will on a topic of others."""
    topics = [f"line/{line}/meter" for line in range(2, 10)]
    lie = json.dumps({"cycle": 10**9, "values": {"flow_rate": 99.0}})
    client = open_mqtt()
    client.loop_start()
    for topic in topics:
        client.publish(topic, lie, qos=1, retain=True).wait_for_publish(3)
        client.publish(topic, lie, qos=2)
    for _ in range(400):
        client.publish("line/5/test", b"x" * 200, qos=0)
    for value in ("NaN", "Infinity", '"text"', "[]", "1e400"):
        client.publish("line/5/test", f'{{"cycle": 1, "values": {{"a": {value}}}}}', qos=0)
    client.publish("line/5/test", os.urandom(500_000), qos=0)
    time.sleep(0.5)
    client.loop_stop()
    willed = paho.Client(paho.CallbackAPIVersion.VERSION2)
    willed.username_pw_set("engineer", PASSWORD)
    willed.will_set(topics[0], lie, qos=1, retain=True)
    answers: list[int] = []
    willed.on_connect = lambda _c, _d, _f, reason, _p: answers.append(reason.value)
    willed.connect(f"{NET}.30", 1883)
    for _ in range(20):
        willed.loop(0.1)
    if 0 in answers:
        wrong.append("a will on a topic of others")


def attack() -> dict[str, Any]:
    """All of it, then a look whether the bench still answers."""
    wrong: list[str] = []
    asyncio.run(knock(wrong))
    garble()
    crowd()
    flood(wrong)
    device = ModbusTcpClient(f"{NET}.21", port=1502, timeout=1, retries=0)
    device.connect()
    with contextlib.suppress(Exception):
        if not device.write_register(0, 1, device_id=1).isError():
            wrong.append("a register was written")
    time.sleep(1)
    survived = asyncio.run(write(["40"])) == {"40": "ok"}
    return {"survived": survived, "refused": wrong}


if __name__ == "__main__":
    if sys.argv[3] == "write":
        result: dict[str, Any] = asyncio.run(write(sys.argv[4:]))
    elif sys.argv[3] == "attack":
        result = attack()
    else:
        result = see(*sys.argv[3:6])
    sys.stdout.write(json.dumps(result))
