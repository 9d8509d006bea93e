import { describe, expect, test } from 'vitest'
import { createMemoryGitHub } from '../../../../src/adapters/github/memory/memory-github.ts'
import { classifyRefusal } from '../../../../src/adapters/github/refusal.ts'
import { type ContractSubject, describeGitHubContract } from '../contract.ts'

const REPOSITORY = { owner: 'acme', repo: 'gateway' }

describeGitHubContract('GitHub in memory', async (): Promise<ContractSubject> => {
  const github = createMemoryGitHub()
  github.giveRole('maintainer', 'write')
  const hands = github.as('person')
  const person = {
    openIssue: async (title: string, body: string) => github.openIssue({ ...REPOSITORY, title, body }),
    edit: async (...args: Parameters<typeof hands.edit>) => hands.edit(...args),
    close: async (...[ref]: Parameters<typeof hands.lock>) => hands.close(ref),
    lock: async (...args: Parameters<typeof hands.lock>) => hands.lock(...args),
    addLabel: async (...args: Parameters<typeof hands.addLabel>) => hands.addLabel(...args),
    removeLabel: async (...args: Parameters<typeof hands.removeLabel>) => hands.removeLabel(...args),
    comment: async (...args: Parameters<typeof hands.comment>) => hands.comment(...args),
    deleteComment: async (...args: Parameters<typeof hands.deleteComment>) => hands.deleteComment(...args),
    label: async (...args: Parameters<typeof github.label>) => github.label(...args),
    writeFile: async (path: string, text: string) => {
      github.writeFile(REPOSITORY, path, text)
      return REPOSITORY
    },
  }
  return { github, person, close: async () => undefined }
})

describe('beyond the contract, GitHub in memory', () => {
  test('no longer finds an issue that a person transferred', async () => {
    const github = createMemoryGitHub()
    const ref = github.openIssue({ ...REPOSITORY, title: 'Moves' })
    github.as('person').transfer(ref)
    expect(await github.readIssue(ref)).toBe('transferred')
    await expect(github.createComment(ref, 'text')).rejects.toMatchObject({ code: 'github-refused' })
  })

  test('no longer finds an issue that a person deleted', async () => {
    const github = createMemoryGitHub()
    const ref = github.openIssue({ ...REPOSITORY, title: 'Goes' })
    github.as('person').delete(ref)
    expect(await github.readIssue(ref)).toBe('deleted')
    await expect(github.listComments(ref)).rejects.toMatchObject({ code: 'github-refused' })
  })

  test('notes the label events of another bot as such', async () => {
    const github = createMemoryGitHub()
    const ref = github.openIssue({ ...REPOSITORY, title: 'Bot' })
    github.as('bot').addLabel(ref, 'stale')
    expect(await github.listLabelEvents(ref)).toEqual([{ label: 'stale', action: 'labeled', by: 'bot' }])
  })

  test('refuses one call when told to, and writes nothing then', async () => {
    const github = createMemoryGitHub()
    const ref = github.openIssue({ ...REPOSITORY, title: 'Refused' })
    github.refuseNext('createComment', 403, { 'retry-after': '30' })
    const refusal = await github.createComment(ref, 'text').catch((error: unknown) => error)
    expect(classifyRefusal(refusal)).toEqual({ kind: 'rate-limited', retryAfterMs: 30_000, permanent: false })
    expect(github.writes).toEqual([])
    await github.createComment(ref, 'text')
    expect(github.writes).toEqual(['createComment acme/gateway#1'])
  })

  test('lists every write and no read', async () => {
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
])('of %i comments in memory it lists %i, as the real one does', async (count, listed, next) => {
  const github = createMemoryGitHub()
  const ref = github.openIssue({ owner: 'acme', repo: 'app', title: 'Long' })
  for (let at = 0; at < count; at++) github.as('person').comment(ref, `comment ${at}`)
  const bodies = (await github.listComments(ref)).map(({ body }) => body)
  expect([bodies.length, bodies[0], bodies.at(-1)]).toEqual([listed, 'comment 0', `comment ${count - 1}`])
  expect(bodies[100]).toBe(`comment ${next}`)
})
