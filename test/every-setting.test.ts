/**
 * Every field of `.github/auth-triage.yml` changes what the bot does: one scenario per field, run without and with it.
 */
import { describe, expect, test } from 'vitest'
import type { NewIssue } from '../src/adapters/github/memory/memory-issues.ts'
import type { ExplainedChange } from '../src/adapters/github/memory/memory-suggestions.ts'
import { createIndexCache } from '../src/app/matching/index-cache.ts'
import { createOverviewCache } from '../src/app/overview/overview-cache.ts'
import { expireStored } from '../src/app/retention.ts'
import type { IssueRef } from '../src/core/issue-ref.ts'
import { settingsJsonSchema } from '../src/core/settings/repository-settings.ts'
import { openPack } from '../src/entrypoints/cli/pack.ts'
import { createCauses } from '../src/entrypoints/web/open-causes.ts'
import { type MadeUpBot, openMadeUpBot } from './support/made-up-bot.ts'
import { signatureFile } from './support/packs.ts'

const pack = await openPack()
const ACME = { owner: 'acme', repo: 'desktop' }
const LINE = '[claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)'
const CLEAR = `The connectors show no tools in Cowork, version 1.2.3.\n\n\`\`\`\n${LINE}\n\`\`\`\n`
const VAGUE = 'I cannot log in: OAuth login fails with invalid_scope'
const TOKEN = `ghp_${'a1B2'.repeat(9)}`

/** Performs actions in an empty repository and returns the result that is visible afterwards. */
type Scenario = (bot: MadeUpBot) => Promise<unknown>

interface Row {
  readonly settings: string
  readonly scenario: Scenario
  /** The result when the field is set; without the field, the result differs. */
  readonly expected: unknown
  /** What the bot remarks on the settings; nothing if omitted. */
  readonly remarks?: readonly unknown[]
}

const openIssue = (bot: MadeUpBot, changes: Partial<NewIssue> = {}): Promise<IssueRef> => {
  bot.wait(60_000)
  return bot.open({ ...ACME, title: 'No connector tools', body: CLEAR, author: 'reporter', ...changes })
}
/** The bot's comment on a new issue. */
const comment =
  (changes?: Partial<NewIssue>): Scenario =>
  async (bot) =>
    bot.commentOn(await openIssue(bot, changes))
/** The labels of a new issue. */
const labels =
  (changes?: Partial<NewIssue>): Scenario =>
  async (bot) =>
    bot.labelsOf(await openIssue(bot, changes))
/** What the bot explains on a new issue, where GitHub records suggestions. */
const suggestions =
  (read: (change: ExplainedChange) => unknown): Scenario =>
  async (bot) => {
    bot.github.suggestions.support('records')
    await openIssue(bot)
    return bot.github.suggestions.explained.map(read)
  }
/** The colour that the bot gives a label when it creates the label. */
const colour =
  (name: string, changes?: Partial<NewIssue>): Scenario =>
  async (bot) => {
    return bot.github.label(await openIssue(bot, changes), name)?.color
  }
/** The number of issues that get a comment, out of `count`. */
const comments =
  (count: number, authorOf: (at: number) => string): Scenario =>
  async (bot) => {
    let found = 0
    for (let at = 0; at < count; at += 1) {
      if ((await bot.commentOn(await openIssue(bot, { author: authorOf(at) }))) !== '') found += 1
    }
    return found
  }
/** The bot's comment after the reporter or a maintainer has commented. */
const answer =
  (body: string, role: 'reporter' | 'triage'): Scenario =>
  async (bot) => {
    bot.github.giveRole('keeper', 'triage')
    const ref = await openIssue(bot)
    await bot.say(ref, body, role === 'reporter' ? 'reporter' : 'keeper')
    return bot.commentOn(ref)
  }
