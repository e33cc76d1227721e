"""`python -m noticeparse`, and the command `noticeparse` → the command line."""

import sys

from noticeparse.errors import STOPPED


def main() -> None:
    """Run the command line; Ctrl-C while it is loaded ends it as Ctrl-C does later."""
    try:
        from noticeparse.cli import main as run  # noqa: PLC0415 -- takes most of the start

        run()
    except KeyboardInterrupt:
        sys.stderr.write(f"{STOPPED}\n")
        sys.exit(130)


if __name__ == "__main__":  # worker processes import this module under another name
    main()
