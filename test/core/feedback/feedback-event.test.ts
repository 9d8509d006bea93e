import { describe, expect, test } from 'vitest'
import { pairEvents, prevailing } from '../../../src/core/feedback/feedback-event.ts'
import { verdictOf } from '../../support/feedback-events.ts'

const TWO = { owner: 'acme', repo: 'app', number: 2 }

describe('which of several words holds', () => {
  test('none when nobody spoke', () => {
    expect(prevailing([])).toBeUndefined()
  })

  test('the later of two with the same rights, in whichever order they arrive', () => {
    const early = verdictOf({ at: 1 })
    const late = verdictOf({ at: 2 })
    expect([prevailing([early, late]), prevailing([late, early])]).toEqual([late, late])
  })

  test("a maintainer's, even when a reporter speaks later, and a reporter's over that of anyone else", () => {
    const maintainer = verdictOf({ rights: 'maintainer', at: 1 })
    const reporter = verdictOf({ rights: 'reporter', at: 2 })
    const anyone = verdictOf({ rights: 'anyone', at: 3 })
    expect(prevailing([maintainer, reporter, anyone])).toBe(maintainer)
    expect(prevailing([anyone, reporter])).toBe(reporter)
  })

  test('the one that arrives last when two maintainers disagree within one second', () => {
    const one = verdictOf({ rights: 'maintainer', kind: 'is-signature' })
    const two = verdictOf({ rights: 'maintainer' })
    expect([prevailing([one, two]), prevailing([two, one])]).toEqual([two, one])
  })
})

describe('whether two issues are the same', () => {
  test('is one question, from whichever of the two it is answered', () => {
    const yes = verdictOf({ kind: 'duplicate-of', other: TWO, rights: 'maintainer', at: 2 })
    const no = verdictOf({ kind: 'not-duplicate', ref: TWO, other: { ...yes.ref, owner: 'ACME' }, at: 1 })
    expect(pairEvents([no, yes])).toEqual([yes])
  })

  test('is another question for another pair, and words about one issue do not answer it', () => {
    const first = verdictOf({ kind: 'duplicate-of', other: TWO })
    const second = verdictOf({ kind: 'not-duplicate', other: { ...TWO, number: 3 } })
    expect(pairEvents([first, verdictOf({ kind: 'stop' }), second])).toEqual([first, second])
  })
})
