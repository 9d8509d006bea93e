import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openMemory } from '../../../src/entrypoints/action/memory.ts'
import { temporaryFolder } from '../../support/command-line.ts'

test.each([
  ['prose', '', 'is not an SQLite database'],
  ['a log without its store', '-wal', 'is incomplete'],
])('replaces a saved state that is %s, and warns', async (_, end, says) => {
  await using place = await temporaryFolder()
  const path = join(place.folder, 'state.sqlite')
  await writeFile(`${path}${end}`, 'hello, this is prose\n'.repeat(100))
  const warned: string[] = []
  const store = await openMemory(path, (text) => void warned.push(text))
  expect(await store.decisions({ owner: 'acme', repo: 'app', number: 1 })).toEqual([])
  await store.close()
  expect(warned).toEqual([expect.stringContaining(says)])
})

test('rejects a folder in place of the saved state, and leaves it alone', async () => {
  await using place = await temporaryFolder()
  const path = join(place.folder, 'state')
  await mkdir(path)
  await expect(openMemory(path, () => undefined)).rejects.toMatchObject({
    code: 'store-unreadable',
    message: `The store ${path} is a folder.`,
  })
  expect((await stat(path)).isDirectory()).toBe(true)
})
