"""How gunicorn serves the site: `gunicorn --config platform/config/gunicorn.py config.wsgi`."""

import os
from pathlib import Path

pythonpath = str(Path(__file__).resolve().parents[1])
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
# Threads wait for the database and for slow readers; two processes use two cores.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
preload_app = True
timeout = 60
graceful_timeout = 10
# Nothing that a reader asks for is logged; errors go to stderr.
accesslog = None
loglevel = "warning"
# Two sites of one machine would share the socket in the home directory.
control_socket_disable = True
