"""Which of several mentions over one stretch of text stands."""

from bisect import bisect_left

from kg.model import Mention


def without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """The mentions in text order; of those that overlap the longest stays, then the surest, then the first found."""
    kept: list[Mention] = []
    cluster: list[Mention] = []
    end = 0
    for mention in sorted(mentions, key=lambda mention: mention.start):
        if cluster and mention.start >= end:
            kept += _settled(cluster)
            cluster = []
        cluster.append(mention)
        end = max(end, mention.end)
    return kept + _settled(cluster)


def _settled(cluster: list[Mention]) -> list[Mention]:
    """What stays of mentions that overlap in a chain."""
    if len(cluster) < 2:
        return cluster
    chosen: list[Mention] = []
    starts: list[int] = []
    for mention in sorted(cluster, key=lambda mention: (mention.start - mention.end, -mention.confidence)):
        place = bisect_left(starts, mention.start)
        after_one = place and chosen[place - 1].end > mention.start
        before_one = place < len(chosen) and chosen[place].start < mention.end
        if not after_one and not before_one:
            chosen.insert(place, mention)
            starts.insert(place, mention.start)
    return chosen
