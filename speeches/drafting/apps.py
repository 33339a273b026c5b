from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "speeches.drafting"
    verbose_name = "起草"
