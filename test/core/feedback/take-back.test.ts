import { expect, test } from 'vitest'
import { pairEvents } from '../../../src/core/feedback/feedback-event.ts'
import { verdictOf } from '../../support/feedback-events.ts'

const other = { owner: 'acme', repo: 'app', number: 2 }

test('what was taken back about two issues no longer counts, until somebody says it again', () => {
  const said = verdictOf({ kind: 'split', other, rights: 'maintainer', at: 1 })
  const back = verdictOf({ kind: 'take-back', other, rights: 'maintainer', at: 2 })
  const again = verdictOf({ kind: 'duplicate-of', other, rights: 'maintainer', at: 3 })
  expect(pairEvents([said])).toEqual([said])
  expect(pairEvents([said, back])).toEqual([])
  expect(pairEvents([said, back, again])).toEqual([again])
})

test('a person without rights cannot take back what a maintainer said', () => {
  const said = verdictOf({ kind: 'split', other, rights: 'maintainer', at: 1 })
  expect(pairEvents([said, verdictOf({ kind: 'take-back', other, rights: 'reporter', at: 2 })])).toEqual([said])
})
