"""A terminal with a program in it: keys in, the screen out, by tmux."""

import os
import pathlib
import shlex
import subprocess
import tempfile
import time

CAPTURES = pathlib.Path(os.environ["CAPTURES"])
"""Where screens are kept, as text."""

PATIENCE = 180
"""Seconds until a wait for the screen is a failure."""


class Terminal:
    """One program in one terminal."""

    def __init__(self, command: list, folder: pathlib.Path, environment: dict[str, str]):
        self._folder = tempfile.TemporaryDirectory(prefix="nango-lsp-tmux-")
        self._tmux = ["tmux", "-S", f"{self._folder.name}/socket", "-f", "/dev/null"]
        program = shlex.join(["env", *(f"{name}={value}" for name, value in environment.items()), *map(str, command)])
        size = ["-x", "120", "-y", "32"]
        subprocess.run([*self._tmux, "new-session", "-d", *size, "-c", folder, program], check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run([*self._tmux, "kill-server"], check=False, capture_output=True)
        self._folder.cleanup()

    def press(self, *keys: str):
        subprocess.run([*self._tmux, "send-keys", *keys], check=True)

    def screen(self) -> str:
        return subprocess.run([*self._tmux, "capture-pane", "-p"], check=True, capture_output=True, text=True).stdout

    def until(self, *words: str, without: str | None = None) -> str:
        """The screen, as soon as it shows all these words, and not the other one."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            screen = self.screen()
            if all(word in screen for word in words) and (without is None or without not in screen):
                return screen
            time.sleep(0.1)
        raise AssertionError(f"not on the screen: {words} without {without}\n{screen}")


def keep(name: str, *screens: str):
    """Keeps screens as an artefact of the run."""
    (CAPTURES / f"{name}.txt").write_text("\n".join(screen.rstrip() + "\n" + "─" * 120 for screen in screens) + "\n")
