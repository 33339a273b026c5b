"""The 系统管理员's pages: offices, people and their roles, and the log to read."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from .models import ActionLog, Membership, Office, OfficeSettings, User

admin.site.site_header = admin.site.site_title = "执笔 · 系统管理"
# Roles belong to offices here; Django's groups would be a second, silent way to give rights.
admin.site.unregister(Group)
admin.site.index_title = "单位、人员与日志"


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 1
    autocomplete_fields = ("office",)


class SettingsInline(admin.StackedInline):
    model = OfficeSettings


@admin.register(Office)
class OfficeAdmin(admin.ModelAdmin):
    list_display = ("name", "short_name", "level", "parent")
    list_filter = ("level",)
    search_fields = ("name", "short_name")
    autocomplete_fields = ("parent",)
    inlines = (SettingsInline,)


@admin.register(User)
class PersonAdmin(UserAdmin):
    list_display = ("username", "name", "post", "office", "is_active", "last_login")
    list_filter = ("is_active", "memberships__role", "office")
    search_fields = ("username", "name")
    autocomplete_fields = ("office",)
    ordering = ("pk",)
    inlines = (MembershipInline,)
    fieldsets = (
        (None, {"fields": ("username", "password", "name", "post", "office", "email")}),
        ("权限", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("时间", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {"fields": ("username", "usable_password", "password1", "password2", "name", "post", "office")},
        ),
    )


@admin.register(ActionLog)
class ActionLogAdmin(admin.ModelAdmin):
    list_display = ("at", "actor", "verb", "target_type", "target_id", "office")
    list_filter = ("verb", "office")
    date_hierarchy = "at"
    list_select_related = ("actor", "office")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
