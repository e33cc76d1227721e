"""Notices → findings: what to look at first, each with its place and a plain sentence."""

from noticeparse.findings.check import CODES, Finding, check
from noticeparse.findings.listed import Listed, against

__all__ = ["CODES", "Finding", "Listed", "against", "check"]
