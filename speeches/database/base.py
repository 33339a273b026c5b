"""PostgreSQL as Django knows it, with the embedded server started by the first connection that needs it.

So a single command (`manage.py migrate`) works whether or not 执笔 is running, and a command that
never asks the database (`manage.py parse`) never starts it.
"""

import os
from typing import Any

from django.db.backends.postgresql import base

from speeches import embedded


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        # Processes that `serve` started were given DATABASE_URL: the server is its business alone.
        is_ours = self.settings_dict["HOST"] == str(embedded.MAIN.socket_dir)
        if is_ours and not os.environ.get("DATABASE_URL"):
            embedded.MAIN.attach()
        return super().get_new_connection(conn_params)
