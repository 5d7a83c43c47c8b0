"""Builds a site with too little room: the old site stays, no half files are left, and the next build succeeds.

If it runs as root, the room is limited by a small file system in memory, otherwise by a limit on the size of files.

usage: full.py HOMEROOM SITE
"""

import contextlib
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile

from outputs import Builder, files, halves

# How much room the first builds get, as shares of the room that the whole site needs.
SHARES = (0.02, 0.3, 0.6, 0.95)
# How many KiB are free for a later build: nothing, room for the manifest, room for some files.
FREE = (0, 16, 128, 400)
PAGE = 4096


@contextlib.contextmanager
def mounted(folder, size):
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "homeroom", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def can_mount(home):
    if os.geteuid() != 0:
        return False
    folder = home / "probe"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "homeroom", folder], capture_output=True).returncode != 0:
        return False
    subprocess.run(["umount", folder], check=True)
    return True


def refused(running, words, where):
    _, error = running.communicate()
    error = error.decode()
    assert running.returncode == 2, f"{where}: exit {running.returncode}: {error}"
    assert words in error and "help: free some space" in error, f"{where}: {error}"


def stands(out, builder, where):
    """Checks that every file is one of the two sites, and that no unfinished file is left."""
    old, new = builder.forms[True], builder.forms[False]
    left = files(out)
    torn = [name for name, data in left.items() if data not in (old.get(name), new.get(name))]
    assert not torn, f"{where}: torn files: {torn[:5]}"
    assert not set(old) & set(new) - set(left), f"{where}: files are gone"
    assert not halves(out), f"{where}: {halves(out)} is left"


def on_small_disks(builder, home):
    sizes = [len(data) for data in builder.forms[False].values()]
    need = sum(-(-size // PAGE) * PAGE for size in sizes)
    for share in SHARES:
        where = f"a first build with {share:.0%} of the room"
        with mounted(home / f"first-{share}", int(need * share)) as disk:
            refused(builder.start(disk / "public", False), "No space left", where)
            assert not list(disk.iterdir()), f"{where}: something stays"
            subprocess.run(["mount", "-o", "remount,size=0", disk], check=True)
            builder.build(disk / "public", False)
            assert files(disk / "public") == builder.forms[False], where
    for free in FREE:
        where = f"a later build with {free} KiB of room"
        with mounted(home / f"later-{free}", 4 * need) as disk:
            out = disk / "public"
            builder.place(out, True)
            room = os.statvfs(disk)
            used = (room.f_blocks - room.f_bfree) * room.f_frsize
            subprocess.run(["mount", "-o", f"remount,size={used + free * 1024}", disk], check=True)
            running = builder.start(out, False)
            if free == 0:
                refused(running, "No space left", where)
                assert files(out) == builder.forms[True], f"{where}: the site in place was touched"
            else:
                running.communicate()
            stands(out, builder, where)
            subprocess.run(["mount", "-o", "remount,size=0", disk], check=True)
            builder.build(out, False)
            assert files(out) == builder.forms[False], f"{where}: the next build differs from a first one"
    print(f"{len(SHARES)} first and {len(FREE)} later builds on small disks: what stood stands, the next one mends")


def with_small_files(builder, home):
    sizes = sorted(len(data) for data in builder.forms[False].values())
    limits = [1024, sizes[len(sizes) // 2], sizes[-1] - 1]
    for limit in limits:
        where = f"files of at most {limit} bytes"

        def start(out):
            # Otherwise the system ends the process instead of refusing to write.
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        folder = home / f"limit-{limit}"
        folder.mkdir()
        out = folder / "public"
        refused(builder.start(out, False, preexec_fn=lambda: start(out), restore_signals=False), "File too large", where)
        assert not list(folder.iterdir()), f"{where}: something stays of a first build"
        builder.place(out, True)
        refused(builder.start(out, False, preexec_fn=lambda: start(out), restore_signals=False), "File too large", where)
        stands(out, builder, where)
        builder.build(out, False)
        assert files(out) == builder.forms[False], f"{where}: the next build differs from a first one"
    print(f"{len(limits)} limits on the size of a file: what stood stands, the next build mends")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as home:
        home = pathlib.Path(home)
        builder = Builder(*sys.argv[1:], home)
        with_small_files(builder, home)
        if can_mount(home):
            on_small_disks(builder, home)


main()
