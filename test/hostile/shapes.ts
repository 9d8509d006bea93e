/**
 * Creates hostile texts of any size. A shape is a way to combine pieces: one piece repeated, one piece on every line,
 * starts before ends, or a run between two other pieces. A shape always produces the same text for the same size.
 */
import { generator, type Random } from '../support/generator.ts'
import { MARKDOWN, SECRETS, TEXT } from './atoms.ts'

export interface Shape {
  /** The quoted piece, and how it is combined. */
  readonly name: string
  /** @param size the number of UTF-16 code units */
  readonly text: (size: number) => string
}

type Arrangement = (atom: string, size: number) => string

/** More repetitions would exceed the maximum number of syntax characters in one block. */
const MAX_MARKS = 290

/** Ways to fill a text with a piece. Each way makes some parser read the same text repeatedly. */
const ARRANGEMENTS: Readonly<Record<string, Arrangement>> = {
  'on every line': (atom, size) => fill(`${atom}\n`, size),
  'between letters': (atom, size) => `x${fill(atom, size - 2)}x`,
  'among words': (atom, size) => fill(`${atom} a `, size),
  'in paragraphs': (atom, size) => fill(`${fill(atom, 2 * MAX_MARKS)}\n\n`, size),
  'before a word': (atom, size) => fill(atom, size >> 1) + fill('a', size >> 1),
  'before blanks': (atom, size) => `${fill(atom, size >> 1)}${fill(' ', size >> 1)}x`,
  'before lines': (atom, size) =>
    fill(`${atom} `, Math.min(MAX_MARKS * atom.length, size >> 1)) + fill('a\n', size >> 1),
  'before escapes': (atom, size) =>
    fill(`${atom} `, Math.min(MAX_MARKS * atom.length, size >> 1)) + fill('\\*', size >> 1),
  'behind escapes': (atom, size) =>
    fill('\\*', size >> 1) + fill(` ${atom}`, Math.min(MAX_MARKS * atom.length, size >> 1)),
  'before its mirror': (atom, size) => fill(atom, size >> 1) + fill([...atom].reverse().join(''), size >> 1),
  'in a quotation': (atom, size) => fill(`> ${atom}\n`, size),
  'in a list': (atom, size) => fill(`- ${atom}\n`, size),
  'in one item': (atom, size) => `- a\n${fill(`  ${atom}\n`, size - 4)}`,
  'in headings': (atom, size) => fill(`# ${atom}\n`, size),
  'in a table': (atom, size) => `|a|\n|-|\n${fill(`|${atom}\n`, size - 8)}`,
  'on one line of headings': (atom, size) => `### A b ${fill(`${atom} `, size - 8)}`,
}

/** A long run between a start that makes a pattern read the run and an end that makes the pattern fail. */
const FRAMED: readonly (readonly [before: string, run: string, after: string])[] = [
  ['?code=', 'A', 'a'],
  ['?code=', 'a.', '!'],
  ['cookie: a=', 'x', '"'],
  ['cookie: ', '$', 'x'],
  ['authorization: bearer ', 'aA', '!'],
  ['basic ', 'Ojo6', '/w=='],
  ['token: "', 'a ', ''],
  ['password: ', '<a ', ''],
  ['eyJaaaaaaaa.', '-eyJ', ''],
  ['eyJaaaaaaaa.', '.', 'eyJ'],
  ['-----BEGIN PRIVATE KEY-----', 'A', '-----END'],
  ['-----BEGIN PRIVATE KEY-----', '- ', ''],
  ['"private_key": "-----BEGIN ', '\\n', ''],
  ['https://a.net/mcp/', 'a1/', '.'],
  ['[', 'A', '] x'],
  ['[A', 'a ', 'Error] x'],
  ['at a(', ':', ':1'],
  ['at a(', '1:', ')'],
  ['GET /', 'a', ' x'],
  ['a', '.', 'a'],
  ['a ', ' ', 'a'],
  ['a', ' /', ' a'],
  ['a', '(optional)', '(a)'],
  ['a', '_', 'a'],
  ['pre', 'w', ' x'],
  ['| a', '\\|', '|\n|-|\n'],
  ['<!--', '<!--', '\n\n-->'],
  ['<a ', 'b="c" ', ''],
  ['<a b="', "<a b='", ''],
  ['[a](', '(', ')'],
  ['[a](b "', '\\"', ''],
  ['![', '![a](b)', '](c)'],
  ['```', '`a', '\n'],
  ['> ', '> ', 'a\nb'],
  ['- ', '\n', 'a'],
  ['1. a\n', '   1. a\n', '\n\nb'],
]

