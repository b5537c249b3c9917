import hashlib
import io
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from copro_qa.errors import DocumentUnreadable
from ingest import archive
from ingest.parsers import odt_encryption
from ingest.reading import read
from tests.ingest.parsers.test_odt import odt, p

TEXT = "\n\n".join(f"Carers are heard before {hashlib.md5(bytes([number])).hexdigest()} is planned." for number in range(200))
SALT = b"sixteen of salt."
SPACE = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
MORE_SPACE = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
Names = dict[str, str]


def encoded(data: bytes) -> str:
    return b64encode(data).decode()


def deflated(data: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-15)
    return packing.compress(data) + packing.flush()


def as_libreoffice(plain: bytes, password: str, rounds: int = 100) -> tuple[bytes, str]:
    """One part, and how it stands in the manifest: LibreOffice from 3.5 on."""
    packed = deflated(plain)
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha256(password.encode()).digest(), SALT, rounds, 32)
    missing = 16 - len(packed) % 16
    writing = Cipher(AES256(key), CBC(SALT)).encryptor()
    return writing.update(packed + b"x" * (missing - 1) + bytes([missing])) + writing.finalize(), (
        f'<m:encryption-data m:checksum-type="{SPACE}#sha256-1k" m:checksum="{encoded(hashlib.sha256(packed[:1024]).digest())}">'
        f'<m:algorithm m:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc" m:initialisation-vector="{encoded(SALT)}"/>'
        '<m:start-key-generation m:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256" m:key-size="32"/>'
        f'<m:key-derivation m:key-derivation-name="PBKDF2" m:key-size="32" m:iteration-count="{rounds}" m:salt="{encoded(SALT)}"/>'
        "</m:encryption-data>"
    )


def as_openoffice(plain: bytes, password: str) -> tuple[bytes, str]:
    """Apache OpenOffice, and LibreOffice before 3.5. Nothing is said of the first hash: it is SHA-1 then."""
    packed = deflated(plain)
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha1(password.encode()).digest(), SALT, 100, 16)
    writing = Cipher(Blowfish(key), CFB(SALT[:8])).encryptor()
    return writing.update(packed) + writing.finalize(), (
        f'<m:encryption-data m:checksum-type="SHA1/1K" m:checksum="{encoded(hashlib.sha1(packed[:1024]).digest())}">'
        f'<m:algorithm m:algorithm-name="Blowfish CFB" m:initialisation-vector="{encoded(SALT[:8])}"/>'
        f'<m:key-derivation m:key-derivation-name="PBKDF2" m:iteration-count="100" m:salt="{encoded(SALT)}"/>'
        "</m:encryption-data>"
    )


def as_libreoffice_24(plain: bytes, password: str, memory: int = 64) -> tuple[bytes, str]:
    """The whole package as one part."""
    start = hashlib.sha256(password.encode()).digest()
    key = Argon2id(salt=SALT, length=32, iterations=1, lanes=1, memory_cost=memory).derive(start)
    return SALT[:12] + AESGCM(key).encrypt(SALT[:12], deflated(plain), None), (
        "<m:encryption-data>"
        f'<m:algorithm m:algorithm-name="http://www.w3.org/2009/xmlenc11#aes256-gcm" m:initialisation-vector="{encoded(SALT[:12])}"/>'
        '<m:start-key-generation m:start-key-generation-name="http://www.w3.org/2001/04/xmlenc#sha256" m:key-size="32"/>'
        '<m:key-derivation m:key-derivation-name="urn:org:documentfoundation:names:experimental:office:manifest:argon2id" m:key-size="32"'
        f' l:argon2-iterations="1" l:argon2-memory="{memory}" l:argon2-lanes="1" m:salt="{encoded(SALT)}"/></m:encryption-data>'
    )


def package(path: Path, parts: dict[str, bytes], about: dict[str, str], *, damage: Callable[[bytes], bytes] = bytes) -> Path:
    entries = "".join(f'<m:file-entry m:full-path="{name}">{text}</m:file-entry>' for name, text in about.items())
    manifest = f'<m:manifest xmlns:m="{SPACE}" xmlns:l="{MORE_SPACE}">{entries}</m:manifest>'
    with zipfile.ZipFile(path, "w") as writing:
        writing.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, data in parts.items():
            writing.writestr(name, damage(data) if name == "content.xml" else data)
        writing.writestr("META-INF/manifest.xml", manifest)
    return path


def part_by_part(
    folder: Path,
    password: str,
    *,
    encrypt: Callable[[bytes, str], tuple[bytes, str]] = as_libreoffice,
    damage: Callable[[bytes], bytes] = bytes,
    edit: tuple[str, str] = ("", ""),
) -> Path:
    """A text, each part of it encrypted."""
    plain = odt(folder, "".join(p(line) for line in TEXT.split("\n\n")))
    parts, about = {}, {}
    with zipfile.ZipFile(plain) as reading:
        for name in ("content.xml", "styles.xml", "meta.xml"):
            parts[name], told = encrypt(reading.read(name), password)
            about[name] = told.replace(*edit) if edit[0] else told
    return package(folder / "locked.odt", parts, about, damage=damage)


def whole(folder: Path, password: str, *, inside: bytes | None = None, edit: tuple[str, str] = ("", "")) -> Path:
    plain = inside if inside is not None else odt(folder, "".join(p(line) for line in TEXT.split("\n\n"))).read_bytes()
    data, about = as_libreoffice_24(plain, password)
    return package(folder / "locked.odt", {"encrypted-package": data}, {"encrypted-package": about.replace(*edit) if edit[0] else about})


