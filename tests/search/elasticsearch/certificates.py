"""Certificates of an authority of the tests' own, made anew for each run and valid for names, days and nobody else."""

import ipaddress
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

HERE = (x509.IPAddress(ipaddress.ip_address("127.0.0.1")),)
ELSEWHERE = (x509.DNSName("search.example.net"),)
THIS_WEEK = (timedelta(days=-1), timedelta(days=6))
LAST_WEEK = (timedelta(days=-8), timedelta(days=-1))
NEXT_WEEK = (timedelta(days=1), timedelta(days=8))


class Authority:
    """Who signs certificates; its own stands in `file`."""

    def __init__(self, folder, name="Authority of the tests"):
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = _named(name)
        can_sign = x509.BasicConstraints(ca=True, path_length=0)
        made = _certificate(self.name, self.name, self.key.public_key(), THIS_WEEK)
        self.file = folder / f"authority-{id(self):x}.pem"
        self.file.write_bytes(_written(made.add_extension(can_sign, critical=True), self.key))

    def certify(self, names=HERE, days=THIS_WEEK):
        """Return the files of a certificate for a server and of its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = _certificate(_named("server"), self.name, key.public_key(), days)
        made = made.add_extension(x509.SubjectAlternativeName(names), critical=False)
        certificate = self.folder / f"server-{id(key):x}.pem"
        certificate.write_bytes(_written(made, self.key))
        key_file = certificate.with_suffix(".key")
        key_file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return certificate, key_file


def _named(name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _certificate(subject, issuer, public_key, days):
    now = datetime.now(UTC)
    return x509.CertificateBuilder(
        issuer, subject, public_key, x509.random_serial_number(), now + days[0], now + days[1]
    )


def _written(builder, key):
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
