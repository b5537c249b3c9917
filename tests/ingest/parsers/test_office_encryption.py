import io
from hashlib import sha1
from pathlib import Path
from struct import pack

import docx
import pptx
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from msoffcrypto.method.container.ecma376_encrypted import ECMA376Encrypted
from msoffcrypto.method.ecma376_agile import ECMA376Agile
from msoffcrypto.method.ecma376_standard import ECMA376Standard

from copro_qa.errors import DocumentUnreadable
from ingest.file_kind import FileKind, read_head, recognise
from ingest.parsers import office_encryption
from ingest.reading import read

SENTENCE = "Carers are heard before services are planned."


def document() -> bytes:
    written = docx.Document()
    for number in range(300):
        written.add_paragraph(f"{number} {SENTENCE}")
    file = io.BytesIO()
    written.save(file)
    return file.getvalue()


def presentation() -> bytes:
    written = pptx.Presentation()
    written.slides.add_slide(written.slide_layouts[0]).shapes.title.text = SENTENCE
    file = io.BytesIO()
    written.save(file)
    return file.getvalue()


def encrypted(data: bytes, password: str) -> bytes:
    """As Office has done since 2010, with fewer rounds."""
    return bytes(ECMA376Agile.encrypt(password, io.BytesIO(data), spin_count=100))


def encrypted_as_in_2007(data: bytes, password: str) -> bytes:
    salt, kind = bytes(range(16)), (0x660E, 0x8004, 0x18, 128)
    key = bytes(ECMA376Standard.makekey_from_password(password, *kind, 16, salt))

    def aes(plain: bytes) -> bytes:
        return Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(plain + bytes(-len(plain) % 16))  # the format's own

    header = pack("<8I", 0x24, 0, kind[0], kind[1], kind[3], kind[2], 0, 0) + "AES\0".encode("utf-16-le")
    verifier = pack("<I", 16) + salt + aes(b"sixteen bytes...") + pack("<I", 20) + aes(sha1(b"sixteen bytes...").digest())
    info = pack("<HHII", 4, 2, 0x24, len(header)) + header + verifier
    file = io.BytesIO()
    ECMA376Encrypted(pack("<Q", len(data)) + aes(data), info).write_to(file)
    return file.getvalue()


def put(folder: Path, data: bytes, name: str = "report.docx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", ["report.docx", "report.pdf", "report"])
def test_an_encrypted_word_document_is_known_by_its_bytes_and_opens_with_its_password(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, encrypted(document(), "sècret"), name)
    with path.open("rb") as file:
        assert recognise(read_head(file), name) is FileKind.ENCRYPTED_OFFICE
    read_as = read(path, passwords=["sècret"])
    assert read_as.text.startswith(f"0 {SENTENCE}")
    assert read_as.report.media_type == FileKind.DOCX.media_type


def test_an_encrypted_presentation_opens_with_its_password(tmp_path: Path) -> None:
    read_as = read(put(tmp_path, encrypted(presentation(), "secret"), "slides.pptx"), passwords=["secret"])
    assert (read_as.text, read_as.report.media_type) == (SENTENCE, FileKind.PPTX.media_type)


def test_a_file_encrypted_with_an_empty_password_opens_by_itself(tmp_path: Path) -> None:
    assert SENTENCE in read(put(tmp_path, encrypted(document(), ""))).text


def test_the_way_of_office_2007_is_read_too(tmp_path: Path) -> None:
    path = put(tmp_path, encrypted_as_in_2007(document(), "secret"))
    assert SENTENCE in read(path, passwords=["secret"]).text
    with pytest.raises(DocumentUnreadable, match="does not open it"):
        read(path, passwords=["Secret"])


def test_without_the_right_password_the_reason_says_what_to_do(tmp_path: Path) -> None:
    path = put(tmp_path, encrypted(document(), "secret"))
    with pytest.raises(DocumentUnreadable, match=r"Give the password in sources\.toml"):
        read(path)
    with pytest.raises(DocumentUnreadable, match=r"the one in sources\.toml does not open it"):
        read(path, passwords=["Secret"])


def test_a_hash_whose_length_is_no_multiple_of_sixteen_is_no_wrong_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ECMA376Agile, "verify_password", lambda *args: False)  # what the library says of SHA-1, as Office 2010 writes it
    assert SENTENCE in read(put(tmp_path, encrypted(document(), "secret")), passwords=["secret"]).text


def damaged_at(data: bytes, place: float) -> bytes:
    start = int(len(data) * place)
    return data[:start] + bytes(600) + data[start + 600 :]


def test_a_file_whose_text_is_damaged_is_told_from_a_wrong_password(tmp_path: Path) -> None:
    # Words that no program makes shorter, so that the text takes most of the file.
    written = docx.Document()
    for number in range(2_000):
        written.add_paragraph(sha1(str(number).encode()).hexdigest())
    file = io.BytesIO()
    written.save(file)
    with pytest.raises(DocumentUnreadable, match="damaged"):
        read(put(tmp_path, damaged_at(encrypted(file.getvalue(), "secret"), 0.25)), passwords=["secret"])


def test_a_file_whose_text_is_whole_is_read_and_what_is_damaged_is_named(tmp_path: Path) -> None:
    # The text of this one is short, and most of the file tells what its styles look like.
    result = read(put(tmp_path, damaged_at(encrypted(document(), "secret"), 0.25)), passwords=["secret"])
    assert result.text.count(SENTENCE) == 300
    assert any("word/styles.xml" in warning for warning in result.report.warnings)


def test_a_file_that_was_cut_off_is_reported(tmp_path: Path) -> None:
    data = encrypted(document(), "secret")
    for share in (0.05, 0.3, 0.6, 0.9):
        with pytest.raises(DocumentUnreadable):
            read(put(tmp_path, data[: int(len(data) * share)]), passwords=["secret"])


def test_a_file_that_asks_for_endless_hashing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_encryption, "_MOST_ROUNDS", 99)
    with pytest.raises(DocumentUnreadable, match="protected in a way that is not supported"):
        read(put(tmp_path, encrypted(document(), "secret")), passwords=["secret"])


def test_rights_that_a_server_gives_out_are_not_taken_for_a_password(tmp_path: Path) -> None:
    data = encrypted(document(), "secret").replace("EncryptionInfo".encode("utf-16-le"), "EncryptionInfx".encode("utf-16-le"))
    with pytest.raises(DocumentUnreadable, match="protected in a way that is not supported"):
        read(put(tmp_path, data))


def test_an_old_office_file_under_a_new_name_is_told_as_such(tmp_path: Path) -> None:
    data = encrypted(document(), "secret").replace("EncryptedPackage".encode("utf-16-le"), "WordDocumentBody".encode("utf-16-le"))
    with pytest.raises(DocumentUnreadable, match="an old Microsoft Office file"):
        read(put(tmp_path, data))
    with pytest.raises(DocumentUnreadable, match="an old Microsoft Office file"):
        read(put(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))


def test_an_encrypted_file_of_another_kind_says_what_it_is(tmp_path: Path) -> None:
    data = document().replace(b"word/", b"xl///")
    with pytest.raises(DocumentUnreadable, match="a spreadsheet"):
        read(put(tmp_path, encrypted(data, "secret"), "figures"), passwords=["secret"])
    with pytest.raises(DocumentUnreadable, match="damaged"):
        read(put(tmp_path, encrypted(b"PK no zip file at all", "secret")), passwords=["secret"])
