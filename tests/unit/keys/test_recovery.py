import pytest

from engine.keys.recovery import (
    MisspeltRecoveryWordError,
    RecoverySecret,
    RecoveryWordsError,
)

SECRET = RecoverySecret(bytes(range(32)))
PINNED_ROOT = "2d35655e4d601060bb6c162a66f9f5828b108e7f3ccdd4e3b4ea1edf4c216011"
PINNED_READER = "64c8a221a322fa7d5c9c38fdad7d72e1254b969852abba7213c1b872600c456c"


def test_words_lead_back_to_the_secret() -> None:
    secret = RecoverySecret.generate()

    words = secret.words

    assert len(words.split()) == 24
    assert RecoverySecret.from_words(words) == secret


def test_words_are_those_of_the_standard() -> None:
    # From the standard's own vectors: 256 bits of zero.
    assert RecoverySecret(bytes(32)).words == " ".join(["abandon"] * 23 + ["art"])


def test_reads_words_in_any_case_and_over_several_lines() -> None:
    words = SECRET.words.upper().split()
    sheet = "\n".join("  ".join(words[at : at + 6]) for at in range(0, 24, 6))

    assert RecoverySecret.from_words(f" {sheet}\r\n") == SECRET


def test_names_a_misspelt_word_and_a_near_one() -> None:
    words = SECRET.words.split()
    right = words[4]
    words[4] = right[:-1] + "qq"

    with pytest.raises(MisspeltRecoveryWordError) as caught:
        RecoverySecret.from_words(" ".join(words))

    assert caught.value.summary == (
        f'Recovery word 5, "{right[:-1]}qq", is not on the list. Did you mean "{right}"?'
    )


def test_names_a_word_that_is_like_no_other_without_a_guess() -> None:
    words = SECRET.words.split()
    words[0] = "ßßßß" * 100

    with pytest.raises(MisspeltRecoveryWordError) as caught:
        RecoverySecret.from_words(" ".join(words))

    assert caught.value.summary == f'Recovery word 1, "{"ßßßß" * 5}", is not on the list.'


def test_says_that_swapped_words_do_not_fit_together() -> None:
    words = SECRET.words.split()
    words[0], words[1] = words[1], words[0]

    with pytest.raises(RecoveryWordsError, match="do not fit together") as caught:
        RecoverySecret.from_words(" ".join(words))

    assert not isinstance(caught.value, MisspeltRecoveryWordError)


@pytest.mark.parametrize("count", [0, 12, 23, 25])
def test_says_how_many_words_were_expected(count: int) -> None:
    with pytest.raises(RecoveryWordsError, match=f"24 recovery words were expected, not {count}"):
        RecoverySecret.from_words(" ".join(["abandon"] * count))


def test_gives_the_same_two_keys_every_time() -> None:
    again = RecoverySecret.from_words(SECRET.words)

    assert again.site_root == SECRET.site_root
    assert again.reading_key == SECRET.reading_key
    # Written down once: another derivation would lock every site out of its own recovery.
    assert SECRET.site_root.public.id == PINNED_ROOT
    assert SECRET.reading_key.public.id == PINNED_READER


def test_gives_keys_that_have_nothing_in_common() -> None:
    assert SECRET.site_root.seed not in SECRET.reading_key.raw


def test_the_reading_key_opens_what_is_sealed_to_it() -> None:
    sealed = SECRET.reading_key.public.seal(b"an epoch's key", info=b"context")

    assert SECRET.reading_key.open(sealed, info=b"context") == b"an epoch's key"


def test_shows_nothing_of_the_secret_when_printed() -> None:
    assert repr(SECRET) == "RecoverySecret()"


def test_refuses_another_length() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        RecoverySecret(bytes(31))
