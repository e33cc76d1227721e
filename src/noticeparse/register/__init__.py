"""The register: every notice of every school with its history, in a database.

`open_database` opens one; `Adding` takes notices, decisions and contacts in; `content` gives them
back as they count now or counted at a moment. Nothing is ever deleted but by `erase`.
"""
