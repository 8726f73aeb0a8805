"""Addresses of one's own account that are not allauth's, or that stand before allauth's."""

from django.urls import path

from accounts.views import entrance, overview, own_data, sessions, tokens

urlpatterns = [
    path("", overview.overview, name="accounts_overview"),
    path("login/", entrance.SignInView.as_view(), name="account_login"),
    path("name/", overview.name, name="accounts_name"),
    path("second-factor/", entrance.second_factor, name="accounts_second_factor"),
    path("activate/<str:token>/", entrance.ActivationView.as_view(), name="accounts_activate"),
    path("sessions/", sessions.sessions, name="accounts_sessions"),
    path("sessions/end-others/", sessions.end_others, name="accounts_end_other_sessions"),
    path("sessions/<int:pk>/end/", sessions.end_one, name="accounts_end_session"),
    path("tokens/", tokens.tokens, name="accounts_tokens"),
    path("tokens/<int:pk>/revoke/", tokens.revoke, name="accounts_revoke_token"),
    path("data/", own_data.own_data, name="accounts_data"),
    path("data/export/", own_data.export, name="accounts_export"),
    path("data/erase/", own_data.erase_account, name="accounts_erase"),
    path("data/consents/<int:pk>/withdraw/", own_data.withdraw, name="accounts_withdraw_consent"),
]
