from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "speeches.desk"
    verbose_name = "工作台"
