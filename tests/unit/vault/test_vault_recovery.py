import re

import pytest

from ppe_desktop.domain.errors import InputError
from ppe_desktop.vault.recovery import (
    WRONG_CHECK,
    WRONG_LETTER,
    WRONG_SHAPE,
    format_recovery_key,
    generate_recovery_key,
    parse_recovery_key,
)

SECRET = bytes(range(20))
PRINTED = format_recovery_key(SECRET)


def test_form():
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}", generate_recovery_key())
    assert len({generate_recovery_key() for _ in range(100)}) == 100


@pytest.mark.parametrize("secret", [SECRET, bytes(20), b"\xff" * 20])
def test_round_trip(secret):
    assert parse_recovery_key(format_recovery_key(secret)) == secret


@pytest.mark.parametrize(
    "typed",
    [
        PRINTED.lower(),
        PRINTED.replace("-", ""),
        PRINTED.replace("-", " "),
        f"  {PRINTED}\n",
        PRINTED.replace("-", "\u00a0–\u202f"),
        PRINTED.replace("0", "O"),
        PRINTED.replace("0", "o").replace("1", "l"),
        PRINTED.replace("1", "I"),
    ],
)
def test_tolerance(typed):
    assert parse_recovery_key(typed) == SECRET


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", WRONG_SHAPE),
        (PRINTED[:-1], WRONG_SHAPE),
        (PRINTED + "A", WRONG_SHAPE),
        ("é" + PRINTED[1:], WRONG_LETTER),
        ("A" + PRINTED[1:], WRONG_CHECK),
    ],
)
def test_refusals_say_what_to_do(typed, message):
    with pytest.raises(InputError) as caught:
        parse_recovery_key(typed)
    assert str(caught.value) == message


def test_every_single_wrong_letter_and_neighbour_swap_is_caught():
    letters = PRINTED.replace("-", "")
    slips = [letters[:at] + ("Z" if letters[at] != "Z" else "Y") + letters[at + 1 :] for at in range(36)]
    slips += [
        letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]
        for at in range(35)
        if letters[at] != letters[at + 1]
    ]
    for slip in slips:
        with pytest.raises(InputError):
            parse_recovery_key(slip)
