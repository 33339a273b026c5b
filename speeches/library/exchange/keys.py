"""Key pairs that sign packages (Ed25519), made in the app and compared by telephone."""

import base64
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.encoding import force_bytes

from speeches.accounts.actions import log_action
from speeches.accounts.models import Office, User
from speeches.accounts.permissions import refuse
from speeches.library.models.package import PackageKey, TrustedKey
from speeches.library.permissions import create_refusal

from .errors import ExchangeError

# Signatures for a package are good for nothing else.
PURPOSE = b"zhibi library package\n"
GROUPS, GROUP = 6, 5
SEALED_OTHERWISE = "私钥打不开：系统的 SECRET_KEY 换过。请在本页重新生成密钥，并把新指纹电话告知接收单位。"


def fingerprint(public: bytes) -> str:
    """Return thirty digits in groups of five, to be read out: about 100 bits of the key's SHA-256."""
    number = int.from_bytes(hashlib.sha256(public).digest(), "big") % 10 ** (GROUPS * GROUP)
    digits = f"{number:0{GROUPS * GROUP}}"
    return " ".join(digits[start : start + GROUP] for start in range(0, len(digits), GROUP))


def sealing() -> Fernet:
    """Return what seals private keys: its key comes from SECRET_KEY, which is not in the database."""
    derived = HKDF(SHA256(), 32, salt=None, info=b"zhibi package key").derive(
        force_bytes(settings.SECRET_KEY)
    )
    return Fernet(base64.urlsafe_b64encode(derived))


def new_pair() -> tuple[bytes, bytes]:
    """Return (public key, sealed private key)."""
    private = Ed25519PrivateKey.generate()
    return private.public_key().public_bytes_raw(), sealing().encrypt(private.private_bytes_raw())


def sign(key: PackageKey, message: bytes) -> bytes:
    """Raises ExchangeError when the private key cannot be opened."""
    try:
        private = sealing().decrypt(bytes(key.sealed))
    except InvalidToken as error:
        raise ExchangeError(SEALED_OTHERWISE) from error
    return Ed25519PrivateKey.from_private_bytes(private).sign(PURPOSE + message)


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, PURPOSE + message)
    except (InvalidSignature, ValueError):
        return False
    return True


def current_key(office: Office) -> PackageKey | None:
    return PackageKey.objects.filter(office=office).first()


@transaction.atomic
def make_key(office: Office | None, *, by: User) -> PackageKey:
    """Make a key pair; the newest signs from now on. Raises NotAllowed."""
    refuse(create_refusal(by, office))
    public, sealed = new_pair()
    key = PackageKey.objects.create(
        office=office, public=public, sealed=sealed, fingerprint=fingerprint(public), created_by=by
    )
    log_action(by, "make-package-key", key, fingerprint=key.fingerprint)
    return key


@transaction.atomic
def take_key_back(old: PackageKey, *, by: User) -> PackageKey:
    """Let an earlier key pair sign again. Raises NotAllowed."""
    refuse(create_refusal(by, old.office))
    key = PackageKey.objects.create(
        office=old.office,
        public=bytes(old.public),
        sealed=bytes(old.sealed),
        fingerprint=old.fingerprint,
        created_by=by,
    )
    log_action(by, "take-package-key-back", key, fingerprint=key.fingerprint)
    return key


def earlier_keys(office: Office) -> list[PackageKey]:
    """Return the keys that signed before, each once, the last used first."""
    current, *rest = list(PackageKey.objects.filter(office=office).select_related("created_by")) or [None]
    found = {key.fingerprint: key for key in reversed(rest) if key.fingerprint != current.fingerprint}
    return list(reversed(found.values()))


@transaction.atomic
def trust_key(office: Office | None, name: str, digits: str, *, by: User) -> TrustedKey:
    """Trust what the key of this fingerprint signs. Raises NotAllowed."""
    refuse(create_refusal(by, office))
    key = TrustedKey.objects.create(office=office, name=name, fingerprint=digits, added_by=by)
    log_action(by, "trust-package-key", key, name=name, fingerprint=digits)
    return key


@transaction.atomic
def distrust_key(key: TrustedKey, *, by: User) -> None:
    """Take nothing more that this key signs; what came stays. Raises NotAllowed."""
    refuse(create_refusal(by, key.office))
    key.revoked_at = timezone.now()
    key.save()
    log_action(by, "distrust-package-key", key, name=key.name, fingerprint=key.fingerprint)
