import { describe, expect, test } from 'vitest'
import { compareVersions, findFix } from '../../../src/core/diagnosis/fix.ts'
import { signatureOf } from '../../support/signatures.ts'

describe('compareVersions', () => {
  test.each([
    ['2.1.9', '2.1.10', -1],
    ['2.1.10', '2.1.9', 1],
    ['1.2', '1.2.0', 0],
    ['v0.128.0', '0.128', 0],
    ['2.0.0-beta.1', '2.0.0', 0],
    ['10.0.26200.8457', '10.0.26200', 1],
  ])('compares %s with %s', (a, b, sign) => {
    expect(Math.sign(compareVersions(a, b))).toBe(sign)
  })
})

describe('findFix', () => {
  const signature = signatureOf('stale-catalogue', {
    'fixed-in': [
      { product: 'claude-code', version: '1.0.40', source: 'https://example.com/1' },
      { product: 'claude-code', version: '2.1.200', source: 'https://example.com/2' },
      { product: 'codex', version: '0.117.0', source: 'https://example.com/3' },
    ],
  })
  const on = (product: string, version: string | null, answers: readonly { readonly id: string }[] = []) => ({
    report: { environment: { product, version, os: null } },
    diagnosis: { answers },
  })

  test('returns the newest fix for the product that the report names', () => {
    expect(findFix(signature, on('claude-code', '2.1.231'))).toMatchObject({ version: '2.1.200', reported: 'newer' })
  })

  test.each([
    ['2.1.199', 'older'],
    ['2.1.200', 'same'],
    [null, 'unknown'],
  ])('classifies version %s as %s', (version, reported) => {
    expect(findFix(signature, on('claude-code', version))?.reported).toBe(reported)
  })

  test('returns null for a product without a fix', () => {
    expect(findFix(signature, on('cursor', '1.2.3'))).toBeNull()
  })

  test('returns a fix for words of the report only if it says them', () => {
    const fix = { product: 'codex', version: '1.4.0', source: 'https://example.com/4', when: { says: 'Bedrock' } }
    const partial = signatureOf('stale-catalogue', { 'fixed-in': [fix] })
    expect(findFix(partial, on('codex', '1.3.0'))).toBeNull()
    expect(findFix(partial, on('codex', '1.3.0', [{ id: 'stale-catalogue/fixed-in/0/says' }]))).toMatchObject({
      version: '1.4.0',
    })
  })
})
