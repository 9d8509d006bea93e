/**
 * Runs the local GitHub in its own process, with issues in two organisations. `bench/load.ts` starts it, receives its
 * URL and credentials in a message, and ends it by disconnecting.
 * Usage: node bench/load/local-github.ts <issues> <of which show a known failure> <more of these in each repository>
 */
import { startLocalGitHub } from '../../src/entrypoints/cli/demo/local-github.ts'
import { startFastGateway } from './fast-gateway.ts'

const NEIGHBOUR = { owner: 'initech', name: 'portal' }

const KNOWN_FAILURE =
  'No tools in Cowork.\n\n```\n[claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)\n```\n'

const [all = 0, known = 0, more = 0] = process.argv.slice(2).map(Number)
const github = await startLocalGitHub({ neighbour: NEIGHBOUR })
const { repository, maintainer, reporter } = github
for (const { owner, name: repo } of [repository, NEIGHBOUR]) {
  const content = Buffer.from(
    'budget: { author: 100, repository: 100, labels: 1000 }\nduplicates: { enabled: false }\n',
  )
  const file = { owner, repo, path: '.github/auth-triage.yml', content: content.toString('base64') }
  await maintainer.octokit.rest.repos.createOrUpdateFileContents({ ...file, message: 'Settings' })
}
const { issues } = reporter.octokit.rest
for (let at = 0; at < all; at += 1) {
  const body = at < known ? KNOWN_FAILURE : 'The palette forgets its colours.'
  await issues.create({ owner: repository.owner, repo: repository.name, title: `Report ${at}`, body })
}
for (const { owner, name: repo } of [repository, NEIGHBOUR]) {
  for (let at = 0; at < more; at += 1) {
    await issues.create({ owner, repo, title: `Waiting ${at}`, body: KNOWN_FAILURE })
  }
}
const idOf = async ({ owner, name: repo }: typeof NEIGHBOUR) =>
  (await maintainer.octokit.rest.repos.get({ owner, repo })).data.id
const ids = { [repository.owner]: await idOf(repository), [NEIGHBOUR.owner]: await idOf(NEIGHBOUR) }
const { appId, privateKey, webhookSecret } = github
const url = await startFastGateway(github.url)
process.send?.({
  url,
  appId,
  privateKey,
  webhookSecret,
  token: maintainer.token,
  repository,
  neighbour: NEIGHBOUR,
  ids,
})
process.once('disconnect', () => process.exit())
