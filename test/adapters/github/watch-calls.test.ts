import { Octokit } from '@octokit/rest'
import nock from 'nock'
import { expect, test } from 'vitest'
import { type WatchedCall, watchCalls } from '../../../src/adapters/github/watch-calls.ts'
import { useRecordedReplies } from '../../support/recorded-replies.ts'
import { API } from './octokit-subject.ts'

useRecordedReplies()

async function watched(resource: Record<string, string>): Promise<readonly WatchedCall[]> {
  const seen: WatchedCall[] = []
  const octokit = new Octokit({ auth: 'token' })
  watchCalls(octokit, (call) => seen.push(call))
  nock(API)
    .get('/repos/acme/gateway')
    .reply(200, {}, { 'x-ratelimit-remaining': '4321', ...resource })
  await octokit.rest.repos.get({ owner: 'acme', repo: 'gateway' })
  return seen
}

test('a call reports what is left of the limit of the REST API', async () => {
  const call = { route: 'GET /repos/{owner}/{repo}', status: 200 }
  expect(await watched({})).toEqual([{ ...call, left: 4321 }])
  expect(await watched({ 'x-ratelimit-resource': 'core' })).toEqual([{ ...call, left: 4321 }])
})

test('what is left of another limit, such as that of GraphQL, is not mistaken for it', async () => {
  expect(await watched({ 'x-ratelimit-resource': 'graphql' })).toMatchObject([{ left: null }])
})
