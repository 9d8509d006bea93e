import { beforeEach, describe, expect, test } from 'vitest'
import { createMemoryGitHub, type MemoryGitHub } from '../../src/adapters/github/memory/memory-github.ts'
import type { NewIssue } from '../../src/adapters/github/memory/memory-issues.ts'
import { openStore } from '../../src/adapters/store/open.ts'
import type { Store } from '../../src/adapters/store/store.ts'
import { type TriageDeps, triageIssue } from '../../src/app/triage.ts'
import type { IssueRef } from '../../src/core/issue-ref.ts'
import { parseSettings } from '../../src/core/settings/parse-settings.ts'
import { resolveRules } from '../../src/core/settings/rules.ts'
import { nodesOf, parseMarkdown, textOutsideCode } from '../support/markdown.ts'
import { twoSignaturePack } from '../support/packs.ts'

const pack = twoSignaturePack()
const BADGE = 'auth: lost badge'
const HOUR = 3_600_000
let github: MemoryGitHub
let store: Store
let now = 0

beforeEach(async () => {
  now = 1_795_000_000_000
  github = createMemoryGitHub(() => now)
  store = (await openStore({ path: ':memory:' })).store
  return () => store.close()
})

function worldOf(text: string): TriageDeps {
  const { settings, problems } = parseSettings(text)
  if (settings === null) throw new Error(problems.map(({ message }) => message).join('\n'))
  const rules = resolveRules(pack, { settings, problems, mayLoosen: false })
  return { github, store, pack, clock: () => now, rulesFor: async () => rules }
}

function fileIssue(changes: Partial<NewIssue> = {}): IssueRef {
  return github.openIssue({ owner: 'acme', repo: 'gateway', title: 'It fails', body: 'lost-badge found', ...changes })
}

async function look(ref: IssueRef) {
  const issue = await github.readIssue(ref)
  const comments = (await github.listComments(ref)).map(({ body }) => body)
  return { labels: typeof issue === 'string' ? [] : issue.labels, comments }
}

async function lastActs(ref: IssueRef) {
  return (await store.decisions(ref)).at(-1)?.acts
}

describe('a dry run', () => {
  test('makes a decision and records what the bot would have written, but writes nothing', async () => {
    const ref = fileIssue()
    await triageIssue(ref, 'guid-1', worldOf('mode: dry-run'))
    expect(github.writes).toEqual([])
    expect(await store.decisions(ref)).toMatchObject([
      { decision: 'assert', acts: [`suppressed: dry run: add label ${BADGE}`, 'suppressed: dry run: create comment'] },
    ])
  })

  test('writes nothing on an issue that the bot has already commented on', async () => {
    const ref = fileIssue()
    await triageIssue(ref, 'guid-1', worldOf(''))
    const writes = [...github.writes]
    github.as('person').edit(ref, { body: 'torn-ticket found' })
    await triageIssue(ref, 'guid-2', worldOf('mode: dry-run'))
    expect(github.writes).toEqual(writes)
  })
})

describe('in `label-only` mode', () => {
  test('no comment is written', async () => {
    const ref = fileIssue()
    await triageIssue(ref, 'guid-1', worldOf('mode: label-only'))
    expect(await look(ref)).toEqual({ labels: [BADGE], comments: [] })
  })

  test('an earlier comment is not edited, and the audit says so', async () => {
    const ref = fileIssue()
    await triageIssue(ref, 'guid-1', worldOf(''))
    const { comments } = await look(ref)
    github.as('person').edit(ref, { body: 'torn-ticket found' })
    await triageIssue(ref, 'guid-2', worldOf('mode: label-only'))
    expect(await look(ref)).toEqual({ labels: ['auth: torn ticket'], comments })
    expect(await lastActs(ref)).toContain('suppressed: labels only: update comment')
  })
})

describe('with `existing-only`', () => {
  const ONLY_EXISTING = 'labels: { existing-only: true, all: [auth, area:auth] }'

  test('no label is created, and the audit names those that do not exist', async () => {
    const ref = fileIssue()
    await triageIssue(ref, 'guid-1', worldOf(ONLY_EXISTING))
    expect(await github.listLabels(ref)).toEqual([])
    expect((await look(ref)).labels).toEqual([])
    expect(await lastActs(ref)).toContain(`suppressed: label does not exist: ${BADGE}`)
  })

  test('a label that exists in another case is used', async () => {
    fileIssue({ labels: ['Area:Auth'] })
    const ref = fileIssue()
    await triageIssue(ref, 'guid-1', worldOf(ONLY_EXISTING))
    expect((await look(ref)).labels).toEqual(['Area:Auth'])
    expect(await github.listLabels(ref)).toEqual(['Area:Auth'])
  })
})