@pytest.mark.parametrize("encrypt", [as_libreoffice, as_openoffice])
def test_a_file_whose_parts_are_encrypted_opens_with_an_empty_or_a_given_password(
    tmp_path: Path, encrypt: Callable[[bytes, str], tuple[bytes, str]]
) -> None:
    assert read(part_by_part(tmp_path, "", encrypt=encrypt)).text == TEXT
    path = part_by_part(tmp_path, "sècret", encrypt=encrypt)
    assert read(path, passwords=["wrong", "sècret"]).text == TEXT
    with pytest.raises(DocumentUnreadable, match=r"Give the password in sources\.toml"):
        read(path)
    with pytest.raises(DocumentUnreadable, match=r"the one in sources\.toml does not open it"):
        read(path, passwords=["secret"])


def test_a_file_that_is_encrypted_as_a_whole_opens_with_an_empty_or_a_given_password(tmp_path: Path) -> None:
    assert read(whole(tmp_path, "")).text == TEXT
    path = whole(tmp_path, "sècret")
    assert read(path, passwords=["sècret"]).text == TEXT
    with pytest.raises(DocumentUnreadable, match=r"Give the password in sources\.toml"):
        read(path)
    with pytest.raises(DocumentUnreadable, match=r"the one in sources\.toml does not open it"):
        read(path, passwords=["secret"])


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: bytes(32) + data[32:],
        lambda data: data[:-64] + bytes(32) + data[-32:],
        lambda data: data[:16],
        lambda data: data[:-32],
        lambda data: data[:-5],
        lambda data: b"",
    ],
    ids=["at-its-start", "behind-the-checksum", "cut-to-a-block", "cut-by-two-blocks", "cut-within-a-block", "empty"],
)
def test_a_damaged_encrypted_file_is_told_from_a_wrong_password(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(DocumentUnreadable, match="damaged"):
        read(part_by_part(tmp_path, "secret", damage=damage), passwords=["secret"])


@pytest.mark.parametrize(
    "edit",
    [
        ('m:iteration-count="100"', 'm:iteration-count="2000001"'),
        ('m:key-derivation-name="PBKDF2"', 'm:key-derivation-name="PGP"'),
        ("xmlenc#aes256-cbc", "xmlenc#tripledes-cbc"),
    ],
)
def test_a_way_that_is_not_supported_or_would_take_endlessly_is_refused(tmp_path: Path, edit: tuple[str, str]) -> None:
    with pytest.raises(DocumentUnreadable, match="protected in a way that is not supported"):
        read(part_by_part(tmp_path, "secret", edit=edit), passwords=["secret"])


@pytest.mark.parametrize(
    "edit",
    [
        ('argon2-iterations="1"', 'argon2-iterations="17"'),
        ('argon2-memory="64"', 'argon2-memory="262145"'),
        ('argon2-lanes="1"', 'argon2-lanes="17"'),
    ],
)
def test_a_key_that_would_take_all_memory_is_refused(tmp_path: Path, edit: tuple[str, str]) -> None:
    with pytest.raises(DocumentUnreadable, match="protected in a way that is not supported"):
        read(whole(tmp_path, "secret", edit=edit), passwords=["secret"])


@pytest.mark.parametrize(
    "edit",
    [
        ('m:iteration-count="100"', 'm:iteration-count="0"'),
        ('m:iteration-count="100"', 'm:iteration-count="many"'),
        ('m:iteration-count="100"', ""),
        (f'm:salt="{encoded(SALT)}"', 'm:salt="?"'),
        (f'm:initialisation-vector="{encoded(SALT)}"', 'm:initialisation-vector="AAAA"'),
        ('m:key-size="32" m:iteration', 'm:key-size="31" m:iteration'),
        ("<m:algorithm ", "<m:logarithm "),
    ],
)
def test_a_description_that_makes_no_sense_is_damage(tmp_path: Path, edit: tuple[str, str]) -> None:
    with pytest.raises(DocumentUnreadable, match="damaged"):
        read(part_by_part(tmp_path, "secret", edit=edit), passwords=["secret"])


@pytest.mark.parametrize("edit", [('argon2-iterations="1"', 'argon2-iterations="-1"'), ('argon2-lanes="1"', 'argon2-lanes="-9999999999"')])
def test_a_number_below_nothing_is_damage(tmp_path: Path, edit: tuple[str, str]) -> None:
    with pytest.raises(DocumentUnreadable, match="damaged"):
        read(whole(tmp_path, "secret", edit=edit), passwords=["secret"])


def test_a_manifest_with_entities_is_damage(tmp_path: Path) -> None:
    path = odt(tmp_path, p("x"), manifest='<!DOCTYPE m [<!ENTITY a "encryption-data">]><m>&a;</m>')
    with pytest.raises(DocumentUnreadable, match="damaged"):
        read(path)


def test_what_is_inside_is_looked_at_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w", zipfile.ZIP_DEFLATED) as writing:
        writing.writestr("content.xml", " " * 100_000)
    path = whole(tmp_path, "secret", inside=inside.getvalue())
    monkeypatch.setattr(archive, "_MAXIMUM_PART_BYTES", 50_000)
    with pytest.raises(DocumentUnreadable, match="unpacks to far more"):
        read(path, passwords=["secret"])
    path = whole(tmp_path, "secret", inside=bytes(100_000))
    monkeypatch.setattr(odt_encryption, "_MOST_PACKAGE_BYTES", 50_000)
    with pytest.raises(DocumentUnreadable, match="unpacks to far more"):
        read(path, passwords=["secret"])


def test_a_file_in_which_only_a_picture_is_encrypted_is_read(tmp_path: Path) -> None:
    manifest = f'<m:manifest xmlns:m="{SPACE}"><m:file-entry m:full-path="Pictures/a.png"><m:encryption-data/></m:file-entry></m:manifest>'
    assert read(odt(tmp_path, p("People decide together."), manifest=manifest)).text == "People decide together."
