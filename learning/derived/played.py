"""Stretches of a video that were played, each [from, to] in seconds. Pure."""

JOINED = 0.5  # what lies closer together is one stretch: browsers round
MOST_SPANS = 200


def join_spans(spans):
    """The union of `spans`, in their order; of more than MOST_SPANS the longest."""
    joined = []
    for start, end in sorted((round(start, 1), round(end, 1)) for start, end in spans):
        if joined and start <= joined[-1][1] + JOINED:
            joined[-1][1] = max(joined[-1][1], end)
        elif start < end:
            joined.append([start, end])
    longest = sorted(joined, key=lambda span: span[0] - span[1])[:MOST_SPANS]
    return sorted(longest)


def clip_spans(spans, length):
    """The parts of `spans` that lie within a video of `length` seconds."""
    return [[start, min(end, length)] for start, end in spans if start < length]


def share_played(spans, length):
    """How much of a video of `length` seconds the joined `spans` are, in whole per cent."""
    seconds = sum(end - start for start, end in clip_spans(spans, length))
    return min(100, round(seconds * 100 / length))
