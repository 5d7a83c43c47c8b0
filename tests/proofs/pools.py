"""What many threads cost: processor time and peak memory of a build in pools of 1 to 64 threads, beside those of one.

usage: pools.py HOMEROOM SITE

A machine with many cores gives a build as many threads. On one with few they gain nothing, and show what each of them
costs. Fails where a build takes twice the processor time or twice the memory of one in a single thread.
"""

import os
import subprocess
import sys
import tempfile

THREADS = [1, 2, 4, 8, 16, 32, 64]
MOST = 2


def measure(homeroom: str, site: str, threads: int) -> tuple[float, float]:
    """Processor seconds and peak MiB of a first build."""
    with tempfile.TemporaryDirectory() as out:
        command = [homeroom, "build", "--site", site, "--as-of", "2026-11-22", "--out", os.path.join(out, "public")]
        process = subprocess.Popen(
            command,
            env=os.environ | {"RAYON_NUM_THREADS": str(threads)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, use = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"the build in {threads} threads ended with {process.returncode}")
    # macOS counts in bytes, the others in KiB.
    return use.ru_utime + use.ru_stime, use.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def main() -> None:
    homeroom, site = sys.argv[1:]
    print(f"{'threads':>8}  {'CPU s':>7}  {'times':>6}  {'peak MiB':>8}  {'times':>6}")
    first = None
    dear = []
    for threads in THREADS:
        seconds, peak = measure(homeroom, site, threads)
        first = first or (seconds, peak)
        ratios = seconds / first[0], peak / first[1]
        print(f"{threads:>8}  {seconds:7.2f}  {ratios[0]:6.2f}  {peak:8.0f}  {ratios[1]:6.2f}", flush=True)
        if max(ratios) > MOST:
            dear.append(threads)
    if dear:
        sys.exit(f"a build in {dear} threads costs more than {MOST} times that in one")


if __name__ == "__main__":
    main()
