import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { shippedPack } from '../../../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../../../src/adapters/pack-folder.ts'
import { loadPack } from '../../../src/core/signatures/load.ts'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'
import { signatureFile, twoSignatures } from '../../support/packs.ts'

/** Creates a pack with two signatures in the `client` folder. */
async function packFolder() {
  const place = await temporaryFolder(twoSignatures().map(({ path, text }) => ({ path: `client/${path}`, text })))
  const create = (...args: string[]) => runCommand('signatures', 'new', ...args, '--pack', place.folder)
  return { ...place, create }
}

test('writes a file that loads, with an example to replace', async () => {
  await using place = await packFolder()
  expect(await place.create('new-failure', '--pack-name', 'client')).toMatchObject({ code: 0, err: '' })
  const tested = await runCommand('signatures', 'test', '--pack', place.folder)
  expect(tested.code).toBe(1)
  expect(tested.err).toBe('')
  expect(tested.out).toContain('3 signatures, 6 examples, 1 failed')
  expect(tested.out).toContain('new-failure: still has REPLACE in')
})

test('names a sibling in the same folder', async () => {
  await using place = await packFolder()
  await place.create('new-failure', '--pack-name', 'client')
  expect(await readFile(join(place.folder, 'client/new-failure.yaml'), 'utf8')).toContain('id: lost-badge')
})

test('prints the path of the file and the next steps', async () => {
  await using place = await packFolder()
  const { out } = await place.create('new-failure', '--pack-name', 'mcp')
  expect(out).toContain(`written: ${join(place.folder, 'mcp/new-failure.yaml')}`)
  expect(out).toContain('signatures test --watch new-failure')
})

test('rejects an id that is used in any folder, and leaves its file alone', async () => {
  await using place = await packFolder()
  const refused = await place.create('lost-badge', '--pack-name', 'mcp')
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('already used by client/lost-badge.yaml') })
  expect(await readFile(join(place.folder, 'client/lost-badge.yaml'), 'utf8')).toBe(signatureFile('lost-badge').text)
})

test.each(['New-Failure', 'new_failure', '../../escape', 'new failure', `a${'-a'.repeat(30)}`])(
  'rejects the id %j',
  async (id) => {
    await using place = await packFolder()
    expect(await place.create(id)).toMatchObject({ code: 2, err: expect.stringContaining('cannot be a signature id') })
  },
)

test('rejects a folder that the pack does not have', async () => {
  await using place = await packFolder()
  const refused = await place.create('new-failure', '--pack-name', '../../elsewhere')
  expect(refused).toMatchObject({
    code: 2,
    err: expect.stringContaining('Its folders are: client, oauth, mcp, ci, registry'),
  })
})

test('knows every shipped pack, in the order of packs.yaml', async () => {
  const pack = loadPack(await readPackFolder(shippedPack()))
  const { out } = await runCommand('signatures', 'new', '--help')
  expect(out.replace(/\s+/g, ' ')).toContain(`subfolder of the pack: ${Object.keys(pack.packs).join(', ')}`)
  expect([...new Set(pack.folders.values())].sort()).toEqual(Object.keys(pack.packs).sort())
})

test.each([
  ['database', 'mariadb'],
  ['ci', 'configure-aws-credentials'],
  ['oauth', 'claude-code'],
])('starts a signature of the pack %s with a product of its ecosystem', async (packName, product) => {
  await using place = await packFolder()
  await place.create('new-failure', '--pack-name', packName)
  const text = await readFile(join(place.folder, packName, 'new-failure.yaml'), 'utf8')
  expect(parse(text)).toMatchObject({ products: [product], checklist: [{ when: { product: [product] } }, {}] })
})
