/** Every channel through which untrusted text reaches the bot, with a function that sends a text through it. */
import { gzipSync } from 'node:zlib'
import { zip } from '../adapters/attachments/archives.ts'
import { place } from '../support/local-world.ts'
import { signatureFile } from '../support/packs.ts'
import { loadWebhook } from '../support/webhooks.ts'
import { NEIGHBOUR, type Repository, type RoadsWorld } from './roads-world.ts'

export interface Road {
  readonly name: string
  /** The sizes of the texts to send, in characters. */
  readonly sizes: readonly number[]
  /** Resolves once the text has been accepted. Throws if the bot fails. */
  send(text: string, world: RoadsWorld): Promise<void>
}

/** GitHub's maximum body length, and a quarter of it. */
const BODY = [16_384, 65_536]
const FILE = [65_536, 1_048_576]
/** The maximum size of a signature file, rounded down. */
const SIGNATURE = 16_000

const EVIDENCE = '\n\n```\nMissing user:mcp_servers scope (scopes=user:inference)\n```\n'

export const ROADS: readonly Road[] = [
  { name: 'issue', sizes: BODY, send: issue },
  { name: 'comment', sizes: BODY, send: comment },
  { name: 'edited comment', sizes: BODY, send: editedComment },
  { name: 'attachment', sizes: FILE, send: attachment },
  { name: 'settings', sizes: [65_536], send: settings },
  { name: 'own signatures', sizes: [SIGNATURE], send: ownSignatures },
  { name: '/try', sizes: FILE, send: tryPage },
  { name: 'API', sizes: FILE, send: api },
  { name: 'MCP', sizes: FILE, send: mcp },
]

async function issue(text: string, world: RoadsWorld): Promise<void> {
  await file(world, text.slice(EVIDENCE.length) + EVIDENCE, text)
}

/** @returns the new issue's number */
async function file(world: RoadsWorld, body: string, title = '', where = world.repository): Promise<number> {
  const { issues } = world.local.github.reporter.octokit.rest
  // GitHub rejects blank titles and titles of more than 256 characters.
  const { data } = await issues.create({ ...where, title: `Login fails ${title.slice(0, 240)}`, body })
  return data.number
}

/** GitHub rejects blank comments. */
const commentOf = (text: string) => `So: ${text.slice(4)}`

async function comment(text: string, world: RoadsWorld): Promise<void> {
  const issue = place(world.local, await file(world, EVIDENCE))
  await world.local.github.reporter.octokit.rest.issues.createComment({ ...issue, body: commentOf(text) })
}

/** The local GitHub does not send a comment's text from before an edit, so the test sends the webhook itself. */
async function editedComment(text: string, world: RoadsWorld): Promise<void> {
  const { github } = world.local
  const { issues } = github.reporter.octokit.rest
  const issue = place(world.local, await file(world, EVIDENCE))
  const { data } = await issues.createComment({ ...issue, body: 'Still so.' })
  await issues.updateComment({ ...issue, comment_id: data.id, body: commentOf(text) })
  const { repository, sender, ...payload } = loadWebhook('issue_comment.created')
  await github.webhooks.send('issue_comment', {
    ...payload,
    action: 'edited',
    changes: { body: { from: text } },
    installation: { id: github.installationId },
    repository: { ...repository, name: issue.repo, owner: { login: issue.owner } },
    issue: { ...payload.issue, number: issue.issue_number },
    comment: { ...payload.comment, id: data.id },
    sender: { ...sender, login: github.reporter.login },
  })
}

async function attachment(text: string, world: RoadsWorld): Promise<void> {
  // Links use the same host as the local GitHub's API.
  const put = (name: string, bytes: Uint8Array) => world.files.put('127.0.0.1', name, bytes)
  const links = [
    put('plain.log', Buffer.from(text)),
    put('packed.log.gz', gzipSync(text)),
    put(
      'logs.zip',
      zip([
        { name: 'a.log', text },
        { name: `${text.slice(0, 200)}.log`, text: text.slice(0, 65_536) },
      ]),
    ),
  ]
  await file(world, links.map((it) => `[log](${it})`).join('\n'))
}

