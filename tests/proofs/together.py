"""Starts two builds into one folder at once: they must leave one of the two sites complete, never a mix of both.

usage: together.py HOMEROOM SITE [TIMES [SEED]]
"""

import pathlib
import random
import shutil
import signal
import sys
import tempfile
import time

from outputs import Builder, files


def main():
    if len(sys.argv) not in (3, 4, 5):
        sys.exit(__doc__)
    homeroom, site = sys.argv[1:3]
    times = int(sys.argv[3]) if len(sys.argv) > 3 else 16
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else random.randrange(1 << 32)
    chance = random.Random(seed)
    print(f"seed {seed}")

    with tempfile.TemporaryDirectory() as root:
        root = pathlib.Path(root)
        builder = Builder(homeroom, site, root)
        refused = killed = 0
        for number in range(times):
            told = f"seed {seed}, run {number}"
            home = root / "home"
            home.mkdir()
            out = home / "public"
            # The folder is missing, empty or holds a site. The two builds have the same form or different forms.
            if number % 3 == 1:
                out.mkdir()
            elif number % 3 == 2:
                builder.place(out, chance.random() < 0.5)
            forms = (False, number % 4 != 3)
            pair = []
            for portable in forms:
                pair.append(builder.start(out, portable))
                time.sleep(chance.random() * builder.seconds * 0.2)
            if number % 5 == 4:
                # Only one of the two builds is killed, which must not disturb the other one.
                time.sleep(builder.seconds * chance.random())
                pair[0].send_signal(signal.SIGKILL)
            for running in pair:
                _, error = running.communicate()
                error = error.decode()
                killed += running.returncode == -signal.SIGKILL
                if running.returncode == 2:
                    assert "another build" in error, f"{told}: {error}"
                    refused += 1
                else:
                    assert running.returncode in (0, -signal.SIGKILL), f"{told}: {error}"
            if pair[-1].returncode == 0:
                assert files(out) in [builder.forms[form] for form in forms], f"{told}: a mix of two sites"
            builder.build(out, False)
            assert files(out) == builder.forms[False], f"{told}: the next build differs from a first one"
            assert [file.name for file in home.iterdir()] == ["public"], f"{told}: something is left"
            shutil.rmtree(home)
        print(f"{times} pairs of builds, {refused} builds refused, {killed} killed: never a mix")


main()
