"""pgbouncer before a PostgreSQL server of the tests, in transaction mode with two connections to it."""

import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from tests.loopback import free_port
from tests.postgres import _unprivileged

_PATIENCE = 20.0


def find() -> str | None:
    """The program, which Debian keeps outside the PATH of most people."""
    return shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin:/usr/local/sbin")


@contextmanager
def pooler(program: str, url: str) -> Iterator[str]:
    """The address of the database at `url` behind pgbouncer."""
    to = make_url(url)
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="nolike-pgbouncer-"))
    user = _unprivileged()
    file = folder / "pgbouncer.ini"
    file.write_text(
        f"[databases]\n* = host={to.host} port={to.port} user={to.username} password={to.password}\n[pgbouncer]\n"
        f"listen_addr = 127.0.0.1\nlisten_port = {port}\nauth_type = any\npool_mode = transaction\n"
        f"default_pool_size = 2\nmax_client_conn = 200\nunix_socket_dir =\n"
    )
    folder.chmod(0o755)
    # A test may have run the program before, which creates files for its own user only (umask 077).
    file.chmod(0o644)
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen([program, file], stdout=out, stderr=subprocess.STDOUT, user=user, cwd=folder)
    try:
        until = time.monotonic() + _PATIENCE
        while "process up" not in log.read_text():
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"pgbouncer did not start: {log.read_text()}")
            time.sleep(0.01)
        yield f"postgresql://{to.username}:{to.password}@127.0.0.1:{port}/{to.database}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()
        shutil.rmtree(folder)
