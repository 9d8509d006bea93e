import nock from 'nock'
import { Probot } from 'probot'
import { expect, test } from 'vitest'
import { UnthrottledOctokit } from '../../../src/adapters/github/self-paced-octokit.ts'
import { generateAppKey } from '../../support/app-key.ts'
import { useRecordedReplies } from '../../support/recorded-replies.ts'

const API = 'https://api.github.com'

useRecordedReplies()

async function installationOctokit(): Promise<InstanceType<typeof UnthrottledOctokit>> {
  const token = { token: 'ghs_token', expires_at: '2100-01-01T00:00:00Z', permissions: {}, repository_selection: 'all' }
  nock(API).post('/app/installations/1001/access_tokens').reply(201, token)
  const privateKey = generateAppKey()
  const probot = new Probot({ appId: 1, privateKey, secret: 's', Octokit: UnthrottledOctokit, logLevel: 'fatal' })
  return probot.auth(1001)
}

// Probot's own client waits 1 second before each comment.
test('sends 10 comments for one installation without waiting', { timeout: 3_000 }, async () => {
  const octokit = await installationOctokit()
  nock(API).post('/repos/acme/app/issues/1/comments').times(10).reply(201, { id: 1 })
  const comment = { owner: 'acme', repo: 'app', issue_number: 1, body: 'x' }
  for (let count = 0; count < 10; count += 1) await octokit.rest.issues.createComment(comment)
  expect(nock.isDone()).toBe(true)
})

test('does not retry a failed read', async () => {
  const octokit = await installationOctokit()
  nock(API).get('/repos/acme/app/issues/1').reply(503, 'unavailable')
  await expect(octokit.rest.issues.get({ owner: 'acme', repo: 'app', issue_number: 1 })).rejects.toMatchObject({
    status: 503,
  })
})
