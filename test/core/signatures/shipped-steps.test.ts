import { expect, test } from 'vitest'
import { SHIPPED } from '../../support/shipped.ts'

const signatures = [...SHIPPED.signatures.values()]

const plain = (text: string) => text.replace(/\s+/g, ' ').replace(/[.:]$/, '').trim().toLowerCase()

/** Text → ids of the signatures in whose steps it occurs. */
function ownersOf(
  textsOf: (step: (typeof signatures)[number]['checklist'][number]) => readonly (string | undefined)[],
) {
  const owners = new Map<string, Set<string>>()
  for (const { id, checklist } of signatures) {
    for (const text of checklist.flatMap(textsOf).filter((it) => it !== undefined)) {
      owners.set(plain(text), (owners.get(plain(text)) ?? new Set()).add(id))
    }
  }
  return owners
}

test('no step occurs in two signatures', () => {
  const shared = [...ownersOf(({ check }) => [check])].filter(([, ids]) => ids.size > 1)
  expect(shared.map(([text, ids]) => `${[...ids].join(', ')}: ${text}`)).toEqual([])
})

test('every signature has at least two steps whose text and command are its own', () => {
  const owners = ownersOf(({ check, how }) => [check, how])
  const isOwn = (text: string | undefined) => text === undefined || owners.get(plain(text))?.size === 1
  const few = signatures.filter(
    ({ checklist }) => checklist.filter((it) => isOwn(it.check) && isOwn(it.how)).length < 2,
  )
  expect(few.map(({ id }) => id)).toEqual([])
})
