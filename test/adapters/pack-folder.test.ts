import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readPackFolder } from '../../src/adapters/pack-folder.ts'
import { TriageError } from '../../src/core/errors.ts'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pack-'))
})

afterEach(() => rm(folder, { recursive: true }))

test('reads the YAML files in all folders, with paths relative to the pack, in a stable order', async () => {
  await mkdir(join(folder, 'oauth', 'deep.yaml'), { recursive: true })
  const files = ['words.yaml', 'oauth/b.yml', 'oauth/a.yaml', 'oauth/deep.yaml/c.yaml']
  for (const file of [...files, 'README.md', 'schema.json']) await writeFile(join(folder, file), `text of ${file}`)
  expect(await readPackFolder(folder)).toEqual(files.toSorted().map((path) => ({ path, text: `text of ${path}` })))
})

test('returns an empty pack for an empty folder', async () => {
  expect(await readPackFolder(folder)).toEqual([])
})

test('names the missing folder in the error and keeps the cause', async () => {
  const missing = join(folder, 'nowhere')
  const error: unknown = await readPackFolder(missing).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(TriageError)
  expect(error).toMatchObject({
    code: 'unreadable-file',
    hint: expect.stringContaining('exists'),
    cause: { code: 'ENOENT' },
  })
  expect((error as TriageError).message).toContain(missing)
})
