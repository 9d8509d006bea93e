import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../../src/core/feedback/commands.ts'
import { parseCommands } from '../../../src/core/feedback/parse-commands.ts'
import { withoutCommands } from '../../../src/core/report/without-commands.ts'

describe('withoutCommands', () => {
  test.each([
    ['alone', '/triage worked', ''],
    ['without a name', '/triage', ''],
    ['in capitals and indented', '  /Triage Wrong missing-scope', ''],
    ['with Windows line endings', 'Yes.\r\n/triage stop\r\nIt hangs.', 'Yes.\r\n\nIt hangs.'],
    ['between two lines, which keep their numbers', 'one\n/triage help\nthree', 'one\n\nthree'],
    ['after a closed fence', '```\nlog\n```\n/triage explain', '```\nlog\n```\n'],
    ['after a line that only starts like a fence', '``` a ` b\n/triage explain', '``` a ` b\n'],
  ])('removes a command %s', (_, body, expected) => {
    expect(withoutCommands(body)).toBe(expected)
  })

  test.each([
    ['a word in a sentence', 'I wrote /triage worked and nothing happened.'],
    ['a longer word', '/triages are slow\n/triage-bot failed'],
    ['code', '```\n/triage worked\n```\nand\n~~~ sh\n/triage stop\n```\n~~~'],
    ['indented code', 'So:\n\n    /triage stop'],
    ['a quote', '> /triage stop'],
    ['a text without a command', 'It fails with 401.'],
  ])('keeps %s', (_, body) => {
    expect(withoutCommands(body)).toBe(body)
  })
})

test('removes every command that parseCommands accepts', () => {
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
