import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'
import { twoSignatures } from '../../support/packs.ts'

async function written() {
  const place = await temporaryFolder(twoSignatures().map(({ path, text }) => ({ path: `pack/${path}`, text })))
  const [pack, out] = [join(place.folder, 'pack'), join(place.folder, 'docs/signatures')]
  const docs = (...options: string[]) => runCommand('signatures', 'docs', '--pack', pack, '--out', out, ...options)
  return { ...place, pack, out, docs, first: await docs() }
}

test('writes a page for every signature, and the index', async () => {
  await using place = await written()
  expect(place.first).toMatchObject({ code: 0, err: '' })
  expect((await readdir(place.out)).sort()).toEqual(['README.md', 'lost-badge.md', 'torn-ticket.md'])
  expect(await readFile(join(place.out, 'lost-badge.md'), 'utf8')).toContain('# The lost badge\n')
})

test('a second run changes nothing', async () => {
  await using place = await written()
  expect((await place.docs()).out).toBe('3 pages, 0 changed')
})

test('--check succeeds if the pages are up to date', async () => {
  await using place = await written()
  expect(await place.docs('--check')).toMatchObject({ code: 0, out: '3 pages, 0 changed' })
})

test('--check names a page that was edited by hand, and leaves it alone', async () => {
  await using place = await written()
  await writeFile(join(place.out, 'lost-badge.md'), 'mine')
  const page = join(place.out, 'lost-badge.md')
  expect(await place.docs('--check')).toMatchObject({ code: 1, out: expect.stringContaining(`out of date: ${page}`) })
  expect(await readFile(join(place.out, 'lost-badge.md'), 'utf8')).toBe('mine')
})

test('removes a page whose signature is gone', async () => {
  await using place = await written()
  const gone = join(place.out, 'gone.md')
  await writeFile(gone, await readFile(join(place.out, 'lost-badge.md')))
  expect(await place.docs('--check')).toMatchObject({ code: 1, out: expect.stringContaining(`superfluous: ${gone}`) })
  expect(await place.docs()).toMatchObject({ code: 0, out: expect.stringContaining(`removed: ${gone}`) })
  expect(await readdir(place.out)).not.toContain('gone.md')
})

test('leaves a handwritten page alone', async () => {
  await using place = await written()
  await writeFile(join(place.out, 'how-to.md'), '# By hand\n')
  expect((await place.docs()).out).toBe('3 pages, 0 changed')
  expect(await readdir(place.out)).toContain('how-to.md')
})

test('--check counts all pages of a missing folder', async () => {
  await using place = await written()
  await rm(place.out, { recursive: true })
  expect(await place.docs('--check')).toMatchObject({ code: 1, out: expect.stringContaining('3 pages, 3 changed') })
})
