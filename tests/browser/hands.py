"""A person at a page whose actions are counted: a click, a field that is filled in, a file that is chosen."""

from __future__ import annotations


class Hands:
    """`click`, `fill`, `tick`, `choose` are one action each, however many keys it takes."""

    def __init__(self, page):
        self.page = page
        self.actions = 0

    def _do(self, act):
        self.actions += 1
        return act()

    def click(self, target):
        self._do(target.click)

    def fill(self, target, words):
        self._do(lambda: target.fill(words))

    def type(self, target, words):
        """In a text that is edited where it stands."""

        def act():
            target.click()
            self.page.keyboard.type(words)

        self._do(act)

    def send(self, button, file):
        """A file, by a button that asks the device for it."""

        def act():
            with self.page.expect_file_chooser() as chooser:
                button.click()
            chooser.value.set_files(file)

        self._do(act)

    def tick(self, target):
        self._do(target.check)

    def choose(self, target, **choice):
        self._do(lambda: target.select_option(**choice))
