/**
 * Contract tests for every implementation of `GitHub`. A test file calls `describeGitHubContract` with a function that
 * starts its implementation and lets a person act on the same issues.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applyPlan, findOwnComments } from '../../../src/adapters/github/apply-plan.ts'
import { type GitHub, REPOSITORY_ROLES } from '../../../src/adapters/github/github.ts'
import { classifyRefusal } from '../../../src/adapters/github/refusal.ts'
import type { IssueRef, RepositoryRef } from '../../../src/core/issue-ref.ts'
import type { LabelDefinition, Plan } from '../../../src/core/plan/plan.ts'

/** A person with write access, on the same GitHub. */
export interface ContractPerson {
  openIssue(title: string, body: string): Promise<IssueRef>
  edit(ref: IssueRef, change: { readonly title?: string; readonly body?: string }): Promise<void>
  close(ref: IssueRef): Promise<void>
  lock(ref: IssueRef): Promise<void>
  addLabel(ref: IssueRef, name: string): Promise<void>
  removeLabel(ref: IssueRef, name: string): Promise<void>
  comment(ref: IssueRef, body: string): Promise<number>
  deleteComment(ref: IssueRef, id: number): Promise<void>
  /** Returns the repository's label. */
  label(ref: IssueRef, name: string): Promise<LabelDefinition | undefined>
  /** Adds a new file to the default branch in the repository that `openIssue` uses. */
  writeFile(path: string, text: string): Promise<RepositoryRef>
}

export interface ContractSubject {
  readonly github: GitHub
  readonly person: ContractPerson
  close(): Promise<void>
}

const LABEL: LabelDefinition = { name: 'auth: missing scope', color: 'd93f0b', description: 'The token lacks a scope.' }
const NOTHING: Plan = { addLabels: [], removeLabels: [], comment: { kind: 'none' }, suppressed: [] }

export function describeGitHubContract(name: string, start: () => Promise<ContractSubject>): void {
  describe(name, () => {
    let subject: ContractSubject
    beforeAll(async () => {
      subject = await start()
    })
    afterAll(() => subject.close())

    describeReading(() => subject)
    describeLabels(() => subject)
    describeComments(() => subject)
    describeApplying(() => subject)
    describeRoles(() => subject)
    describeFiles(() => subject)
    describeLists(() => subject)
    describeMarks(() => subject)
  })
}

function describeReading(subject: () => ContractSubject): void {
  test('reads a new issue', async () => {
    const { github, person } = subject()
    const ref = await person.openIssue('Sign-in fails', 'After the update.\n')
    expect(await github.readIssue(ref)).toMatchObject({
      title: 'Sign-in fails',
      body: 'After the update.\n',
      open: true,
      locked: false,
      labels: [],
      author: 'reporter',
      isPullRequest: false,
      closedAt: null,
      closedAs: null,
      reactions: 0,
    })
  })

  test('reads later changes by a person', async () => {
    const { github, person } = subject()
    const ref = await person.openIssue('Before', 'before')
    await person.edit(ref, { title: 'After', body: 'after' })
    await person.addLabel(ref, 'bug')
    await person.lock(ref)
    await person.close(ref)
    const after = { title: 'After', body: 'after', open: false, locked: true, labels: ['bug'] }
    expect(await github.readIssue(ref)).toMatchObject(after)
  })

  test('returns `deleted` for an unknown issue', async () => {
    const { github, person } = subject()
    const ref = await person.openIssue('Here', '')
    expect(await github.readIssue({ ...ref, number: 9999 })).toBe('deleted')
  })
}

