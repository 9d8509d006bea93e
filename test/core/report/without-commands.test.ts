import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../../src/core/feedback/commands.ts'
import { parseCommands } from '../../../src/core/feedback/parse-commands.ts'
import { withoutCommands } from '../../../src/core/report/without-commands.ts'

describe('a line that is a command', () => {
  test.each([
    ['alone', '/triage worked', ''],
    ['bare', '/triage', ''],
    ['in capitals, a little indented', '  /Triage Wrong missing-scope', ''],
    ['with line ends of Windows', 'Yes.\r\n/triage stop\r\nIt hangs.', 'Yes.\r\n\nIt hangs.'],
    ['between lines, which keep their numbers', 'one\n/triage help\nthree', 'one\n\nthree'],
    ['below a fence that is closed', '```\nlog\n```\n/triage explain', '```\nlog\n```\n'],
    ['below a line that only begins like a fence', '``` a ` b\n/triage explain', '``` a ` b\n'],
  ])('is left out: %s', (_, body, left) => {
    expect(withoutCommands(body)).toBe(left)
  })

  test.each([
    ['a word in a sentence', 'I wrote /triage worked and nothing happened.'],
    ['a longer word', '/triages are slow\n/triage-bot failed'],
    ['code', '```\n/triage worked\n```\nand\n~~~ sh\n/triage stop\n```\n~~~'],
    ['code that is indented', 'So:\n\n    /triage stop'],
    ['a quote', '> /triage stop'],
    ['a text without any', 'It fails with 401.'],
  ])('is none: %s', (_, body) => {
    expect(withoutCommands(body)).toBe(body)
  })
})

test('nothing that the bot obeys is left', () => {
  for (const { name } of COMMANDS) {
    for (const body of [
      `/triage ${name} x`,
      `text\n/triage ${name}`,
      `- list\n\n/triage ${name}  \t`,
      `  /TRIAGE ${name}`,
    ]) {
      expect(parseCommands(body).taken).not.toEqual([])
      expect(parseCommands(withoutCommands(body)).taken, body).toEqual([])
    }
  }
})
