"""Which version of noticeparse this is."""

__version__ = "0.1.0"
