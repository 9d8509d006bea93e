import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { shippedPack } from '../../../src/adapters/config/shipped-pack.ts'
import { openStore } from '../../../src/adapters/store/open.ts'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'

const LINE = '[claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)'
const REPOSITORY = { owner: 'Acme', repo: 'desktop' }
const report = (number: number, author: string) => ({
  number,
  title: 'No tools in Cowork',
  body: `The connectors show no tools in Cowork, version 1.2.1.\n\n\`\`\`\n${LINE}\n\`\`\`\n`,
  author: { login: author },
})

let folder: Awaited<ReturnType<typeof temporaryFolder>>
const path = () => join(folder.folder, 'store.sqlite')

beforeEach(async () => {
  const reports = JSON.stringify([report(11, 'ann'), report(12, 'bob')])
  folder = await temporaryFolder([{ path: 'reports.json', text: reports }])
  vi.stubEnv('STORE_PATH', path())
  await runCommand('index', join(folder.folder, 'reports.json'), '--repo', 'Acme/desktop')
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await folder[Symbol.asyncDispose]()
})

const url = 'https://github.com/Acme/desktop/releases/tag/v1.2.3'

/** A release names #11, and these people say that it works. */
async function claim(...people: readonly string[]): Promise<void> {
  const { store } = await openStore({ path: path() })
  const at = Date.UTC(2026, 10, 18)
  const released = { kind: 'released', version: '1.2.3', who: null, comment: null, url, at } as const
  await store.keepFixSignals({ ...REPOSITORY, number: 11 }, 'release-7', [released])
  for (const who of people) {
    const said = { kind: 'works', version: '1.2.3', who, comment: 1, url: null, at: at + 1 } as const
    await store.keepFixSignals({ ...REPOSITORY, number: 11 }, `said-${who}`, [said])
  }
  await store.close()
}

describe('fixes', () => {
  test('changes nothing in the store, not even the numbers of clusters', async () => {
    const database = new DatabaseSync(path())
    database.exec('DELETE FROM cluster_ids')
    await claim('ann', 'bob')
    await runCommand('fixes', 'Acme/desktop')
    expect(database.prepare('SELECT count(*) AS rows FROM cluster_ids').get()).toEqual({ rows: 0 })
    database.close()
  })

  test('says that nothing is claimed', async () => {
    expect(await runCommand('fixes', 'acme/desktop')).toMatchObject({ code: 0, out: 'No fix is claimed.' })
  })

  test('prints the ledger of each cluster, and no patch before a fix is supported', async () => {
    await claim('ann')
    expect((await runCommand('fixes', 'acme/desktop')).out).toBe(
      '#11 (cluster 1, missing-scope): claimed: 1.2.3, by a release on 2026-11-18; works for 1, still fails for 0',
    )
    expect((await runCommand('fixes', 'acme/desktop', '--patch')).out).toBe('')
  })

  test('prints a supported fix as a patch that git applies to the signature', async () => {
    await claim('ann', 'bob')
    const { out } = await runCommand('fixes', 'acme/desktop')
    expect(out).toContain('supported: 1.2.3, by a release on 2026-11-18; works for 2, still fails for 0')
    expect(out).toContain('--- a/signatures/oauth/missing-scope.yaml')
    const file = join(folder.folder, 'signatures/oauth/missing-scope.yaml')
    cpSync(join(shippedPack(), 'oauth/missing-scope.yaml'), file)
    const patch = (await runCommand('fixes', 'acme/desktop', '--patch')).out
    execFileSync('git', ['apply', '-'], { cwd: folder.folder, input: `${patch}\n` })
    expect(parse(readFileSync(file, 'utf8'))['fixed-in']).toContainEqual({
      product: 'cowork',
      version: '1.2.3',
      source: url,
    })
  })

  test('prints one JSON document', async () => {
    await claim('ann')
    expect(JSON.parse((await runCommand('fixes', 'acme/desktop', '--json')).out)).toMatchObject([
      { cluster: 1, issue: 11, reports: [11, 12], state: 'claimed', claim: { version: '1.2.3', url }, patch: null },
    ])
  })

  test('needs a repository', async () => {
    expect((await runCommand('fixes', 'acme')).code).toBe(2)
  })
})
