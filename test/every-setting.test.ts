/** Every field of `.github/auth-triage.yml` changes what the bot does: one scene a field, looked at without and with it. */
import { describe, expect, test } from 'vitest'
import type { NewIssue } from '../src/adapters/github/memory/memory-github.ts'
import type { IssueRef } from '../src/core/issue-ref.ts'
import { settingsJsonSchema } from '../src/core/settings/repository-settings.ts'
import { openPack } from '../src/entrypoints/cli/pack.ts'
import { type MadeUpBot, openMadeUpBot } from './support/made-up-bot.ts'
import { signatureFile } from './support/packs.ts'

const pack = await openPack()
const ACME = { owner: 'acme', repo: 'desktop' }
const LINE = '[claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)'
const CLEAR = `The connectors show no tools in Cowork, version 1.2.3.\n\n\`\`\`\n${LINE}\n\`\`\`\n`
const VAGUE = 'I cannot log in: OAuth login fails with invalid_scope'
const TOKEN = `ghp_${'a1B2'.repeat(9)}`

/** What somebody sees who looks at the repository after a while; each scene begins with an empty one. */
type Scene = (bot: MadeUpBot) => Promise<unknown>

interface Row {
  readonly settings: string
  readonly scene: Scene
  /** With the field; without it something else is seen. */
  readonly seen: unknown
}

const file = (bot: MadeUpBot, changes: Partial<NewIssue> = {}): Promise<IssueRef> => {
  bot.wait(60_000)
  return bot.open({ ...ACME, title: 'No connector tools', body: CLEAR, author: 'reporter', ...changes })
}
/** The comment that an issue gets. */
const comment =
  (changes?: Partial<NewIssue>): Scene =>
  async (bot) =>
    bot.commentOn(await file(bot, changes))
/** The labels that an issue gets. */
const labels =
  (changes?: Partial<NewIssue>): Scene =>
  async (bot) =>
    bot.labelsOf(await file(bot, changes))
/** The colour in which the bot creates a label. */
const colour =
  (name: string, changes?: Partial<NewIssue>): Scene =>
  async (bot) => {
    return bot.github.label(await file(bot, changes), name)?.color
  }
/** How many of so many issues get a comment. */
const comments =
  (count: number, authorOf: (at: number) => string): Scene =>
  async (bot) => {
    let found = 0
    for (let at = 0; at < count; at += 1) {
      if ((await bot.commentOn(await file(bot, { author: authorOf(at) }))) !== '') found += 1
    }
    return found
  }
/** The comment after somebody said something there. */
const answer =
  (words: string, role: 'reporter' | 'triage'): Scene =>
  async (bot) => {
    bot.github.giveRole('keeper', 'triage')
    const ref = await file(bot)
    await bot.say(ref, words, role === 'reporter' ? 'reporter' : 'keeper')
    return bot.commentOn(ref)
  }
/** The comment after the reporter asked for help and then took the answer back. */
const tookBack: Scene = async (bot) => {
  const ref = await file(bot)
  await bot.say(ref, '/triage help', 'reporter')
  await bot.say(ref, '/triage wrong', 'reporter')
  return bot.commentOn(ref)
}
/** The comment on the second of two reports of one cause. */
const commentOnSecond: Scene = async (bot) => {
  await file(bot)
  return bot.commentOn(await file(bot))
}
/** What the first of two reports of one cause is told about its cluster. */
const cluster =
  (changes: Partial<NewIssue>): Scene =>
  async (bot) => {
    const first = await file(bot, changes)
    await file(bot, changes)
    await bot.say(first, '/triage cluster')
    return bot.commentOn(first)
  }
const has = (text: string) => expect.stringContaining(text)
const hasNot = (text: string) => expect.not.stringContaining(text)

