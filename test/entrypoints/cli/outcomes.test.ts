import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { openStore } from '../../../src/adapters/store/open.ts'
import { outcomeOf } from '../../adapters/store/contract-outcomes.ts'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'

const LINE = 'error="invalid_token", error_description="The audience is wrong @octocat"'
const REPORT = { id: '#11', title: 'Every call is refused', body: `It fails.\n\n\`\`\`\n${LINE}\n\`\`\`\n` }

let folder: Awaited<ReturnType<typeof temporaryFolder>>
const path = () => join(folder.folder, 'store.sqlite')

beforeEach(async () => {
  folder = await temporaryFolder([{ path: 'reports.jsonl', text: JSON.stringify(REPORT) }])
  vi.stubEnv('STORE_PATH', path())
  await runCommand('index', join(folder.folder, 'reports.jsonl'), '--repo', 'Acme/desktop')
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await folder[Symbol.asyncDispose]()
})

async function keep(...outcomes: readonly ReturnType<typeof outcomeOf>[]): Promise<void> {
  const { store } = await openStore({ path: path() })
  for (const outcome of outcomes) await store.keepOutcome(outcome)
  await store.close()
}

describe('outcomes', () => {
  test('says that nothing has been read yet', async () => {
    expect(await runCommand('outcomes', 'acme/desktop')).toMatchObject({ code: 0, out: 'No thread has been read yet.' })
  })

  test('counts by signature, says the bias aloud, and prints contradicted answers as tests', async () => {
    await keep(
      outcomeOf(11, { grade: 'contradicted', cause: 'token-validation-failure', who: 'ben' }),
      outcomeOf(12, { grade: 'confirmed', who: 'cat' }),
    )
    const { out } = await runCommand('outcomes', 'acme/desktop')
    expect(out).toContain('missing-scope: 2 read, 1 confirmed, 1 contradicted')
    expect(out).toContain('these counts are not the accuracy')
    expect(out).toContain('# Acme/desktop#11: answered missing-scope; ben says token-validation-failure')
    const [example] = parse(out.slice(out.indexOf('- name:')))
    expect(example).toMatchObject({ expect: { signature: 'token-validation-failure' } })
    expect(example.report).toContain('invalid_token')
  })

  test('prints one JSON document', async () => {
    await keep(outcomeOf(11, { grade: 'contradicted', cause: 'token-validation-failure' }))
    expect(JSON.parse((await runCommand('outcomes', 'acme/desktop', '--json')).out)).toMatchObject({
      signatures: [{ signature: 'missing-scope', read: 1, contradicted: 1 }],
      contradicted: [{ issue: 'Acme/desktop#11', cause: 'token-validation-failure', who: null }],
    })
  })

  test('needs a repository', async () => {
    expect((await runCommand('outcomes', 'acme')).code).toBe(2)
  })
})

test('feedback shows how threads ended, with the bias', async () => {
  await keep(outcomeOf(11, { grade: 'confirmed' }))
  const { endings, bias } = JSON.parse((await runCommand('feedback', '--json')).out)
  expect(endings).toEqual([{ signature: 'missing-scope', read: 1, confirmed: 1, contradicted: 0 }])
  expect(bias).toContain('not the accuracy')
})

test('eval-endings prints figures and the endings that were read wrong', async () => {
  const ending = { answer: 'missing-scope', comments: [{ by: 'reporter', body: 'Fixed.' }] }
  const lines = [
    { ...ending, id: 'a', expected: 'no-evidence' },
    { ...ending, id: 'b', kind: 'thanks', expected: 'confirmed' },
  ]
  await using place = await temporaryFolder([
    { path: 'endings.jsonl', text: lines.map((it) => JSON.stringify(it)).join('\n') },
  ])
  const { out } = await runCommand('eval-endings', join(place.folder, 'endings.jsonl'))
  expect(out).toContain('graded     0, 100.0 % right')
  expect(out).toContain('b (thanks): expected confirmed, read no-evidence')
  const { out: json } = await runCommand('eval-endings', join(place.folder, 'endings.jsonl'), '--json')
  expect(JSON.parse(json)).toMatchObject({ endings: 2, graded: 0, recall: 0, overread: 0 })
})
