"""The real binary on a free port of the loopback address, ended by its process id."""

import contextlib
import os
import re
import subprocess

# No proxy stands between a program and its own machine.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "*"


@contextlib.contextmanager
def serving(binary, log_path):
    """Starts `marz serve`, gives its address, and ends it; its log must tell of no failure."""
    with open(log_path, "w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [binary, "serve", "--listen", "127.0.0.1:0"],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            line = process.stdout.readline()
            found = re.fullmatch(r"Listening on (\S+)\n", line)
            if not found:
                raise SystemExit(f"{binary} did not start: {line!r}; see {log_path}")
            yield found.group(1)
        finally:
            process.terminate()
            status = process.wait(timeout=30)
            process.stdout.close()
    if status != 0:
        raise SystemExit(f"{binary} ended with status {status}; see {log_path}")
    with open(log_path, encoding="utf-8") as log:
        failures = [line for line in log if " ERROR " in line or re.search(r" status=5\d\d", line)]
    if failures:
        raise SystemExit(f"{log_path} tells of failures:\n{''.join(failures[:10])}")
