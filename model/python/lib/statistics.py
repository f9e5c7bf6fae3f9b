"""statistics: averages."""


class StatisticsError(ValueError):
    """There are too few data."""


def _data(data, what):
    data = list(data)
    if not data:
        raise StatisticsError(what)
    return data


def mean(data):
    """The sum by the number."""
    data = _data(data, "mean requires at least one data point")
    total = sum(data)
    if isinstance(total, int) and total % len(data) == 0:
        return total // len(data)
    return total / len(data)


def fmean(data, weights=None):
    """The sum by the number, as a float."""
    data = _data(data, "fmean requires at least one data point")
    if weights is None:
        return float(sum(data)) / len(data)
    weights = list(weights)
    return sum([x * w for x, w in zip(data, weights)]) / float(sum(weights))


def median(data):
    """The middle, or what is between the two in the middle."""
    data = sorted(_data(data, "no median for empty data"))
    half = len(data) // 2
    return data[half] if len(data) % 2 else (data[half - 1] + data[half]) / 2


def median_low(data):
    """The middle, or the lower of the two in the middle."""
    data = sorted(_data(data, "no median for empty data"))
    return data[(len(data) - 1) // 2]


def median_high(data):
    """The middle, or the higher of the two in the middle."""
    data = sorted(_data(data, "no median for empty data"))
    return data[len(data) // 2]


def mode(data):
    """The most frequent, the first of those."""
    counts = {}
    for x in _data(data, "no mode for empty data"):
        counts[x] = counts.get(x, 0) + 1
    most = max(counts.values())
    for x in counts:
        if counts[x] == most:
            return x
