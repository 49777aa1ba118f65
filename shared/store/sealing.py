"""Sealing, before it leaves the function, what a table's export and a console may not show: AES-GCM under keys of KMS.

A sealed text is `1.<data key, wrapped by KMS>.<nonce, tag and ciphertext>`. It opens for its owner alone, since the
owner's id is authenticated with it. Each process seals with a data key of its own; after KMS rotated its key, it still
unwraps what the former one wrapped.
"""

import hashlib
import hmac
import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from shared.store import aws
from shared.store.settings import from_env

_FORM = "1"
_NONCE, _TAG = 12, 16
#: A sealed text is as long for one answer as for another.
_BLOCK = 256
_ANSWERS, _COMPARISON = {"purpose": "answers"}, {"purpose": "comparison"}


class NotSealedHere(Exception):
    """A sealed text was changed, belongs to another owner, or was never sealed."""


@cache
def client() -> Any:
    """Return this process's one KMS client, made on first use."""
    return aws.client("kms")


@lru_cache(maxsize=1)
def _data_key() -> tuple[bytes, bytes]:
    """This process's data key, and the same wrapped."""
    made = client().generate_data_key(KeyId=from_env("SEALING_KEY"), KeySpec="AES_256", EncryptionContext=_ANSWERS)
    return made["Plaintext"], made["CiphertextBlob"]


@lru_cache(maxsize=256)
def _unwrapped(wrapped: bytes) -> bytes:
    return bytes(client().decrypt(CiphertextBlob=wrapped, EncryptionContext=_ANSWERS)["Plaintext"])


def _cipher(key: bytes, nonce: bytes, owner: str) -> Any:
    from Crypto.Cipher import AES  # 40 ms of a start, and most requests seal nothing

    cipher: Any = AES.new(key, AES.MODE_GCM, nonce=nonce, mac_len=_TAG)
    cipher.update(owner.encode())
    return cipher


def seal(owner: str, value: Mapping[str, Any]) -> str:
    """Seal a value for its owner; the same value twice gives two texts."""
    key, wrapped = _data_key()
    nonce, plain = secrets.token_bytes(_NONCE), _canonical(value)
    padded = plain.ljust(-(-len(plain) // _BLOCK) * _BLOCK)
    ciphertext, tag = _cipher(key, nonce, owner).encrypt_and_digest(padded)
    return ".".join((_FORM, _text(wrapped), _text(nonce + tag + ciphertext)))


def unseal(owner: str, sealed: str) -> dict[str, Any]:
    """Open what was sealed for this owner; NotSealedHere when it wasn't, or was changed since."""
    try:
        form, wrapped, body = sealed.split(".")
        key, data = _unwrapped(b64decode(wrapped)), b64decode(body)
        cipher = _cipher(key, data[:_NONCE], owner)
        plain = cipher.decrypt_and_verify(data[_NONCE + _TAG :], data[_NONCE : _NONCE + _TAG])
    except ValueError:
        raise NotSealedHere from None
    if form != _FORM:
        raise NotSealedHere
    return dict(json.loads(plain))


def new_comparison_key() -> bytes:
    """Make a key, wrapped by KMS, by which equal values are known without being opened."""
    made = client().generate_data_key_without_plaintext(
        KeyId=from_env("SEALING_KEY"), KeySpec="AES_256", EncryptionContext=_COMPARISON
    )
    return bytes(made["CiphertextBlob"])


def mark(owner: str, value: Mapping[str, Any], comparison_key: bytes) -> str:
    """Return what is the same for equal values of an owner, and says nothing about them without the key."""
    message = owner.encode() + b"\0" + _canonical(value)
    return hmac.new(_unwrapped_for_comparison(comparison_key), message, hashlib.sha256).hexdigest()


@lru_cache(maxsize=4)
def _unwrapped_for_comparison(wrapped: bytes) -> bytes:
    return bytes(client().decrypt(CiphertextBlob=wrapped, EncryptionContext=_COMPARISON)["Plaintext"])


def _canonical(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _text(data: bytes) -> str:
    return b64encode(data).decode()
