import pytest

from engine.keys.reading import ReadingKey, SealedForAnotherError, SealingKey
from engine.keys.signing import PublicKey, SigningKey


def test_a_signature_holds_for_its_bytes_and_key_only() -> None:
    key, other = SigningKey.generate(), SigningKey.generate()
    signature = key.sign(b"data")

    assert key.public.verifies(signature, b"data")
    assert not key.public.verifies(signature, b"Data")
    assert not other.public.verifies(signature, b"data")
    assert not key.public.verifies(signature[:-1], b"data")


def test_signs_as_the_standard_does() -> None:
    # RFC 8032, section 7.1, test 1.
    key = SigningKey(
        bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    )

    assert key.public.hex == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert key.sign(b"").hex().startswith("e5564300c360ac729086e2cc806e828a")


def test_a_sealed_secret_opens_for_its_reader_in_its_context_only() -> None:
    reader = ReadingKey.generate()
    sealed = SealingKey.from_hex(reader.public.hex).seal(b"secret", info=b"here")

    assert reader.open(sealed, info=b"here") == b"secret"
    with pytest.raises(SealedForAnotherError):
        reader.open(sealed, info=b"there")
    with pytest.raises(SealedForAnotherError):
        ReadingKey.generate().open(sealed, info=b"here")
    with pytest.raises(SealedForAnotherError):
        reader.open(b"", info=b"here")


def test_keys_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        PublicKey(bytes(31))
    with pytest.raises(ValueError, match="96 bytes"):
        ReadingKey(bytes(95))
    with pytest.raises(ValueError, match="1216 bytes"):
        SealingKey(bytes(1215))


def test_private_keys_do_not_show_in_print() -> None:
    assert repr(SigningKey(bytes(32))) == "SigningKey()"
    assert repr(ReadingKey(bytes(96))) == "ReadingKey()"
