"""Sign a certificate's content with Ed25519 and verify it: canonical JSON, a key file, a short code for the paper.

Signature: RFC 8032 (Ed25519). Canonical form: keys sorted, no spaces, UTF-8, texts in Unicode form NFC; so the same
certificate has one form whatever typed its name. The private key stays on the instructor's side.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.errors import ParameterError, WorkspaceError

VERSION = 1
_LIMIT = 64 * 1024


@dataclass(frozen=True)
class Verified:
    """A certificate whose signature holds: its content, its short code, and the fingerprint of the key that signed.

    `trusted` says whether that key is the one that was named; None where none was.
    """

    content: dict[str, Any]
    code: str
    fingerprint: str
    trusted: bool | None


def canonical(content: Mapping[str, Any]) -> bytes:
    """Return the one form in which a content is signed.

    >>> canonical({"name": "Tuyê\\u0301t", "a": 1}).decode()
    '{"a":1,"name":"Tuyết"}'
    """
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return unicodedata.normalize("NFC", text).encode()


def new_key(file: Path) -> None:
    """Write a fresh private key that its owner alone may read; WorkspaceError where the file exists."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    text = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise WorkspaceError(f"{file} exists; a key is never overwritten, name a new file") from None
    with os.fdopen(handle, "wb") as out:
        out.write(text)


def public_key(file: Path) -> bytes:
    """Return the 32 bytes of a public key, from its own PEM file or from that of its private key."""
    return _public_bytes(_load(file))


def write_public_key(private: Path, file: Path) -> None:
    """Write the public key of a private one as PEM: what those who verify need."""
    from cryptography.hazmat.primitives import serialization

    key = _load(private).public_key()
    file.write_bytes(key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo))


def sign(content: Mapping[str, Any], key: Path) -> dict[str, Any]:
    """Return the record that is kept in a certificate's file: content, signature, public key, short code."""
    private = _load(key)
    if not hasattr(private, "sign"):
        raise ParameterError(f"{key}: is a public key; the private one signs")
    signature = private.sign(canonical(content))
    return {
        "version": VERSION,
        "content": dict(content),
        "key": _text(_public_bytes(private)),
        "signature": _text(signature),
        "code": short_code(content, signature),
    }


def verify(file: Path, trusted: Path | None = None) -> Verified:
    """Verify a certificate's file.

    Parameters
    ----------
    trusted : PEM file of the issuer's public key; without it the signature is checked against the key in the file,
        which shows that nothing was changed, and not who issued it

    Raises ParameterError, one line, where the file is no certificate, was changed, or another key signed it.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if not file.is_file():
        raise ParameterError(f"no file {file}")
    if file.suffix.lower() == ".pdf":
        raise ParameterError(f"{file}: name the file that was given out with the PDF: {file.with_suffix('.json').name}")
    try:
        if file.stat().st_size > _LIMIT:
            raise ValueError("too large")
        record = json.loads(file.read_text("utf-8"))
        content, version = record["content"], record["version"]
        key, signature = base64.b64decode(record["key"]), base64.b64decode(record["signature"])
        if version != VERSION or not isinstance(content, dict):
            raise ValueError("another version")
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise ParameterError(f"{file}: is no certificate of this platform ({type(error).__name__})") from None
    own = fingerprint(key)
    if trusted is not None and public_key(trusted) != key:
        raise ParameterError(
            f"{file}: DOES NOT HOLD: signed by key {own}, not by {fingerprint(public_key(trusted))} of {trusted}"
        )
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, canonical(content))
    except (InvalidSignature, ValueError):
        raise ParameterError(f"{file}: DOES NOT HOLD: its content or its signature was changed") from None
    return Verified(content, short_code(content, signature), own, None if trusted is None else True)


def short_code(content: Mapping[str, Any], signature: bytes) -> str:
    """Return the code printed on the certificate: 80 bits of a hash over content and signature, in base 32.

    >>> short_code({"a": 1}, b"x")
    'HHB6-S5TF-B6C5-NOXK'
    """
    digest = hashlib.sha256(canonical(content) + b"\0" + signature).digest()[:10]
    text = base64.b32encode(digest).decode()
    return "-".join(text[at : at + 4] for at in range(0, 16, 4))


def fingerprint(key: bytes) -> str:
    """Return the short name of a public key, by which people compare keys."""
    return hashlib.sha256(key).hexdigest()[:16]


def _load(file: Path) -> Any:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

    if not file.is_file():
        raise ParameterError(f"no key at {file}")
    text = file.read_bytes()
    try:
        key: Any = (
            serialization.load_pem_private_key(text, None)
            if b"PRIVATE" in text
            else serialization.load_pem_public_key(text)
        )
    except (ValueError, TypeError) as error:
        raise ParameterError(f"{file}: is no key in PEM form ({type(error).__name__})") from None
    if not isinstance(key, (Ed25519PrivateKey, Ed25519PublicKey)):
        raise ParameterError(f"{file}: is no Ed25519 key")
    return key


def _public_bytes(key: Any) -> bytes:
    from cryptography.hazmat.primitives import serialization

    public = key.public_key() if hasattr(key, "public_key") else key
    return bytes(public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw))


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
