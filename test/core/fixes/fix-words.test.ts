import { describe, expect, test } from 'vitest'
import { readFixWords } from '../../../src/core/fixes/fix-words.ts'
import { MISSED, REMARKS } from './remarks.ts'

/** As `works 0.3.3, fails 0.3.4`. */
const read = (body: string) =>
  readFixWords(body)
    .map(({ word, version }) => `${word} ${version}`)
    .join(', ')

describe('a plain statement about a version', () => {
  test.each([
    ['works on 0.3.3', 'works 0.3.3'],
    ['Works on `0.3.3`, thanks!', 'works 0.3.3'],
    ['0.3.3 works for me.', 'works 0.3.3'],
    ['v0.3.3 fixed it for me, thank you.', 'works 0.3.3'],
    ['Fixed in 0.3.3 for me.', 'works 0.3.3'],
    ['Updated to 0.3.3. Works now.', 'works 0.3.3'],
    ['Upgraded from 0.3.1 to 0.3.3 and the login works again.', 'works 0.3.3'],
    ['I no longer get the error on 0.3.3.', 'works 0.3.3'],
    ["Can't reproduce on 0.3.3 anymore.", 'works 0.3.3'],
    ['With 0.3.3 the loop is gone.', 'works 0.3.3'],
    ["It doesn't happen on 0.3.3 any more.", 'works 0.3.3'],
    ['Confirmed: works with version 0.3.3 on macOS.', 'works 0.3.3'],
    ['still fails on 0.3.3', 'fails 0.3.3'],
    ['Still fails on `0.3.3`.', 'fails 0.3.3'],
    ["It doesn't work on 0.3.3.", 'fails 0.3.3'],
    ['It doesn’t work on 0.3.3.', 'fails 0.3.3'],
    ['0.3.3 does not fix this for me.', 'fails 0.3.3'],
    ['Not fixed in 0.3.3.', 'fails 0.3.3'],
    ['I confirm that it is not fixed in 0.3.3', 'fails 0.3.3'],
    ['Tried 0.3.3: same error.', 'fails 0.3.3'],
    ['Updated to v0.3.3, no change.', 'fails 0.3.3'],
    ['I still see the same loop with 0.3.3.', 'fails 0.3.3'],
    ['The login no longer works since 0.3.4.', 'fails 0.3.4'],
    ['This is back again in 0.4.0.', 'fails 0.4.0'],
    ['Fails on 0.3.2 but works on 0.3.3.', 'fails 0.3.2, works 0.3.3'],
    ['works on 0.3.3-beta.2', 'works 0.3.3-beta.2'],
    ['Works on macOS 15.1 with 0.3.3.', 'works 0.3.3'],
    ['0.3.3 on Windows 11 and Node 22.3.0: still fails.', 'fails 0.3.3'],
  ])('%s', (body, expected) => {
    expect(read(body)).toBe(expected)
  })
})

describe('nothing is read from', () => {
  test.each([
    'Same here on 0.3.3.',
    'me too, 0.3.3',
    '+1 on 0.3.3',
    'Seems to work on 0.3.3.',
    'I think 0.3.3 works.',
    'Hopefully fixed in 0.3.3.',
    'Works on 0.3.3 so far.',
    'Looks good on 0.3.3.',
    'Mostly works on 0.3.3.',
    'Sometimes it still fails on 0.3.3.',
    'Does it work on 0.3.3?',
    'Is this fixed in 0.3.3?',
    'Should be fixed in 0.3.3.',
    'Please try whether it works on 0.3.3.',
    'If it still fails on 0.3.3, reopen the issue.',
    'The changelog says that it is fixed in 0.3.3.',
    'According to the release notes this works in 0.3.3.',
    'A colleague says it works on 0.3.3.',
    'Someone wrote that it still fails on 0.3.3.',
    'I will see tomorrow if 0.3.3 works.',
    "I can't confirm that it works on 0.3.3.",
    "I don't know if 0.3.3 works.",
    'Works on 0.3.3 with the workaround.',
    'Works on 0.3.3, but now I get another error.',
    'On 0.3.3 the login works, but it crashes afterwards.',
    'Works now, thanks!',
    'Works on the latest version.',
    'Still fails on the new version.',
    'Installed 0.3.3.',
    'My version is 0.3.3.',
    'Thanks for 0.3.3!',
    '0.3.2 and 0.3.3 both work.',
    "Doesn't work on 0.3.3 either way.",
    '> still fails on 0.3.3\n\nThanks.',
    '```\nstill fails on 0.3.3\n```',
    'It works on 0.3.3. It still fails on 0.3.3.',
    'Node 22 works.',
    'Works on 10.0.0.1:8080.',
    'Works on 127.0.0.1.',
    'Still fails on macOS 15.1.',
    '',
  ])('%s', (body) => {
    expect(read(body)).toBe('')
  })
})

test.each(REMARKS)('remark: %s', (remark, expected) => {
  expect(read(remark)).toBe(MISSED.includes(remark) ? '' : expected)
})

test('commands are not words about a version', () => {
  expect(read('/triage fixed-in 0.3.3 works')).toBe('')
})

test('words that are repeated take no longer than others', () => {
  const start = performance.now()
  expect(read('exactly the '.repeat(300))).toBe('')
  expect(performance.now() - start).toBeLessThan(2_000)
})
