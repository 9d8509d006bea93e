/** Plants every kind of secret in every input, and checks that no output contains it. */

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { createMemoryGitHub } from '../src/adapters/github/memory/memory-github.ts'
import { openStore } from '../src/adapters/store/open.ts'
import { triageIssue } from '../src/app/triage.ts'
import { TriageError } from '../src/core/errors.ts'
import { type Triage, triageReport, UNTOUCHED } from '../src/core/plan/triage-report.ts'
import { REDACTION_RULES, revocationOf } from '../src/core/redaction/rules.ts'
import { parseIssueText } from '../src/core/report/issue-text.ts'
import { redactError } from '../src/core/report/redact-error.ts'
import type { RawIssue } from '../src/core/report/report.ts'
import { plainRules } from '../src/core/settings/plain-rules.ts'
import { createLog } from '../src/entrypoints/server/log.ts'
import { runCommand, silentIo, temporaryFolder } from './support/command-line.ts'
import { signatureFile, twoSignaturePack, twoSignatures } from './support/packs.ts'
import { piecesOf, SAMPLES, type Sample, sampleOf } from './support/secrets.ts'

const KINDS = [...new Set(REDACTION_RULES.map(({ id }) => id))]
/** Matches a signature, so that the bot quotes the line. */
const FOUND = 'OAuth login fails, lost-badge found'
const PACK = twoSignaturePack()

/** Issues that contain the secret in one place and are otherwise harmless. */
const INPUTS: Readonly<Record<string, (text: string) => RawIssue>> = {
  title: (text) => ({ ...issue(''), title: `${FOUND} ${text}` }),
  prose: (text) => issue(`${FOUND} ${text}`),
  'prose between words': (text) => issue(`${FOUND}; it said ${text} and ended`),
  fence: (text) => issue(`\`\`\`\n${FOUND} ${text}\n\`\`\``),
  'inline code': (text) => issue(`${FOUND} \`${text}\``),
  'log line outside a fence': (text) => issue(`2026-05-26T16:24:42.742Z [ERROR] ${FOUND} ${text}`),
  quote: (text) => issue(quoted(`${FOUND} ${text}`)),
  list: (text) => issue(`- ${FOUND} ${text}`),
  table: (text) => issue(`| what | value |\n|---|---|\n| ${FOUND} | ${text} |`),
  'URL of a link': (text) => issue(`${FOUND} [log](<https://acme.net/x?${text}>)`),
  'bare URL': (text) => issue(`${FOUND} https://acme.net/x?${text}`),
  'HTML attribute': (text) => issue(`${FOUND} <a href="https://acme.net" title='${text}'>x</a>`),
  'HTML comment': (text) => issue(`${FOUND}\n\n<!-- ${text} -->`),
  'folded details': (text) => issue(`${FOUND}\n<details><summary>${text}</summary>\n\n${text}\n\n</details>`),
  'form field': (text) => issue(`### ${text}\n\n${FOUND}\n\n### Version\n\n${text}`),
  'one line': (text) => issue(`### What happened? ${FOUND} ### Logs \`\`\`shell ${text} \`\`\` ### Version 1.0`),
  attachment: (text) => ({ ...issue('see the log'), attachments: [{ name: 'a.log', text: `${FOUND} ${text}\n` }] }),
  "reporter's comment": (text) => ({
    ...issue(FOUND),
    comments: [{ id: 1, body: `It still fails: ${FOUND} ${text}`, createdAt: 1 }],
  }),
  'JSON line': (text) => ({
    ...issue('see the log'),
    attachments: [{ name: 'a.jsonl', text: JSON.stringify({ msg: `${FOUND} ${text}` }) }],
  }),
}

function errorOf(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return error
  }
}

function issue(body: string): RawIssue {
  return { title: 'It fails', body, attachments: [] }
}

function quoted(text: string): string {
  return text.replace(/^/gm, '> ')
}

function shown(text: string, sample: Sample): readonly string[] {
  return piecesOf(sample).filter((piece) => text.includes(piece) || text.includes(JSON.stringify(piece).slice(1, -1)))
}

