"""Addresses of what all pages share."""

from django.urls import path

from liangcai_web.pages.fonts import serve_font
from liangcai_web.pages.passwords import show_password, show_welcome
from liangcai_web.pages.sign_in import SignIn, SignOut

urlpatterns = [
    path("sign-in", SignIn.as_view(), name="sign-in"),
    path("welcome", show_welcome, name="welcome"),
    path("password", show_password, name="password"),
    path("sign-out", SignOut.as_view(), name="sign-out"),
    path("static-font/noto-sans-sc.ttf", serve_font, name="font"),
]
