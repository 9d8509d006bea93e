import { describe, expect, test } from 'vitest'
import { hasMarker, parseMarker, renderMarker } from '../../../src/core/comments/marker.ts'
import { hostileTexts } from '../../support/hostile-text.ts'
import { kindsIn } from '../../support/markdown.ts'

const STATE = { decision: 'assert', signature: 'missing-scope', pack: '0123456789ab' } as const

describe('the marker', () => {
  test('is one hidden line', () => {
    expect(renderMarker(STATE)).toBe(
      '<!-- auth-triage:v1 {"decision":"assert","signature":"missing-scope","pack":"0123456789ab"} -->',
    )
  })

  test('is read back from the comment that it begins', () => {
    expect(parseMarker(`${renderMarker(STATE)}\nThis looks like something.`)).toEqual(STATE)
  })

  test('holds the numbers of the steps only where they are not 1, 2, 3', () => {
    expect(renderMarker({ ...STATE, steps: [1, 2, 3] })).toBe(renderMarker(STATE))
    expect(parseMarker(renderMarker({ ...STATE, steps: [1, 3] }))).toEqual({ ...STATE, steps: [1, 3] })
  })

  test('cannot be ended from inside', () => {
    const state = { ...STATE, signature: 'a-->b----c-' }
    const marker = renderMarker(state)
    expect(marker.slice(4, -3)).not.toMatch(/--|>/)
    expect(kindsIn(marker)).toEqual(['html', 'root'])
    expect(parseMarker(marker)).toEqual(state)
  })

  test.each([
    ['an empty body', ''],
    ['a body without one', 'I paste what the bot says'],
    ['one that is quoted', `> ${renderMarker(STATE)}`],
    ['one of another version', '<!-- auth-triage:v2 {} -->'],
    ['one that is cut off', '<!-- auth-triage:v1 {"decision":"assert"'],
    ['one that holds no JSON', '<!-- auth-triage:v1 hello -->'],
    ['one that lacks fields', '<!-- auth-triage:v1 {"decision":"assert"} -->'],
    ['one with another decision', '<!-- auth-triage:v1 {"decision":"close","signature":null,"pack":"a"} -->'],
    ['one that is far too long', `<!-- auth-triage:v1 {"pack":"${'a'.repeat(10_000)}"} -->`],
  ])('gives nothing for %s', (_, body) => {
    expect(parseMarker(body)).toBeNull()
  })

  test('is recognised by its beginning alone', () => {
    expect(hasMarker('\n<!-- auth-triage:v1 garbage -->')).toBe(true)
    expect(hasMarker('text <!-- auth-triage:v1 {} -->')).toBe(false)
  })

  test('never makes reading fail, whatever follows its beginning', () => {
    for (const text of hostileTexts(500)) expect(parseMarker(`<!-- auth-triage:v1 ${text} -->`)).toBeNull()
  })
})
