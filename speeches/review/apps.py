from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "speeches.review"
    verbose_name = "审阅"
