"""A mail server and a mailbox of a test's own: Postfix and Dovecot on loopback, with all they write in one folder."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.services import missing

READERS, LISTS = "readers.example.org", "lists.example.org"
USER, PASSWORD = "bounces", "an-invented-password"
#: Who owns the mail: nobody in particular.
UID = GID = 65534

POSTFIX = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log/postfix.log
maillog_file_prefixes = {folder}/log
myhostname = mail.example.org
mydestination =
inet_interfaces = loopback-only
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
local_recipient_maps =
default_transport = error:this server reaches nobody else
relay_transport = error:this server reaches nobody else
recipient_delimiter = +
smtpd_recipient_restrictions = permit_mynetworks, reject
smtpd_reject_unlisted_recipient = no
virtual_mailbox_domains = {readers}, {lists}
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = inline:{{ {{{user}@{lists} = {user}/Maildir/}}, {{known@{readers} = known/Maildir/}} }}
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{uid}
notify_classes =
"""

SERVICES = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""

DOVECOT = """\
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:~/Maildir
first_valid_uid = {uid}
first_valid_gid = {uid}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={uid} home={folder}/mail/%n
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
"""


@dataclass(frozen=True)
class MailServers:
    """Where the servers listen, and where their mail lies."""

    smtp_port: int
    imap_port: int
    folder: Path

    @property
    def mailbox_url(self):
        return f"imap://{USER}:{PASSWORD}@127.0.0.1:{self.imap_port}/INBOX"

    def mails_of(self, user, folder=""):
        """Return the mails that lie in a folder."""
        maildir = self.folder / "mail" / user / "Maildir" / folder
        return [path.read_bytes() for part in ("new", "cur") for path in maildir.glob(f"{part}/*")]

    def wait_for(self, number, user):
        """Wait until so many mails have come for somebody."""
        wait_until(lambda: len(self.mails_of(user)) >= number, f"mail of {user}", self.folder)


def need_servers():
    """Say what is missing, if something is."""
    if not shutil.which("postfix", path="/usr/sbin:/usr/bin"):
        missing("postfix (apt install postfix)")
    if not shutil.which("dovecot", path="/usr/sbin:/usr/bin"):
        missing("dovecot (apt install dovecot-imapd)")
    if os.geteuid() != 0:
        missing("root (Postfix starts as root alone)")


@contextmanager
def mail_servers():
    """Run both servers while the block lasts."""
    need_servers()
    # Not below pytest's folders: the owner of the mail must be able to go there.
    folder = Path(tempfile.mkdtemp(prefix="round-trip-"))
    try:
        folder.chmod(0o755)
        for name in ("queue", "data", "log", "mail", "postfix", "run", "state"):
            (folder / name).mkdir()
        os.chown(folder / "mail", UID, GID)
        shutil.chown(folder / "data", "postfix", "postfix")
        ports = free_port(), free_port()
        with running_postfix(folder, ports[0]), running_dovecot(folder, ports[1]):
            yield MailServers(*ports, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_postfix(folder, port):
    config = folder / "postfix"
    values = {"folder": folder, "readers": READERS, "lists": LISTS, "user": USER, "uid": UID}
    (config / "main.cf").write_text(POSTFIX.format(**values))
    (config / "master.cf").write_text(SERVICES.format(port=port))
    run("postfix", "-c", config, "start")
    try:
        wait_until(lambda: answers(port), "Postfix", folder)
        yield
    finally:
        run("postfix", "-c", config, "stop")


@contextmanager
def running_dovecot(folder, port):
    config = folder / "dovecot.conf"
    config.write_text(DOVECOT.format(folder=folder, port=port, password=PASSWORD, uid=UID))
    process = subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", config])
    try:
        wait_until(lambda: answers(port), "Dovecot", folder)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def run(*command):
    environment = os.environ | {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def answers(port):
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.settimeout(5)
        return connection.recv(10) != b""
    return False


def wait_until(happened, what, folder, seconds=30):
    """Look again and again until it happened; the logs of the servers say why it did not."""
    ends_at = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > ends_at:
            logs = "\n".join(path.read_text() for path in (folder / "log").glob("*.log"))
            raise AssertionError(f"{what} did not come.\n{logs}")
        time.sleep(0.05)
