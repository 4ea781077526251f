"""What is told of an outage, as two tables in Markdown."""
import collections
import dataclasses
import sys

from . import weather


@dataclasses.dataclass
class Outcome:
    """starts and asked: during the storm; before, during: visits by host; next: who came to the hot site after it; late:
    who came to a cold site while it stormed."""
    starts: int
    asked: int
    before: dict
    during: dict
    next: weather.Visitor
    late: weather.Visitor
    watch: weather.Watch


HOT = ("scenario", "behind", "starts", "asked", "answers to the hot site", "told when", "told why", "recovery",
       "state at the looks", "queue by ss", "by uWSGI's stats")
BESIDE = ("scenario", "behind", "innocent: errors", "p99 before", "p99 during",
          "main: errors", "p99 before", "p99 during",
          "a cold site that is called meanwhile")


class Table:
    def __init__(self):
        self.hot, self.beside = [], []

    def add(self, name, scenario, outcome):
        self.hot.append((scenario, name, *hot(outcome)))
        self.beside.append((scenario, name, *beside(outcome, "innocent"), *beside(outcome, "main"),
                            served(outcome.late)))
        print(f"{scenario}, {name}: {self.hot[-1][4]}", file=sys.stderr, flush=True)

    def print(self):
        for heads, rows in ((HOT, self.hot), (BESIDE, self.beside)):
            print("| " + " | ".join(heads) + " |")
            print("|" + "---|" * len(heads))
            for row in rows:
                print("| " + " | ".join(row) + " |")
            print()


def hot(outcome):
    visits = outcome.during["hot"]
    refused = [visit for visit in visits if visit.status not in (200, 302)]
    return (str(outcome.starts), "-" if outcome.asked is None else str(outcome.asked), histogram(visits),
            share(refused, lambda visit: visit.retry_after), share(refused, lambda visit: '"reason":"' in visit.body),
            served(outcome.next), shares(outcome.watch.states),
            longest(outcome.watch.kernel), longest(outcome.watch.uwsgi))


def share(visits, condition):
    """Who of those has it: all, none, or how many of each status."""
    groups = {}
    for visit in visits:
        groups.setdefault(visit.status, []).append(bool(condition(visit)))
    known = [one for group in groups.values() for one in group]
    if not known:
        return "-"
    if all(known) or not any(known):
        return "all" if known[0] else "none"
    return ", ".join(f"{sum(group)} of {len(group)} x {status or 'no answer'}"
                     for status, group in sorted(groups.items()))


def histogram(visits):
    counts = collections.Counter(visit.status for visit in visits)
    return ", ".join(f"{count} x {status or 'no answer'}" for status, count in sorted(counts.items()))


def served(visitor):
    return ("never" if visitor.millis is None else f"{visitor.millis:.0f} ms") + f", {visitor.refused} refused"


def shares(states):
    total = sum(states.values())
    named = sorted(((count, state) for state, count in states.items() if state is not None), reverse=True)
    return ", ".join(f"{state} {100 * count / total:.0f} %" for count, state in named) or "can't say"


def longest(lengths):
    known = [length for length in lengths if length is not None]
    return str(max(known)) if known else "no socket"


def beside(outcome, host):
    before, during = outcome.before[host], outcome.during[host]
    failed = sum(visit.status != 200 for visit in during)
    return f"{failed} of {len(during)}", p99(before), p99(during)


def p99(visits):
    """Of those who were served; the others are told beside."""
    times = sorted(visit.millis for visit in visits if visit.status == 200)
    return f"{times[min(len(times) - 1, int(.99 * len(times)))]:.1f} ms" if times else "-"
