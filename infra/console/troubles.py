"""What ends a command: a sentence that says what to do."""


class Trouble(Exception):
    """The command can't go on; its text is for the person who typed it."""
