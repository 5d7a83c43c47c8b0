"""Measures what many threads cost: the time and the peak memory of a build with 1 to 64 threads.

usage: pools.py HOMEROOM SITE

A build has as many threads as the machine has cores. On a machine with few cores, more threads gain nothing, so they
show what each thread costs. Waiting threads look for work, so processor seconds grow with their number; they are printed
but not checked. The proof fails if a build takes twice the time on the clock or twice the memory of a build in one
thread.
"""

import os
import subprocess
import sys
import tempfile
import time

THREADS = [1, 2, 4, 8, 16, 32, 64]
MOST = 2


def measure(homeroom, site, threads):
    """Runs a first build. Returns its seconds on the clock, its processor seconds and its peak memory in MiB."""
    with tempfile.TemporaryDirectory() as out:
        command = [homeroom, "build", "--site", site, "--as-of", "2026-11-22", "--out", os.path.join(out, "public")]
        environment = os.environ | {"RAYON_NUM_THREADS": str(threads)}
        start = time.monotonic()
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, use = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"the build in {threads} threads ended with {process.returncode}")
    # macOS counts in bytes, other systems in KiB.
    return wall, use.ru_utime + use.ru_stime, use.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    homeroom, site = sys.argv[1:]
    print(f"{'threads':>8}  {'wall s':>7}  {'times':>6}  {'peak MiB':>8}  {'times':>6}  {'CPU s':>6}")
    first = None
    dear = []
    for threads in THREADS:
        wall, cpu, peak = measure(homeroom, site, threads)
        first = first or (wall, peak)
        ratios = wall / first[0], peak / first[1]
        print(f"{threads:>8}  {wall:7.2f}  {ratios[0]:6.2f}  {peak:8.0f}  {ratios[1]:6.2f}  {cpu:6.2f}", flush=True)
        if max(ratios) > MOST:
            dear.append(threads)
    if dear:
        sys.exit(f"a build in {dear} threads costs more than {MOST} times that in one")


if __name__ == "__main__":
    main()
