import { expect, test } from 'vitest'
import { ASK_LABEL, labelOf, ownLabels } from '../../../src/core/plan/labels.ts'
import { packOf, signatureOf } from '../../support/signatures.ts'

test("a signature's label has the signature's title as its description", () => {
  expect(labelOf(signatureOf('missing-scope'))).toEqual({
    name: 'auth: missing scope',
    color: '5319e7',
    description: 'The token lacks a scope that the server needs',
  })
})

test("a description is cut to GitHub's limit", () => {
  const label = labelOf({ ...signatureOf('missing-scope'), title: 'x'.repeat(200) })
  expect(label.description).toBe(`${'x'.repeat(99)}…`)
  expect(ASK_LABEL.description.length).toBeLessThanOrEqual(100)
})

test("the bot's labels are those of all signatures, each once, and those for questions and credentials", () => {
  const pack = packOf(
    signatureOf('a'),
    signatureOf('b', { label: 'auth: A' }),
    signatureOf('c', { status: 'retired' }),
    signatureOf('d', { status: 'experimental' }),
  )
  expect(ownLabels(pack).map((label) => label.name)).toEqual([
    'auth: a',
    'auth: c',
    'auth: d',
    'needs: auth evidence',
    'security: leaked credential',
  ])
})
