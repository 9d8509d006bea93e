import { describe, expect, test } from 'vitest'
import { buildDossier, createInProcessWriter } from '../../../src/app/issue-dossier/issue-dossier.ts'
import { parseMarkdown } from '../../../src/core/report/parse-markdown.ts'
import { openPack } from '../../../src/entrypoints/cli/pack.ts'
import { hostileTexts } from '../../support/hostile-text.ts'
import { some } from '../../support/secrets.ts'
import { comment, DAY, type MadeUp, madeUpReader, ref, START } from './made-up-world.ts'

const pack = await openPack()

const SCOPE = '```\nMissing user:mcp_servers scope (scopes=user:inference)\n```'
const OTHER_SCOPE = '```\nMissing user:files scope (scopes=user:inference)\n```'
const INVALID = '```\nhttp://localhost:41321/callback?error=invalid_scope&state=af0ifjsldkj\n```'

async function report(issues: Readonly<Record<string, MadeUp>>, extras: Parameters<typeof madeUpReader>[1] = {}) {
  const reader = madeUpReader(issues, extras)
  const clock = () => START + 30 * DAY
  const found = await buildDossier(
    ref(1),
    { depth: 2, most: 60, host: 'github.com' },
    { reader, writer: createInProcessWriter(pack), clock },
  )
  return found?.document ?? ''
}