/** The bot's comment after the reporter asked for help and then rejected the answer. */
const rejectAfterHelp: Scenario = async (bot) => {
  const ref = await openIssue(bot)
  await bot.say(ref, '/triage help', 'reporter')
  await bot.say(ref, '/triage wrong', 'reporter')
  return bot.commentOn(ref)
}
/** The bot's comment on the second of two reports of the same cause. */
const commentOnSecond: Scenario = async (bot) => {
  await openIssue(bot)
  return bot.commentOn(await openIssue(bot))
}
/** The answer to `/triage cluster` on the first of two reports of the same cause. */
const cluster =
  (changes: Partial<NewIssue>): Scenario =>
  async (bot) => {
    const first = await openIssue(bot, changes)
    await openIssue(bot, changes)
    await bot.say(first, '/triage cluster')
    return bot.commentOn(first)
  }
/** Reports by four people within minutes, after ten quiet days. */
const burst = async (bot: MadeUpBot): Promise<readonly IssueRef[]> => {
  const refs = [await openIssue(bot, { title: 'A nicer palette', body: 'Please.' })]
  bot.wait(10 * 24 * 60 * 60_000)
  for (const author of ['a', 'b', 'c', 'd']) refs.push(await openIssue(bot, { author }))
  return refs
}
/** The comment on an issue for which a maintainer has named the version that fixes it. */
const claimedFix: Scenario = async (bot) => {
  const ref = await openIssue(bot)
  bot.github.giveRole('keeper', 'triage')
  await bot.say(ref, '/triage fixed-in 1.2.4', 'keeper')
  return bot.commentOn(ref)
}

/** The roles in each listed cause, beside another repository that is listed. */
const publicRoles: Scenario = async (bot) => {
  const other = { ...ACME, repo: 'other' }
  bot.configure(other, 'causes: { public: true }')
  await openIssue(bot)
  await openIssue(bot, other)
  const access = {
    readable: async (owner: string, repo: string) => {
      const seen = await bot.github.readRepository({ owner, repo })
      return seen === null ? null : { ...seen, at: 1 }
    },
  }
  const repositories = { access, store: bot.store, indexes: createIndexCache(bot.store) }
  const causes = createCauses({ repositories, overviews: createOverviewCache(pack), clock: bot.now, pack })
  return (await causes.ofPublic()).map((it) => it.repositories.map(({ role }) => role))
}
const has = (text: string) => expect.stringContaining(text)
const hasLabel = (name: string) => expect.arrayContaining([name])
const hasNot = (text: string) => expect.not.stringContaining(text)

const SHA = 'a'.repeat(40)

/** A signature that is not in the pack. */
const BENT_KEY = signatureFile('bent-key', {
  'confused-with': [{ id: 'missing-scope', tell: 'a scope is named' }],
  ask: 'Is the key bent?',
  evidence: [{ id: 'bent', in: ['any'], strength: 'strong', regex: 'bent-key found' }],
  examples: [
    { name: 'own', report: 'bent-key found' },
    { name: 'near miss', report: 'nothing', expect: { signature: 'none' } },
  ],
}).text
const BENT = { title: 'OAuth login fails', body: 'OAuth login fails: bent-key found' }