function describeLabels(subject: () => ContractSubject): void {
  test('creates a missing label with its colour and description', async () => {
    const { github, person } = subject()
    const ref = await person.openIssue('Labels', '')
    const label = { ...LABEL, name: 'auth: expired token' }
    await github.ensureLabel(ref, label)
    expect(await person.label(ref, label.name)).toEqual(label)
  })

  test('does not change an existing label', async () => {
    const { github, person } = subject()
    const ref = await person.openIssue('Labels', '')
    await github.ensureLabel(ref, { ...LABEL, name: 'kept' })
    await github.ensureLabel(ref, { name: 'kept', color: '000000', description: 'other' })
    expect(await person.label(ref, 'kept')).toEqual({ ...LABEL, name: 'kept' })
  })

  test('adds labels to the existing ones', async () => {
    const { github, person } = subject()
    const ref = await person.openIssue('Labels', '')
    await person.addLabel(ref, 'bug')
    await github.addLabels(ref, ['auth: a', 'auth: b'])
    expect(await github.readIssue(ref)).toMatchObject({ labels: ['bug', 'auth: a', 'auth: b'] })
  })

  test('lists the labels of a repository, more than fit on one page', async () => {
    const { github, person } = subject()
    const ref = await person.openIssue('Labels', '')
    const names = Array.from({ length: 101 }, (_, at) => `listed-${at}`)
    for (const name of names) await github.ensureLabel(ref, { ...LABEL, name })
    expect(await github.listLabels(ref)).toEqual(expect.arrayContaining(names))
  })

  test.each(['plain', 'auth: missing scope', 'a/b', 'café ☕', '100%', 'q?x=1&y#2'])(
    'adds and removes the label %j',
    async (name) => {
      const { github, person } = subject()
      const ref = await person.openIssue('Labels', '')
      await github.ensureLabel(ref, { ...LABEL, name })
      await github.addLabels(ref, [name])
      expect(await github.readIssue(ref)).toMatchObject({ labels: [name] })
      await github.removeLabel(ref, name)
      expect(await github.readIssue(ref)).toMatchObject({ labels: [] })
    },
  )

  test('succeeds when removing an absent label', async () => {
    const { github, person } = subject()
    const ref = await person.openIssue('Labels', '')
    await github.removeLabel(ref, 'never was')
    expect(await github.readIssue(ref)).toMatchObject({ labels: [] })
  })

  test('lists the actors that added and removed labels, oldest first', async () => {
    const { github, person } = subject()
    const ref = await person.openIssue('Labels', '')
    await github.addLabels(ref, ['auth: a'])
    await person.removeLabel(ref, 'auth: a')
    await person.addLabel(ref, 'bug')
    await github.removeLabel(ref, 'bug')
    expect(await github.listLabelEvents(ref)).toEqual([
      { label: 'auth: a', action: 'labeled', by: 'us' },
      { label: 'auth: a', action: 'unlabeled', by: 'person' },
      { label: 'bug', action: 'labeled', by: 'person' },
      { label: 'bug', action: 'unlabeled', by: 'us' },
    ])
  })
}

