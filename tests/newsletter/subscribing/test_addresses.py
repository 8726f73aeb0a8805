"""Addresses: what mail can be sent to, and in which form."""

import pytest
from django.core.exceptions import ValidationError

from newsletter.addresses import address_key, clean_address


@pytest.mark.parametrize(
    "address",
    [
        "reader@example.org\nBcc: other@example.org",
        "reader@example.org\r\n",
        "reader(comment)@example.org",
        '"reader one"@example.org',
        "reader@[127.0.0.1]",
        "reader@localhost",
        "reader",
        "",
        "@example.org",
        "reader@",
        "reader@exa..mple.org",
        "réader@example.org",
        "reader@example.org, other@example.org",
        "Reader <reader@example.org>",
        f"{'r' * 65}@example.org",
        f"reader@{'example.' * 36}org",
        f"reader@{'e' * 64}.org",
        "reader\x00@example.org",
        "reader\u2028@example.org",
        "reader@exam\u200bple.org",
    ],
)
def test_what_is_no_plain_address_is_refused_with_a_sentence(address):
    with pytest.raises(ValidationError) as refused:
        clean_address(address)
    assert "not an e-mail address" in refused.value.messages[0]


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        (" reader@Example.ORG\t", "reader@example.org"),
        ("Reader.One+news@example.org", "Reader.One+news@example.org"),
        ("reader@bücher.example.org", "reader@xn--bcher-kva.example.org"),
        ("o'reader@example.org", "o'reader@example.org"),
    ],
)
def test_an_address_is_written_as_mail_servers_know_it(written, cleaned):
    assert clean_address(written) == cleaned


def test_two_spellings_of_an_address_are_one_reader():
    assert address_key("Reader@example.org") == address_key("reader@example.org")
