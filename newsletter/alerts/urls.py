"""Public addresses of this part, below /newsletter/."""

from django.urls import URLPattern, path

from newsletter.alerts import views

urlpatterns: list[URLPattern] = [
    path("alerts/new/", views.NewAlertView.as_view(), name="alert_new"),
    path("alerts/sent/", views.alert_sent, name="alert_sent"),
    path("alerts/follow/", views.alert_follow, name="alert_follow"),
    path("alerts/begin/<str:token>/", views.BeginView.as_view(), name="alert_begin"),
    path("alerts/own/<str:token>/", views.OwnAlertsView.as_view(), name="alerts_own"),
]
