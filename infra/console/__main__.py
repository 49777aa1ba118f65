"""`python -m infra.console`: the staff's API in a terminal."""

from infra.console.commands import app

if __name__ == "__main__":
    app(prog_name="mentoring")
