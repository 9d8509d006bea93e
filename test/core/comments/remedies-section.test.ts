import { describe, expect, test } from 'vitest'
import { renderRemedies, renderUpdate } from '../../../src/core/comments/remedies-section.ts'
import { evidenceOf } from '../../support/reports.ts'
import { signatureOf } from '../../support/signatures.ts'

const FIX = {
  product: 'codex',
  version: '1.4.0',
  what: 'The stored login was ignored.',
  source: 'https://a.example/log',
}
const PART = signatureOf('missing-scope', {
  'fixed-in': [FIX],
  remedies: [{ text: 'Wait.', standing: 'refuted', source: 'https://a.example/w', when: { product: 'gh' } }],
})
const on = (version: string | null) => ({
  report: { environment: { product: 'codex', version, os: null } },
  diagnosis: { answers: [] },
})

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

test('a remedy for words of the report is named only if it says them', () => {
  const signature = signatureOf('missing-scope', {
    remedies: [
      { text: 'Publish the app.', standing: 'verified', source: 'https://a.example/p', when: { says: 'Google' } },
      { text: 'Wait.', standing: 'verified', source: 'https://a.example/w' },
    ],
  })
  const said = [{ ...evidenceOf(), id: 'missing-scope/remedies/0/says' }]
  expect(renderRemedies(signature, { ...on(null), diagnosis: { answers: said } }, {})).toContain('Publish the app.')
  expect(renderRemedies(signature, on(null), {})).not.toContain('Publish the app.')
})

test('a remedy that helped one reporter is named only where none is verified', () => {
  const reported = { text: 'Wait.', standing: 'reported', source: 'https://a.example/w' }
  const verified = { text: 'Update.', standing: 'verified', source: 'https://a.example/u' }
  const named = (...remedies: readonly unknown[]) =>
    renderRemedies(signatureOf('missing-scope', { remedies }), on(null), {})
  expect(named(reported)).toMatch(/^\*\*Helped one reporter:\*\* Wait\./)
  expect(named(reported, verified)).toMatch(/^\*\*Has helped:\*\* Update\./)
  expect(named(reported, verified)).not.toContain('Wait.')
})
