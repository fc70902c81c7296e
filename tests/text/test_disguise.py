"""Letters are found behind what is typed in their place."""

from text.disguise import undisguise


def test_digits_and_signs_stand_for_letters():
    assert undisguise("P@ssw0rd") == ("password", "password")
    assert undisguise("5m4r7 C1ty!") == ("smart cityi", "smart cltyi")


def test_signs_and_letters_that_look_alike():
    assert undisguise("|>4vv\u0430") == ("pawa", "pawa")
    assert undisguise("|1(") == ("iic", "llc")