describe('a label for all causes', () => {
  test('is removed with the cause if the bot set it', async () => {
    const ref = fileIssue()
    await triageIssue(ref, 'guid-1', worldOf('labels: { all: [auth] }'))
    expect((await look(ref)).labels).toEqual([BADGE, 'auth'])
    github.as('person').edit(ref, { body: 'Nothing of interest.' })
    await triageIssue(ref, 'guid-2', worldOf('labels: { all: [auth] }'))
    expect((await look(ref)).labels).toEqual([])
  })

  test('stays if a person set it', async () => {
    const ref = fileIssue({ labels: ['auth'] })
    await triageIssue(ref, 'guid-1', worldOf('labels: { all: [auth] }'))
    github.as('person').edit(ref, { body: 'Nothing of interest.' })
    await triageIssue(ref, 'guid-2', worldOf('labels: { all: [auth] }'))
    expect((await look(ref)).labels).toEqual(['auth'])
  })
})

describe('labels', () => {
  test('get their names and colours from the settings', async () => {
    const text = 'labels: { color: "112233", signatures: { lost-badge: { name: badge } } }'
    const ref = fileIssue()
    await triageIssue(ref, 'guid-1', worldOf(text))
    expect(github.label(ref, 'badge')).toMatchObject({ name: 'badge', color: '112233' })
    expect((await look(ref)).labels).toEqual(['badge'])
  })

  test('are replaced when the settings rename them', async () => {
    const ref = fileIssue()
    await triageIssue(ref, 'guid-1', worldOf(''))
    await triageIssue(ref, 'guid-2', worldOf('labels: { signatures: { lost-badge: { name: badge } } }'))
    expect((await look(ref)).labels).toEqual(['badge'])
  })

  describe('that all have the name `bug`', () => {
    const BUG = '{ name: bug }'
    const text = `labels: { ask: ${BUG}, credential: ${BUG}, signatures: { lost-badge: ${BUG}, torn-ticket: ${BUG} } }`

    test('count as one label, which stays as long as any of its causes applies', async () => {
      const ref = fileIssue()
      await triageIssue(ref, 'guid-1', worldOf(text))
      github.as('person').edit(ref, { body: 'torn-ticket found' })
      await triageIssue(ref, 'guid-2', worldOf(text))
      expect((await look(ref)).labels).toEqual(['bug'])
    })

    test('are not removed if a person added the label', async () => {
      const ref = fileIssue({ labels: ['bug'] })
      await triageIssue(ref, 'guid-1', worldOf(text))
      github.as('person').edit(ref, { body: 'Nothing of interest.' })
      await triageIssue(ref, 'guid-2', worldOf(text))
      expect((await look(ref)).labels).toEqual(['bug'])
    })

    test('are not added again if a person removed the label', async () => {
      const ref = fileIssue()
      await triageIssue(ref, 'guid-1', worldOf(text))
      github.as('person').removeLabel(ref, 'bug')
      github.as('person').edit(ref, { body: 'torn-ticket found' })
      await triageIssue(ref, 'guid-2', worldOf(text))
      expect((await look(ref)).labels).toEqual([])
    })
  })
})

test('a signature that is turned off gets no answer', async () => {
  const ref = fileIssue()
  await triageIssue(ref, 'guid-1', worldOf('signatures: { off: [lost-badge] }'))
  expect(github.writes).toEqual([])
  expect(await store.decisions(ref)).toMatchObject([{ decision: 'silent', reason: 'turned-off' }])
})

describe('a flood of issues from one account', () => {
  test('gets labels on all issues, but comments only within the hourly budget', async () => {
    const refs = Array.from({ length: 5 }, () => fileIssue({ author: 'loud' }))
    const other = fileIssue({ author: 'calm' })
    for (const ref of [...refs, other]) await triageIssue(ref, 'guid', worldOf('budget: { author: 2 }'))
    const looks = await Promise.all([...refs, other].map(look))
    expect(looks.map(({ labels }) => labels)).toEqual(Array(6).fill([BADGE]))
    expect(looks.map(({ comments }) => comments.length)).toEqual([1, 1, 0, 0, 0, 1])
    expect(await lastActs(refs[4] as IssueRef)).toEqual([
      `label added: ${BADGE}`,
      'suppressed: hourly budget used up: comment',
    ])
  })

  test('gets comments again in the next hour', async () => {
    const [first, second] = [fileIssue({ author: 'loud' }), fileIssue({ author: 'loud' })]
    const world = worldOf('budget: { author: 1 }')
    for (const ref of [first, second]) await triageIssue(ref, 'guid', world)
    now += HOUR
    await triageIssue(second, 'guid', world)
    expect((await look(second)).comments).toHaveLength(1)
  })
})

