import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { renderFixPatch } from '../../../src/core/fixes/fix-patch.ts'
import { temporaryFolder } from '../../support/command-line.ts'

const ENTRY = { product: 'codex', version: '1.2', source: 'https://example.com/r' }
const PATH = 'signatures/oauth/lost-badge.yaml'
const HEAD = 'id: lost-badge\nfalse-signals:\n  - none known yet\n'
const TAIL = 'examples:\n  - name: one\n    report: |\n      fixed-in: nothing\n'
const OTHER = { product: 'cursor', version: '2.0.1', source: 'https://example.com/o' }

/** The `fixed-in` of the file after git has applied the patch; the rest of the file must be unchanged. */
async function applied(text: string): Promise<unknown> {
  await using place = await temporaryFolder()
  const file = join(place.folder, PATH)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  const patch = renderFixPatch({ path: PATH, text }, ENTRY)
  execFileSync('git', ['apply', '-'], { cwd: place.folder, input: patch ?? '' })
  const { 'fixed-in': fixes, ...rest } = parse(readFileSync(file, 'utf8'))
  const { 'fixed-in': _, ...before } = parse(text)
  expect(rest).toEqual(before)
  return fixes
}

describe('the patch of a signature', () => {
  test('adds the list where the form has it', async () => {
    expect(await applied(`${HEAD}${TAIL}`)).toEqual([ENTRY])
  })

  test('adds an entry to the list, in either notation', async () => {
    const block = 'fixed-in:\n  - product: cursor\n    version: 2.0.1\n    source: https://example.com/o\n'
    expect(await applied(`${HEAD}${block}${TAIL}`)).toEqual([OTHER, ENTRY])
    const flow = "fixed-in:\n  - { product: cursor, version: '2.0.1', source: 'https://example.com/o' }\n"
    expect(await applied(`${HEAD}${flow}${TAIL}`)).toEqual([OTHER, ENTRY])
    expect(await applied(`${HEAD}${TAIL}${flow}`)).toEqual([OTHER, ENTRY])
  })

  test('replaces an empty list', async () => {
    expect(await applied(`${HEAD}fixed-in: []\n${TAIL}`)).toEqual([ENTRY])
  })

  test('keeps a version that looks like a number a text', () => {
    expect(renderFixPatch({ path: PATH, text: `${HEAD}${TAIL}` }, ENTRY)).toContain('+    version: "1.2"\n')
  })

  test('is not offered for a version that the file names already, or without a place for it', () => {
    const known = 'fixed-in:\n  - { product: codex, version: "1.2", source: "https://example.com/o" }\n'
    expect(renderFixPatch({ path: PATH, text: `${HEAD}${known}${TAIL}` }, ENTRY)).toBeNull()
    expect(renderFixPatch({ path: PATH, text: HEAD }, ENTRY)).toBeNull()
  })
})
