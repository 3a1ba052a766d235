#!/usr/bin/env python3
"""Writes tests/schedule_oracle.json: schedules, instants and what is right, by another road.

The engine adds and subtracts between clock changes. This program does not: it walks real time
minute by minute, asks Python's zoneinfo what the wall clock shows, and looks that up in the hours.

    tools/schedule_oracle.py [--cases 3600] [--seed 1] > tests/schedule_oracle.json
"""

import argparse
import datetime as dt
import json
import random
import zoneinfo

UTC = dt.timezone.utc
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
EPOCH = dt.datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = dt.timedelta(minutes=1)
HORIZON = 12 * 24 * 60


def minutes(text):
    return int(text[:2]) * 60 + int(text[3:])


def clock(count):
    return f"{count // 60:02}:{count % 60:02}"


def transitions(zone):
    """The instants from 2026 to 2030 at which the offset from UTC changes."""
    found, now = [], dt.datetime(2026, 1, 1, tzinfo=UTC)
    while now.year < 2031:
        later = now + dt.timedelta(hours=12)
        offset = now.astimezone(zone).utcoffset()
        if later.astimezone(zone).utcoffset() != offset:
            probe = now
            while probe.astimezone(zone).utcoffset() == offset:
                probe += MINUTE
            found.append(probe)
        now = later
    return found


def starting_on(schedule, date):
    """The hours that start on a date, and whether an exception put them there."""
    own = schedule.get("date_exceptions", {}).get(date.isoformat())
    for key, value in sorted(schedule.get("date_exceptions", {}).items()):
        if own is None and value.get("yearly") and key[5:] == date.isoformat()[5:]:
            own = value
    whole = [{"start": "00:00", "end": "24:00"}]
    if own is not None:
        return (whole if own.get("open_24") else own.get("intervals", [])), True
    if schedule.get("open_24"):
        return whole, False
    return schedule["weekly_hours"].get(DAYS[date.weekday()], []), False


def open_minutes(schedule, date):
    """The set of minutes of the wall clock at which a civil date is open."""
    own, replaced = starting_on(schedule, date)
    found = set()
    for interval in own:
        start, end = minutes(interval["start"]), minutes(interval["end"]) or 1440
        found.update(range(start, end if end >= start else 1440))
    if not replaced:
        for interval in starting_on(schedule, date - dt.timedelta(days=1))[0]:
            start, end = minutes(interval["start"]), minutes(interval["end"]) or 1440
            if end < start:
                found.update(range(end))
    return found


class Walker:
    def __init__(self, schedule, zone):
        self.schedule, self.zone, self.dates = schedule, zone, {}

    def is_open(self, now):
        local = now.astimezone(self.zone)
        date = local.date()
        if date not in self.dates:
            self.dates[date] = open_minutes(self.schedule, date)
        return local.hour * 60 + local.minute in self.dates[date]

    def change(self, now):
        """The first later minute that is open if this one is closed, or the other way round."""
        state = self.is_open(now)
        now = now.replace(second=0)
        for _ in range(HORIZON):
            now += MINUTE
            if self.is_open(now) != state:
                return now
        return None

    def minutes_on(self, date):
        now = dt.datetime(date.year, date.month, date.day, tzinfo=UTC) - dt.timedelta(hours=30)
        count = 0
        for _ in range(84 * 60):
            count += now.astimezone(self.zone).date() == date and self.is_open(now)
            now += MINUTE
        return count


def random_interval(rng):
    step = rng.choice([1, 15, 30, 30, 60])
    start = rng.randrange(0, 1440, step)
    if rng.random() < 0.4:  # Where clocks are changed.
        start = rng.choice([0, 30, 60, 90, 105, 120, 150, 180, 1320, 1380, 1410])
    end = (start + rng.choice([1, 15, 30, 60, 90, 120, 300, 480, 600, 1380])) % 1440
    return {"start": clock(start), "end": rng.choice(["24:00", "00:00"]) if end == 0 else clock(end)}


def random_schedule(rng, around):
    chosen = [day for day in DAYS if rng.random() < 0.7] or ["sun"]
    weekly = {day: [random_interval(rng) for _ in range(rng.choice([1, 1, 1, 2, 3]))] for day in chosen}
    schedule = {"weekly_hours": weekly}
    if rng.random() < 0.1:
        schedule["open_24"] = True
    exceptions = {}
    for _ in range(rng.choice([0, 0, 1, 2])):
        date = around + dt.timedelta(days=rng.randint(-2, 2))
        value = rng.choice([{"closed": True}, {"open_24": True}, {"intervals": [random_interval(rng)]}])
        if rng.random() < 0.3:
            value, date = {**value, "yearly": True}, date - dt.timedelta(days=rng.choice([365, 366]))
        exceptions[date.isoformat()] = value
    if exceptions:
        schedule["date_exceptions"] = exceptions
    return schedule



def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=3600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    names = sorted(name for name in zoneinfo.available_timezones() if name not in ("Factory", "localtime"))
    changes = {name: transitions(zoneinfo.ZoneInfo(name)) for name in names}
    changing = [name for name in names if changes[name]]
    steady = [name for name in names if not changes[name]]
    groups = options.cases // 8  # Seven instants and one date for each schedule.
    picks = rng.sample(steady, min(len(steady), groups // 10))
    picks += (changing * (groups // len(changing) + 1))[: groups - len(picks)]
    cases = []
    for name in picks:
        zone = zoneinfo.ZoneInfo(name)
        base = rng.choice(changes[name] or [dt.datetime(2026, 1, 1, tzinfo=UTC) + dt.timedelta(days=rng.randrange(1800))])
        around = base.astimezone(zone).date()
        schedule = random_schedule(rng, around)
        walker = Walker(schedule, zone)
        rows = []
        count = lambda at: None if at is None else int((at - EPOCH).total_seconds()) // 60
        for _ in range(7):
            now = base + dt.timedelta(minutes=rng.choice([0, -1, 1, rng.randint(-180, 180), rng.randint(-2000, 2000)]))
            change = walker.change(now)
            rows.append([count(now), int(walker.is_open(now)), count(change)])
        date = around + dt.timedelta(days=rng.choice([0, 0, 0, -1, 1]))
        cases.append([name, schedule, rows, date.isoformat(), walker.minutes_on(date)])
    print('{"about": "Written by tools/schedule_oracle.py. Instants are minutes since 1970; the next change is null if more than 12 days away.",')
    print(' "columns": ["zone", "schedule", "[instant, open, next change]", "date", "minutes open"],\n "cases": [')
    print(",\n".join(json.dumps(case, separators=(",", ":")) for case in cases))
    print("]}")


if __name__ == "__main__":
    main()
