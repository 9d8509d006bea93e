import { describe, expect, test } from 'vitest'
import { readClosingWords } from '../../../src/core/outcomes/closing-words.ts'

describe('what a remark states', () => {
  test.each([
    ['a guess', 'Maybe it was the scope. The login page is blue.', 'The login page is blue.'],
    ['a question', 'Is the clock wrong? The login page is blue.', 'The login page is blue.'],
    ['a condition', 'If the issuer differs, the client refuses it. The login page is blue.', 'The login page is blue.'],
    ['the state of a fix', 'The fix is merged. The login page is blue.', 'The login page is blue.'],
    ['a failure that is still there', 'It still fails. The login page is blue.', 'The login page is blue.'],
    ["somebody else's words", 'Someone wrote that the scope is missing. The page is blue.', 'The page is blue.'],
    ['a rule', 'It happens when the scope is missing. The login page is blue.', 'The login page is blue.'],
    ['a quote', '> The scope is missing.\n\nThe login page is blue.', 'The login page is blue.'],
    ['a log', 'The login page is blue.\n\n```\ninvalid_scope\n```', 'The login page is blue.'],
  ])('leaves out %s', (_, body, stated) => {
    expect(readClosingWords(body).stated).toBe(stated)
  })

  test('ends where another failure begins', () => {
    const { stated } = readClosingWords('The scope was missing. Now I get another error. The issuer is wrong.')
    expect(stated).toBe('The scope was missing.')
  })

  test('is nothing if one of several changes helped', () => {
    const words = readClosingWords('Updated it, deleted the cache, unset the key and rebooted. Works now.')
    expect(words).toMatchObject({ stated: '', isMixed: true })
  })
})

describe('a negation', () => {
  test('inside the cause states it', () => {
    const words = readClosingWords("The cause was that the certificate wasn't in PEM format.")
    expect(words).toMatchObject({ stated: "The cause was that the certificate wasn't in PEM format.", isMixed: false })
  })

  test('of a cause removes only that part of the sentence', () => {
    expect(readClosingWords('The scope was not the culprit, the clock ran ahead.')).toMatchObject({
      stated: 'the clock ran ahead.',
      isMixed: true,
    })
  })

  test('that agrees with the bot is no denial', () => {
    expect(readClosingWords("The bot's diagnosis is correct.")).toMatchObject({ pointsToBot: true, isMixed: false })
  })
})

test.each(['I confirm that this is not fixed in 1.4.2.', 'Still getting the same.', 'No, that is something else.'])(
  '%j says that the failure is still there',
  (body) => {
    expect(readClosingWords(body)).toMatchObject({ isUnsolved: true })
  },
)

test.each(['That was it!', 'Yep, that was the problem.', 'You were right.'])('%j points back', (body) => {
  expect(readClosingWords(body).pointsBack).toBe(true)
})

test('half an agreement with the bot is none', () => {
  expect(readClosingWords('The bot was almost right.').pointsToBot).toBe(false)
})
