"""Kills builds at random moments: no file may be torn, and the next build must give exactly what a first one gives.

usage: killed.py HOMEROOM SITE [SEED]
"""

import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

TIMES = 30
NOTES = ".homeroom-manifest.json"


def files(folder):
    """Every file below a folder with its bytes, but for the builder's own notes, which hold times."""
    names = {str(file.relative_to(folder)): file for file in folder.rglob("*") if file.is_file()}
    return {name: file.read_bytes() for name, file in names.items() if name != NOTES}


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    homeroom, site = sys.argv[1:3]
    seed = int(sys.argv[3]) if len(sys.argv) == 4 else random.randrange(1 << 32)
    chance = random.Random(seed)
    print(f"seed {seed}")

    def command(out, *more):
        return [homeroom, "build", "--site", site, "--as-of", "2026-11-22", "--out", str(out), *more]

    def build(out, *more):
        start = time.monotonic()
        subprocess.run(command(out, *more), check=True, capture_output=True)
        return time.monotonic() - start

    with tempfile.TemporaryDirectory() as root:
        root = pathlib.Path(root)
        clean, other = root / "clean", root / "other"
        build(other, "--portable")
        seconds = build(clean)
        want, before = files(clean), files(other)
        killed = changed = 0
        for number in range(TIMES):
            # Each build by turns finds nothing, or a site that differs on every page.
            home = root / f"run-{number}"
            home.mkdir()
            out = home / "public"
            stands = number % 2 == 1
            if stands:
                build(out, "--portable")
            running = subprocess.Popen(command(out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            # Writing comes last: most of the moments lie there.
            time.sleep(seconds * chance.betavariate(3, 1) * 1.1)
            running.send_signal(signal.SIGKILL)
            killed += running.wait() == -signal.SIGKILL
            left = files(out)
            torn = [name for name, data in left.items() if name in want and data not in (want[name], before.get(name))]
            assert not torn, f"seed {seed}, run {number}: torn files: {torn[:5]}"
            assert not stands or not set(want) & set(before) - set(left), f"seed {seed}, run {number}: files are gone"
            changed += left != (before if stands else {})
            build(out)
            assert files(out) == want, f"seed {seed}, run {number}: the next build differs from a first one"
            # A first build that is killed leaves the hidden folder beside its target that it was filling.
            beside = [file.name for file in home.iterdir() if not file.name.startswith(".homeroom-")]
            assert beside == ["public"], f"seed {seed}, run {number}: {beside} is left"
        print(f"{TIMES} builds, {killed} killed, {changed} of them after they had begun to write: all whole after the next one")
        assert killed >= TIMES / 2, "most builds ended before they were killed"


main()
