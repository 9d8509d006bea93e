import { describe, expect, test } from 'vitest'
import { createMemoryGitHub } from '../../../../src/adapters/github/memory/memory-github.ts'
import { classifyRefusal } from '../../../../src/adapters/github/refusal.ts'
import { type ContractSubject, describeGitHubContract } from '../contract.ts'

const REPOSITORY = { owner: 'acme', repo: 'gateway' }

describeGitHubContract('GitHub in memory', async (): Promise<ContractSubject> => {
  const github = createMemoryGitHub()
  github.giveRole('maintainer', 'write')
  const user = github.as('person')
  const person = {
    openIssue: async (title: string, body: string) => github.openIssue({ ...REPOSITORY, title, body }),
    edit: async (...args: Parameters<typeof user.edit>) => user.edit(...args),
    close: async (...[ref]: Parameters<typeof user.lock>) => user.close(ref),
    lock: async (...args: Parameters<typeof user.lock>) => user.lock(...args),
    addLabel: async (...args: Parameters<typeof user.addLabel>) => user.addLabel(...args),
    removeLabel: async (...args: Parameters<typeof user.removeLabel>) => user.removeLabel(...args),
    comment: async (...args: Parameters<typeof user.comment>) => user.comment(...args),
    deleteComment: async (...args: Parameters<typeof user.deleteComment>) => user.deleteComment(...args),
    label: async (...args: Parameters<typeof github.label>) => github.label(...args),
    writeFile: async (path: string, text: string) => {
      github.writeFile(REPOSITORY, path, text)
      return REPOSITORY
    },
  }
  return { github, person, close: async () => undefined }
})

describe('in-memory GitHub', () => {
  test('does not find a transferred issue', async () => {
    const github = createMemoryGitHub()
    const ref = github.openIssue({ ...REPOSITORY, title: 'Moves' })
    github.as('person').transfer(ref)
    expect(await github.readIssue(ref)).toBe('transferred')
    await expect(github.createComment(ref, 'text')).rejects.toMatchObject({ code: 'github-refused' })
  })

  test('does not find a deleted issue', async () => {
    const github = createMemoryGitHub()
    const ref = github.openIssue({ ...REPOSITORY, title: 'Goes' })
    github.as('person').delete(ref)
    expect(await github.readIssue(ref)).toBe('deleted')
    await expect(github.listComments(ref)).rejects.toMatchObject({ code: 'github-refused' })
  })

  test('records another bot’s label events', async () => {
    const github = createMemoryGitHub()
    const ref = github.openIssue({ ...REPOSITORY, title: 'Bot' })
    github.as('bot').addLabel(ref, 'stale')
    expect(await github.listLabelEvents(ref)).toEqual([{ label: 'stale', action: 'labeled', by: 'bot' }])
  })

  test('refuses one call on request without writing', async () => {
    const github = createMemoryGitHub()
    const ref = github.openIssue({ ...REPOSITORY, title: 'Refused' })
    github.refuseNext('createComment', 403, { 'retry-after': '30' })
    const refusal = await github.createComment(ref, 'text').catch((error: unknown) => error)
    expect(classifyRefusal(refusal)).toEqual({ kind: 'rate-limited', retryAfterMs: 30_000, permanent: false })
    expect(github.writes).toEqual([])
    await github.createComment(ref, 'text')
    expect(github.writes).toEqual(['createComment acme/gateway#1'])
  })

  test('lists all writes and no reads', async () => {
    const github = createMemoryGitHub()
    const ref = github.openIssue({ ...REPOSITORY, title: 'Writes', labels: ['bug'] })
    await github.readIssue(ref)
    await github.listComments(ref)
    await github.ensureLabel(ref, { name: 'bug', color: '000000', description: '' })
    await github.addLabels(ref, ['bug'])
    expect(github.writes).toEqual(['addLabels acme/gateway#1'])
  })
})

test.each([
  [400, 400, 100],
  [401, 301, 200],
  [1000, 400, 700],
])('lists a thread of %i comments as %i comments, like the real client', async (count, listed, next) => {
  const github = createMemoryGitHub()
  const ref = github.openIssue({ owner: 'acme', repo: 'app', title: 'Long' })
  for (let at = 0; at < count; at++) github.as('person').comment(ref, `comment ${at}`)
  const bodies = (await github.listComments(ref)).map(({ body }) => body)
  expect([bodies.length, bodies[0], bodies.at(-1)]).toEqual([listed, 'comment 0', `comment ${count - 1}`])
  expect(bodies[100]).toBe(`comment ${next}`)
})
