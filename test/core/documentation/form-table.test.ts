import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { insertFormTable } from '../../../src/core/documentation/form-table.ts'

const BEGIN = '<!-- form: begin (generated from src/core/signatures/schema.ts) -->'
const END = '<!-- form: end -->'

test('puts the table between the markers and keeps the rest', () => {
  const page = insertFormTable(`before\n${BEGIN}\nyesterday\n${END}\nafter\n`)
  expect(page).toMatch(/^before\n<!-- form: begin/)
  expect(page).toMatch(/<!-- form: end -->\nafter\n$/)
  expect(page).not.toContain('yesterday')
  expect(page).toContain('| `evidence[].near.within` | yes | Width of the window in words. |')
})

test('is idempotent', () => {
  const page = insertFormTable(`${BEGIN}\n${END}`)
  expect(insertFormTable(page)).toBe(page)
})

test.each(['', BEGIN, `${END}${BEGIN}`])('throws for a page without both markers in order: %j', (page) => {
  expect(() => insertFormTable(page)).toThrow(RangeError)
})

test("the table in the authors' guide is up to date", async () => {
  const guide = await readFile(new URL('../../../signatures/README.md', import.meta.url), 'utf8')
  expect(insertFormTable(guide)).toBe(guide)
})
