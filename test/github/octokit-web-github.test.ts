import { Octokit } from '@octokit/rest'
import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { createWebGitHub } from '../../src/github/octokit-web-github.ts'
import { useRecordedReplies } from '../helpers/recorded-replies.ts'

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

function installed(isPrivate: boolean) {
  nock(API).get('/repos/acme/app/installation').reply(200, { id: 5 })
  nock(API, { reqheaders: { authorization: 'token installation 5' } })
    .get('/repos/acme/app')
    .reply(200, { private: isPrivate })
}

describe('who may read a repository', () => {
  test.each([
    [true, false],
    [false, true],
  ])('private: %s means public: %s', async (isPrivate, expected) => {
    installed(isPrivate)
    expect(await github.isPublic('acme', 'app')).toBe(expected)
  })

  test('nobody, where the App is not installed', async () => {
    nock(API).get('/repos/acme/app/installation').times(2).reply(404, {})
    expect(await github.isPublic('acme', 'app')).toBe(false)
    expect(await github.canRead('person', 'acme', 'app')).toBe(false)
  })

  test.each([
    [200, true],
    [404, false],
    [401, false],
    [403, false],
  ])('a person whom GitHub answers %i: %s', async (status, expected) => {
    installed(true)
    nock(API, { reqheaders: { authorization: 'token person' } })
      .get('/repos/acme/app')
      .reply(status, {})
    expect(await github.canRead('person', 'acme', 'app')).toBe(expected)
  })

  test('a failure of GitHub is not an answer', async () => {
    nock(API).get('/repos/acme/app/installation').reply(502, {})
    await expect(github.isPublic('acme', 'app')).rejects.toMatchObject({ code: 'github-refused' })
  })
})

describe('signing in', () => {
  const sent = { client_id: 'client', client_secret: 'hush', code: 'code', code_verifier: 'verifier' }

  test('exchanges the code with its verifier, and asks who it is', async () => {
    nock('https://github.com').post('/login/oauth/access_token', sent).reply(200, { access_token: 'person' })
    nock(API, { reqheaders: { authorization: 'token person' } })
      .get('/user')
      .reply(200, { login: 'ann' })
    expect(await github.exchangeCode('code', 'verifier')).toEqual({ token: 'person', login: 'ann' })
  })

  test.each([
    ['a code that is used or of another App', 200, { error: 'bad_verification_code' }],
    ['an answer that is none', 200, 'no'],
  ])('takes %s for none', async (_, status, answer) => {
    nock('https://github.com').post('/login/oauth/access_token').reply(status, answer)
    expect(await github.exchangeCode('code', 'verifier')).toBeNull()
  })
})
