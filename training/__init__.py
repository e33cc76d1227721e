"""Labelled notices → weights, and what they are worth on notices that they were not fitted to.

`make train` fits, `make crossval` scores notices left out, `make compare` says which rows of which
notices change, `make card` writes card.md. docs/training.md leads through it.
"""