/** Every secret at once, in every place in a body. */
const EVERYTHING = KINDS.flatMap((kind) => {
  const { text } = sampleOf(kind)
  return [`${FOUND} ${text}`, `- ${text}`, quoted(text), `\`\`\`\n${text}\n\`\`\``, `<!-- ${text} -->`]
}).join('\n\n')

function expectNothingIn(text: string): void {
  expect(KINDS.filter((kind) => shown(text, sampleOf(kind)).length > 0)).toEqual([])
}

test('every kind has a sample, and every sample a kind', () => {
  expect(Object.keys(SAMPLES).sort()).toEqual(KINDS.toSorted())
  expect(KINDS.length).toBeGreaterThanOrEqual(40)
})

test('every live kind has instructions for revoking it', () => {
  const live = REDACTION_RULES.filter(({ nature }) => nature === 'live')
  expect(live.filter(({ id }) => revocationOf(id) === null)).toEqual([])
})

describe('secrets planted in every input', () => {
  test.each(KINDS)('never reach a report, diagnosis, plan or comment: %s', (kind) => {
    const sample = sampleOf(kind)
    for (const [input, plant] of Object.entries(INPUTS)) {
      const triage: Triage = triageReport(plant(sample.text), UNTOUCHED, plainRules(PACK))
      expect(shown(JSON.stringify(triage), sample), input).toEqual([])
      expect(triage.report.secrets.length, input).toBeGreaterThan(0)
    }
  })
})

