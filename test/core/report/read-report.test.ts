import { describe, expect, test } from 'vitest'
import { readReport } from '../../../src/core/report/read-report.ts'
import type { Report, Segment } from '../../../src/core/report/report.ts'

const read = (body: string, title = 'Title'): Report => readReport({ title, body, attachments: [] })
const inBody = (body: string): Segment[] => read(body).segments.filter(({ source }) => source === 'body')
const shape = (body: string): [string, number, string][] =>
  inBody(body).map(({ kind, line, text }) => [kind, line, text])
const lines = (...text: string[]): string => text.join('\n')

describe('readReport: kinds', () => {
  test('reads fences of any language and indented code as log, one segment per fence', () => {
    const body = lines('Before', '', '```json', '{"a": 1}', '```', '', '```', 'b', '', 'c', '```', '', '    indented')
    expect(shape(body)).toEqual([
      ['prose', 1, 'Before'],
      ['log', 4, '{"a": 1}'],
      ['log', 8, 'b\n\nc'],
      ['log', 13, 'indented'],
    ])
  })

  test('reads a fence inside a list or a quotation as log and the rest of the quotation as quote', () => {
    const body = lines('- step', '  ```', '  boom', '  ```', '', '> said', '> ```', '> bang', '> ```')
    expect(shape(body)).toEqual([
      ['prose', 1, 'step'],
      ['log', 3, 'boom'],
      ['quote', 6, 'said'],
      ['log', 8, 'bang'],
    ])
  })

  test('keeps link texts and inline code, drops link URLs, images and emphasis', () => {
    const body =
      'See [the docs](https://a.example/x) and `invalid_scope`, **now** <https://b.example/y> ![shot](c.png) https://c.example/z_z'
    expect(shape(body)).toEqual([
      ['prose', 1, 'See the docs and invalid_scope, now https://b.example/y  https://c.example/z_z'],
    ])
  })

  test('puts every table row on its own line', () => {
    expect(shape(lines('| key | value |', '|---|---|', '| Version | 2.1.3 |'))).toEqual([
      ['prose', 1, 'key | value\n\nVersion | 2.1.3'],
    ])
  })

  test('drops tags and comments, keeps the text of <details> and reads <pre> as log', () => {
    const body = lines(
      '<details><summary>Full log</summary>',
      '',
      'text',
      '',
      '<pre>',
      'one &lt;x&gt;',
      '',
      '# two',
      '</pre>',
      '</details>',
      '<!-- hidden',
      'still -->',
      'end',
    )
    expect(shape(body)).toEqual([
      ['prose', 1, 'Full log\n\ntext'],
      ['log', 6, 'one <x>\n\n# two'],
      ['prose', 13, 'end'],
    ])
  })

  test('reads blank lines and Markdown in an open <pre> as log', () => {
    expect(shape(lines('<details><pre>', 'one', '', '# two', '- three', '</pre></details>', '', 'end'))).toEqual([
      ['log', 2, 'one'],
      ['log', 4, '# two'],
      ['log', 5, '- three'],
      ['prose', 8, 'end'],
    ])
  })

  test('keeps a placeholder in angle brackets', () => {
    expect(shape('It says Bearer <token> and <url>.')).toEqual([['prose', 1, 'It says Bearer <token> and <url>.']])
  })

  test('does not read a log line in brackets as a link definition', () => {
    expect(shape('[claudeai-mcp]: unauthorized')[0]?.[2]).toBe('[claudeai-mcp]: unauthorized')
  })

  test("reads the lines after a prompt as the command's output", () => {
    expect(shape(lines('I ran', '', '$ claude mcp list', 'linear: failed', '', 'and stopped.'))).toEqual([
      ['prose', 1, 'I ran'],
      ['log', 3, '$ claude mcp list\nlinear: failed'],
      ['prose', 6, 'and stopped.'],
    ])
  })

  test('keeps Markdown characters in an unfenced log line', () => {
    expect(shape('Error: __init__ of *x* failed')).toEqual([['log', 1, 'Error: __init__ of *x* failed']])
  })

  test('reads both sides of a curl exchange as log', () => {
    expect(
      shape(lines('> POST /mcp HTTP/2', '> Host: mcp.example.net', '< HTTP/2 401', '< www-authenticate: Bearer')),
    ).toEqual([['log', 1, '> POST /mcp HTTP/2\n> Host: mcp.example.net\n< HTTP/2 401\n< www-authenticate: Bearer']])
  })

  test('reads an attachment as one log, even if it is Markdown', () => {
    const { segments } = readReport({
      title: '',
      body: null,
      attachments: [{ name: 'debug.md', text: '\ufeff# not a heading\r\n\r\n- x\r\n' }],
    })
    expect(segments).toEqual([
      { kind: 'log', source: 'debug.md', heading: null, line: 1, flattened: false, text: '# not a heading\n\n- x' },
    ])
  })

  test.each(['', '   \n\n ', '\u200b\u0000'])('finds nothing in %j', (body) => {
    expect(read(body, body)).toMatchObject({ segments: [], fields: [], secrets: [] })
  })
})

