from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "speeches.library"
    verbose_name = "素材库"
