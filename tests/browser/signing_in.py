"""Steps of signing in, with and without a second factor."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from core.demonstration import PASSWORD


def sign_in(page, email, password=PASSWORD):
    page.goto("/accounts/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login/" not in url)


def confirm_password(page, password=PASSWORD):
    """Answer the question for the password, if the page asks it."""
    if "/reauthenticate/" in page.url:
        page.fill("input[name=password]", password)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/reauthenticate/" not in url)


def sign_out(page):
    page.click(".account-menu summary")
    page.click(".account-menu button")
    page.wait_for_selector(".sign-in")


def code_of(secret, periods_ahead=0):
    """Return a code of the app; each is good once, the clock may be one period off."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + periods_ahead))


def give_code(page, code):
    page.fill("input[name=code]", code)
    page.press("input[name=code]", "Enter")


def set_up_app(page, password=PASSWORD, periods_ahead=0):
    """Set up an authenticator app with the code of that period; return its key."""
    page.goto("/accounts/2fa/totp/activate/")
    confirm_password(page, password)
    secret = page.input_value("#authenticator_secret")
    give_code(page, code_of(secret, periods_ahead))
    page.wait_for_url("**/recovery-codes/")
    return secret
