import { describe, expect, test } from 'vitest'
import { hasMarker, parseMarker, renderMarker } from '../../../src/core/comments/marker.ts'
import { hostileTexts } from '../../support/hostile-text.ts'
import { kindsIn } from '../../support/markdown.ts'

const STATE = { decision: 'assert', signature: 'missing-scope', pack: '0123456789ab' } as const

function marked(changes: object): string {
  return `<!-- auth-triage:v1 ${JSON.stringify({ ...STATE, ...changes })} -->`
}

describe('the marker', () => {
  test('is one hidden line', () => {
    expect(renderMarker(STATE)).toBe(
      '<!-- auth-triage:v1 {"decision":"assert","signature":"missing-scope","pack":"0123456789ab"} -->',
    )
  })

  test('is read back from the start of a comment', () => {
    expect(parseMarker(`${renderMarker(STATE)}\nThis looks like something.`)).toEqual(STATE)
  })

  test('is read without fields that this version does not have', () => {
    expect(parseMarker(marked({ warned: false, question: 'a1', later: true }))).toEqual({
      ...STATE,
      warned: false,
      question: 'a1',
    })
  })

  test('contains step numbers only when they are not 1, 2, 3', () => {
    expect(renderMarker({ ...STATE, steps: [1, 2, 3] })).toBe(renderMarker(STATE))
    expect(parseMarker(renderMarker({ ...STATE, steps: [1, 3] }))).toEqual({ ...STATE, steps: [1, 3] })
  })

  test('escapes everything that would end the HTML comment', () => {
    const state = { ...STATE, signature: 'a-->b----c-' }
    const marker = renderMarker(state)
    expect(marker.slice(4, -3)).not.toMatch(/--|>/)
    expect(kindsIn(marker)).toEqual(['html', 'root'])
    expect(parseMarker(marker)).toEqual(state)
  })

  test.each([
    ['an empty body', ''],
    ['a body without a marker', 'I paste what the bot says'],
    ['a quoted marker', `> ${renderMarker(STATE)}`],
    ['a marker from another version', '<!-- auth-triage:v2 {} -->'],
    ['a truncated marker', '<!-- auth-triage:v1 {"decision":"assert"'],
    ['a marker without JSON', '<!-- auth-triage:v1 hello -->'],
    ['a marker with missing fields', '<!-- auth-triage:v1 {"decision":"assert"} -->'],
    ['a marker with an unknown decision', '<!-- auth-triage:v1 {"decision":"close","signature":null,"pack":"a"} -->'],
    ['a marker that is null', '<!-- auth-triage:v1 null -->'],
    ['a number as signature', marked({ signature: 1 })],
    ['a list as pack', marked({ pack: [] })],
    ['a text as warned', marked({ warned: 'yes' })],
    ['a number as question', marked({ question: 1 })],
    ['a text as steps', marked({ steps: '12' })],
    ['a step before the first', marked({ steps: [1, 0] })],
    ['half a step', marked({ steps: [1.5] })],
    ['a marker that is too long', `<!-- auth-triage:v1 {"pack":"${'a'.repeat(10_000)}"} -->`],
  ])('is null for %s', (_, body) => {
    expect(parseMarker(body)).toBeNull()
  })

  test('is recognised by its first characters', () => {
    expect(hasMarker('\n<!-- auth-triage:v1 garbage -->')).toBe(true)
    expect(hasMarker('text <!-- auth-triage:v1 {} -->')).toBe(false)
  })

  test('is null, without an exception, for hostile text', () => {
    for (const text of hostileTexts(500)) expect(parseMarker(`<!-- auth-triage:v1 ${text} -->`)).toBeNull()
  })
})
