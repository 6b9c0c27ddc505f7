"""The one app with tables."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Everything that is kept."""

    name = "liangcai_web.records"
    label = "records"
    verbose_name = "记录"
