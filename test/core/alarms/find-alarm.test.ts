import { describe, expect, test } from 'vitest'
import { ANY_CAUSE, findAlarm } from '../../../src/core/alarms/find-alarm.ts'
import type { Sighting } from '../../../src/core/alarms/sighting.ts'

const MINUTE_MS = 60 * 1000
const DAY_MS = 24 * 60 * MINUTE_MS
const NOW = 1_795_000_000_000
let created = 0

/** A report a number of days before now, by a person of its own. */
function seen(daysAgo: number, fields: Partial<Sighting> = {}): Sighting {
  created += 1
  const base = { cause: 'lost-badge', version: null, hosts: [] }
  return { number: created, at: NOW - daysAgo * DAY_MS, who: `person-${created}`, ...base, ...fields }
}
const usual = [27, 22, 18, 13, 9, 5, 2].map((it) => seen(it))
const minutesAgo = (minutes: number, fields: Partial<Sighting> = {}) => seen(minutes / (24 * 60), fields)

describe('an incident', () => {
  test('is a cause that more people report within an hour than chance explains', () => {
    const recent = [minutesAgo(40), minutesAgo(20), minutesAgo(10)]
    const newest = minutesAgo(0)
    expect(findAlarm(newest, [...usual, ...recent])).toMatchObject({
      kind: 'incident',
      cause: 'lost-badge',
      follows: 'clock',
      what: null,
      since: recent[0]?.at,
      people: 4,
      reports: [...recent, newest].map(({ number }) => number),
    })
  })

  test('is found by its speed even within a day', () => {
    const recent = [23, 20, 17, 14, 11, 8, 5, 2].map((hours) => minutesAgo(hours * 60))
    expect(findAlarm(minutesAgo(0), [...usual, ...recent])?.kind).toBe('incident')
  })

  test('needs three people: one person with many reports is none', () => {
    const recent = [50, 40, 30, 20, 10].map((it) => minutesAgo(it, { who: 'ann' }))
    expect(findAlarm(minutesAgo(0, { who: 'ann' }), [...usual, ...recent])).toBeNull()
    expect(findAlarm(minutesAgo(0, { who: 'ben' }), [...usual, ...recent])).toBeNull()
  })

  test('is not what happens every day', () => {
    const daily = Array.from({ length: 28 * 24 }, (_, hour) => minutesAgo(90 + hour * 60))
    expect(findAlarm(minutesAgo(0), [...daily, minutesAgo(40), minutesAgo(20)])).toBeNull()
  })

  test('needs a week of observation to know what is usual', () => {
    const recent = [minutesAgo(40), minutesAgo(20), minutesAgo(10)]
    expect(findAlarm(minutesAgo(0), [seen(6), ...recent])).toBeNull()
  })

  test('follows a server that the reports share', () => {
    const at = (minutes: number) => minutesAgo(minutes, { hosts: ['umbrella'] })
    expect(findAlarm(at(0), [...usual, at(40), at(20), at(10)])).toMatchObject({ follows: 'host', what: 'umbrella' })
  })

  test('is found by its server if its reports look like several causes', () => {
    const at = (minutes: number, cause: string) => minutesAgo(minutes, { hosts: ['umbrella'], cause })
    expect(findAlarm(at(0, 'a'), [...usual, at(40, 'b'), at(20, 'c'), at(10, 'd')])).toMatchObject({
      cause: ANY_CAUSE,
      follows: 'host',
      what: 'umbrella',
    })
  })

  test('is no matter of reports about something else', () => {
    const at = (minutes: number) => minutesAgo(minutes, { cause: null })
    expect(findAlarm(at(0), [...usual, at(40), at(20), at(10)])).toBeNull()
  })
})

describe('a regression', () => {
  const on = (days: number, version: string, cause: string | null = null) => seen(days, { version, cause })
  const older = Array.from({ length: 40 }, (_, at) => on(27 - at * 0.6, '1.0'))

  test('is a cause that is more frequent on a new version than on the others', () => {
    const newer = [4, 3.5, 3].map((it) => on(it, '2.0'))
    const failing = [2.9, 2.5, 2, 1.5, 1].map((it) => on(it, '2.0', 'lost-badge'))
    const elsewhere = Array.from({ length: 60 }, (_, at) => on(3.9 - at * 0.06, '1.0'))
    expect(findAlarm(on(0, '2.0', 'lost-badge'), [...older, ...newer, ...failing, ...elsewhere])).toMatchObject({
      kind: 'regression',
      cause: 'lost-badge',
      follows: 'version',
      what: '2.0',
      people: 6,
    })
  })

  test('is not a cause that is as frequent on the others', () => {
    const newer = [4, 3, 2, 1].map((it) => on(it, '2.0', 'lost-badge'))
    const elsewhere = [26, 22, 18, 14, 10, 6, 3.5, 2.5, 1.5, 0.5].map((it) => on(it, '1.0', 'lost-badge'))
    expect(findAlarm(on(0, '2.0', 'lost-badge'), [...newer, ...elsewhere])).toBeNull()
  })

  test('is not on a version that was there before', () => {
    const failing = [2.9, 2.5, 2, 1.5, 1].map((it) => on(it, '1.0', 'lost-badge'))
    expect(findAlarm(on(0, '1.0', 'lost-badge'), [...older, ...failing])?.kind).not.toBe('regression')
  })
})

test('reports from before the last four weeks and from later do not count', () => {
  const old = [29, 40].map((it) => seen(it))
  const later = [-1, -2].map((it) => seen(it))
  const recent = [minutesAgo(40), minutesAgo(20), minutesAgo(10)]
  expect(findAlarm(minutesAgo(0), [...old, ...later, ...recent])).toBeNull()
})
