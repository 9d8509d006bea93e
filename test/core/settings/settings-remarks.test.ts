import { expect, test } from 'vitest'
import { parseSettings } from '../../../src/core/settings/parse-settings.ts'
import { remarksOn } from '../../../src/core/settings/settings-remarks.ts'
import { formatProblem } from '../../../src/core/signatures/problems.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const pack = twoSignaturePack()

function remarks(text: string, mayLoosen = false): readonly string[] {
  const parsed = parseSettings(text)
  if (parsed.settings === null) throw new Error('the settings were expected to be valid')
  return remarksOn({ ...parsed, file: 'x.yml' }, pack, mayLoosen).map(formatProblem)
}

test.each([
  [
    'signatures:\n  off: [lost-badge, torn-tickett]',
    ':2: no signature is called `torn-tickett` → did you mean `torn-ticket`?',
  ],
  [
    'labels:\n  signatures:\n    badge-lost: {}',
    ':3: no signature is called `badge-lost` → it has no effect; remove it',
  ],
  [
    'wording: { questions: { lost-bagde: Which? } }',
    ':1: no signature is called `lost-bagde` → did you mean `lost-badge`?',
  ],
  [
    'product:\n  surface: gateway',
    ':2: `product.surface` is now called `product.id`; the old name still works → use the new name',
  ],
  ['signatures:\n  packs: [clouds]', ':2: no pack is called `clouds` → '],
  [
    'thresholds: { ask: 0.1 }',
    ":1: `thresholds.ask` is below the bot's own threshold, 0.65, and has no effect → raise it, or remove it",
  ],
])('%s', (text, expected) => {
  expect(remarks(text)).toEqual([expect.stringContaining(`x.yml${expected}`)])
})

test('`packs.off` still works, with a remark', () => {
  expect(remarks('\npacks: { off: [clouds] }')).toEqual([
    expect.stringContaining('x.yml:2: `packs.off` still works, but `signatures.packs` says which packs are on → list'),
    expect.stringContaining('x.yml:2: no pack is called `clouds` → '),
  ])
})

test('settings that have an effect give no remark', () => {
  expect(remarks('signatures: { packs: auto }')).toEqual([])
  expect(remarks('signatures: { off: [lost-badge] }\nthresholds: { ask: 0.95 }')).toEqual([])
})

test('a low threshold gives no remark if the operator allows it', () => {
  expect(remarks('thresholds: { ask: 0.1 }', true)).toEqual([])
})
