"""The sample notices: one source a notice, rendered into the formats that schools publish."""
