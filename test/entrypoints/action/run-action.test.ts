import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { ActionSettings } from '../../../src/adapters/config/action-environment.ts'
import { createMemoryGitHub, type MemoryGitHub } from '../../../src/adapters/github/memory/memory-github.ts'
import { refusedError } from '../../../src/adapters/github/refusal.ts'
import { createInProcessAnalysis } from '../../../src/app/analysis/in-process.ts'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import { runAction } from '../../../src/entrypoints/action/run-action.ts'
import { openPack } from '../../../src/entrypoints/cli/pack.ts'
import { madeUpReader } from '../../app/issue-dossier/made-up-world.ts'
import { temporaryFolder } from '../../support/command-line.ts'
import { INVALID_SCOPE, MISSING_SCOPE, NEEDS_EVIDENCE, reportFor } from '../../support/local-world.ts'

const pack = await openPack()
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

/** Runs the Action as GitHub would, on an event for the issue. @returns its printed lines and its summary */
async function run(settings: Partial<ActionSettings> = {}, changes: object = {}) {
  const eventPath = join(folder, 'event.json')
  const summaryPath = join(folder, 'summary.md')
  const { id } = (await github.readRepository(ref)) ?? { id: 0 }
  const repository = { id, name: ref.repo, owner: { login: ref.owner } }
  const event = {
    action: 'opened',
    repository,
    issue: { number: ref.number, user: { type: 'User' } },
    sender: { type: 'User', login: 'somebody' },
    ...changes,
  }
  await rm(summaryPath, { force: true })
  await writeFile(eventPath, JSON.stringify(event))
  const lines: string[] = []
  await runAction(
    {
      token: 'unused',
      mode: 'comment',
      statePath: join(folder, 'state/state.sqlite'),
      apiUrl: 'https://api.github.com',
      eventName: 'issues',
      eventPath,
      runId: '7',
      summaryPath,
      ...settings,
    },
    {
      print: (line) => lines.push(line),
      openPack: async () => pack,
      analysis: createInProcessAnalysis(pack),
      github,
      reader: madeUpReader({}),
    },
  )
  return { lines, summary: await readFile(summaryPath, 'utf8').catch(() => '') }
}

/** Adds a comment to the issue and runs the Action on that event. */
async function say(text: string, login = 'reporter', settings: Partial<ActionSettings> = {}) {
  const id = github.as('person').comment(ref, text, login)
  const sender = { type: 'User', login }
  return run({ eventName: 'issue_comment', ...settings }, { action: 'created', comment: { id }, sender })
}

async function ownComments() {
  return (await github.listComments(ref)).filter(({ own }) => own)
}

describe('the Action', () => {
  test('labels the issue, answers it, and lists both in the summary', async () => {
    const { lines, summary } = await run()
    expect(await github.readIssue(ref)).toMatchObject({ labels: [MISSING_SCOPE] })
    expect(await ownComments()).toHaveLength(1)
    expect(lines).toEqual(['Decision: assert (sure).'])
    expect(summary).toContain(`- label \`${MISSING_SCOPE}\` added\n- comment written\n`)
  })

  test('writes nothing in a second run', async () => {
    await run()
    const writes = github.writes.length
    await run()
    expect(github.writes).toHaveLength(writes)
  })

  test('in a dry run writes nothing to GitHub, and the whole comment to the summary', async () => {
    const { summary } = await run({ mode: 'dry-run' })
    expect(github.writes).toEqual([])
    expect(summary).toContain('(dry run, nothing was written)')
    expect(summary).toContain(`- would add label \`${MISSING_SCOPE}\`\n`)
    expect(summary).toContain('Token is missing a required scope (`insufficient_scope`)')
    expect(summary).not.toContain('<!--')
  })

  test('does not remember a comment that a dry run did not write', async () => {
    await run({ mode: 'dry-run' })
    await run()
    expect(await ownComments()).toHaveLength(1)
  })

  test("does a dry run if the repository's settings say so", async () => {
    github.writeFile(ref, '.github/auth-triage.yml', 'mode: dry-run\n')
    const { summary } = await run()
    expect(github.writes).toEqual([])
    expect(summary).toContain('Token is missing a required scope (`insufficient_scope`)')
  })

  test('warns about invalid settings and writes nothing, like the bot', async () => {
    github.writeFile(ref, '.github/auth-triage.yml', 'moods: loud\n')
    const { lines } = await run()
    expect(lines[0]).toMatch(/^::warning title=auth-triage::.*moods/)
    expect(github.writes).toEqual([])
  })

  test('reads nothing for an unsupported event', async () => {
    expect(await run({ eventName: 'push' })).toEqual({ lines: ['Nothing to do for this event.'], summary: '' })
  })

  test('prints why it left an issue alone', async () => {
    github.as('person').delete(ref)
    expect((await run()).summary).toContain('Left alone: deleted.')
  })
})

