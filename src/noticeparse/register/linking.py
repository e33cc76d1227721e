"""What people said of two notices of a school, in a register: one notice, or two.

The versions of a notice that took the place of another one follow that one's, and both paths are
known as the same notice. What comes under the old path afterwards is kept, and does not count.
Where a person says later that they are two, each path has its own versions again, and the newest
counts.

Limits: two notices that were made one stay one where that is taken back and nobody says that they
are two.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from sqlalchemy import Connection, delete, func, select

from noticeparse.decisions.finding import folded
from noticeparse.decisions.versions import current, earlier_of
from noticeparse.model import Decision, Notice
from noticeparse.register import tables as t
from noticeparse.register.content import Knowledge, counting, decisions_of, unpacked
from noticeparse.register.lines import HOME, KEY, VERSIONS, add_line, change, find
from noticeparse.several import Proposal, known, propose

_SEEN = ("first_seen", "last_seen", "content")  # of a version


def proposals(
    connection: Connection, knowledge: Knowledge, schools: Collection[int]
) -> Iterator[Proposal]:
    """Propose which notices of schools, by their ids, may be versions of one."""
    several = select(t.notice.c.school_id).where(t.notice.c.school_id.in_(sorted(schools)))
    several = several.group_by(t.notice.c.school_id).having(func.count() > 1)
    for school in connection.scalars(several.order_by(t.notice.c.school_id)).all():
        notices = counting(connection, school, knowledge).notices.values()
        names = {folded(name) for each in notices if (name := each.school)}
        yield from propose(filter(None, map(known, notices)), decisions_of(connection, names))


def standing_at(connection: Connection, school: int, path: str) -> tuple[str, str, int] | None:
    """A notice by its school and a path: the path, the digest of what counts, and its id."""
    home = connection.execute(HOME, {"school": school, "at": path}).one_or_none()
    if home is None:
        return None
    versions = connection.execute(VERSIONS, {"home": home.id}).all()
    digest = next((each.sha256 for each in versions if each.standing is not None), "")
    return path, digest, home.id


def _agreed(connection: Connection, school: str) -> list[Decision]:
    """What people said of each two notices of a school, where nobody contradicts."""
    pairs = current(decisions_of(connection, {school})).values()
    return [found[0] for found in pairs if len(set(map(earlier_of, found))) == 1]


def _later(agreed: Iterable[Decision]) -> dict[str, str]:
    """Which path took the place of each path."""
    return {each.notice: each.disclosure for each in agreed if earlier_of(each)}


def is_replaced(connection: Connection, home: int, one: Notice) -> bool:
    """Did a person say that a notice under another path took the place of this path?"""
    path = one.source.path
    if connection.scalar(select(t.notice.c.path).where(t.notice.c.id == home)) == path:
        return False
    return path in _later(_agreed(connection, folded(one.school or "")))


def follow_decided(connection: Connection, school: str, now: str) -> None:
    """Make two notices one where people said so, or two again, and both are there."""
    homes = connection.scalars(select(t.school.c.id).where(t.school.c.folded == school)).all()
    agreed = _agreed(connection, school)
    later = _later(agreed)
    two = [(each.notice, each.disclosure) for each in agreed if not earlier_of(each)]
    for home in homes:
        for paths in two:
            _part_decided(connection, home, paths, later, now)
        for old, new in later.items():
            first, second = (standing_at(connection, home, path) for path in (old, new))
            if first and second and first[2] != second[2]:
                _follow(connection, first[2], second[2], now)
                change(connection, t.notice, t.notice.c.id == first[2], path=new)


def _follow(connection: Connection, first: int, second: int, now: str) -> None:
    """Let the versions of the second notice be later ones of the first."""
    came = select(t.standing.c.since).where(t.standing.c.notice_id == second)
    moment = connection.scalar(came.order_by(t.standing.c.since)) or now
    still = (t.standing.c.notice_id == first, t.standing.c.until.is_(None))
    change(connection, t.standing, *still, until=moment)
    for row in connection.execute(select(t.version).where(t.version.c.notice_id == second)).all():
        key = {name: row._mapping[name] for name in KEY}
        same = find(connection, t.version, {"notice_id": first, **key})
        if same is None:
            change(connection, t.version, t.version.c.id == row.id, notice_id=first)
        else:
            change(connection, t.standing, t.standing.c.version_id == row.id, version_id=same)
    for table in (t.standing, t.known_path):
        change(connection, table, table.c.notice_id == second, notice_id=first)
    connection.execute(delete(t.notice).where(t.notice.c.id == second))


def _part_decided(
    connection: Connection, school: int, paths: tuple[str, str], later: Mapping[str, str], now: str
) -> None:
    """Part two paths that are one notice. The one that does not lead to its last path goes."""
    first, second = (connection.execute(HOME, {"school": school, "at": p}).first() for p in paths)
    if first is None or second is None or first.id != second.id:
        return
    last = connection.scalar(select(t.notice.c.path).where(t.notice.c.id == first.id))
    goes = next((path for path in paths if last not in _led_to(path, later)), None)
    if goes is not None:
        known = select(t.known_path.c.path).where(t.known_path.c.notice_id == first.id)
        along = [p for p in connection.scalars(known).all() if goes in _led_to(p, later)]
        own = add_line(connection, t.notice, {"school_id": first.school_id, "path": goes})
        _part(connection, (first.id, own), along, now)


def _led_to(path: str, later: Mapping[str, str]) -> list[str]:
    """A path, and those that took its place, one after the other."""
    found = [path]
    while (after := later.get(found[-1])) is not None and after not in found:
        found.append(after)
    return found


def _part(
    connection: Connection, notices: tuple[int, int], paths: Collection[str], now: str
) -> None:
    """Give paths of the first notice to the second one, with the versions that were read there."""
    home, own = notices
    known, version, standing = t.known_path.c, t.version.c, t.standing.c
    change(connection, t.known_path, known.notice_id == home, known.path.in_(paths), notice_id=own)
    asked = select(t.version).where(version.notice_id == home)
    versions = connection.execute(asked.order_by(version.last_seen, version.id)).all()
    ids = [each.id for each in versions if unpacked(each.content).source.path in paths]
    change(connection, t.version, version.id.in_(ids), notice_id=own)
    change(connection, t.standing, standing.version_id.in_(ids), notice_id=own)
    for notice in notices:
        newest = [each.id for each in versions if (each.id in ids) is (notice == own)][-1:]
        stands = {"notice_id": notice, "until": None}
        if newest and find(connection, t.standing, stands) is None:
            add_line(connection, t.standing, {**stands, "version_id": newest[0], "since": now})
        elif not newest:  # the same bytes were read from both
            values = {name: versions[-1]._mapping[name] for name in (*KEY, *_SEEN)}
            copy = add_line(connection, t.version, {"notice_id": notice, **values})
            add_line(connection, t.standing, {**stands, "version_id": copy, "since": now})
