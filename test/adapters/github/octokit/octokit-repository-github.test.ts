import { Octokit } from '@octokit/rest'
import nock from 'nock'
import { describe, expect, test } from 'vitest'
import {
  type Authenticate,
  createRepositoryGitHub,
} from '../../../../src/adapters/github/octokit/octokit-repository-github.ts'
import { useRecordedReplies } from '../../../support/recorded-replies.ts'

const API = 'https://api.github.com'
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

useRecordedReplies()

function open() {
  nock(API).get('/repos/acme/app/installation').reply(200, { id: 5 })
  const authenticate = async (installation?: number) =>
    new Octokit({ baseUrl: API, auth: `installation ${installation ?? 'none'}`, log: SILENT })
  return createRepositoryGitHub(authenticate as unknown as Authenticate)
}

const asApp = () => nock(API, { reqheaders: { authorization: 'token installation 5' } })
const REF = { owner: 'acme', repo: 'app', number: 3 }
const ISSUE = {
  html_url: 'https://github.com/acme/app/issues/3',
  title: 'No tools',
  body: 'text',
  state: 'open',
  labels: [],
  created_at: '2026-05-01T00:00:00Z',
}

describe('what the pages read of a repository', () => {
  test('is an issue as it is now', async () => {
    asApp().get('/repos/acme/app/issues/3').reply(200, ISSUE)
    expect(await open().readIssue(REF)).toEqual({ title: 'No tools', body: 'text', attachments: [] })
  })

  test.each([
    [
      'was transferred to a repository that the visitor may not read',
      { html_url: 'https://github.com/acme/secret/issues/9' },
    ],
    ['is a pull request', { pull_request: {} }],
  ])('is no issue that %s', async (_, changes) => {
    asApp()
      .get('/repos/acme/app/issues/3')
      .reply(200, { ...ISSUE, ...changes })
    expect(await open().readIssue(REF)).toBeNull()
  })

  test('is no issue that was deleted', async () => {
    asApp().get('/repos/acme/app/issues/3').reply(410, {})
    expect(await open().readIssue(REF)).toBeNull()
  })

  test('is the date of each release', async () => {
    const release = { draft: false, tag_name: 'v2.0.64', body: '', published_at: '2025-12-09T00:00:00Z', html_url: 'x' }
    asApp().get('/repos/acme/app/releases?per_page=30').reply(200, [release])
    expect(await open().readReleases(REF)).toMatchObject([{ tag: 'v2.0.64', at: Date.UTC(2025, 11, 9) }])
  })

  test('is the role of an account, asked anew each time', async () => {
    const github = open()
    const path = '/repos/acme/app/collaborators/ann/permission'
    asApp().get(path).reply(200, { permission: 'write', role_name: 'maintain' })
    asApp().get(path).reply(200, { permission: 'read', role_name: 'read' })
    asApp().get(path).reply(404, {})
    expect([await github.roleOf(REF, 'ann'), await github.roleOf(REF, 'ann'), await github.roleOf(REF, 'ann')]).toEqual(
      ['maintain', 'read', 'none'],
    )
  })

  test('is an error when GitHub refuses, not a role', async () => {
    asApp().get('/repos/acme/app/collaborators/ann/permission').reply(500, {})
    await expect(open().roleOf(REF, 'ann')).rejects.toThrow('GitHub')
  })
})
