"""What a new password must be, said in the words of this house. The checks are Django's."""

from django.contrib.auth import password_validation as django


class MinimumLengthValidator(django.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"密码至少 {self.min_length} 位。"

    def get_help_text(self) -> str:
        return f"至少 {self.min_length} 位，最好字母、数字都有。"


class UserAttributeSimilarityValidator(django.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return "密码和%(verbose_name)s太像，容易被猜到。"

    def get_help_text(self) -> str:
        return "不要和用户名、姓名相近。"


class CommonPasswordValidator(django.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "这个密码太常见，容易被猜到。"

    def get_help_text(self) -> str:
        return "不要用 12345678 这样常见的密码。"
