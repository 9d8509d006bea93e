import { describe, expect, test } from 'vitest'
import { fragmentsIn } from '../../../src/core/drafts/fragments.ts'

describe('a line is cut into', () => {
  test('runs of words', () => {
    const fragments = fragmentsIn('2026-01-02 [warn] The badge store refused the ticket')
    expect(fragments).toContain('badge store refused the ticket')
    expect(fragments).toContain('store refused')
  })

  test('runs that neither start nor end with a word that says nothing', () => {
    for (const fragment of fragmentsIn('The badge of the user is missing in the store')) {
      expect(fragment).not.toMatch(/^(?:the|of|is|in) | (?:the|of|is|in)$/)
    }
  })

  test.each(['redirect_uri_mismatch', 'AADSTS50011', 'BadCredentialException'])('the code %s by itself', (code) => {
    expect(fragmentsIn(`x: ${code}`)).toContain(code.toLowerCase())
  })

  test.each(['error', 'unauthorized', '401', 'deadbeefdeadbeef'])('but not %s by itself', (word) => {
    expect(fragmentsIn(`x: ${word}`)).not.toContain(word)
  })
})

test('a line of any length gives a limited number of fragments', () => {
  expect(fragmentsIn('failed to open '.repeat(50_000)).size).toBeLessThan(500)
})
