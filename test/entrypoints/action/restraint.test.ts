import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { ActionSettings } from '../../../src/adapters/config/action-environment.ts'
import type { GitHub } from '../../../src/adapters/github/github.ts'
import { createMemoryGitHub, type MemoryGitHub } from '../../../src/adapters/github/memory/memory-github.ts'
import { openStore } from '../../../src/adapters/store/open.ts'
import { createInProcessAnalysis } from '../../../src/app/analysis/in-process.ts'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import { runAction } from '../../../src/entrypoints/action/run-action.ts'
import { octokitSubject, REF } from '../../adapters/github/octokit-subject.ts'
import { madeUpReader } from '../../app/issue-dossier/made-up-world.ts'
import { temporaryFolder } from '../../support/command-line.ts'
import { everyCommand } from '../../support/commands.ts'
import { verdictOf } from '../../support/feedback-events.ts'
import { twoSignaturePack } from '../../support/packs.ts'
import { useRecordedReplies } from '../../support/recorded-replies.ts'
import { answerAs, type RestIssue } from '../../support/rest-github.ts'

useRecordedReplies()

const pack = twoSignaturePack()
const EVERY_COMMAND = everyCommand('torn-ticket')
const LABEL = 'auth: lost badge'
let folder: string
let github: MemoryGitHub
let ref: IssueRef

beforeEach(async () => {
  const place = await temporaryFolder()
  folder = place.folder
  github = createMemoryGitHub(Date.now)
  github.giveRole('keeper', 'triage')
  ref = github.openIssue({ owner: 'acme', repo: 'gateway', title: 'It fails', body: 'lost-badge found' })
  github.openIssue({ owner: 'acme', repo: 'gateway', title: 'Another', body: 'nothing' })
  return () => place[Symbol.asyncDispose]()
})

const statePath = () => join(folder, 'state.sqlite')

/** Runs the Action once on an issue event. */
async function run(
  event: object,
  settings: Partial<ActionSettings> = {},
  on: { github: GitHub; ref: IssueRef } = { github, ref },
) {
  const eventPath = join(folder, 'event.json')
  const repository = { name: on.ref.repo, owner: { login: on.ref.owner } }
  const issue = { number: on.ref.number, user: { type: 'User' } }
  await writeFile(eventPath, JSON.stringify({ repository, issue, ...event }))
  const unused = { token: 'unused', apiUrl: 'https://api.github.com', summaryPath: null, runId: '7' }
  await runAction(
    { ...unused, mode: 'comment', statePath: statePath(), eventName: 'issues', eventPath, ...settings },
    {
      print: () => {},
      openPack: async () => pack,
      analysis: createInProcessAnalysis(pack),
      github: on.github,
      reader: madeUpReader({}),
    },
  )
}

const opened = () => run({ action: 'opened', sender: { type: 'User', login: 'reporter' } })
const commented = (id: number, settings: Partial<ActionSettings> = {}, on?: { github: GitHub; ref: IssueRef }) =>
  run(
    { action: 'created', comment: { id }, sender: { type: 'User', login: 'keeper' } },
    { eventName: 'issue_comment', ...settings },
    on,
  )

async function inStore(
  act: (store: Awaited<ReturnType<typeof openStore>>['store']) => Promise<unknown>,
): Promise<void> {
  const { store } = await openStore({ path: statePath() })
  await act(store)
  await store.close()
}

const configure = (text: string) => github.writeFile(ref, '.github/auth-triage.yml', text)

const NO_WRITE_CASES: [string, () => unknown, Partial<ActionSettings>?][] = [
  ['in a dry run of the step', () => undefined, { mode: 'dry-run' }],
  ['in a dry run of the repository', () => configure('mode: dry-run\n')],
  ['if the author is ignored', () => configure('ignore: { authors: [reporter] }\n')],
  ['if a label is ignored', () => configure(`ignore: { labels: ['${LABEL}'] }\n`)],
  ['on a locked issue', () => github.as('person').lock(ref)],
  [
    'after a stop command',
    () => inStore((store) => store.recordFeedback(verdictOf({ ref, kind: 'stop', rights: 'maintainer' }))),
  ],
  ['after a stop in its store', () => inStore((store) => store.setStopped('a flood', Date.now()))],
]

test.each(NO_WRITE_CASES)('writes nothing %s, for any command', async (_, arrange, settings) => {
  await opened()
  await arrange()
  const before = [...github.writes]
  expect(before).toContain('createComment acme/gateway#1')
  for (const command of EVERY_COMMAND.filter((it) => it !== '/triage start')) {
    await commented(github.as('person').comment(ref, command, 'keeper'), settings)
    expect(github.writes, command).toEqual(before)
  }
})

test('acknowledges every command otherwise', async () => {
  await opened()
  for (const command of EVERY_COMMAND.slice(0, -2)) {
    const before = github.writes.length
    await commented(github.as('person').comment(ref, command, 'keeper'))
    expect(github.writes.slice(before), command).toContain('react acme/gateway#1')
  }
})

test('undo does not revert a change that a dry run only showed', async () => {
  await run({ action: 'opened', sender: { type: 'User', login: 'reporter' } }, { mode: 'dry-run' })
  github.as('person').addLabel(ref, LABEL)
  await commented(github.as('person').comment(ref, '/triage undo', 'keeper'))
  expect(await github.readIssue(ref)).toMatchObject({ labels: [LABEL] })
})

describe('with its own token', () => {
  const world: RestIssue = {
    roles: { keeper: 'triage' },
    comments: [{ id: 2, body: '/triage help', by: 'keeper' }],
    settings: 'duplicates: { enabled: false }\n',
  }

  test.each<[string, Partial<RestIssue>, Partial<ActionSettings>, number]>([
    ['writes the answer and the reaction', {}, {}, 2],
    ['sends no write request in a dry run set by the step', {}, { mode: 'dry-run' }, 0],
    ['sends no write request in a dry run set by the repository', { settings: 'mode: dry-run\n' }, {}, 0],
    ['sends no write request for a locked issue', { issue: { locked: true } }, {}, 0],
    ['sends no write request for a deleted issue', { status: 410 }, {}, 0],
  ])('%s', async (_, changes, settings, writes) => {
    const calls = answerAs({ ...world, ...changes })
    await commented(2, settings, { github: octokitSubject(), ref: REF })
    expect(calls.writes).toHaveLength(writes)
  })
})
