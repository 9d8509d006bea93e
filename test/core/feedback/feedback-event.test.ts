import { describe, expect, test } from 'vitest'
import { pairEvents, prevailing } from '../../../src/core/feedback/feedback-event.ts'
import { verdictOf } from '../../support/feedback-events.ts'

const TWO = { owner: 'acme', repo: 'app', number: 2 }

describe('the prevailing event', () => {
  test('is undefined without any events', () => {
    expect(prevailing([])).toBeUndefined()
  })

  test('is the later of two with the same rights, in any order of arrival', () => {
    const early = verdictOf({ at: 1 })
    const late = verdictOf({ at: 2 })
    expect([prevailing([early, late]), prevailing([late, early])]).toEqual([late, late])
  })

  test("is a maintainer's over a reporter's, and a reporter's over anyone else's, even if the other is later", () => {
    const maintainer = verdictOf({ rights: 'maintainer', at: 1 })
    const reporter = verdictOf({ rights: 'reporter', at: 2 })
    const anyone = verdictOf({ rights: 'anyone', at: 3 })
    expect(prevailing([maintainer, reporter, anyone])).toBe(maintainer)
    expect(prevailing([anyone, reporter])).toBe(reporter)
  })

  test('is the last in order when two have the same rights and time', () => {
    const one = verdictOf({ rights: 'maintainer', kind: 'is-signature' })
    const two = verdictOf({ rights: 'maintainer' })
    expect([prevailing([one, two]), prevailing([two, one])]).toEqual([two, one])
  })
})

describe('events about two issues', () => {
  test('count for the same pair, whichever of the two issues they are on', () => {
    const yes = verdictOf({ kind: 'duplicate-of', other: TWO, rights: 'maintainer', at: 2 })
    const no = verdictOf({ kind: 'not-duplicate', ref: TWO, other: { ...yes.ref, owner: 'ACME' }, at: 1 })
    expect(pairEvents([no, yes])).toEqual([yes])
  })

  test('are kept separate for each pair, and events about one issue are ignored', () => {
    const first = verdictOf({ kind: 'duplicate-of', other: TWO })
    const second = verdictOf({ kind: 'not-duplicate', other: { ...TWO, number: 3 } })
    expect(pairEvents([first, verdictOf({ kind: 'stop' }), second])).toEqual([first, second])
  })
})