const ROWS: Readonly<Record<string, Row>> = {
  mode: { settings: 'mode: label-only', scene: comment(), seen: '' },
  'packs.off': { settings: 'packs: { off: [oauth] }', scene: labels(), seen: [] },
  'signatures.off': { settings: 'signatures: { off: [missing-scope] }', scene: labels(), seen: [] },
  'signatures.own': {
    settings: 'signatures: { own: true }',
    scene: async (bot) => {
      const { text } = signatureFile('bent-key', {
        'confused-with': [{ id: 'missing-scope', tell: 'a scope is named' }],
        ask: 'Is the key bent?',
        evidence: [{ id: 'bent', in: ['any'], strength: 'strong', regex: 'bent-key found' }],
        examples: [
          { name: 'own', report: 'bent-key found' },
          { name: 'near miss', report: 'nothing', expect: { signature: 'none' } },
        ],
      })
      bot.github.writeFile(ACME, '.github/auth-triage/signatures/bent-key.yaml', text)
      return bot.commentOn(await file(bot, { title: 'OAuth login fails', body: 'OAuth login fails: bent-key found' }))
    },
    seen: has('Is the key bent?'),
  },
  'thresholds.assert': { settings: 'thresholds: { assert: 0.999 }', scene: comment(), seen: hasNot('This looks like') },
  'thresholds.ask': { settings: 'thresholds: { ask: 1 }', scene: labels({ body: VAGUE }), seen: [] },
  'labels.color': { settings: 'labels: { color: "123456" }', scene: colour('auth: missing scope'), seen: '123456' },
  'labels.ask.name': {
    settings: 'labels: { ask: { name: "waiting" } }',
    scene: labels({ title: 'OAuth login fails', body: VAGUE }),
    seen: ['waiting'],
  },
  'labels.ask.color': {
    settings: 'labels: { ask: { color: "123456" } }',
    scene: colour('needs: auth evidence', { title: 'OAuth login fails', body: VAGUE }),
    seen: '123456',
  },
  'labels.credential.name': {
    settings: 'labels: { credential: { name: "rotate" } }',
    scene: labels({ body: `${CLEAR}\n${TOKEN}` }),
    seen: expect.arrayContaining(['rotate']),
  },
  'labels.credential.color': {
    settings: 'labels: { credential: { color: "123456" } }',
    scene: colour('security: leaked credential', { body: `${CLEAR}\n${TOKEN}` }),
    seen: '123456',
  },
  'labels.signatures.<id>.name': {
    settings: 'labels: { signatures: { missing-scope: { name: "area: scopes" } } }',
    scene: labels(),
    seen: ['area: scopes'],
  },
  'labels.signatures.<id>.color': {
    settings: 'labels: { signatures: { missing-scope: { color: "123456" } } }',
    scene: colour('auth: missing scope'),
    seen: '123456',
  },
  'wording.greeting': { settings: 'wording: { greeting: "Good day" }', scene: comment(), seen: has('\nGood day.\n') },
  'wording.footer': { settings: 'wording: { footer: "We read all" }', scene: comment(), seen: has('We read all.') },
  'wording.questions': {
    settings: 'wording: { questions: { invalid-scope: "Which scope is it?" } }',
    scene: comment({ title: 'OAuth login fails', body: VAGUE }),
    seen: has('Which scope is it?'),
  },
  'product.product': {
    settings: 'product: { id: codex }',
    scene: cluster({ body: CLEAR.replace(' in Cowork', '') }),
    seen: has('Products: codex (2)'),
  },
  'product.names': {
    settings: 'product: { id: codex, names: [Umbrella] }',
    scene: cluster({ body: CLEAR.replace('in Cowork', 'in Umbrella, as on claude.ai') }),
    seen: has('Products: codex (2)'),
  },
  'product.oldest-supported': {
    settings: 'product: { id: acme-cli, names: [Acme CLI], oldest-supported: "2.1" }',
    scene: comment({ body: `### Version\n\n2.0.9\n\n### Log\n\nAcme CLI: ${LINE}` }),
    seen: has('Version 2.0.9 is older than 2.1'),
  },
  'duplicates.enabled': {
    settings: 'duplicates: { enabled: false }',
    scene: commentOnSecond,
    seen: hasNot('Reported before'),
  },
  'duplicates.links': {
    settings: 'duplicates: { links: 0 }',
    scene: commentOnSecond,
    seen: hasNot('Reported before'),
  },
  'duplicates.canonical-comment': {
    settings: 'duplicates: { canonical-comment: true }',
    scene: async (bot) => {
      const first = await file(bot)
      await file(bot, { author: 'another' })
      return bot.commentOn(first)
    },
    seen: has('**2 reports of this cause**'),
  },
  'duplicates.across-repositories': {
    settings: 'duplicates: { across-repositories: true }',
    scene: async (bot) => {
      const cli = { owner: 'acme', repo: 'cli' }
      bot.configure(cli, 'duplicates: { across-repositories: true }')
      for (let at = 0; at < 2; at += 1) await file(bot, cli)
      for (let at = 0; at < 2; at += 1) await file(bot)
      const ref = await file(bot)
      await bot.say(ref, '/triage cluster')
      return bot.commentOn(ref)
    },
    seen: has('- Elsewhere: [acme/cli]'),
  },
  headings: {
    settings: 'headings: { Version: [Fassung] }',
    scene: cluster({ body: `### Fassung\n\n7.8.9\n\n### Log\n\n${LINE}` }),
    seen: has('Versions: 7.8.9 (2)'),
  },
  'commands.reporter': {
    settings: 'commands: { reporter: false }',
    scene: answer('/triage wrong', 'reporter'),
    seen: has('This looks like'),
  },
  'commands.maintainers': {
    settings: 'commands: { maintainers: write }',
    scene: answer('/triage is invalid-scope', 'triage'),
    seen: hasNot('A maintainer says'),
  },
  'budget.repository': { settings: 'budget: { repository: 1 }', scene: comments(3, (at) => `person-${at}`), seen: 1 },
  'budget.author': { settings: 'budget: { author: 2 }', scene: comments(3, () => 'one'), seen: 2 },
  'budget.labels': { settings: 'budget: { labels: 0 }', scene: labels(), seen: [] },
  'budget.person': { settings: 'budget: { person: 1 }', scene: tookBack, seen: has('This looks like') },
  'budget.issue': { settings: 'budget: { issue: 1 }', scene: tookBack, seen: has('This looks like') },
  'ignore.authors': { settings: 'ignore: { authors: [reporter] }', scene: comment(), seen: '' },
  'ignore.labels': {
    settings: 'ignore: { labels: [internal] }',
    scene: comment({ labels: ['internal'] }),
    seen: '',
  },
}