const ROWS: Readonly<Record<string, Row>> = {
  mode: { settings: 'mode: label-only', scenario: comment(), expected: '' },
  'packs.off': {
    settings: 'packs: { off: [oauth] }',
    scenario: labels(),
    expected: [],
    remarks: [has('`packs.off` still works')],
  },
  'signatures.packs': { settings: 'signatures: { packs: [ci] }', scenario: labels(), expected: [] },
  retention: {
    settings: 'retention: 2',
    scenario: async (bot) => {
      await openIssue(bot)
      bot.wait(3 * 24 * 60 * 60_000)
      return expireStored(bot.store, bot.now())
    },
    expected: 1,
  },
  'wording.languages': {
    settings: 'wording: { languages: [de] }',
    scenario: comment({
      title: 'Keine Werkzeuge im Connector',
      body: `Seit heute zeigt der Connector keine Werkzeuge mehr an, obwohl die Anmeldung im Browser funktioniert und ich nichts geändert habe. Was kann ich noch versuchen?\n\n\`\`\`\n${LINE}\n\`\`\`\n`,
    }),
    expected: has('Zuerst prüfen'),
  },
  'signatures.off': { settings: 'signatures: { off: [missing-scope] }', scenario: labels(), expected: [] },
  'signatures.own': {
    settings: 'signatures: { own: true }',
    scenario: async (bot) => {
      bot.github.writeFile(ACME, '.github/auth-triage/signatures/bent-key.yaml', BENT_KEY)
      return bot.commentOn(await openIssue(bot, BENT))
    },
    expected: has('Is the key bent?'),
  },
  'signatures.extend': {
    settings: `signatures: { extend: initech/pack@${SHA} }`,
    scenario: async (bot) => {
      const initech = { owner: 'initech', repo: 'pack' }
      bot.github.writeFile(initech, 'signatures/bent-key.yaml', BENT_KEY)
      bot.github.commitFiles(initech, SHA)
      return bot.commentOn(await openIssue(bot, BENT))
    },
    expected: has('Is the key bent?'),
  },
  'thresholds.assert': {
    settings: 'thresholds: { assert: 0.999 }',
    scenario: comment(),
    expected: hasNot('This looks like'),
  },
  'thresholds.ask': { settings: 'thresholds: { ask: 1 }', scenario: labels({ body: VAGUE }), expected: [] },
  native: {
    settings: 'native: suggest',
    scenario: suggestions((it) => it.suggest),
    expected: [true],
  },
  'issue-type': {
    settings: 'native: apply\nissue-type: Bug',
    scenario: suggestions((it) => it.what),
    expected: ['label auth: missing scope', 'type Bug'],
  },
  'issue-fields': {
    settings: 'native: apply\nissue-fields: { 42: Authentication }',
    scenario: suggestions((it) => it.what),
    expected: ['label auth: missing scope', 'field 42 Authentication'],
  },
  'labels.duplicate': {
    settings: 'native: suggest\nlabels: { duplicate: dup }',
    scenario: async (bot) => {
      bot.github.suggestions.support('records')
      await openIssue(bot, { labels: ['dup'] })
      await openIssue(bot)
      return bot.github.suggestions.explained.map(({ what }) => what)
    },
    expected: hasLabel('label dup'),
  },
  'labels.existing-only': { settings: 'labels: { existing-only: true }', scenario: labels(), expected: [] },
  'labels.all': {
    settings: 'labels: { all: [auth] }',
    scenario: labels(),
    expected: ['auth: missing scope', 'auth'],
  },
  'labels.packs': {
    settings: 'labels: { packs: { oauth: "area:auth" } }',
    scenario: labels(),
    expected: ['area:auth'],
  },
  'labels.waiting.reporter': {
    settings: 'labels: { waiting: { reporter: "waiting: reporter" } }',
    scenario: labels(),
    expected: hasLabel('waiting: reporter'),
  },
  'labels.waiting.maintainers': {
    settings: 'mode: label-only\nlabels: { waiting: { maintainers: "waiting: maintainers" } }',
    scenario: labels(),
    expected: hasLabel('waiting: maintainers'),
  },
  'labels.color': {
    settings: 'labels: { color: "123456" }',
    scenario: colour('auth: missing scope'),
    expected: '123456',
  },
  'labels.ask.name': {
    settings: 'labels: { ask: { name: "waiting" } }',
    scenario: labels({ title: 'OAuth login fails', body: VAGUE }),
    expected: ['waiting'],
  },
  'labels.ask.color': {
    settings: 'labels: { ask: { color: "123456" } }',
    scenario: colour('needs: auth evidence', { title: 'OAuth login fails', body: VAGUE }),
    expected: '123456',
  },
  'labels.credential.name': {
    settings: 'labels: { credential: { name: "rotate" } }',
    scenario: labels({ body: `${CLEAR}\n${TOKEN}` }),
    expected: expect.arrayContaining(['rotate']),
  },
  'labels.credential.color': {
    settings: 'labels: { credential: { color: "123456" } }',
    scenario: colour('security: leaked credential', { body: `${CLEAR}\n${TOKEN}` }),
    expected: '123456',
  },
  'labels.signatures.<id>.name': {
    settings: 'labels: { signatures: { missing-scope: { name: "area: scopes" } } }',
    scenario: labels(),
    expected: ['area: scopes'],
  },
  'labels.signatures.<id>.color': {
    settings: 'labels: { signatures: { missing-scope: { color: "123456" } } }',
    scenario: colour('auth: missing scope'),
    expected: '123456',
  },
  'wording.greeting': {
    settings: 'wording: { greeting: "Good day" }',
    scenario: comment(),
    expected: has('\nGood day.\n'),
  },
  'wording.footer': {
    settings: 'wording: { footer: "We read all" }',
    scenario: comment(),
    expected: has('We read all.'),
  },
  'wording.question': {
    settings: 'wording: { question: "What does the page say?" }',
    scenario: comment({ title: 'Login fails', body: 'I cannot log in to the app, the login fails every time.' }),
    expected: has('What does the page say?'),
  },
  'wording.questions': {
    settings: 'wording: { questions: { invalid-scope: "Which scope is it?" } }',
    scenario: comment({ title: 'OAuth login fails', body: VAGUE }),
    expected: has('Which scope is it?'),
  },
  'probe.advertise': {
    settings: 'probe: { advertise: true }',
    scenario: comment({ title: 'OAuth login fails', body: VAGUE }),
    expected: has('npx auth-triage probe'),
  },
  'product.id': {
    settings: 'product: { id: codex }',
    scenario: cluster({ body: CLEAR.replace(' in Cowork', '') }),
    expected: has('Products: codex (2)'),
  },
  'product.names': {
    settings: 'product: { id: codex, names: [Umbrella] }',
    scenario: cluster({ body: CLEAR.replace('in Cowork', 'in Umbrella, as on claude.ai') }),
    expected: has('Products: codex (2)'),
  },
  'product.oldest-supported': {
    settings: 'product: { id: acme-cli, names: [Acme CLI], oldest-supported: "2.1" }',
    scenario: comment({ body: `### Version\n\n2.0.9\n\n### Log\n\nAcme CLI: ${LINE}` }),
    expected: has('Version 2.0.9 is older than 2.1'),
  },
  'duplicates.enabled': {
    settings: 'duplicates: { enabled: false }',
    scenario: commentOnSecond,
    expected: hasNot('Reported before'),
  },
  'duplicates.links': {
    settings: 'duplicates: { links: 0 }',
    scenario: commentOnSecond,
    expected: hasNot('Reported before'),
  },
  'duplicates.canonical-comment': {
    settings: 'duplicates: { canonical-comment: true }',
    scenario: async (bot) => {
      const first = await openIssue(bot)
      await openIssue(bot, { author: 'another' })
      return bot.commentOn(first)
    },
    expected: has('**2 reports of this cause**'),
  },
  'duplicates.across-repositories': {
    settings: 'duplicates: { across-repositories: true }',
    scenario: async (bot) => {
      const cli = { owner: 'acme', repo: 'cli' }
      bot.configure(cli, 'duplicates: { across-repositories: true }')
      for (let at = 0; at < 2; at += 1) await openIssue(bot, cli)
      for (let at = 0; at < 2; at += 1) await openIssue(bot)
      const ref = await openIssue(bot)
      await bot.say(ref, '/triage cluster')
      return bot.commentOn(ref)
    },
    expected: has('- Elsewhere: [acme/cli]'),
  },
  headings: {
    settings: 'headings: { Version: [Fassung] }',
    scenario: cluster({ body: `### Fassung\n\n7.8.9\n\n### Log\n\n${LINE}` }),
    expected: has('Versions: 7.8.9 (2)'),
  },
  'commands.reporter': {
    settings: 'commands: { reporter: false }',
    scenario: answer('/triage wrong', 'reporter'),
    expected: has('This looks like'),
  },
  'commands.maintainers': {
    settings: 'commands: { maintainers: write }',
    scenario: answer('/triage is invalid-scope', 'triage'),
    expected: hasNot('A maintainer says'),
  },
  'budget.repository': {
    settings: 'budget: { repository: 1 }',
    scenario: comments(3, (at) => `person-${at}`),
    expected: 1,
  },
  'budget.author': { settings: 'budget: { author: 2 }', scenario: comments(3, () => 'one'), expected: 2 },
  'budget.labels': { settings: 'budget: { labels: 0 }', scenario: labels(), expected: [] },
  'budget.person': { settings: 'budget: { person: 1 }', scenario: rejectAfterHelp, expected: has('This looks like') },
  'budget.issue': { settings: 'budget: { issue: 1 }', scenario: rejectAfterHelp, expected: has('This looks like') },
  'alarms.answer': {
    settings: 'alarms: { answer: true }',
    scenario: async (bot) => bot.commentOn((await burst(bot)).at(-1) as IssueRef),
    expected: has('Others see this since'),
  },
  'alarms.issue': {
    settings: 'alarms: { issue: 1 }',
    scenario: async (bot) => bot.commentOn((await burst(bot))[0] as IssueRef),
    expected: has('**Alarms**'),
  },
  'fixes.ask': { settings: 'fixes: { ask: false }', scenario: claimedFix, expected: hasNot('A fix is claimed in') },
  'fixes.mention': { settings: 'fixes: { mention: true }', scenario: claimedFix, expected: has(' @reporter') },
  'alarms.webhook': {
    settings: 'alarms: { webhook: "https://hooks.example.com/alarms" }',
    scenario: async (bot) => {
      await burst(bot)
      return bot.posts.map(({ url }) => url)
    },
    expected: expect.arrayContaining(['https://hooks.example.com/alarms']),
  },
  'alarms.digest': {
    settings: 'alarms: { digest: 1 }',
    scenario: async (bot) => {
      const [first] = await burst(bot)
      await bot.passWeek(ACME)
      return bot.commentOn(first as IssueRef)
    },
    expected: has('**The week from'),
  },
  'causes.public': { settings: 'causes: { public: true }', scenario: publicRoles, expected: [['client', 'client']] },
  'causes.role': {
    settings: 'causes: { public: true, role: provider }',
    scenario: publicRoles,
    expected: [expect.arrayContaining(['provider'])],
  },
  discussions: {
    settings: 'discussions: true',
    scenario: async (bot) => bot.commentOn(await bot.discuss({ ...ACME, title: 'No connector tools', body: CLEAR })),
    expected: has('This looks like'),
  },
  'ignore.authors': { settings: 'ignore: { authors: [reporter] }', scenario: comment(), expected: '' },
  'ignore.labels': {
    settings: 'ignore: { labels: [internal] }',
    scenario: comment({ labels: ['internal'] }),
    expected: '',
  },
}

