import { expect, test } from 'vitest'
import { readJson } from '../../../src/entrypoints/web/json-body.ts'

const read = (text: string) => readJson(Buffer.from(text))

test.each([
  ['a text that looks like many values', JSON.stringify({ log: '[{"a":1},{"b":"\\\\"},'.repeat(50_000) })],
  ['a text that ends in a backslash', JSON.stringify([`${'\\'.repeat(20_001)}`, 'x'])],
  ['10,000 values', JSON.stringify(Array.from({ length: 10_000 }, () => 0))],
])('parses %s', async (_, text) => {
  expect(await read(text)).toEqual({ value: JSON.parse(text) })
})

test.each([
  ['lists', `[${'[],'.repeat(10_001)}[]]`],
  ['numbers', `[${'1,'.repeat(10_001)}1]`],
  ['objects', `[${'{"a":1},'.repeat(5_001)}1]`],
  ['nested lists', '['.repeat(10_001)],
  ['texts', `[${'"\\"",'.repeat(10_001)}1]`],
])('refuses too many %s without parsing', async (_, text) => {
  expect(await read(text)).toEqual({ why: 'The body has more than 10000 values.' })
})

test.each(['', '{', '"', '"\\', 'undefined'])('%j is not JSON', async (text) => {
  expect(await read(text)).toEqual({ why: 'The body is not JSON.' })
})
