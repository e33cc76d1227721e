"""Notices → findings: what to look at first, each with its place and a plain sentence."""

from noticeparse.findings.check import check
from noticeparse.findings.listed import Listed, against
from noticeparse.findings.values import CODES, Finding

__all__ = ["CODES", "Finding", "Listed", "against", "check"]