/** Characters that are repeated in runs of increasing length, so that no run closes another run. */
const GROWING: readonly string[] = ['`', '~', '*', '_', '[', '>', '#', '-', ' ', '\t', '|', '&', '\\', '.', '😀']

/** Lines that are each repeated, with every copy indented deeper than the previous one. */
const STAIRS: readonly string[] = ['- a', '> a', '1. a', '> - a', '<div>', '```', '|a|', 'a', '{"a":']

export const SHAPES: readonly Shape[] = [
  ...unique([...MARKDOWN, ...TEXT, ...SECRETS]).map((atom) => shape(atom, 'repeated', fill)),
  ...arranged(unique([...MARKDOWN, ...TEXT])),
  ...FRAMED.map(([before, run, after]) => framed(before, run, after)),
  ...GROWING.map((mark) => shape(mark, 'in runs of every length', growing)),
  ...STAIRS.map((line) => shape(line, 'deeper on every line', stairs)),
]

/** @returns shapes made of two or three random pieces; the same seed gives the same shapes */
export function mixedShapes(count: number, seed: number): readonly Shape[] {
  const random = generator(seed)
  const atoms = unique([...MARKDOWN, ...TEXT, ...SECRETS])
  return Array.from({ length: count }, () => {
    const pieces = Array.from(
      { length: 2 + random(2) },
      () => pick(atoms, random) + pick(['', '', ' ', '\n', 'a'], random),
    )
    return random(2) === 0 ? shape(pieces.join(''), 'repeated', fill) : inSequence(pieces)
  })
}

export function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[random(items.length)] as Item
}

function shape(atom: string, how: string, arrange: Arrangement): Shape {
  return { name: `${JSON.stringify(atom)} ${how}`, text: (size) => arrange(atom, size) }
}

/** Combines each piece with one arrangement, such that each arrangement gets pieces of every kind. */
function arranged(atoms: readonly string[]): readonly Shape[] {
  const arrangements = Object.entries(ARRANGEMENTS)
  return atoms.map((atom, index) => {
    const [how, arrange] = arrangements[index % arrangements.length] as [string, Arrangement]
    return shape(atom, how, arrange)
  })
}

function framed(before: string, run: string, after: string): Shape {
  const text = (size: number) => before + fill(run, size - before.length - after.length) + after
  return { name: `${JSON.stringify(run)} between ${JSON.stringify(before)} and ${JSON.stringify(after)}`, text }
}

/** Repeats each piece many times, one piece after the other. */
function inSequence(pieces: readonly string[]): Shape {
  const text = (size: number) => pieces.map((piece) => fill(piece, Math.floor(size / pieces.length))).join('')
  return { name: `${pieces.map((piece) => JSON.stringify(piece)).join(', then ')}`, text }
}

function growing(mark: string, size: number): string {
  const runs: string[] = []
  for (let length = 1, left = size; left > 0; left -= length * mark.length + 1) runs.push(mark.repeat(length++))
  return runs.join('a').slice(0, size)
}

function stairs(line: string, size: number): string {
  const lines: string[] = []
  for (let depth = 0, left = size; left > 0; left -= line.length + depth + 1) lines.push(' '.repeat(depth++) + line)
  return lines.join('\n').slice(0, size)
}

function fill(piece: string, size: number): string {
  return piece.repeat(Math.ceil(Math.max(0, size) / piece.length)).slice(0, Math.max(0, size))
}

function unique<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Set(items)]
}
