"""Keys that mean nothing: points under which anybody can sign, and keys that hide nothing."""

import itertools

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from engine.keys.reading import ReadingKey, SealingKey
from engine.keys.signing import PublicKey, SigningKey

# Of order 4, 1, 8, 8, 2; the last two are 0 and 1 again, not reduced by p = 2**255 - 19.
SMALL_ORDER = {
    "order 4": "00" * 32,
    "order 1": "01" + "00" * 31,
    "order 8, one": "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "order 8, two": "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "order 2": "ec" + "ff" * 30 + "7f",
    "order 4, as p": "ed" + "ff" * 30 + "7f",
    "order 1, as p + 1": "ee" + "ff" * 30 + "7f",
}
# Low-order points of Curve25519 (RFC 7748, section 7; https://cr.yp.to/ecdh.html#validate).
LOW_ORDER = [
    "00" * 32,
    "01" + "00" * 31,
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ec" + "ff" * 30 + "7f",
    "ed" + "ff" * 30 + "7f",
    "ee" + "ff" * 30 + "7f",
]
SOUND = ReadingKey(bytes(range(96))).public
MLKEM_BYTES = 1184


def with_sign(point: str, sign: int) -> bytes:
    raw = bytearray.fromhex(point)
    raw[-1] |= sign
    return bytes(raw)


def forged(key: bytes) -> bool:
    """Say whether somebody without any secret finds a message that the raw library takes.

    With S = 0 and R a point of small order, RFC 8032 asks whether R = -[k]A. There are so few
    multiples of A that one message in eight, on average, does it.
    """
    points = [with_sign(point, sign) for point in SMALL_ORDER.values() for sign in (0, 0x80)]
    library = Ed25519PublicKey.from_public_bytes(key)
    for number, commitment in itertools.product(range(64), points):
        try:
            library.verify(commitment + bytes(32), b"model %d" % number)
        except InvalidSignature:
            continue
        return True
    return False


@pytest.mark.parametrize("name", SMALL_ORDER)
def test_a_point_of_small_order_takes_a_forgery_and_is_no_key(name: str) -> None:
    assert forged(with_sign(SMALL_ORDER[name], 0))
    for sign in (0, 0x80):
        weak = with_sign(SMALL_ORDER[name], sign)
        with pytest.raises(ValueError, match="small order"):
            PublicKey(weak)
        with pytest.raises(ValueError, match="small order"):
            PublicKey.from_hex(weak.hex())


def test_a_real_key_takes_none_of_these_forgeries() -> None:
    assert not forged(SigningKey(bytes(range(32))).public.raw)


@pytest.mark.parametrize("point", LOW_ORDER)
def test_a_sealing_key_that_hides_nothing_is_refused(point: str) -> None:
    for sign in (0, 0x80):
        weak = with_sign(point, sign)
        with pytest.raises(ValueError, match="computing shared key"):
            X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(weak))
        with pytest.raises(ValueError, match="low order"):
            SealingKey(SOUND.raw[:MLKEM_BYTES] + weak)


def test_a_sealing_key_whose_first_half_is_no_key_is_refused() -> None:
    # FIPS 203, section 7.2: every coefficient is below q = 3329, and this one is 4095.
    with pytest.raises(ValueError, match="ML-KEM-768"):
        SealingKey(b"\xff" * 2 + SOUND.raw[2:])


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_seed_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        SigningKey(bytes(length))


@pytest.mark.parametrize("kind", [PublicKey, SealingKey])
def test_a_key_has_one_text_only(kind: type[PublicKey] | type[SealingKey]) -> None:
    key = SigningKey(bytes(range(32))).public if kind is PublicKey else SOUND
    text = key.hex
    assert kind.from_hex(text) == key
    spaced = " ".join(text[place : place + 2] for place in range(0, len(text), 2))
    wide = "\N{FULLWIDTH DIGIT ZERO}"
    for other in (text.upper(), spaced, f" {text}", f"{text}\n", text[:-2], text + "00", wide, ""):
        with pytest.raises(ValueError, match="hex digits in lower case"):
            kind.from_hex(other)
    with pytest.raises(ValueError, match="hex digits in lower case"):
        kind.from_hex(text[:-1] + wide)
