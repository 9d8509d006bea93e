import { describe, expect, test } from 'vitest'
import { formatCommand, MAX_COMMANDS, parseCommands } from '../../../src/core/feedback/parse-commands.ts'

const commands = (body: string) => parseCommands(body).taken.map(formatCommand)

describe('a command', () => {
  test.each([
    ['alone', '/triage', ['']],
    ['with an argument and a name in any case', '/Triage WRONG missing-scope', ['wrong missing-scope']],
    ['on its own line after a sentence', 'Thanks!\n/triage worked 2', ['worked 2']],
    ['with its argument in backticks', '/triage is `missing-scope`', ['is missing-scope']],
    ['with an issue number', '/triage not-duplicate #12', ['not-duplicate #12']],
    ['with Windows line endings', 'Yes.\r\n\r\n/triage stop\r\n', ['stop']],
    ['after a hard line break', 'Thanks!  \n/triage stop', ['stop']],
    ['after a line that ends with code', 'I ran `login`\n/triage stop', ['stop']],
    ['followed by a space written as an entity', '/triage stop&nbsp;', ['stop']],
    ['after an escaped command', '\\/triage wrong\n/triage stop', ['stop']],
    ['with classic Mac line endings', 'Yes.\r/triage stop', ['stop']],
    ['only once when repeated', '/triage stop\n/triage stop', ['stop']],
  ])('is read %s', (_, body, expected) => {
    expect(commands(body)).toEqual(expected)
  })

  test.each([
    ['inside a sentence', 'You can write /triage stop for that'],
    ['as the start of another word', '/triages stop'],
    ['in a code span', '`/triage stop`'],
    ['in fenced code', '```\n/triage stop\n```'],
    ['in indented code', 'So:\n\n    /triage stop'],
    ['in a quote', '> /triage stop'],
    ['in a lazy continuation of a quote', '> somebody said\n/triage stop'],
    ['in a list', '- /triage stop'],
    ['in an HTML comment', '<!--\n/triage stop\n-->'],
    ['in an HTML comment inside a paragraph', 'Well <!--\n/triage stop\n-->'],
    ['in folded HTML', '<details>\n\n/triage stop\n\n</details>'],
    ['escaped', '\\/triage stop'],
    ['escaped on a later line', 'Well:\n\\/triage stop'],
    ['with its slash written as an entity', '&#47;triage stop'],
    ['with its slash written as a named entity', '&sol;triage stop'],
    ['with a letter of `triage` written as an entity', '/tri&#97;ge stop'],
    ['with its space written as an entity', '/triage&#32;stop'],
    ['with a letter of its name written as an entity', '/triage st&#111;p'],
    ['with its argument written as an entity', '/triage not-duplicate &#35;12'],
    ['after a line break written as an entity', 'Write&#10;/triage stop'],
    ['in a link', '[/triage stop](https://example.com)'],
    ['on a later line of a link', '[write\n/triage stop](https://example.com)'],
    ['in the alternative text of an image', '![write\n/triage stop](https://example.com/a.png)'],
    ['on a later line of a code span', 'Write `please\n/triage stop`'],
    ['on a later line of emphasis', 'Write **please\n/triage stop**'],
    ['in an unclosed tilde fence', '~~~\n/triage stop'],
    ['in an unclosed HTML comment', '<!-- a\n\n/triage stop'],
    ['in preformatted HTML', '<pre>\n/triage stop\n</pre>'],
    ['in a quote nine levels deep', `${'> '.repeat(9)}/triage stop`],
    ['in a lazy continuation of a very long quote', `> a\n${'b\n'.repeat(400)}/triage stop`],
    ["below an email program's separator", 'Thanks.\n\n-----Original Message-----\n/triage stop'],
    ["below an email program's attribution line", 'Thanks.\n\nOn Mon, 3 Nov 2025, Ann Example wrote:\n\n/triage stop'],
  ])('is ignored %s', (_, body) => {
    expect(commands(body)).toEqual([])
  })

  test('is read after closed HTML', () => {
    expect(commands('<details>\n\n/triage stop\n\n</details>\n\n/triage help')).toEqual(['help'])
  })
})

test('takes the first few of 200 commands and counts the rest', () => {
  const body = Array.from({ length: 200 }, (_, at) => `/triage not-duplicate #${at + 1}`).join('\n')
  const { taken, left } = parseCommands(body)
  expect([taken.length, left, taken[0]?.argument]).toEqual([MAX_COMMANDS, 200 - MAX_COMMANDS, '#1'])
})

test('truncates a long argument, and reads a comment of the maximum size', () => {
  const body = `/triage wrong ${'x'.repeat(65_000)}`
  expect(parseCommands(body).taken[0]?.argument).toHaveLength(100)
})
