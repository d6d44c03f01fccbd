"""Self-signed certificates made at run time, each with at most one error."""

import datetime
import ipaddress
import ssl
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

__all__ = ["HOST", "Certificate"]

HOST = "localhost"
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Counts from and until so many days from now, for a host; ``rsa_bits`` for RSA instead of P-256."""

    host: str = HOST
    since: int = -1
    until: int = 1
    rsa_bits: int | None = None

    def into(self, context: ssl.SSLContext) -> None:
        """Make it, and have a server's context show it.

        The file that ``ssl`` wants is there for no longer than it takes to read.
        """
        with tempfile.TemporaryDirectory(prefix="certificate-") as directory:
            path = Path(directory) / "both.pem"
            path.touch(mode=0o600)
            path.write_bytes(self.pem())
            context.load_cert_chain(path)

    def pem(self) -> bytes:
        """Return a new private key and the certificate for it."""
        key = ec.generate_private_key(ec.SECP256R1()) if self.rsa_bits is None else self._rsa(self.rsa_bits)
        now = datetime.datetime.now(datetime.UTC)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, self.host)])
        signed = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + self.since * _DAY)
            .not_valid_after(now + self.until * _DAY)
            .add_extension(x509.SubjectAlternativeName(self._names()), critical=False)
            .sign(key, hashes.SHA256())
        )
        encoding = serialization.Encoding.PEM
        secret = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return secret + signed.public_bytes(encoding)

    def _names(self) -> list[x509.GeneralName]:
        if self.host != HOST:
            return [x509.DNSName(self.host)]
        return [x509.DNSName(HOST), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]

    @staticmethod
    def _rsa(bits: int) -> rsa.RSAPrivateKey:
        return rsa.generate_private_key(65537, bits)
