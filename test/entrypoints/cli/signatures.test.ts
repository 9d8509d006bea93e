import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'
import { twoSignatures } from '../../support/packs.ts'

async function packFolder(...files: ReturnType<typeof twoSignatures>) {
  const place = await temporaryFolder(files.map(({ path, text }) => ({ path: `client/${path}`, text })))
  return { ...place, run: (...args: string[]) => runCommand('signatures', ...args, '--pack', place.folder) }
}

const SHIPPED_IDS = ['missing-scope', 'invalid-scope', 'stale-session', 'stale-catalogue', 'compaction-auth-loss']

describe('signatures list', () => {
  test('prints a line for every signature of the shipped pack', async () => {
    const { code, out, err } = await runCommand('signatures', 'list')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const id of SHIPPED_IDS) expect(out).toMatch(new RegExp(`^${id} +stable {8}\\S`, 'm'))
  })

  test('prints one JSON document', async () => {
    await using place = await packFolder(...twoSignatures({ title: 'The badge is lost' }))
    const { out } = await place.run('list', '--json')
    expect(JSON.parse(out)).toEqual([
      { id: 'lost-badge', status: 'stable', since: 1, title: 'The badge is lost', label: 'auth: lost badge' },
      { id: 'torn-ticket', status: 'stable', since: 1, title: 'The torn ticket', label: 'auth: torn ticket' },
    ])
  })

  test('fails with 1 for a broken pack, and names the file and the problem', async () => {
    await using place = await packFolder(...twoSignatures({ status: 'splendid' }))
    const { code, out, err } = await place.run('list')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/client\/lost-badge\.yaml:\d+.*status/)
  })

  test('fails with 1 for a missing folder', async () => {
    await using place = await packFolder()
    const { code, err } = await runCommand('signatures', 'list', '--pack', join(place.folder, 'nowhere'))
    expect(code).toBe(1)
    expect(err).toContain('Check that the folder exists')
  })
})

describe('signatures show', () => {
  test.each([
    ['YAML', [], (text: string) => parse(text)],
    ['JSON', ['--json'], (text: string) => JSON.parse(text)],
  ] as const)('prints the whole signature as %s', async (_, args, read) => {
    const { code, out } = await runCommand('signatures', 'show', 'missing-scope', ...args)
    expect(code).toBe(0)
    expect(read(out)).toMatchObject({ id: 'missing-scope', label: 'auth: missing scope', evidence: expect.any(Array) })
  })

  test('exits with 2 for an unknown id', async () => {
    const { code, out, err } = await runCommand('signatures', 'show', 'no-such-thing')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toBe('There is no signature no-such-thing.\n`auth-triage signatures list` prints all signatures.')
  })
})