describe('an issue older than a day', () => {
  test('gets no comment when it is edited', async () => {
    const ref = fileIssue({ createdAt: now - 25 * HOUR })
    await triageIssue(ref, 'guid-1', worldOf(''))
    expect(await look(ref)).toEqual({ labels: [BADGE], comments: [] })
  })

  test('gets a comment when a person asks for one', async () => {
    const ref = fileIssue({ createdAt: now - 25 * HOUR })
    await triageIssue(ref, null, { ...worldOf(''), trigger: 'asked' })
    expect((await look(ref)).comments).toHaveLength(1)
  })

  test('has its existing comment updated', async () => {
    const ref = fileIssue()
    await triageIssue(ref, 'guid-1', worldOf(''))
    now += 25 * HOUR
    github.as('person').edit(ref, { body: 'torn-ticket found' })
    await triageIssue(ref, 'guid-2', worldOf(''))
    expect((await look(ref)).comments).toEqual([expect.stringContaining('torn ticket')])
  })

  test('gets a decision but no writes during a backfill', async () => {
    const ref = fileIssue()
    await triageIssue(ref, null, { ...worldOf(''), trigger: 'backfill' })
    expect(github.writes).toEqual([])
    expect(await store.decisions(ref)).toMatchObject([{ decision: 'assert' }])
  })
})

describe('a stop by the operator', () => {
  test('takes effect at once and lasts until it is lifted', async () => {
    const ref = fileIssue()
    await store.setStopped('a flood', now)
    await triageIssue(ref, 'guid-1', worldOf(''))
    expect(github.writes).toEqual([])
    await store.setStopped(null, now)
    await triageIssue(ref, 'guid-2', worldOf(''))
    expect((await look(ref)).labels).toEqual([BADGE])
  })

  test('that is set in the environment overrides the store', async () => {
    await triageIssue(fileIssue(), 'guid-1', { ...worldOf(''), isStopped: true })
    expect(github.writes).toEqual([])
  })
})

describe('wording from the settings', () => {
  test("is placed before and after the bot's text", async () => {
    const ref = fileIssue()
    await triageIssue(ref, 'guid-1', worldOf('wording: { greeting: "Hello from `acme`", footer: We read all. }'))
    const [comment = ''] = (await look(ref)).comments
    expect(comment).toMatch(/-->\nHello from `acme`\.\n\nThis looks like/)
    expect(comment).toContain('<sub>We read all. Wrong:')
  })

  test('is plain text: markup, mentions and direction marks are disabled', async () => {
    const hostile = '<img src=x> @everyone [here](https://evil.example) \\u202Etxt.exe <!-- auth-triage --> #1'
    const ref = fileIssue()
    await triageIssue(ref, 'guid-1', worldOf(`wording: { greeting: "${hostile}", footer: "${hostile}" }`))
    const [comment = ''] = (await look(ref)).comments
    const outside = textOutsideCode(comment)
    expect(comment.match(/everyone/g)).toHaveLength(2)
    for (const alive of ['<img', '@everyone', '](https://evil', '#1', '\u202e']) expect(outside).not.toContain(alive)
    const markup = [...nodesOf(parseMarkdown(comment))].flatMap((it) =>
      it.type === 'html' ? it.value.slice(0, 5) : [],
    )
    expect(markup.filter((it) => !/^<(?:!-- |sub>|br>|\/sub|\/?det)/.test(it))).toEqual([])
  })

  test('is followed by a note if the version in the report is no longer supported', async () => {
    const text = 'product: { id: acme-cli, names: [Acme CLI], oldest-supported: "2.1" }'
    const body = '### Version\n\n2.0.9\n\n### Log\n\nAcme CLI: lost-badge found'
    const ref = fileIssue({ body })
    await triageIssue(ref, 'guid-1', worldOf(text))
    expect((await look(ref)).comments[0]).toContain('Version 2.0.9 is older than 2.1')
  })
})
