import { describe, expect, test } from 'vitest'
import { renderRemedies, renderUpdate } from '../../../src/core/comments/remedies-section.ts'
import { signatureOf } from '../../support/signatures.ts'

const FIX = {
  product: 'codex',
  version: '1.4.0',
  what: 'The stored login was ignored.',
  source: 'https://a.example/log',
}
const PART = signatureOf('missing-scope', {
  'fixed-in': [FIX],
  remedies: [{ text: 'Wait.', standing: 'reported', source: 'https://a.example/w' }],
})
const on = (version: string | null) => ({ product: 'codex', version, os: null })

describe('a version that fixed a part of a failure', () => {
  test('is named with that part to those who have an older one', () => {
    expect(renderUpdate(PART, on('1.3.9'))).toMatch(
      /^\*\*Fixed in\*\* codex 1\.4\.0 \(\[source\].*\): The stored login was ignored\. This report names `1\.3\.9`: if that is your case, update first\.$/,
    )
  })

  test('is named without advice to those who name no version', () => {
    expect(renderRemedies(PART, on(null), {})).toMatch(/: The stored login was ignored\.$/)
  })

  test.each(['1.4.0', '2.0'])('is not called a regression for %s, which fails for another reason', (version) => {
    expect(renderRemedies(PART, on(version), {})).toBe('')
    expect(renderUpdate(PART, on(version))).toBe('')
  })
})
