"""What the proofs of writing share: builds of a site in two forms that differ on every page, and the files of a folder."""

import pathlib
import shutil
import subprocess
import time

# Files that Homeroom keeps for itself: the manifest, which holds times, and the lock, which is there during a build.
NOTES = (".homeroom-manifest.json", ".homeroom-lock")


def files(folder):
    """Every file below a folder with its bytes, without the files that Homeroom keeps for itself."""
    names = {file.relative_to(folder): file for file in folder.rglob("*") if file.is_file()}
    own = {name for name in names if any(part.startswith(".homeroom-") for part in name.parts)}
    return {str(name): file.read_bytes() for name, file in names.items() if name not in own}


def halves(folder):
    """Unfinished files that wait to replace others. They are gone when a build ends, unless it is killed."""
    return [file.name for file in folder.rglob(".homeroom-*") if file.name not in NOTES]


class Builder:
    """Builds one site in two forms: for a server, and `portable`, for a disk."""

    def __init__(self, homeroom, site, home):
        self.homeroom, self.site, self.home = homeroom, site, home
        self.forms, self.seconds = {}, 0
        for portable in (False, True):
            out = home / f"form-{portable}"
            self.seconds = self.build(out, portable)
            self.forms[portable] = files(out)

    def command(self, out, portable):
        """The arguments of a build into `out`."""
        more = ["--portable"] if portable else []
        return [self.homeroom, "build", "--site", self.site, "--as-of", "2026-11-22", "--out", str(out), *more]

    def start(self, out, portable, **more):
        """A build that has begun. What it prints is kept."""
        return subprocess.Popen(self.command(out, portable), stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)

    def build(self, out, portable):
        """A build that has to succeed. Gives how many seconds it took."""
        start = time.monotonic()
        subprocess.run(self.command(out, portable), check=True, capture_output=True)
        return time.monotonic() - start

    def place(self, out, portable):
        """Puts a site there as a build would, sooner: copied with its times."""
        shutil.copytree(pathlib.Path(self.home) / f"form-{portable}", out)