function describeComments(subject: () => ContractSubject): void {
  test('knows its own account', () => {
    const { github } = subject()
    const isOwn = (login: string, type: string) => github.isOwn({ user: { login, type }, app: null })
    expect(isOwn('Auth-Triage[bot]', 'Bot')).toBe(true)
    expect([isOwn('helper[bot]', 'Bot'), isOwn('auth-triage[bot]', 'User')]).toEqual([false, false])
  })

  test('distinguishes its own comment from a copy that a person pasted', async () => {
    const { github, person } = subject()
    const ref = await person.openIssue('Comments', '')
    const pasted = await person.comment(ref, 'same text')
    const { id } = await github.createComment(ref, 'same text')
    expect(await github.listComments(ref)).toMatchObject([
      { id: pasted, body: 'same text', own: false },
      { id, body: 'same text', own: true },
    ])
  })

  test('edits its comment in place', async () => {
    const { github, person } = subject()
    const ref = await person.openIssue('Comments', '')
    const { id } = await github.createComment(ref, 'first')
    await github.updateComment(ref, id, 'second')
    expect(await github.listComments(ref)).toMatchObject([{ id, body: 'second', own: true }])
  })

  test('lists more comments than fit on one page', async () => {
    const { github, person } = subject()
    const ref = await person.openIssue('Comments', '')
    const bodies = Array.from({ length: 101 }, (_, index) => `comment ${index}`)
    for (const body of bodies) await person.comment(ref, body)
    expect((await github.listComments(ref)).map(({ body }) => body)).toEqual(bodies)
  })

  test('reads one comment by anyone, and returns null if it is deleted or on another issue', async () => {
    const { github, person } = subject()
    const ref = await person.openIssue('Comments', '')
    const other = await person.openIssue('Other', '')
    const theirs = await person.comment(ref, 'theirs')
    const { id: ours } = await github.createComment(ref, 'ours')
    expect(await github.readComment(ref, theirs)).toMatchObject({ id: theirs, body: 'theirs', own: false })
    expect(await github.readComment(ref, ours)).toMatchObject({ id: ours, body: 'ours', own: true })
    expect(await github.readComment(other, ours)).toBeNull()
    await person.deleteComment(ref, theirs)
    expect([await github.readComment(ref, theirs), await github.readComment(ref, 0)]).toEqual([null, null])
  })

  test('refuses to edit a comment that a person deleted', async () => {
    const { github, person } = subject()
    const ref = await person.openIssue('Comments', '')
    const { id } = await github.createComment(ref, 'text')
    await person.deleteComment(ref, id)
    const refusal = await github.updateComment(ref, id, 'other').catch((error: unknown) => error)
    expect(refusal).toMatchObject({ name: 'TriageError', code: 'github-refused' })
    expect(classifyRefusal(refusal)).toMatchObject({ kind: 'gone', permanent: true })
  })

  test('refuses to comment on an issue that does not exist', async () => {
    const { github, person } = subject()
    const ref = await person.openIssue('Comments', '')
    const refusal = await github.createComment({ ...ref, number: 9999 }, 'text').catch((error: unknown) => error)
    expect(refusal).toMatchObject({ name: 'TriageError', code: 'github-refused' })
    expect(classifyRefusal(refusal)).toMatchObject({ kind: 'gone', permanent: true })
  })
}

function describeRoles(subject: () => ContractSubject): void {
  test('returns the roles of a maintainer, a reporter and an unknown account', async () => {
    const { github, person } = subject()
    const ref = await person.openIssue('Who may?', '')
    const roles = await Promise.all(
      ['maintainer', 'reporter', 'no-such-account'].map((login) => github.roleOf(ref, login)),
    )
    expect(roles.map((role) => REPOSITORY_ROLES.indexOf(role) >= REPOSITORY_ROLES.indexOf('triage'))).toEqual([
      true,
      false,
      false,
    ])
  })

  test('deletes its own comment and succeeds when deleting it again', async () => {
    const { github, person } = subject()
    const ref = await person.openIssue('Undo', '')
    const { id } = await github.createComment(ref, 'text')
    await github.deleteComment(ref, id)
    await github.deleteComment(ref, id)
    expect(await github.listComments(ref)).toEqual([])
  })
}

function describeApplying(subject: () => ContractSubject): void {
  test('applies a plan and returns its writes', async () => {
    const { github, person } = subject()
    const ref = await person.openIssue('Plan', '')
    await github.addLabels(ref, ['auth: old'])
    const applied = await applyPlan(github, ref, {
      ...NOTHING,
      addLabels: [LABEL],
      removeLabels: ['auth: old'],
      comment: { kind: 'create', body: '<!-- mark --> text' },
    })
    const [own] = findOwnComments(await github.listComments(ref), (body) => body.includes('<!-- mark -->'))
    expect(await github.readIssue(ref)).toMatchObject({ labels: [LABEL.name] })
    expect(applied).toEqual({
      addedLabels: [LABEL.name],
      removedLabels: ['auth: old'],
      comment: { kind: 'created', id: own?.id },
      notPermitted: [],
    })
  })

  test('changes nothing for an empty plan', async () => {
    const { github, person } = subject()
    const ref = await person.openIssue('Plan', '')
    expect(await applyPlan(github, ref, NOTHING)).toEqual({
      addedLabels: [],
      removedLabels: [],
      comment: { kind: 'none' },
      notPermitted: [],
    })
    expect(await github.listComments(ref)).toEqual([])
    expect(await github.listLabelEvents(ref)).toEqual([])
  })
}