async function look({ scene }: Row, settings: string): Promise<unknown> {
  const bot = await openMadeUpBot(pack)
  try {
    if (settings !== '') bot.configure(ACME, settings)
    return await scene(bot)
  } finally {
    await bot.store.close()
  }
}

describe('a setting changes what is seen', () => {
  test.each(Object.entries(ROWS))('%s', async (_, row) => {
    expect(await look(row, '')).not.toEqual(row.seen)
    expect(await look(row, row.settings)).toEqual(row.seen)
  })

  test('whichever field it is: none is missing above', () => {
    expect(Object.keys(ROWS).sort()).toEqual(fieldsOf(settingsJsonSchema()).sort())
  })
})

interface Node {
  readonly properties?: Readonly<Record<string, Node>>
  readonly additionalProperties?: Node | boolean
}

/** Paths of what can be set; `<id>` stands for the keys of a table of tables. */
function fieldsOf({ properties, additionalProperties }: Node, path = ''): string[] {
  const below = (name: string, node: Node) => fieldsOf(node, path === '' ? name : `${path}.${name}`)
  if (properties !== undefined) return Object.entries(properties).flatMap(([name, node]) => below(name, node))
  const isTable = typeof additionalProperties === 'object' && additionalProperties.properties !== undefined
  return isTable ? below('<id>', additionalProperties as Node) : [path]
}