describe('readReport: title', () => {
  test.each([
    ['[BUG] OAuth fails', 'OAuth fails'],
    ['[Bug]: [Feature Request] x', 'x'],
    ['bug: login loops', 'login loops'],
    ['fix(auth): refresh', 'refresh'],
    ['[oauth] scope missing', '[oauth] scope missing'],
    ['Bugs in scope', 'Bugs in scope'],
  ])('reads %s as: %s', (title, text) => {
    expect(read('', title).segments).toEqual([
      { kind: 'title', source: 'title', heading: null, line: 1, flattened: false, text },
    ])
  })

  test('returns no segment for a title that is only a tag', () => {
    expect(read('', '[BUG]').segments).toEqual([])
  })
})

describe('readReport: secrets', () => {
  const TOKEN = `ghp_${'aB3dE5fG7h'.repeat(4)}`

  test('reports where a secret is and what kind of text it is in', () => {
    const report = readReport({
      title: `leak ${TOKEN}`,
      body: lines('Hi', '', '```', `t=${TOKEN}`, '```', '', `[link](https://a.example/?x=${TOKEN})`),
      attachments: [{ name: 'a.log', text: `\n${TOKEN}` }],
    })
    expect(JSON.stringify(report)).not.toContain(TOKEN)
    expect(report.secrets.map(({ segment, source, line, live }) => [segment, source, line, live])).toEqual([
      ['title', 'title', 1, true],
      ['log', 'body', 4, true],
      ['prose', 'body', 7, true],
      ['log', 'a.log', 2, true],
    ])
  })

  test.each([
    ['a comment', `${TOKEN.slice(0, 12)}<!-- x -->${TOKEN.slice(12)}`],
    ['emphasis', `${TOKEN.slice(0, 12)}<b></b>${TOKEN.slice(12)}`],
    ['an entity', TOKEN.replace('ghp_', '&#103;hp_')],
    ['a zero-width space', `${TOKEN.slice(0, 12)}\u200b${TOKEN.slice(12)}`],
    ['a colour code', `${TOKEN.slice(0, 12)}\u001b[31m${TOKEN.slice(12)}`],
  ])('redacts a secret split by %s', (_, text) => {
    const report = read(lines('one', '', text))
    expect(JSON.stringify(report)).not.toContain(TOKEN.slice(4))
    expect(report.secrets).toEqual([{ kind: 'github-token', segment: 'prose', source: 'body', line: 3, live: true }])
  })
})

describe("readReport: the reporter's comments", () => {
  const secret = `ghp_${'a1B2'.repeat(9)}`
  const report = readReport({
    title: 'Login fails',
    body: 'It fails.',
    attachments: [],
    comments: [
      { id: 7, createdAt: 5, body: `Here it is:\n\n\`\`\`\nMissing user:mcp_servers scope ${secret}\n\`\`\`` },
    ],
  })

  test('are read like the body, with their own source and lines', () => {
    const log = report.segments.find(({ kind }) => kind === 'log')
    expect(log).toMatchObject({ source: 'comment:7', line: 4 })
    expect(report.comments).toEqual([{ source: 'comment:7', writtenAt: 5 }])
  })

  test('are redacted, and their secrets are reported with source and line', () => {
    expect(JSON.stringify(report)).not.toContain(secret)
    expect(report.secrets).toEqual([expect.objectContaining({ source: 'comment:7', line: 4, live: true })])
  })
})
