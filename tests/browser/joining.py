"""Steps of joining: the form, the mails, the decision of an editor, the invitation."""

import re

APPLICANT = "applicant@lantern.example.org"
NAME = "Invented Lantern House"
#: The worker sends within five seconds; a busy machine takes longer.
MAIL_SECONDS = 60


def link_in_mail(site, page, subject):
    """Return the link of the newest mail to the applicant with these words in its subject."""
    for _ in range(MAIL_SECONDS * 4):
        for mail in reversed(site.mails_to(APPLICANT)):
            if subject in mail["Subject"]:
                return re.search(r"http://127\S+", mail.get_content())[0]
        page.wait_for_timeout(250)
    raise AssertionError(f"No mail “{subject}” came.")


def fill_in_application(page, other_countries):
    main = page.locator("main")
    page.get_by_label("Name in your own language").fill(NAME)
    page.get_by_label("Kind of organisation").select_option(label="Non-governmental organisation")
    page.get_by_label("Country of the seat").select_option(label="France")
    page.get_by_label("Other countries where you work").fill(other_countries)
    page.get_by_label("Website").fill("lantern.example.org")
    page.get_by_label("What you do").fill("Invented: a place to rest on the way.")
    main.get_by_label("Legal counselling and representation").check()
    main.get_by_label("Women", exact=True).check()
    page.get_by_label("Your name").fill("Invented Applicant")
    page.get_by_label("Your function in the organisation").fill("Coordinator")
    page.get_by_label("Your work e-mail").fill(APPLICANT)
    page.get_by_label("We have read the charter").check()
    page.get_by_label("We agree to this.").check()


def send_application(page):
    # Slower than the fastest robot: the form says when it was handed out.
    page.wait_for_timeout(5000)
    page.get_by_role("button", name="Send the application").click()


def confirm_application(page):
    page.get_by_role("button", name="Confirm the application").click()
    page.get_by_text("the editors have your application").wait_for()


def open_application(editor):
    editor.goto("/admin/applications/")
    editor.get_by_role("link", name=NAME).click()
    editor.get_by_role("heading", name="What it says").wait_for()


def accept_application(editor):
    editor.locator("select[name=accept-status]").select_option(label="Member")
    editor.get_by_role("button", name="Accept and invite the manager").click()
    editor.get_by_text("its manager was invited").wait_for()


def accept_invitation(page):
    page.get_by_label("Your name").fill("Invented Applicant")
    page.get_by_label("I agree to this.").check()
    page.get_by_role("button", name="Accept and open an account").click()
    page.wait_for_url("**/accounts/activate/**")
