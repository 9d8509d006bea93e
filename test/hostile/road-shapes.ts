/** Texts that are hard to parse, such as a repeated piece or a start without an end. */
import { LIVE_MARKDOWN } from './live-markdown.ts'

export interface Shape {
  readonly name: string
  /** @returns a text of `size` characters */
  readonly text: (size: number) => string
}

const HARD = [
  ...[
    'ghp_eyJ_',
    '-eyJ',
    '> a\nb\n',
    '>',
    '*a**a_',
    '<!--',
    '<?',
    '<!A ',
    '<![CDATA[',
    '- ',
    '- a\n',
    '> - ',
    '[',
    '[a](',
    '![',
    '[^a]',
  ],
  ...[
    '**a*b_',
    '~~a ',
    '` ',
    '<a ',
    '<pre>\n\n',
    '|a',
    '# a\n',
    '### A b? ',
    '```a b ',
    ' - [x] ',
    '&#10;',
    '\n',
    'Error: a\n',
    '.',
    ' ',
    '😀',
  ],
  ...[
    '{"a":',
    '[[',
    '"',
    '\\"',
    '1.1.1',
    'a@b.',
    'https://',
    '/triage ',
    '#1 ',
    '-----BEGIN ',
    'code=A',
    'cookie: a=',
    '    at f (a.js:1:2)\n',
  ],
]

/** Texts whose start or end changes how the rest is parsed. */
const FRAMES: readonly (readonly [string, (fill: (size: number) => string, size: number) => string])[] = [
  ['lazy lines after a quote', (_, size) => cut(`> a\n${'b\n'.repeat(size)}`, size)],
  [
    'lists nested by indentation',
    (_, size) => cut(Array.from({ length: 250 }, (_, n) => `${' '.repeat(n * 2)}- a`).join('\n'), size),
  ],
  [
    'a table with many columns',
    (_, size) => cut(`|${'a|'.repeat(5_000)}\n|${'-|'.repeat(5_000)}\n${'|a\n'.repeat(size)}`, size),
  ],
  ['a string of spaces in JSON lines', (_, size) => `{"a":"${' '.repeat(Math.max(0, size - 30))}b"}\n{"a":1}\n{"b":2}`],
  ['one line that repeats one letter', (_, size) => 'a'.repeat(size)],
  [
    'backtick runs of every length',
    (_, size) => cut(Array.from({ length: 700 }, (_, n) => '`'.repeat(n + 1)).join(' '), size),
  ],
]

const cut = (text: string, size: number) => text.padEnd(size, 'x').slice(0, size)
const fill = (piece: string) => (size: number) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size)

export const SHAPES: readonly Shape[] = [
  ...[...new Set([...HARD, ...LIVE_MARKDOWN])].map((piece) => ({ name: JSON.stringify(piece), text: fill(piece) })),
  ...FRAMES.map(([name, make]) => ({ name, text: (size: number) => make(fill('a'), size) })),
]