function describeFiles(subject: () => ContractSubject): void {
  test('reads a file with non-ASCII characters from the default branch', async () => {
    const { github, person } = subject()
    const path = '.github/auth-triage.yml'
    const repository = await person.writeFile(path, 'mode: dry-run # Größe 🔑\n')
    expect(await github.readFile({ repository, path })).toMatchObject({ text: 'mode: dry-run # Größe 🔑\n' })
  })

  test('lists the files in a folder, but not those in its subfolders', async () => {
    const { github, person } = subject()
    const folder = '.github/auth-triage/signatures'
    const repository = await person.writeFile(`${folder}/a.yaml`, 'id: a\n')
    await person.writeFile(`${folder}/deep/b.yaml`, 'id: b\n')
    expect(await github.listFiles({ repository, path: folder })).toMatchObject({
      files: [{ path: `${folder}/a.yaml`, bytes: 6 }],
    })
  })

  test.each(['nothing.yml', 'no/such/folder'])('returns `absent` for a missing path: %s', async (path) => {
    const { github, person } = subject()
    const repository = await person.writeFile(`README-${path.length}.md`, 'hello\n')
    expect(await github.readFile({ repository, path })).toBe('absent')
    expect(await github.listFiles({ repository, path })).toBe('absent')
  })

  test('returns `absent` for a file in an inaccessible repository', async () => {
    const { github } = subject()
    const repository = { owner: 'nobody', repo: '.github' }
    expect(await github.readFile({ repository, path: '.github/auth-triage.yml' })).toBe('absent')
  })

  test('returns `absent` for a file listed as a folder and a folder read as a file', async () => {
    const { github, person } = subject()
    const repository = await person.writeFile('docs/page.md', 'text\n')
    expect(await github.listFiles({ repository, path: 'docs/page.md' })).toBe('absent')
    expect(await github.readFile({ repository, path: 'docs' })).toBe('absent')
  })
}

function describeMarks(subject: () => ContractSubject): void {
  test('finds no duplicate mark on an unmarked issue', async () => {
    const { github, person } = subject()
    expect(await github.listDuplicateMarks(await person.openIssue('Unmarked', 'one'))).toEqual([])
  })

  test('finds no merged change behind an issue that a person closed', async () => {
    const { github, person } = subject()
    const ref = await person.openIssue('Closed by hand', 'one')
    await person.close(ref)
    expect(await github.readMergedChange(ref)).toBeNull()
  })

  test('returns the same public repository for the same name', async () => {
    const { github, person } = subject()
    const { owner, repo } = await person.openIssue('Seen', 'one')
    const seen = await github.readRepository({ owner, repo })
    expect(seen).toMatchObject({ owner, repo, isPublic: true })
    expect(seen?.id).toBeGreaterThan(0)
    expect(await github.readRepository({ owner, repo })).toEqual(seen)
  })
}

function describeLists(subject: () => ContractSubject): void {
  test('lists the open and closed issues in a repository, newest first', async () => {
    const { github, person } = subject()
    const first = await person.openIssue('Listed first', 'one')
    const { owner, repo } = await person.openIssue('Listed second', 'two')
    await person.close(first)
    const page = await github.listIssues({ repository: { owner, repo }, changedSince: null, cursor: null, known: null })
    const listed = typeof page === 'string' ? [] : page.issues.filter(({ title }) => title.startsWith('Listed'))
    expect(listed).toMatchObject([
      { title: 'Listed second', number: first.number + 1, body: 'two', open: true, byBot: false, isPullRequest: false },
      { title: 'Listed first', number: first.number, body: 'one', open: false, byBot: false, isPullRequest: false },
    ])
  })

  test('lists nothing when nothing has changed since then', async () => {
    const { github, person } = subject()
    const { owner, repo } = await person.openIssue('Listed before', 'one')
    const changedSince = Date.now() + 365 * 24 * 60 * 60 * 1000
    const page = await github.listIssues({ repository: { owner, repo }, changedSince, cursor: null, known: null })
    expect(page).toMatchObject({ issues: [], next: null })
  })
}
