import { describe, expect, test } from 'vitest'
import { isWrapped, joinWrappedSentences } from '../../../src/core/report/wrapped-sentences.ts'

const LONG = 'Your session could not be renewed because the key was'

describe('a line is wrapped', () => {
  test('when it is long and the next one goes on in lower case', () => {
    expect(isWrapped(LONG, 'already used.')).toBe(true)
    expect(isWrapped(LONG, '     already used.')).toBe(true)
    expect(isWrapped(LONG, 'calendar:read to do this')).toBe(true)
  })

  test.each([
    ['it is short', 'Login failed', 'because of a timeout'],
    ['its sentence ends', `${LONG} used.`, 'and so on'],
    ['the next one begins a sentence', LONG, 'The log says more'],
    ['the next one is a frame of a stack', LONG, '    at login (main.js:3:4)'],
    ['the next one is a command', LONG, 'npm install'],
    ['the next one is a setting', LONG, 'timeout: 30'],
    ['the next one is a field of a log', LONG, 'level=info'],
    ['the next one is a call', LONG, 'login(user)'],
    ['no window is that wide', LONG.repeat(10), 'already used.'],
  ])('not when %s', (_, line, next) => {
    expect(isWrapped(line, next)).toBe(false)
  })
})

describe('wrapped lines are joined', () => {
  test('with one space, whatever their indentation', () => {
    const [joined] = joinWrappedSentences(`Log:\n${LONG}  \n   already used.\nDone`)
    expect(joined?.text).toBe(`${LONG} already used.`)
    expect(joined?.joins).toEqual([LONG.length])
  })

  test('and every offset leads back to the original text', () => {
    const text = `Log:\n  ${LONG}\n   already used.\nDone`
    const [joined] = joinWrappedSentences(text)
    const { text: sentence, toOriginal } = joined as NonNullable<typeof joined>
    for (const word of ['session', 'was', 'already', 'used']) {
      const at = toOriginal(sentence.indexOf(word))
      expect(text.slice(at, at + word.length)).toBe(word)
    }
  })

  test('but not in a text as long as a file', () => {
    expect(joinWrappedSentences(`${LONG}\nalready used.`.repeat(3_000))).toEqual([])
  })

  test('and at most eight of them, so that the time stays linear', () => {
    const joined = joinWrappedSentences(Array.from({ length: 30 }, () => LONG.toLowerCase()).join('\n'))
    expect(Math.max(...joined.map(({ joins }) => joins.length))).toBe(7)
  })
})
