/** A typical Probot app that labels and comments in its handler, for comparison in `bench/load.ts`. */
import { Probot, Server } from 'probot'

const LABEL = 'auth: missing scope'

// biome-ignore lint/style/noProcessEnv: it has the same configuration as the bot
const { APP_ID = '', PRIVATE_KEY = '', WEBHOOK_SECRET = '', GITHUB_API_URL = '', WEBHOOK_PATH } = process.env
const options = { appId: APP_ID, privateKey: PRIVATE_KEY, secret: WEBHOOK_SECRET, baseUrl: GITHUB_API_URL }
const server = new Server({
  Probot: Probot.defaults({ ...options, logLevel: 'fatal' }),
  port: 0,
  host: '127.0.0.1',
  webhookPath: WEBHOOK_PATH ?? '/api/github/webhooks',
})
const answered = new Set<string>()
await server.load((app) => {
  app.on(['issues.opened', 'issues.edited'], async (context) => {
    const { issue, repository } = context.payload
    const name = `${repository.full_name}#${issue.number}`
    if (!/missing \S+ scope/i.test(issue.body ?? '') || answered.has(name)) return
    answered.add(name)
    await context.octokit.rest.issues.addLabels(context.issue({ labels: [LABEL] }))
    await context.octokit.rest.issues.createComment(context.issue({ body: 'A scope is missing: compare the lists.' }))
  })
})
const http = await server.start()
const address = http.address()
process.stdout.write(`listening on http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}\n`)
