"""Kills builds at random moments: no half file may be left, and the next build must give exactly what a first build gives.

usage: killed.py HOMEROOM SITE [TIMES [SEED]]
"""

import pathlib
import random
import signal
import sys
import tempfile
import time

from outputs import Builder, files, halves


def main():
    if len(sys.argv) not in (3, 4, 5):
        sys.exit(__doc__)
    homeroom, site = sys.argv[1:3]
    times = int(sys.argv[3]) if len(sys.argv) > 3 else 100
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else random.randrange(1 << 32)
    chance = random.Random(seed)
    print(f"seed {seed}")

    with tempfile.TemporaryDirectory() as root:
        root = pathlib.Path(root)
        builder = Builder(homeroom, site, root)
        want, before = builder.forms[False], builder.forms[True]
        killed = changed = staged = 0
        for number in range(times):
            # By turns, a build finds no site, or a site that differs on every page.
            home = root / f"run-{number}"
            home.mkdir()
            out = home / "public"
            stands = number % 2 == 1
            if stands:
                builder.place(out, True)
            running = builder.start(out, False)
            # Most of the moments are at the end of a build, when it writes.
            time.sleep(builder.seconds * chance.betavariate(3, 1) * 1.1)
            running.send_signal(signal.SIGKILL)
            running.communicate()
            killed += running.returncode == -signal.SIGKILL
            left = files(out)
            torn = [name for name, data in left.items() if name in want and data not in (want[name], before.get(name))]
            assert not torn, f"seed {seed}, run {number}: torn files: {torn[:5]}"
            assert not stands or not set(want) & set(before) - set(left), f"seed {seed}, run {number}: files are gone"
            changed += left != (before if stands else {})
            # A killed build leaves its staging folder, beside the output folder or inside of it.
            staged += bool(halves(home))
            # The time of a build depends on what else the machine does, so it is measured again and again.
            builder.seconds = builder.build(out, False)
            assert files(out) == want, f"seed {seed}, run {number}: the next build differs from a first one"
            beside = [file.name for file in home.iterdir()]
            assert beside == ["public"], f"seed {seed}, run {number}: {beside} is left"
            own = [file.name for file in out.rglob(".homeroom-*")]
            assert own == [".homeroom-manifest.json"], f"seed {seed}, run {number}: {own} is left"
        print(
            f"{times} builds, {killed} killed, {changed} of them after they had begun to write in place, "
            f"{staged} while they filled a hidden folder: all whole after the next one, and nothing left"
        )
        assert killed >= times / 4, "too many builds ended before they were killed"


main()
