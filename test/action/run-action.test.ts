import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { runAction } from '../../src/action/run-action.ts'
import type { ActionSettings } from '../../src/config/action-environment.ts'
import { createMemoryGitHub, type MemoryGitHub } from '../../src/github/memory-github.ts'
import type { IssueRef } from '../../src/issue-ref.ts'
import { temporaryFolder } from '../helpers/command-line.ts'
import { INVALID_SCOPE, MISSING_SCOPE, reportFor } from '../helpers/local-world.ts'

let folder: string
let github: MemoryGitHub
let ref: IssueRef

beforeEach(async () => {
  const place = await temporaryFolder()
  folder = place.folder
  github = createMemoryGitHub(Date.now)
  ref = github.openIssue({ owner: 'acme', repo: 'gateway', ...reportFor(MISSING_SCOPE) })
  return () => place[Symbol.asyncDispose]()
})

/** Runs the Action as GitHub would on an event of the issue; what it printed and its summary. */
async function run(settings: Partial<ActionSettings> = {}) {
  const eventPath = join(folder, 'event.json')
  const summaryPath = join(folder, 'summary.md')
  const repository = { name: ref.repo, owner: { login: ref.owner } }
  const event = {
    action: 'opened',
    repository,
    issue: { number: ref.number, user: { type: 'User' } },
    sender: { type: 'User' },
  }
  await writeFile(eventPath, JSON.stringify(event))
  const lines: string[] = []
  await runAction(
    {
      ...{
        token: 'unused',
        mode: 'comment',
        statePath: join(folder, 'state/state.sqlite'),
        apiUrl: 'https://api.github.com',
      },
      ...{ eventName: 'issues', eventPath, runId: '7', summaryPath, ...settings },
    },
    { print: (line) => lines.push(line), github },
  )
  return { lines, summary: await readFile(summaryPath, 'utf8').catch(() => '') }
}

async function ownComments() {
  return (await github.listComments(ref)).filter(({ own }) => own)
}

describe('the Action', () => {
  test('labels the issue, answers it, and says so in the summary', async () => {
    const { lines, summary } = await run()
    expect(await github.readIssue(ref)).toMatchObject({ labels: [MISSING_SCOPE] })
    expect(await ownComments()).toHaveLength(1)
    expect(lines).toEqual(['Decision: assert (sure).'])
    expect(summary).toContain(`- label \`${MISSING_SCOPE}\` added\n- comment written\n`)
  })

  test('run again writes nothing', async () => {
    await run()
    const writes = github.writes.length
    await run()
    expect(github.writes).toHaveLength(writes)
  })

  test('as a dry run writes nothing to GitHub and the whole comment into the summary', async () => {
    const { summary } = await run({ mode: 'dry-run' })
    expect(github.writes).toEqual([])
    expect(summary).toContain('(dry run, nothing was written)')
    expect(summary).toContain('The token lacks a scope that the server needs')
    expect(summary).not.toContain('<!--')
  })

  test('as a dry run leaves no memory of a comment that was not written', async () => {
    await run({ mode: 'dry-run' })
    await run()
    expect(await ownComments()).toHaveLength(1)
  })

  test('is a dry run where the settings of the repository say so', async () => {
    github.writeFile(ref, '.github/auth-triage.yml', 'mode: dry-run\n')
    const { summary } = await run()
    expect(github.writes).toEqual([])
    expect(summary).toContain('The token lacks a scope that the server needs')
  })

  test('warns of settings that are wrong, and writes nothing, as the bot does then', async () => {
    github.writeFile(ref, '.github/auth-triage.yml', 'moods: loud\n')
    const { lines } = await run()
    expect(lines[0]).toMatch(/^::warning title=auth-triage::.*moods/)
    expect(github.writes).toEqual([])
  })

  test('on an event that it does not use reads nothing', async () => {
    expect(await run({ eventName: 'push' })).toEqual({ lines: ['Nothing to do on this event.'], summary: '' })
  })

  test('says why it left an issue alone', async () => {
    github.as('person').delete(ref)
    expect((await run()).summary).toContain('Left alone: deleted.')
  })
})

describe('a comment that a person deleted', () => {
  async function deleteAndEdit(): Promise<void> {
    for (const { id } of await ownComments()) github.as('person').deleteComment(ref, id)
    github.as('person').edit(ref, reportFor(INVALID_SCOPE))
  }

  test('is not written again', async () => {
    await run()
    await deleteAndEdit()
    await run()
    expect(await ownComments()).toEqual([])
    expect(await github.readIssue(ref)).toMatchObject({ labels: [INVALID_SCOPE] })
  })

  test('is not written again when the cache was lost', async () => {
    await run()
    await deleteAndEdit()
    await run({ statePath: join(folder, 'other/state.sqlite') })
    expect(await ownComments()).toEqual([])
  })
})

test('a cache that cannot be read is begun anew, with a warning', async () => {
  const statePath = join(folder, 'state.sqlite')
  await writeFile(statePath, 'not a database '.repeat(1000))
  const { lines } = await run({ statePath })
  expect(lines[0]).toMatch(/^::warning title=auth-triage::What was remembered is begun anew\./)
  expect(await ownComments()).toHaveLength(1)
})