describe('all secrets at once', () => {
  const body = `# ${FOUND} ${sampleOf('github-token').text}\n${EVERYTHING}\n`

  test.each([
    ['triage', 'report.md'],
    ['triage --json', 'report.md'],
    ['replay', 'delivery.json'],
    ['replay --json', 'delivery.json'],
    ['scan', 'report.md'],
    ['scan --json', 'report.md'],
  ])('do not appear in the output of %s', async (command, file) => {
    const payload = { action: 'opened', issue: { title: FOUND, body: EVERYTHING, number: 1 } }
    const files = [
      { path: 'report.md', text: body },
      { path: 'delivery.json', text: JSON.stringify(payload) },
    ]
    await using it = await temporaryFolder(files)
    const [name = '', ...options] = command.split(' ')
    const { code, out, err } = await runCommand(name, join(it.folder, file), ...options)
    expect(code).toBe(0)
    expect(out.length).toBeGreaterThan(0)
    expectNothingIn(out + err)
  })

  test('do not appear in the output of triage when they are in an attached file', async () => {
    await using it = await temporaryFolder([
      { path: 'report.md', text: '# It fails\nSee the log.' },
      { path: 'debug.log', text: EVERYTHING },
    ])
    const { code, out } = await runCommand(
      'triage',
      join(it.folder, 'report.md'),
      '--json',
      '--attach',
      join(it.folder, 'debug.log'),
    )
    expect(code).toBe(0)
    expectNothingIn(out)
  })

  test("appear neither in the store's files nor on GitHub after triage", async () => {
    await using place = await temporaryFolder()
    const { store } = await openStore({ path: join(place.folder, 'store.sqlite') })
    const github = createMemoryGitHub()
    const ref = github.openIssue({ owner: 'acme', repo: 'gateway', title: FOUND, body: EVERYTHING })
    await triageIssue(ref, 'guid-1', { github, store, pack: PACK, clock: () => 5000 })
    const files = await readdir(place.folder)
    const bytes = await Promise.all(files.map((file) => readFile(join(place.folder, file), 'latin1')))
    await store.close()
    expect(bytes.join('').length).toBeGreaterThan(1000)
    expectNothingIn(bytes.join(''))
    expectNothingIn(JSON.stringify(await github.listComments(ref)))
  })

  test('never reach a log line, whether they are in a field, a message, a stack or a cause', () => {
    const lines: string[] = []
    const log = createLog('trace', { write: (line) => void lines.push(line) })
    for (const kind of KINDS) {
      const { text } = sampleOf(kind)
      const hint = `look at ${text}`
      const cause = new TriageError('malformed-report', text, { hint, cause: new Error(text) })
      log.info({ text, nested: { list: [text] } }, text)
      log.child({ bound: text }).error({ err: new Error(`failed: ${text}`, { cause }) }, 'failed')
    }
    expect(lines).toHaveLength(2 * KINDS.length)
    expect(lines.map((line) => typeof JSON.parse(line))).toEqual(lines.map(() => 'object'))
    expectNothingIn(lines.join(''))
  })

  test.each([
    ['a truncated report', 'triage', `{"title": "It fails", "body": "${FOUND} `],
    ['a report that is not an issue', 'triage', '{"name": "'],
    ['an invalid delivery', 'replay', '{"action": "'],
  ])('do not appear in the error about %s', async (_, command, before) => {
    await using it = await temporaryFolder([{ path: 'input.json', text: before + EVERYTHING }])
    const { code, out, err } = await runCommand(command, join(it.folder, 'input.json'))
    expect(code).toBe(1)
    expect(err).not.toBe('')
    expectNothingIn(out + err)
  })

  test('do not appear in a redacted error, its stack or its causes', () => {
    for (const kind of KINDS) {
      const sample = sampleOf(kind)
      const cause = errorOf(() => JSON.parse(sample.text))
      const { text } = sample
      const error = errorOf(() => parseIssueText(`{"title": ${text}`))
      const outer = new TriageError('malformed-delivery', text, {
        hint: 'try again',
        cause: new Error(text, { cause }),
      })
      expect(shown(inspect([redactError(error), redactError(outer), redactError(text)]), sample), kind).toEqual([])
    }
  })

  test('do not appear in the output of `signatures test` when the examples contain them', async () => {
    const examples = [
      { name: 'own', report: `# It fails\n\n${EVERYTHING}` },
      { name: 'wrong', report: `# It fails\n\n${EVERYTHING}`, expect: { signature: 'torn-ticket' } },
    ]
    const pack = twoSignatures({ examples }).map((file) => ({ ...file, path: `own/${file.path}` }))
    await using it = await temporaryFolder(pack)
    const ran = await runCommand('signatures', 'test', '--pack', it.folder)
    expect(ran.code).toBe(1)
    expectNothingIn(ran.out + ran.err)
  })

  test('do not appear in the error about a pack that cannot be loaded', async () => {
    const { text } = sampleOf('github-token')
    const broken = { path: 'own/lost-badge.yaml', text: `${signatureFile('lost-badge').text}\n${text}: [${text}\n` }
    await using it = await temporaryFolder([broken])
    const ran = await runCommand('signatures', 'test', '--pack', it.folder)
    expect(ran.code).toBe(1)
    expect(shown(ran.out + ran.err, sampleOf('github-token'))).toEqual([])
  })

  test('do not appear in a comment when a signature contains them', () => {
    const credentials = REDACTION_RULES.filter(({ nature }) => nature !== 'personal').map(({ id }) => sampleOf(id))
    for (const sample of credentials) {
      const pack = twoSignaturePack({ cause: `Seen with ${sample.text.replaceAll('\n', ' ')} once.` })
      const { plan } = triageReport(issue(FOUND), UNTOUCHED, plainRules(pack))
      expect(plan.comment.kind).toBe('create')
      expect(shown(JSON.stringify(plan), { ...sample, secret: sample.secret.replaceAll('\n', ' ') })).toEqual([])
    }
  })
})

test('an error that crashes a command contains no credential', async () => {
  const { secret } = sampleOf('github-token')
  const { main } = await import('../src/entrypoints/cli/main.ts')
  const read = () => Promise.reject(new RangeError(`cannot read ${secret}`, { cause: new Error(secret) }))
  const crash = await main(['triage', 'report.md'], { ...silentIo(), read }).catch((error: unknown) => error)
  expect(crash).toBeInstanceOf(RangeError)
  expect(inspect(crash)).not.toContain(secret)
})
