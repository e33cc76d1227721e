"""Disclosures → the same with their tags: categories, purposes, data subjects, lawful bases."""

from noticeparse.classifier.classify import classify, lawful_bases, named_in

__all__ = ["classify", "lawful_bases", "named_in"]