/** Returns the text under one heading. */
function section(document: string, heading: string): string {
  return document.split(/^## /m).find((it) => it.startsWith(heading)) ?? ''
}

const STORY: Readonly<Record<string, MadeUp>> = {
  'acme/app#1': {
    title: 'No tools in Cowork',
    body: `It fails.\n\n${SCOPE}\n\nSee #2`,
    labels: ['auth: missing scope'],
    happenings: [
      { kind: 'labeled', by: 'auth-triage[bot]', at: START + 1, name: 'auth: missing scope' },
      comment('ann', START + DAY, 'This is not the same as #3, and different from #4.'),
      comment('bob', START + 2 * DAY, 'Workaround: log in again with the full login.', { up: 2 }),
      comment('cleo', START + 3 * DAY, 'That worked, thanks!'),
      comment('maintainer', START + 4 * DAY, 'Which version is it?'),
      { kind: 'reference', by: 'dev', at: START + 5 * DAY, from: ref(9) },
    ],
  },
  'acme/app#2': { title: 'Same line here', body: SCOPE, createdAt: START - DAY },
  'acme/app#3': { title: 'Other scope', body: OTHER_SCOPE },
  'acme/app#4': {
    title: 'Rejected at the login',
    body: INVALID,
    open: false,
    closedAs: 'completed',
    closedAt: START + DAY,
  },
  'acme/app#9': {
    title: 'Ask for the scope',
    body: 'Fixes #1',
    isPullRequest: true,
    open: false,
    mergedAt: START + 6 * DAY,
  },
}

const RELEASE = {
  id: 1,
  tag: 'v1.2.0',
  notes: '- Ask for the scope (#9)',
  at: START + 8 * DAY,
  url: 'https://github.com/acme/app/releases/tag/v1.2.0',
}

describe('the dossier', () => {
  test('starts with a summary of the cause, linked issues, fixes and workarounds', async () => {
    expect(section(await report(STORY, { releases: [RELEASE] }), 'Summary')).toMatchInlineSnapshot(`
      "Summary

      - Reported by \`reporter\` on 2026-05-01; open; label \`auth: missing scope\`; 4 comments.
      - Cause: **Token is missing a required scope (\`insufficient_scope\`)** (\`missing-scope\`, 97 %).
      - 3 linked issues: 1 with the same cause, 2 with a different cause, 0 with an unknown cause.
      - [acme/app\\#9](https://redirect.github.com/acme/app/issues/9) claims to fix it: merged on 2026-05-07, mentioned in the release notes of [v1.2.0](https://redirect.github.com/acme/app/releases/tag/v1.2.0) (2026-05-09).
      - Best workaround (confirmed by 1 person): “Workaround: log in again with the full login.”

      "
    `)
  })

  test('lists each linked issue with its link, the comparison of the causes, and how to tell them apart', async () => {
    expect(section(await report(STORY), 'Linked issues')).toMatchInlineSnapshot(`
      "Linked issues

      ### [acme/app\\#2](https://redirect.github.com/acme/app/issues/2) Same line here

      - Open; reported by \`reporter\` on 2026-04-30
      - This issue is related to [acme/app\\#2](https://redirect.github.com/acme/app/issues/2), according to \`reporter\` on 2026-05-01: “See \`#2\`”
      - **Same cause.** Both show **Token is missing a required scope (\`insufficient_scope\`)** (\`missing-scope\`).

      ### [acme/app\\#3](https://redirect.github.com/acme/app/issues/3) Other scope

      - Open; reported by \`reporter\` on 2026-05-01
      - This issue is different from [acme/app\\#3](https://redirect.github.com/acme/app/issues/3), according to \`ann\` on 2026-05-02: “This is not the same as \`#3\`, and different from \`#4\`.”
      - **Different cause.** Both show **Token is missing a required scope (\`insufficient_scope\`)** (\`missing-scope\`), but with a different \`scope\`: \`user:mcp_servers\` here, \`user:files\` there.

      ### [acme/app\\#4](https://redirect.github.com/acme/app/issues/4) Rejected at the login

      - Closed as completed on 2026-05-02; reported by \`reporter\` on 2026-05-01
      - This issue is different from [acme/app\\#4](https://redirect.github.com/acme/app/issues/4), according to \`ann\` on 2026-05-02: “This is not the same as \`#3\`, and different from \`#4\`.”
      - **Different cause.** It shows **\`invalid_scope\`: the authorization server rejects a requested scope** (\`invalid-scope\`). How to tell them apart: In that case the authorization request is rejected and no token is issued. Here a token exists and a later call is rejected.

      "
    `)
  })

  test('draws the link graph', async () => {
    expect(section(await report(STORY), 'Link graph')).toMatchInlineSnapshot(`
      "Link graph

      \`\`\`mermaid
      graph LR
        i0["app#35;1: No tools in Cowork"]:::start
        i1["app#35;3: Other scope"]
        i2["app#35;4: Rejected at the login"]
        i3["app#35;2: Same line here"]:::same
        i4["app#35;9: Ask for the scope"]:::pull
        i0 -->|different from| i1
        i0 -->|different from| i2
        i4 -->|fixes| i0
        i0 -->|related to| i3
        classDef start stroke-width:4px
        classDef same stroke-width:2px,stroke-dasharray:0
        classDef pull stroke-dasharray:4
      \`\`\`

      Thick border: this issue. Dashed border: pull requests.

      "
    `)
  })

  test('lists the events in chronological order', async () => {
    const lines = section(await report(STORY), 'Timeline')
      .split('\n')
      .filter((it) => it.startsWith('- '))
    expect(lines).toEqual(
      lines.toSorted((a, b) => (a.slice(2, 12) < b.slice(2, 12) ? -1 : a.slice(2, 12) > b.slice(2, 12) ? 1 : 0)),
    )
    expect(lines.join('\n')).toContain('`auth-triage[bot]` added the label')
  })

  test('names the people who confirmed a workaround', async () => {
    expect(section(await report(STORY), 'Workarounds')).toContain('confirmed by `cleo`; 2 thumbs up, 0 thumbs down')
  })

  test('lists unanswered questions', async () => {
    expect(section(await report(STORY), 'Open questions')).toContain('“Which version is it?”')
  })

  test.each([
    ['the release that contains the fix', { releases: [RELEASE] }, 'Ask the reporter to try [v1.2.0]'],
    ['the merged fix that no release notes mention', {}, 'Find the first release that contains'],
  ])('ends with %s as the next step', async (_, extras, words) => {
    expect(section(await report(STORY, extras), 'Next step')).toContain(words)
  })

  test('suggests an older open issue with the same cause if there is no fix', async () => {
    const { 'acme/app#9': _, ...unfixed } = STORY
    expect(section(await report(unfixed), 'Next step')).toContain('duplicate of [acme/app\\#2]')
  })

  test('lists contradictions between comments and evidence', async () => {
    const body = `${SCOPE}\n\nDuplicate of #4`
    const document = await report({ ...STORY, 'acme/app#1': { body } })
    expect(section(document, 'Open questions')).toContain('the two show different failures')
  })

  test('says so if an issue has no links and no evidence', async () => {
    const document = await report({ 'acme/app#1': { title: 'Crash', body: '', author: 'ghost' } })
    expect(document).toContain('No other issue or pull request is linked to this one.')
    expect(section(document, 'Diagnosis')).toContain('Nothing in the issue shows')
    expect(section(document, 'Summary')).toContain('`ghost`')
  })

  test('is identical byte for byte for the same input', async () => {
    expect(await report(STORY)).toBe(await report(STORY))
  })
})

describe('a hostile title', () => {
  const HOSTILE = [
    '"]; click i0 "javascript:alert(1)"',
    'end\n  i9 --> i0',
    '`]:::start',
    '%%{init: {}}%%',
    '\u202Eevil\u2066',
    'x'.repeat(10_000),
    '#quot;<img src=x onerror=1>',
  ]

  test.each(HOSTILE)('does not end a diagram label: %j', async (title) => {
    const document = await report({ 'acme/app#1': { title, body: '#2' }, 'acme/app#2': { title } })
    const diagram = /```mermaid\n([\s\S]*?)\n```/.exec(document)?.[1]?.split('\n') ?? []
    expect(diagram.slice(0, 4)).toEqual([
      'graph LR',
      expect.stringMatching(/^ {2}i0\["[\p{L}\p{N} .,:!?()/_;#-]*"\]:::start$/u),
      expect.stringMatching(/^ {2}i1\["[\p{L}\p{N} .,:!?()/_;#-]*"\]$/u),
      '  i0 -->|mentions| i1',
    ])
  })

  test('adds no Markdown anywhere in the document', async () => {
    for (const [at, text] of hostileTexts(40, 7).entries()) {
      const happenings = [comment('bob', START, `Workaround: ${text} #2`), comment('ann', START, `${text}?`)]
      const document = await report({
        'acme/app#1': { title: text, body: `${text} #2`, happenings },
        'acme/app#2': { title: text },
      })
      const kinds = new Set<string>()
      const visit = (node: { type: string; children?: unknown[]; url?: string }) => {
        kinds.add(node.type)
        if (node.type === 'link')
          expect(node.url, `text ${at}`).toMatch(
            /^https:\/\/redirect\.github\.com\/[\w.-]+\/[\w.-]+\/issues\/\d+(?:#issuecomment-\d+)?$/,
          )
        for (const child of node.children ?? []) visit(child as { type: string })
      }
      visit(parseMarkdown(document) as unknown as { type: string })
      expect(kinds).not.toContain('html')
      expect(kinds).not.toContain('image')
      expect(document.match(/^## .*$/gm)?.every((it) => /^## [A-Z][a-z ]+$/.test(it))).toBe(true)
    }
  })
})

describe('a credential', () => {
  const secret = `ghp_${some(36)}`
  const split = `${secret.slice(0, 12)}\u001b[31m${secret.slice(12)}`
  const pieces = [secret.slice(0, 12), secret.slice(-12)]

  /** Returns issues with a secret in every text that a user can choose. */
  function issuesWith(it: string): Parameters<typeof report> {
    const at = START + DAY
    const happenings = [
      { ...comment(it, at, `Workaround: log in by ${it}. See acme/app#2, said ${it}`), byBot: false },
      comment('bob', at + 1, `@${it} that worked with ${it}`),
      comment('cleo', at + 2, `Which ${it} is it?\n\n> ${it}`),
      { kind: 'renamed', by: it, at, name: it, before: `earlier ${it}` },
      ...(['labeled', 'unlabeled', 'milestoned'] as const).map((kind) => ({ kind, by: it, at, name: it }) as const),
      { kind: 'closed', by: it, at, commit: it },
      { kind: 'reference', by: it, at, from: ref(2) },
      { kind: 'marked-duplicate', by: it, at },
    ] as const
    const common = { title: `title ${it}`, author: it, labels: [it], milestone: it, closedAs: null }
    const issues = {
      'acme/app#1': { ...common, body: `${SCOPE}\n\n${it}, duplicate of #2 and not the same as #3: ${it}`, happenings },
      'acme/app#2': {
        ...common,
        body: `${OTHER_SCOPE}\n\nsee #1 ${it}`,
        happenings: [comment(it, at, `fixes #1 ${it}`)],
      },
      'acme/app#3': { ...common, body: `Fixes #1 ${it}`, isPullRequest: true, mergedAt: at },
    }
    const url = `https://github.com/acme/app/releases/tag/${it}`
    return [issues, { releases: [{ id: 1, tag: it, notes: `#1 #3 ${it}`, at, url }] }]
  }

  test.each([
    ['whole', secret],
    ['split by a colour code', split],
    ['in the middle of a text', `${'long '.repeat(40)}${secret}${' long'.repeat(40)}`],
    ['where a title is truncated', `${'x'.repeat(50)} ${'y'.repeat(40)} ${secret}`],
    ['where a quote is truncated', `${'z'.repeat(170)} ${secret}`],
  ])('is not shown %s, whichever text contains it', async (_, text) => {
    const document = await report(...issuesWith(text))
    expect(document).toContain('Report on acme/app')
    expect(pieces.filter((piece) => document.includes(piece))).toEqual([])
  })

  test('is not shown if it is hidden by an entity near a reference', async () => {
    const document = await report({
      'acme/app#1': { body: `see #2 ${secret.replace('ghp_', '&#103;hp_')}` },
      'acme/app#2': {},
    })
    expect(pieces.filter((piece) => document.includes(piece))).toEqual([])
  })

  test("is not shown if it is a repository's name", async () => {
    const there = `acme/${secret}#5`.toLowerCase()
    const from = { owner: 'acme', repo: secret, number: 5 }
    const happenings = [{ kind: 'reference', by: 'dev', at: START, from }] as const
    const document = await report({ 'acme/app#1': { body: SCOPE, happenings }, [there]: { title: 'x', body: SCOPE } })
    expect(document).toContain('redacted:github-token')
    expect(pieces.filter((piece) => document.includes(piece))).toEqual([])
  })
})
