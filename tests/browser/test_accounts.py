"""Signing in with a second factor, and one's own account, in a real browser."""

import pytest

from tests.browser.checks import axe_violations, overflowing
from tests.browser.signing_in import (
    code_of,
    confirm_password,
    give_code,
    set_up_app,
    sign_in,
    sign_out,
)

pytestmark = pytest.mark.browser

OWN_PAGES = [
    "/accounts/",
    "/accounts/name/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/sessions/",
    "/accounts/tokens/",
    "/search/saved/",
    "/search/saved/new/?q=shelter",
    "/accounts/data/",
    "/accounts/data/erase/",
]
ENTRANCES = [
    "/accounts/login/code/",
    "/accounts/password/reset/",
    "/accounts/signup/",
    "/accounts/activate/nonsense/",
]
VIRTUAL_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.mark.parametrize("address", ENTRANCES)
def test_axe_finds_nothing_at_the_entrances(lenient_page, address):
    lenient_page.goto(address)
    assert axe_violations(lenient_page) == []
    assert overflowing(lenient_page) == []


def test_axe_finds_nothing_in_the_account(lenient_page):
    page = lenient_page
    sign_in(page, "member@example.org")
    for address in OWN_PAGES:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        confirm_password(page)
        assert (address, axe_violations(page)) == (address, [])
        assert (address, overflowing(page)) == (address, [])


def test_an_app_and_its_recovery_codes_sign_in(page):
    sign_in(page, "newsletter@example.org")
    assert page.get_by_role("heading", name="Protect your role").is_visible()
    secret = set_up_app(page, periods_ahead=-1)
    recovery = page.locator(".recovery-codes li").first.inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download them").click()
    assert recovery in download.value.path().read_text()

    sign_out(page)
    sign_in(page, "newsletter@example.org")
    give_code(page, code_of(secret))
    page.wait_for_selector(".account-menu")

    sign_out(page)
    for is_good in (True, False):
        sign_in(page, "newsletter@example.org")
        give_code(page, recovery)
        page.wait_for_selector(".account-menu" if is_good else ".error-summary")
        if is_good:
            sign_out(page)

    give_code(page, code_of(secret, 1))
    page.wait_for_selector(".account-menu")
    page.goto("/accounts/2fa/totp/deactivate/")
    confirm_password(page)
    page.get_by_role("button", name="Remove it").click()
    page.wait_for_url("**/accounts/2fa/")


def test_a_passkey_signs_in_under_the_strict_policy(chromium, site, observed):
    # Browsers know passkeys of names alone: 127.0.0.1 is none.
    context = chromium.new_context(base_url=site.url.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    page.on("pageerror", lambda error: observed.complaints.append(str(error)))
    page.on("console", observed.listen)
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": VIRTUAL_DEVICE})

    sign_in(page, "contributor@example.org")
    page.goto("/accounts/2fa/webauthn/add/")
    confirm_password(page)
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/recovery-codes/")
    sign_out(page)

    page.goto("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_selector(".account-menu")
    page.goto("/accounts/sessions/")
    assert page.locator(".account-table tbody tr").first.inner_text().count("Passkey") == 2

    sign_out(page)
    sign_in(page, "contributor@example.org")
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_selector(".account-menu")
    page.goto("/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Remove").click()
    if "/reauthenticate/" in page.url:
        confirm_password(page)
    page.get_by_role("button", name="Remove it").click()
    page.wait_for_url("**/accounts/2fa/webauthn/")
    context.close()
    assert observed.complaints == []
