"""Addresses of the demonstration's mailbox, below /dev/mail/."""

from django.urls import path

from core.demo_mailbox import views

urlpatterns = [
    path("", views.mail_list, name="demo_mails"),
    path("<str:key>/", views.mail_page, name="demo_mail"),
    path("<str:key>/html/", views.mail_html, name="demo_mail_html"),
]
