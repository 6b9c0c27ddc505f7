"""Keys and certificates of a bench: two authorities, one of which signed the broker's; the controller's own.

In: keys that were made before the fork, the addresses of a bench, a moment. Out: certificates as PEM and DER, TLS
settings. Follows: keys are costly and the same for all benches of a process tree; certificates are cheap and name the
addresses of one bench, so that no other bench can pass for it.
"""

import ssl
from datetime import datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAYS = timedelta(days=2)
CONTROLLER_URI = "urn:liangcai:bench:controller"


class Keys(msgspec.Struct, frozen=True, kw_only=True):
    """What is made once: the keys of two authorities, of the broker, of the controller."""

    authorities: dict[str, ec.EllipticCurvePrivateKey]
    broker: ec.EllipticCurvePrivateKey
    controller: rsa.RSAPrivateKey


class Papers(msgspec.Struct, frozen=True, kw_only=True):
    """The certificates of one bench: authorities as PEM text by name, the broker's file, the controller's pair."""

    authorities: dict[str, str]
    broker_file: Path
    controller: bytes
    controller_key: rsa.RSAPrivateKey


def make_keys() -> Keys:
    """Fresh keys."""
    curve = ec.SECP256R1()
    authorities = {name: ec.generate_private_key(curve) for name in ("plant", "office")}
    controller = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return Keys(authorities=authorities, broker=ec.generate_private_key(curve), controller=controller)


def issue(keys: Keys, folder: Path, broker: str, controller: str, signer: str, now: datetime) -> Papers:
    """The certificates for the addresses of a bench, signed by the authority ``signer``."""
    authorities = {name: _sign_authority(name, key, now) for name, key in keys.authorities.items()}
    names: list[x509.GeneralName] = [x509.IPAddress(IPv4Address(broker))]
    certificate = _build("broker", keys.broker, now, names).issuer_name(_name(signer))
    signed = certificate.sign(keys.authorities[signer], hashes.SHA256())
    file = folder / "broker.pem"
    file.touch(mode=0o600)
    file.write_bytes(_write_key(keys.broker) + signed.public_bytes(serialization.Encoding.PEM))
    names = [x509.UniformResourceIdentifier(CONTROLLER_URI), x509.IPAddress(IPv4Address(controller))]
    own = _build("controller", keys.controller, now, names).issuer_name(_name("controller"))
    return Papers(
        authorities={name: one.public_bytes(serialization.Encoding.PEM).decode() for name, one in authorities.items()},
        broker_file=file,
        controller=own.sign(keys.controller, hashes.SHA256()).public_bytes(serialization.Encoding.DER),
        controller_key=keys.controller,
    )


def serve_tls(papers: Papers) -> ssl.SSLContext:
    """The broker's side."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(papers.broker_file)
    return context


def trust_tls(papers: Papers, authority: str) -> ssl.SSLContext:
    """A client's side: it checks certificate and address by an authority, or, with a blank one, nothing."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if authority:
        context.load_verify_locations(cadata=papers.authorities[authority])
    else:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"liangcai bench {name}")])


def _build(
    name: str, key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey, now: datetime, names: list[x509.GeneralName]
) -> x509.CertificateBuilder:
    uses = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAYS)
        .not_valid_after(now + DAYS)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(uses, critical=False)
        .add_extension(_usage(name), critical=True)
    )


def _usage(name: str) -> x509.KeyUsage:
    secret = name == "controller"
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=secret,
        key_encipherment=secret,
        data_encipherment=secret,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _sign_authority(name: str, key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAYS)
        .not_valid_after(now + DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )


def _write_key(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