describe('if GitHub refuses', () => {
  /** Every call of these methods, as for a token without the permission. */
  const withoutPermission = (...methods: readonly (keyof MemoryGitHub)[]) => {
    const original = github
    const refuse = async () => {
      const cause = { status: 403, response: { data: { message: 'Resource not accessible by integration' } } }
      throw refusedError('to write', Object.assign(new Error('refused'), cause))
    }
    github = { ...original, ...Object.fromEntries(methods.map((method) => [method, refuse])) }
  }

  test('every write, the run warns and claims nothing', async () => {
    withoutPermission('ensureLabel', 'addLabels', 'createComment')
    const { lines, summary } = await run()
    expect(lines).toEqual([
      expect.stringMatching(/^::warning title=auth-triage::GitHub refused to write labels: .*`issues: write`/),
      expect.stringMatching(/^::warning title=auth-triage::GitHub refused to write comments: /),
      'Decision: assert (sure).',
    ])
    expect(summary).not.toContain('added')
    expect(summary).not.toContain('comment written')
    expect(summary).toContain('- not done: GitHub refused to write labels')
  })

  test('only the comment, the summary lists the label as the only write', async () => {
    withoutPermission('createComment')
    const { summary } = await run()
    expect(summary).toContain(`- label \`${MISSING_SCOPE}\` added\n- not done: GitHub refused to write comments`)
  })

  test('a read, the run ends with a warning and writes nothing', async () => {
    github.refuseNext('readIssue', 403)
    const { lines, summary } = await run()
    expect(lines).toEqual([
      expect.stringMatching(/^::warning title=auth-triage::.*readIssue.*Give the job `issues: write`/),
    ])
    expect(summary).toContain('### auth-triage: not finished')
    expect(github.writes).toEqual([])
  })

  test('the settings, nothing is written, whatever they say', async () => {
    const original = github
    github = { ...original, readFile: async () => 'forbidden' }
    const { lines, summary } = await run()
    expect(original.writes).toEqual([])
    expect(lines[0]).toMatch(/^::warning title=auth-triage::.*cannot be read by the bot/)
    expect(summary).toContain('(dry run, nothing was written)')
  })

  test('the settings of the owner’s other repository, its own still apply', async () => {
    const original = github
    const isOwners = (repo: string) => repo === '.github'
    github = {
      ...original,
      readFile: async (request) => (isOwners(request.repository.repo) ? 'forbidden' : original.readFile(request)),
    }
    await run()
    expect(await ownComments()).toHaveLength(1)
  })

  test('does not hide a fault of its own', async () => {
    github = { ...github, listLabelEvents: async () => Promise.reject(new Error('a fault')) }
    await expect(run()).rejects.toThrow('a fault')
  })
})

describe('with `mode: label-only` in the step', () => {
  test('labels the issue and writes nothing else, not even a reaction', async () => {
    await run({ mode: 'label-only' })
    await say('/triage explain', 'reporter', { mode: 'label-only' })
    expect(github.writes).toEqual(['ensureLabel acme/gateway#1', 'addLabels acme/gateway#1'])
  })

  test('a dry run in the settings is stronger, and shows labels alone', async () => {
    github.writeFile(ref, '.github/auth-triage.yml', 'mode: dry-run\n')
    const { summary } = await run({ mode: 'label-only' })
    expect(github.writes).toEqual([])
    expect(summary).toContain(`- would add label \`${MISSING_SCOPE}\`\n- not done: labels only: comment\n`)
  })
})