async function run({ scenario, remarks = [] }: Row, settings: string): Promise<unknown> {
  const bot = await openMadeUpBot(pack, (_, problems) => expect(problems).toEqual(settings === '' ? [] : remarks))
  try {
    if (settings !== '') bot.configure(ACME, settings)
    return await scenario(bot)
  } finally {
    await bot.store.close()
  }
}

describe('a setting changes the result', () => {
  test.each(Object.entries(ROWS))('%s', async (_, row) => {
    expect(await run(row, '')).not.toEqual(row.expected)
    expect(await run(row, row.settings)).toEqual(row.expected)
  })

  test('for every field of the schema', () => {
    expect(Object.keys(ROWS).sort()).toEqual(fieldsOf(settingsJsonSchema()).sort())
  })
})

interface Node {
  readonly properties?: Readonly<Record<string, Node>>
  readonly additionalProperties?: Node | boolean
}

/** The paths of all settings; `<id>` stands for any key in a table of tables. */
function fieldsOf({ properties, additionalProperties }: Node, path = ''): string[] {
  const below = (name: string, node: Node) => fieldsOf(node, path === '' ? name : `${path}.${name}`)
  if (properties !== undefined) return Object.entries(properties).flatMap(([name, node]) => below(name, node))
  const isTable = typeof additionalProperties === 'object' && additionalProperties.properties !== undefined
  return isTable ? below('<id>', additionalProperties as Node) : [path]
}