/** Uses the text as a whole YAML file, as a value and as a key. A new issue then makes the bot read the settings. */
async function settings(text: string, world: RoadsWorld): Promise<void> {
  const short = text.slice(0, 500)
  const values = [
    text,
    `wording: { greeting: ${JSON.stringify(text)}, footer: ${JSON.stringify(short)} }\nmode: label-only\n`,
    `${JSON.stringify(short)}: 1\nheadings: { ${JSON.stringify(short.slice(0, 90))}: [${JSON.stringify(short.slice(0, 90))}] }\n`,
    'budget: { author: 100, repository: 100 }\n',
  ]
  for (const value of values) {
    await world.write(world.repository, '.github/auth-triage.yml', value)
    await file(world, EVIDENCE)
  }
}

/** Uses the text as a whole YAML file, as a pattern, as words, and as an example that the signature must recognise. */
async function ownSignatures(text: string, world: RoadsWorld): Promise<void> {
  const pattern = text.slice(0, 1_000)
  const evidence = [{ id: 'own-line', in: ['any'], strength: 'decisive', regex: pattern }]
  const words = { near: { within: 9, all: [[text.slice(0, 60)], [text.slice(60, 120)]] } }
  const examples = [{ name: 'own', report: text }]
  const texts = [
    text,
    signatureFile('lost-badge', { evidence }).text,
    signatureFile('lost-badge', { evidence: [{ ...evidence[0], regex: undefined, ...words }] }).text,
    signatureFile('lost-badge', { examples, cause: text.slice(0, 900) }).text,
  ]
  for (const [at, it] of texts.entries()) {
    await world.write(NEIGHBOUR, `.github/auth-triage/signatures/own-${at}.yaml`, it)
  }
  await file(world, EVIDENCE, '', NEIGHBOUR satisfies Repository)
}

async function tryPage(text: string, world: RoadsWorld): Promise<void> {
  await ask(world, '/try', () => {
    const body = new FormData()
    body.append('title', text.slice(0, 900))
    body.append('body', text.slice(0, 65_536))
    body.append('logs', new File([text], `${text.slice(0, 100)}.log`))
    body.append('logs', new File([new Uint8Array(gzipSync(text))], 'a.gz'))
    return { body }
  })
}

async function api(text: string, world: RoadsWorld): Promise<void> {
  await ask(world, '/api/v1/diagnose', () => json(diagnoseInput(text)))
}

async function mcp(text: string, world: RoadsWorld): Promise<void> {
  const params = { name: 'diagnose', arguments: diagnoseInput(text) }
  await ask(world, '/mcp', () => json({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }))
}

function diagnoseInput(text: string) {
  const name = text.slice(0, 90) === '' ? 'a.log' : text.slice(0, 90)
  return { title: text.slice(0, 900), body: text.slice(0, 65_536), logs: [{ name, text }] }
}

function json(value: unknown): RequestInit {
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
  return { body: JSON.stringify(value), headers }
}

let requests = 0
const BUSY = new Set([429, 503])
const MAX_TRIES = 60

/** Sends each request from another IP address, and retries if the bot is busy. */
async function ask({ bot }: RoadsWorld, path: string, make: () => RequestInit): Promise<void> {
  for (let left = MAX_TRIES; ; left--) {
    const { headers, ...init } = make()
    requests++
    const from = `10.${(requests >> 16) & 255}.${(requests >> 8) & 255}.${requests & 255}`
    const sent = { ...init, method: 'POST', headers: { ...headers, 'x-forwarded-for': from } }
    const { status } = await fetch(`${bot.url}${path}`, sent)
    if (status < 500 && status !== 429) return
    if (!BUSY.has(status) || left === 0) throw new Error(`${path} returned ${status}`)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