describe('the first run', () => {
  test('says what to do next, and later runs do not', async () => {
    expect((await run()).summary).toContain('#### This was the first run')
    github.openIssue({ owner: 'acme', repo: 'gateway', ...reportFor(INVALID_SCOPE) })
    expect((await run()).summary).not.toContain('first run')
  })

  test('of a dry run says how to go on', async () => {
    expect((await run({ mode: 'dry-run' })).summary).toContain('set `mode: label-only` or `mode: comment`')
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

  test('is not written again after the cache was lost', async () => {
    await run()
    await deleteAndEdit()
    await run({ statePath: join(folder, 'other/state.sqlite') })
    expect(await ownComments()).toEqual([])
  })
})

describe('a comment', () => {
  const body = async () => (await ownComments())[0]?.body ?? ''

  test('with a command is handled as the bot would handle it', async () => {
    await run()
    const { summary } = await say('/triage wrong')
    expect(await body()).not.toContain('This looks like')
    expect(await github.readIssue(ref)).toMatchObject({ labels: [] })
    expect(github.reactions).toHaveLength(1)
    expect(summary).toContain(`label \`${MISSING_SCOPE}\` removed`)
  })

  test('from the reporter that contains the missing line leads to an assert', async () => {
    github.as('person').edit(ref, reportFor(NEEDS_EVIDENCE))
    await run()
    expect(await body()).not.toContain('This looks like')
    await say(reportFor(MISSING_SCOPE).body)
    expect(await body()).toContain('This looks like')
  })

  test('from another person without a command changes nothing', async () => {
    await run()
    const writes = github.writes.length
    expect((await say('Same here!', 'passer-by')).lines).toEqual(['Done; the issue needs no new answer.'])
    expect(github.writes).toHaveLength(writes)
  })

  test('still counts after the cache was lost', async () => {
    await run()
    await say('/triage wrong')
    await run({ statePath: join(folder, 'other/state.sqlite') })
    expect(await body()).not.toContain('This looks like')
  })

  test('is not acknowledged in a dry run', async () => {
    await say('/triage help', 'reporter', { mode: 'dry-run' })
    expect(github.writes).toEqual([])
  })
})

describe('a renamed repository', () => {
  const there = { owner: 'acme', repo: 'proxy' }

  test('keeps its saved state', async () => {
    await run()
    for (const { id } of await ownComments()) github.as('person').deleteComment(ref, id)
    github.renameRepository(ref, there)
    ref = { ...ref, ...there }
    github.as('person').edit(ref, reportFor(INVALID_SCOPE))
    await run()
    expect(await ownComments()).toEqual([])
    ref = github.openIssue({ ...there, ...reportFor(INVALID_SCOPE), author: 'another' })
    await run()
    expect((await ownComments())[0]?.body).toContain('proxy/issues/1)')
  })

  test('is not found by a late event if another repository has the old name', async () => {
    const late = { repository: { id: 41, name: ref.repo, owner: { login: ref.owner } } }
    const { lines } = await run({}, late)
    expect(lines).toEqual(['Nothing to do: the repository no longer has this name.'])
    expect(github.writes).toEqual([])
  })
})

test('warns about work beyond the hourly budget and leaves it to the next event', async () => {
  github.writeFile(ref, '.github/auth-triage.yml', 'budget: { labels: 0 }\n')
  github.giveRole('keeper', 'triage')
  const { lines } = await say('/triage is invalid-scope', 'keeper')
  expect(lines[0]).toMatch(/^::warning title=auth-triage::Hourly limit reached/)
  expect(await github.readIssue(ref)).toMatchObject({ labels: [] })
})

describe('other reports', () => {
  const again = () =>
    github.openIssue({ owner: 'acme', repo: 'gateway', ...reportFor(MISSING_SCOPE), author: 'another' })

  test('with the same cause are linked, including those older than the Action', async () => {
    ref = again()
    await run()
    expect((await ownComments())[0]?.body).toContain('issues/1)')
  })

  test('are known in the next run, and read again after the cache was lost', async () => {
    await run()
    ref = again()
    await run({ statePath: join(folder, 'other/state.sqlite') })
    expect((await ownComments())[0]?.body).toContain('issues/1)')
    ref = again()
    await run()
    expect((await ownComments())[0]?.body).toMatch(/issues\/1\)/)
  })

  test('are not read if the repository disables the search', async () => {
    github.writeFile(ref, '.github/auth-triage.yml', 'duplicates: { enabled: false }\n')
    ref = again()
    await run()
    expect((await ownComments())[0]?.body).not.toContain('issues/1)')
  })
})

test('replaces an unreadable cache, with a warning', async () => {
  const statePath = join(folder, 'state.sqlite')
  await writeFile(statePath, 'not a database '.repeat(1000))
  const { lines } = await run({ statePath })
  expect(lines[0]).toMatch(
    /^::warning title=auth-triage::The saved state is discarded and replaced with an empty one\./,
  )
  expect(await ownComments()).toHaveLength(1)
})
