#!/usr/bin/env python3
"""Opens the frozen vault vectors with Python's `cryptography` (Debian: python3-cryptography).

Follows docs/reference/vault-format.md and shares no code with the vault. Exits with 1 if a vector does not open to its secret,
or if one that must be refused opens.

    python3 open_vector.py [vectors.json]
"""

import base64
import hashlib
import hmac
import json
import pathlib
import struct
import sys

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PREFIX = "workflow-gallery-connections/"
A_TO_Z = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


class Refused(Exception):
    pass


def list_of(*parts):
    encoded = [part.encode("utf-8") if isinstance(part, str) else part for part in parts]
    return b"".join(struct.pack(">I", len(part)) + part for part in encoded)


def u64(number):
    return struct.pack(">Q", number)


def base64url(text):
    decoded = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(decoded).rstrip(b"=").decode("ascii") != text:
        raise Refused("not the exact base64url")
    return decoded


def hkdf(key, salt, info, length=32):
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(key)


def gcm_open(key, nonce, data, text):
    if len(nonce) != 12 or len(text) < 16:
        raise Refused("length")
    try:
        return AESGCM(key).decrypt(nonce, text, data)
    except InvalidTag as error:
        raise Refused("tag") from error


def unwrap(wrapping_key, purpose, data, wrapped_key):
    salt = base64url(wrapped_key["salt"])
    wrapped = base64url(wrapped_key["wrapped"])
    if len(salt) != 32 or len(wrapped) != 48:
        raise Refused("length")
    derived = hkdf(wrapping_key, salt, list_of(PREFIX + "wrapping-key/1", purpose))
    return gcm_open(derived, base64url(wrapped_key["nonce"]), data, wrapped)


def master_key_id(master_key):
    return hkdf(master_key, b"", list_of(PREFIX + "master-key-id/1"), 16).hex()


def open_tenant_key(record, master_keys):
    header = record["header"]
    if header["format"] != "tenant-key/1":
        raise Refused("format")
    data = list_of(
        header["format"],
        header["tenantId"],
        header["keyId"],
        u64(header["generation"]),
        header["masterKeyId"],
    )
    return unwrap(master_keys[header["masterKeyId"]], "tenant-key", data, record["wrappedKey"])


def host_digest(hosts):
    settings = sorted(hosts["settings"].items(), key=lambda pair: pair[0].encode("utf-8"))
    allowed = sorted({host.translate(A_TO_Z).encode("utf-8") for host in hosts["allowedHosts"]})
    pairs = [part for pair in settings for part in pair]
    return hashlib.sha256(list_of("host-binding/1", list_of(*pairs), list_of(*allowed))).digest()


def open_sealed(sealed, context, tenant_keys):
    if sealed["format"] != "sealed-secret/1":
        raise Refused("format")
    tenant_key = tenant_keys.get((context["tenantId"], sealed["keyId"]))
    if tenant_key is None:
        raise Refused("unknown key")
    data = list_of(
        sealed["format"],
        context["tenantId"],
        context["connectionId"],
        context["field"],
        u64(context["secretVersion"]),
        sealed["keyId"],
        context["connectorId"],
        context["authMethod"],
        host_digest(context["hosts"]),
    )
    data_key = unwrap(tenant_key, "data-key", data, sealed["dataKey"])
    message_id = base64url(sealed["messageId"])
    digest = hashlib.sha256(data).digest()
    commitment = hkdf(data_key, message_id, list_of(PREFIX + "key-commitment/1", digest))
    if not hmac.compare_digest(commitment, base64url(sealed["commitment"])):
        raise Refused("commitment")
    key = hkdf(data_key, message_id, list_of(PREFIX + "encryption-key/1", digest))
    return gcm_open(key, base64url(sealed["nonce"]), data, base64url(sealed["ciphertext"])).decode("utf-8")


def main(path):
    vectors = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    master_keys = {key["keyId"]: bytes.fromhex(key["bytes"]) for key in vectors["masterKeys"]}
    failures = [keyId for keyId, key in master_keys.items() if master_key_id(key) != keyId]

    tenant_keys = {}
    for vector in vectors["tenantKeys"]:
        key = open_tenant_key(vector["record"], master_keys)
        header = vector["record"]["header"]
        tenant_keys[(header["tenantId"], header["keyId"])] = key
        if key.hex() != vector["bytes"]:
            failures.append(header["keyId"])

    for vector in vectors["sealed"]:
        if open_sealed(vector["sealed"], vector["context"], tenant_keys) != vector["secret"]:
            failures.append(vector["comment"])

    for vector in vectors["refused"]:
        try:
            open_sealed(vector["sealed"], vector["context"], tenant_keys)
            failures.append(vector["comment"])
        except Refused:
            pass

    counts = ", ".join(f"{len(vectors[kind])} {kind}" for kind in ("masterKeys", "tenantKeys", "sealed", "refused"))
    print(f"{counts}; {len(failures)} failed", *failures, sep="\n  ")
    return 1 if failures else 0


if __name__ == "__main__":
    default = pathlib.Path(__file__).with_name("vectors.json")
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else default))
