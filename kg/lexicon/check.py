"""What may be wrong with a lexicon as a whole: names given twice, parents that are missing or go in circles."""

from collections.abc import Container, Iterator

from kg.lexicon.entry import Entry


def faults(entries: dict[str, Entry], ambiguous: Container[str]) -> Iterator[str]:
    """Each fault as one line that names file, line and mend. A form may be of two entries only if it is `ambiguous`."""
    owners: dict[str, Entry] = {}
    sound = True
    for entry in entries.values():
        own = (entry.name, *entry.aliases, *(form for form in entry.quiet if form != entry.name))
        if len(set(own)) < len(own) or not all(any(map(str.isalnum, form)) and form == form.strip() for form in own):
            yield f"{entry.origin}: {entry.name!r} has a form twice, or an empty one; take it out"
        for form in own:
            owner = owners.setdefault(form, entry)
            if owner is not entry and form not in ambiguous:
                other = f"{form!r} is also a form of {owner.name!r} at {owner.origin}"
                yield f"{entry.origin}: {other}; keep one, or tell them apart in ambiguous.tsv"
        for parent in entry.broader:
            if parent not in entries:
                sound = False
                yield f"{entry.origin}: broader of {entry.name!r} is {parent!r}, which is not there; add or mend it"
    if sound and (loop := _circle(entries)):
        names = " -> ".join(entry.name for entry in loop)
        yield f"{loop[0].origin}: broader goes in a circle, {names}; cut it"


def _circle(entries: dict[str, Entry]) -> list[Entry]:
    """The first circle of parents; empty where there is none."""
    done: set[str] = set()
    for start in entries:
        path: list[str] = []
        left = [iter((start,))]  # per step of the path, the parents still to follow
        while left:
            node = next(left[-1], None)
            if node is None:
                left.pop()
                if path:
                    done.add(path.pop())
            elif node in path:
                return [entries[name] for name in [*path[path.index(node) :], node]]
            elif node not in done:
                path.append(node)
                left.append(iter(entries[node].broader))
    return []
