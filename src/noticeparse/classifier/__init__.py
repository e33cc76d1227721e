"""Disclosures → disclosures with tags: what is shared, what for, and whose it is."""

from noticeparse.classifier.classify import classify

__all__ = ["classify"]
