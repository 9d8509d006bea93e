import { describe, expect, test } from 'vitest'
import { patternFor } from '../../../src/core/drafts/draft-pattern.ts'
import { createCompiler } from '../../../src/core/signatures/scanner/patterns.ts'

const FRAGMENT = 'reader refused ticket'

describe('a pattern', () => {
  test('keeps the separators that all lines share, escaped', () => {
    expect(patternFor(FRAGMENT, ['a reader.refused (ticket', 'b reader.refused (ticket'])).toBe(
      String.raw`reader\.refused \(ticket`,
    )
  })

  test('allows any separator where lines differ', () => {
    expect(patternFor(FRAGMENT, ['reader refused ticket', 'reader refused: ticket'])).toBe(
      String.raw`reader refused\W{1,6}ticket`,
    )
  })

  test('captures the value that follows and varies, and still matches without one', () => {
    const lines = ['reader refused ticket: a-17', 'reader refused ticket: b-18']
    const pattern = new RegExp(patternFor(FRAGMENT, lines), 'i')
    expect(pattern.exec('Reader refused ticket: c-19, sorry')?.groups?.['value']).toBe('c-19')
    expect(pattern.test('reader refused ticket')).toBe(true)
  })

  test('captures nothing if the value is always the same, or is an ordinary word', () => {
    for (const values of [
      ['a-17', 'a-17'],
      ['blue', 'green'],
    ]) {
      expect(
        patternFor(
          FRAGMENT,
          values.map((it) => `reader refused ticket: ${it}`),
        ),
      ).not.toContain('(?<value>')
    }
  })

  test('is one that the scanner accepts', () => {
    const lines = ['reader refused ticket: a-17', 'reader (refused) ticket: b-18']
    expect(createCompiler()(patternFor(FRAGMENT, lines), false)).not.toHaveProperty('message')
  })
})
