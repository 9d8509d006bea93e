import { Octokit } from '@octokit/rest'
import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { createWebGitHub } from '../../../../src/adapters/github/octokit/octokit-web-github.ts'
import { useRecordedReplies } from '../../../support/recorded-replies.ts'

const API = 'https://api.github.com'
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

useRecordedReplies()

const github = createWebGitHub({
  apiUrl: API,
  clientId: 'client',
  clientSecret: 'hush',
  authenticate: async (installation) =>
    new Octokit({ baseUrl: API, auth: `installation ${installation ?? 'none'}`, log: SILENT }),
})

const RESPONSE = { id: 41, name: 'app', owner: { login: 'acme', id: 7 }, private: true }

function replyInstalled(response = {}) {
  nock(API).get('/repos/acme/app/installation').reply(200, { id: 5 })
  nock(API, { reqheaders: { authorization: 'token installation 5' } })
    .get('/repos/acme/app')
    .reply(200, { ...RESPONSE, ...response })
}

describe('findRepository and readableId', () => {
  test.each([
    [true, false],
    [false, true],
  ])('finds a repository with `private: %s` and reports it as public: %s', async (isPrivate, isPublic) => {
    replyInstalled({ private: isPrivate })
    const expected = { id: 41, owner: 'acme', repo: 'app', ownerId: 7, isPublic }
    expect(await github.findRepository('acme', 'app')).toEqual(expected)
  })

  test('finds no repository where the App is not installed', async () => {
    nock(API).get('/repos/acme/app/installation').reply(404, {})
    expect(await github.findRepository('acme', 'app')).toBeNull()
  })

  test.each([
    [{ name: 'renamed' }, null],
    [{ owner: { login: 'initech', id: 8 } }, null],
    [{ name: 'App', owner: { login: 'ACME', id: 7 } }, 41],
  ])('for an old name that redirects to %j, finds %j', async (response, expected) => {
    replyInstalled(response)
    expect((await github.findRepository('acme', 'app'))?.id ?? null).toBe(expected)
  })

  test.each([
    [200, 41],
    [404, null],
    [401, null],
    [403, null],
  ])('for a person’s status %i, returns the id %s', async (status, expected) => {
    nock(API, { reqheaders: { authorization: 'token person' } })
      .get('/repos/acme/app')
      .reply(status, RESPONSE)
    expect(await github.readableId('person', 'acme', 'app')).toBe(expected)
  })

  test('throws when GitHub is unavailable', async () => {
    nock(API).get('/repos/acme/app/installation').reply(502, {})
    await expect(github.findRepository('acme', 'app')).rejects.toMatchObject({ code: 'github-refused' })
  })
})

describe('signing in', () => {
  const parameters = { client_id: 'client', client_secret: 'hush', code: 'code', code_verifier: 'verifier' }

  test('exchanges the code with its verifier and reads the login', async () => {
    nock('https://github.com').post('/login/oauth/access_token', parameters).reply(200, { access_token: 'person' })
    nock(API, { reqheaders: { authorization: 'token person' } })
      .get('/user')
      .reply(200, { login: 'ann' })
    expect(await github.exchangeCode('code', 'verifier')).toEqual({ token: 'person', login: 'ann' })
  })

  test.each([
    ['a used code or another App’s code', 200, { error: 'bad_verification_code' }],
    ['an invalid response', 200, 'no'],
  ])('returns null for %s', async (_, status, response) => {
    nock('https://github.com').post('/login/oauth/access_token').reply(status, response)
    expect(await github.exchangeCode('code', 'verifier')).toBeNull()
  })
})
