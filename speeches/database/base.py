"""PostgreSQL as Django knows it, with the embedded server started by the first connection that needs it.

So a single command (`manage.py migrate`) works whether or not 执笔 is running, and a command that
never asks the database (`manage.py parse`) never starts it.
"""

from typing import Any

from django.db.backends.postgresql import base

from speeches import embedded


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if self.settings_dict["HOST"] == str(embedded.MAIN.socket_dir):
            embedded.MAIN.attach()
        return super().get_new_connection(conn_params)
