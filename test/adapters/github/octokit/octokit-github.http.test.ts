import { Probot } from 'probot'
import { createOctokitGitHub } from '../../../../src/adapters/github/octokit/octokit-github.ts'
import { createRateLimiter } from '../../../../src/adapters/github/rate-limiter.ts'
import { UnthrottledOctokit } from '../../../../src/adapters/github/self-paced-octokit.ts'
import { type LocalGitHub, startLocalGitHub } from '../../../../src/entrypoints/cli/demo/local-github.ts'
import { type ContractPerson, type ContractSubject, describeGitHubContract } from '../contract.ts'

describeGitHubContract('GitHub over HTTP', async (): Promise<ContractSubject> => {
  const local = await startLocalGitHub()
  const { appId, slug, privateKey, webhookSecret: secret, url: baseUrl } = local
  const probot = new Probot({ appId, privateKey, secret, baseUrl, Octokit: UnthrottledOctokit, logLevel: 'fatal' })
  const octokit = await probot.auth(local.installationId)
  const rateLimiter = createRateLimiter({ minGapMs: 0, now: () => 0, sleep: async () => undefined })
  const github = createOctokitGitHub({ octokit, identity: { appId, slug }, rateLimiter })
  return { github, person: personOf(local), close: () => local.close() }
})

function personOf({ repository, reporter, maintainer }: LocalGitHub): ContractPerson {
  const base = { owner: repository.owner, repo: repository.name }
  const { issues } = maintainer.octokit.rest
  return {
    async openIssue(title, body) {
      const { data } = await reporter.octokit.rest.issues.create({ ...base, title, body })
      return { ...base, number: data.number }
    },
    edit: async ({ number }, change) => void (await issues.update({ ...base, issue_number: number, ...change })),
    close: async ({ number }) => void (await issues.update({ ...base, issue_number: number, state: 'closed' })),
    lock: async ({ number }) => void (await issues.lock({ ...base, issue_number: number, lock_reason: 'resolved' })),
    addLabel: async ({ number }, name) =>
      void (await issues.addLabels({ ...base, issue_number: number, labels: [name] })),
    removeLabel: async ({ number }, name) => void (await issues.removeLabel({ ...base, issue_number: number, name })),
    comment: async ({ number }, body) => (await issues.createComment({ ...base, issue_number: number, body })).data.id,
    deleteComment: async (_ref, id) => void (await issues.deleteComment({ ...base, comment_id: id })),
    async label(_ref, name) {
      const { data } = await issues.getLabel({ ...base, name })
      return { name: data.name, color: data.color, description: data.description ?? '' }
    },
    async writeFile(path, text) {
      const content = Buffer.from(text).toString('base64')
      await maintainer.octokit.rest.repos.createOrUpdateFileContents({ ...base, path, message: 'Add', content })
      return base
    },
  }
}
