import { describe, expect, test } from 'vitest'
import { MAX_BODY } from '../../../src/core/comments/fit-body.ts'
import { parseMarker } from '../../../src/core/comments/marker.ts'
import { renderComment } from '../../../src/core/comments/triage-comment.ts'
import { hostileTexts } from '../../support/hostile-text.ts'
import { nodesOf, parseMarkdown, textOutsideCode, visibleText } from '../../support/markdown.ts'
import { askOf, assertOf, candidateOf, evidenceOf, reportOf, silence } from '../../support/reports.ts'
import { packOf, signatureOf } from '../../support/signatures.ts'

const COWORK = { product: 'cowork', version: '1.1.381', os: 'macos' } as const

const MISSING_SCOPE = signatureOf('missing-scope', {
  cause:
    'The token is valid but was never given the permission that this call needs. A new login with the same list of scopes gives the same token.',
  checklist: [
    {
      check: 'Compare the scopes that the token carries with the one that is needed',
      how: 'grep -n "scopes=" sdk-debug.txt',
      outcomes: [
        { see: '`{{scope}}` is in the list' },
        { see: 'The token was issued without it: yours has `{{granted}}`. Go on with the next step' },
      ],
      source: 'https://github.com/anthropics/claude-code/issues/32000',
    },
    {
      check: 'Look at the scopes that the login asks for',
      how: 'the `scope=` part of the URL that the login opens',
      outcomes: [
        { see: '`{{scope}}` is among them' },
        { see: 'The client never asks for it, so no new login can add it; look for a newer version' },
      ],
    },
    {
      check: 'Try the same call in the terminal client with the same account',
      outcomes: [
        { see: 'It fails there too, so the account lacks the permission' },
        { see: 'The first client asks for too little: say so here, with both lists of scopes' },
      ],
    },
  ],
  remedies: [
    { text: 'Use the full interactive login', standing: 'verified', source: 'https://github.com/o/r/issues/1' },
    { text: 'Wait a day', standing: 'reported', source: 'https://example.com/wait' },
    { text: 'Signing out and in again', standing: 'refuted', source: 'https://example.com/again' },
  ],
})

const INVALID_SCOPE = signatureOf('invalid-scope', { title: 'The server refuses a scope that the client asks for' })

const STALE_CATALOGUE = signatureOf('stale-catalogue', {
  title: 'A running session does not see a connector that was authorised later',
  since: 2,
  cause: 'The list of tools is made when the session starts.',
  'fixed-in': [{ product: 'claude-code', version: '2.1.200', source: 'https://example.com/changes' }],
})

const PACK = packOf(INVALID_SCOPE, MISSING_SCOPE, STALE_CATALOGUE)

const LOG_LINE = evidenceOf({
  line: 12,
  heading: 'The line that gives it away',
  text: '2026-05-26T16:24:42.742Z [DEBUG] [claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)',
})

describe('the comment for an assert', () => {
  test('always names something to do, even if the report answers every step', () => {
    const shownWith = (standing: readonly string[]) => {
      const remedies = MISSING_SCOPE.remedies.filter((it) => standing.includes(it.standing))
      const comment = renderComment({
        report: reportOf(),
        pack: packOf({ ...MISSING_SCOPE, remedies }),
        diagnosis: assertOf(candidateOf('missing-scope', { evidence: [LOG_LINE] }), {
          answers: [0, 1, 2].map((step) => ({ ...LOG_LINE, id: `missing-scope/checklist/${step}` })),
        }),
      })
      return (comment ?? '').split('<details>')[0] ?? ''
    }
    expect(shownWith(['verified', 'reported'])).toContain('**Has helped:** Use the full interactive login.')
    expect(shownWith(['reported'])).toContain('**Helped one reporter:** Wait a day.')
    expect(shownWith([])).toContain('**Check first**\n\n1. **Compare the scopes')
  })

  test("shows the log line, its location, and the checklist with the reporter's values", () => {
    const comment = renderComment({
      report: reportOf({ environment: COWORK }),
      pack: PACK,
      diagnosis: assertOf(candidateOf('missing-scope', { evidence: [LOG_LINE] }), {
        captures: { scope: 'user:mcp_servers', granted: 'user:inference' },
      }),
    })
    expect(comment).toMatchInlineSnapshot(`
      "<!-- auth-triage:v1 {"decision":"assert","signature":"missing-scope","pack":"0123456789ab"} -->
      This looks like **The token lacks a scope that the server needs** (sure).

      From line 12 of the description, under “The line that gives it away”:

      \`\`\`text
      2026-05-26T16:24:42.742Z [DEBUG] [claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)
      \`\`\`

      **Check first**

      1. **Compare the scopes that the token carries with the one that is needed:** \`grep -n "scopes=" sdk-debug.txt\`
         - Confirmed if: \`user:mcp_servers\` is in the list.
      2. **Look at the scopes that the login asks for:** the \`scope=\` part of the URL that the login opens.
         - Confirmed if: \`user:mcp_servers\` is among them.

      <details>
      <summary>More: all 3 steps, cause, remedies</summary>

      **The whole checklist**

      1. **Compare the scopes that the token carries with the one that is needed:** \`grep -n "scopes=" sdk-debug.txt\` ([source](https://redirect.github.com/anthropics/claude-code/issues/32000))
         - \`user:mcp_servers\` is in the list.
         - The token was issued without it: yours has \`user:inference\`. Go on with the next step.
      2. **Look at the scopes that the login asks for:** the \`scope=\` part of the URL that the login opens.
         - \`user:mcp_servers\` is among them.
         - The client never asks for it, so no new login can add it; look for a newer version.
      3. **Try the same call in the terminal client with the same account.**
         - It fails there too, so the account lacks the permission.
         - The first client asks for too little: say so here, with both lists of scopes.

      The token is valid but was never given the permission that this call needs. A new login with the same list of scopes gives the same token.

      The line above names the cause.

      **Has helped:** Use the full interactive login. ([source](https://redirect.github.com/o/r/issues/1))

      **Has not helped:** Signing out and in again. ([source](https://example.com/again))

      **Solved when:** the refused call answers.

      **Easily confused with**

      - **The server refuses a scope that the client asks for**: there the scope was asked for and refused, and no token exists.

      **To keep it from coming back**

      - Compare the scopes after every update.
      - Use one token for one purpose.

      <sub>signature missing-scope, version 1 · pack 0123456789ab · This bot never closes issues.</sub>

      </details>

      <details>
      <summary>For maintainers</summary>

      - [ ] This answer is wrong: take it back
      - [ ] This answer is right: the label is correct

      </details>

      <sub>Wrong: \`/triage wrong\` · Solved: \`/triage worked\` · \`/triage help\` · missing-scope v1</sub>"
    `)
  })

  test('shows an author who explains the cause what the report shows', () => {
    const comment = renderComment({
      report: reportOf({ environment: COWORK, explainsCause: true }),
      pack: packOf(signatureOf('missing-scope')),
      diagnosis: assertOf(candidateOf('missing-scope', { evidence: [LOG_LINE] }), {
        answers: [{ ...LOG_LINE, id: 'missing-scope/checklist/0/outcome/0' }],
      }),
    })
    expect(comment).toContain('**Your report shows**\n\n- **Compare the scopes:** They are the same.')
  })

  test('shows an author who explains the cause no step, and folds the checklist for others', () => {
    const comment = renderComment({
      report: reportOf({ environment: COWORK, explainsCause: true }),
      pack: PACK,
      diagnosis: assertOf(candidateOf('missing-scope', { evidence: [LOG_LINE] }), {
        captures: { scope: 'user:mcp_servers', granted: 'user:inference' },
      }),
    })
    const visible = (comment ?? '').replace(/<details>\n<summary>(.*)<\/summary>[\s\S]*?<\/details>/g, '($1)')
    expect(visible).toMatchInlineSnapshot(`
      "<!-- auth-triage:v1 {"decision":"assert","signature":"missing-scope","pack":"0123456789ab"} -->
      This looks like **The token lacks a scope that the server needs** (sure).

      From line 12 of the description, under “The line that gives it away”:

      \`\`\`text
      2026-05-26T16:24:42.742Z [DEBUG] [claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)
      \`\`\`

      Your report explains the cause, so there is nothing left for you to check. The next step is with the maintainers.

      (To confirm it on another machine: all 3 steps, cause, remedies)

      (For maintainers)

      <sub>Wrong: \`/triage wrong\` · Solved: \`/triage worked\` · \`/triage help\` · missing-scope v1</sub>"
    `)
    expect(comment).toContain('1. **Compare the scopes that the token carries')
  })

  test('quotes prose when there is no log', () => {
    const evidence = [
      evidenceOf({
        segment: 'prose',
        strength: 'strong',
        line: 9,
        heading: 'Actual',
        text: 'only the auth stubs are in the tool list, see #56351',
      }),
      evidenceOf({
        segment: 'prose',
        strength: 'strong',
        line: 13,
        heading: 'Actual',
        text: 'Quitting and launching again brings the tools.',
      }),
      evidenceOf({ segment: 'prose', strength: 'strong', line: 20, text: 'a third one' }),
    ]
    const comment = renderComment({
      report: reportOf({ environment: { product: 'claude-code', version: '2.1.148', os: null } }),
      pack: PACK,
      diagnosis: assertOf(candidateOf('stale-catalogue', { confidence: 0.86, evidence })),
    })
    expect(comment).toMatchInlineSnapshot(`
      "<!-- auth-triage:v1 {"decision":"assert","signature":"stale-catalogue","pack":"0123456789ab"} -->
      This looks like **A running session does not see a connector that was authorised later** (likely).

      From line 9 of the description, under “Actual”:

      > only the auth stubs are in the tool list, see \`#56351\`

      **Fixed in** claude-code 2.1.200 ([source](https://example.com/changes)). This report names \`2.1.148\`: update first.

      **Check first**

      1. **Compare the scopes.**
         - Confirmed if: They are the same.
      2. **Try another client.**
         - Confirmed if: It fails there too.

      <details>
      <summary>More: all 2 steps, cause, remedies</summary>

      **The whole checklist**

      1. **Compare the scopes.**
         - They are the same.
         - The client asks for too little.
      2. **Try another client.**
         - It fails there too.
         - The first client is at fault.

      The list of tools is made when the session starts.

      The passage above and this one together point to it.

      From line 13 of the description, under “Actual”:

      > Quitting and launching again brings the tools.

      **Helped one reporter:** Log in again. ([source](https://example.com/reported))

      **Solved when:** the refused call answers.

      **Easily confused with**

      - **The server refuses a scope that the client asks for**: there the scope was asked for and refused, and no token exists.

      **To keep it from coming back**

      - Compare the scopes after every update.
      - Use one token for one purpose.

      <sub>signature stale-catalogue, version 2 · pack 0123456789ab · This bot never closes issues.</sub>

      </details>

      <details>
      <summary>For maintainers</summary>

      - [ ] This answer is wrong: take it back
      - [ ] This answer is right: the label is correct

      </details>

      <sub>Wrong: \`/triage wrong\` · Solved: \`/triage worked\` · \`/triage help\` · stale-catalogue v2</sub>"
    `)
  })

  test('puts the address of the server into the commands, also when the text of the report is gone', () => {
    const step = { check: 'Call it', how: 'curl -i {{server-url}}', outcomes: [{ see: 'Yes' }, { see: 'No' }] }
    const comment = renderComment({
      report: reportOf(),
      pack: packOf(signatureOf('missing-scope', { checklist: [step, step] })),
      diagnosis: assertOf(candidateOf('missing-scope'), {
        values: { 'server-url': 'https://mcp.tickets.example/v1/mcp' },
      }),
    })
    expect(comment).toContain("`curl -i 'https://mcp.tickets.example/v1/mcp'`")
  })

  test('that only answers a command does not speak of other reports', () => {
    const answers = [{ kind: 'refused', command: 'strat', why: 'there is no such command' }] as const
    const comment = renderComment({ report: reportOf(), pack: PACK, diagnosis: silence(), answers })
    expect(comment).toContain('`/triage strat` was not carried out: there is no such command.')
    expect(comment).not.toContain('different cause')
  })

  test('has no marker, box, fold or command for a program', () => {
    const context = { report: reportOf(), pack: PACK, diagnosis: assertOf(candidateOf('missing-scope')) }
    const comment = renderComment({ ...context, audience: 'program' })
    expect(comment).toMatch(/^This looks like \*\*The token lacks/)
    expect(comment).toContain('signature missing-scope, version 1 · pack 0123456789ab')
    expect(comment).not.toMatch(/<|\/triage|\[ \]/)
  })

  test('folds the steps after the fifth', () => {
    const checklist = [1, 2, 3, 4, 5, 6, 7].map((n) => ({
      check: `Step ${n}`,
      how: `cmd ${n}`,
      outcomes: [{ see: 'Yes' }, { see: 'No' }],
    }))
    const comment = renderComment({
      report: reportOf(),
      pack: packOf(signatureOf('missing-scope', { checklist })),
      diagnosis: assertOf(candidateOf('missing-scope')),
    })
    expect(comment).toMatchInlineSnapshot(`
      "<!-- auth-triage:v1 {"decision":"assert","signature":"missing-scope","pack":"0123456789ab"} -->
      This looks like **The token lacks a scope that the server needs** (sure).

      From line 1 of the description:

      \`\`\`text
      Missing user:mcp_servers scope (scopes=user:inference)
      \`\`\`

      **Check first**

      1. **Step 1:** \`cmd 1\`
         - Confirmed if: Yes.
      2. **Step 2:** \`cmd 2\`
         - Confirmed if: Yes.

      <details>
      <summary>More: all 7 steps, cause, remedies</summary>

      **The whole checklist**

      1. **Step 1:** \`cmd 1\`
         - Yes.
         - No.
      2. **Step 2:** \`cmd 2\`
         - Yes.
         - No.
      3. **Step 3:** \`cmd 3\`
         - Yes.
         - No.
      4. **Step 4:** \`cmd 4\`
         - Yes.
         - No.
      5. **Step 5:** \`cmd 5\`
         - Yes.
         - No.
      6. **Step 6:** \`cmd 6\`
         - Yes.
         - No.
      7. **Step 7:** \`cmd 7\`
         - Yes.
         - No.

      The token is valid but was issued without a permission that this call needs.

      The line above names the cause.

      **Helped one reporter:** Log in again. ([source](https://example.com/reported))

      **Solved when:** the refused call answers.

      **Easily confused with**

      - **invalid-scope**: there the scope was asked for and refused, and no token exists.

      **To keep it from coming back**

      - Compare the scopes after every update.
      - Use one token for one purpose.

      <sub>signature missing-scope, version 1 · pack 0123456789ab · This bot never closes issues.</sub>

      </details>

      <details>
      <summary>For maintainers</summary>

      - [ ] This answer is wrong: take it back
      - [ ] This answer is right: the label is correct

      </details>

      <sub>Wrong: \`/triage wrong\` · Solved: \`/triage worked\` · \`/triage help\` · missing-scope v1</sub>"
    `)
  })

  test('starts with a warning about credentials, and shows none', () => {
    const secret = { kind: 'github-token', segment: 'log', source: 'body', line: 4, live: true } as const
    const comment = renderComment({
      report: reportOf({
        secrets: [
          secret,
          secret,
          { ...secret, kind: 'jwt', source: 'debug.log', line: 90 },
          { ...secret, kind: 'email', live: false },
        ],
      }),
      pack: PACK,
      diagnosis: assertOf(candidateOf('stale-catalogue')),
    })
    expect(comment?.split('\n\n')[0]).toMatchInlineSnapshot(`
      "<!-- auth-triage:v1 {"decision":"assert","signature":"stale-catalogue","pack":"0123456789ab"} -->
      > [!WARNING]
      > **This issue contains what looks like working credentials:**
      >
      > - GitHub token, in line 4 of the description. To revoke: https://github.com/settings/tokens
      > - signed token (JWT), in line 90 of \`debug.log\`. To revoke: sign out or remove the authorised app, so that the server revokes the token
      >
      > Please revoke them first, then remove them from the text. Editing alone is not enough: the edit history shows the old text to everyone who can read the issue until that revision is deleted too."
    `)
  })

  test('shows evidence against the signature', () => {
    const against = [evidenceOf({ line: 3, text: 'error=invalid_scope' })]
    const comment = renderComment({
      report: reportOf(),
      pack: PACK,
      diagnosis: assertOf(candidateOf('missing-scope', { against })),
    })
    expect(comment).toContain("\n\nWhat doesn't fit: `error=invalid_scope`, line 3 of the description.\n\n")
  })

  test('does not show a line that is evidence for the signature as one that does not fit', () => {
    const evidence = [evidenceOf({ line: 3, text: 'missing scope; see invalid_scope' })]
    const against = [evidenceOf({ line: 3, text: 'see invalid_scope' }), evidenceOf({ line: 9, text: 'granted: all' })]
    const comment = renderComment({
      report: reportOf(),
      pack: PACK,
      diagnosis: assertOf(candidateOf('missing-scope', { evidence, against })),
    })
    expect(comment).toContain("What doesn't fit: `granted: all`, line 9 of the description.")
    const alone = assertOf(candidateOf('missing-scope', { evidence, against: against.slice(0, 1) }))
    expect(renderComment({ report: reportOf(), pack: PACK, diagnosis: alone })).not.toContain("What doesn't fit")
  })

  test('is short enough to read on a phone', () => {
    const comment = renderComment({
      report: reportOf({ environment: COWORK }),
      pack: PACK,
      diagnosis: assertOf(
        candidateOf('missing-scope', { evidence: [LOG_LINE, { ...LOG_LINE, line: 13, text: 'scopes=[]' }] }),
        {
          captures: { scope: 'user:mcp_servers', granted: 'user:inference' },
        },
      ),
    })
    const unfolded = (comment ?? '').replace(/<details>.*<\/details>/s, '')
    expect(visibleText(unfolded).length).toBeLessThan(2_200)
  })
})

describe('the comment for an ask', () => {
  test('names at most two candidates with their evidence, and one question', () => {
    const prose = evidenceOf({
      segment: 'prose',
      strength: 'supporting',
      line: 3,
      text: 'the login page says the scope is unknown',
    })
    const comment = renderComment({
      report: reportOf({ environment: COWORK }),
      pack: PACK,
      diagnosis: askOf(
        [
          candidateOf('missing-scope', { confidence: 0.5, evidence: [LOG_LINE] }),
          candidateOf('invalid-scope', { confidence: 0.4, evidence: [prose] }),
          candidateOf('stale-catalogue', { confidence: 0.3 }),
        ],
        'Is the error shown on the page of the login, or only when something is called after it?',
      ),
    })
    expect(comment).toMatchInlineSnapshot(`
      "<!-- auth-triage:v1 {"decision":"ask","signature":null,"pack":"0123456789ab","question":"3655d1a0"} -->
      This is about authentication, but the cause is unclear.

      > Is the error shown on the page of the login, or only when something is called after it?

      Reply here, without tokens, keys and addresses.

      <details>
      <summary>Why this question</summary>

      It may be **The token lacks a scope that the server needs** (\`2026-05-26T16:24:42.742Z [DEBUG] [claudeai-mcp] Missing user:mcp_servers scope…\`, line 12 of the description, under “The line that gives it away”).

      For the log, look at the session's \`sdk-debug.txt\` and at \`main.log\`.

      <sub>signature missing-scope, version 1 · pack 0123456789ab · This bot never closes issues.</sub>

      </details>

      <sub>Not about signing in: \`/triage wrong\` · \`/triage help\`</sub>"
    `)
  })

  test('asks only the question when no candidate leads', () => {
    const comment = renderComment({ report: reportOf(), pack: PACK, diagnosis: askOf([], PACK.topic.ask) })
    expect(comment).toMatchInlineSnapshot(`
      "<!-- auth-triage:v1 {"decision":"ask","signature":null,"pack":"0123456789ab","question":"3b790b4d"} -->
      This is about authentication, but the cause is unclear.

      > At which stage does it fail: before connecting, or later, when a tool is called?

      Reply here, without tokens, keys and addresses.

      <sub>Not about signing in: \`/triage wrong\` · \`/triage help\`</sub>"
    `)
  })

  test('says that a generic message has many possible causes', () => {
    const generic = evidenceOf({ text: 'Authorization with the MCP server failed' })
    const diagnosis = askOf([], PACK.topic.ask, { generic })
    const comment = renderComment({ report: reportOf(), pack: PACK, diagnosis })
    expect(comment).toContain(`\`${generic.text}\` has many possible causes.`)
  })

  test('does not name an experimental signature', () => {
    const pack = packOf(signatureOf('missing-scope', { status: 'experimental' }))
    const comment = renderComment({
      report: reportOf(),
      pack,
      diagnosis: askOf([candidateOf('missing-scope')], 'Why?'),
    })
    expect(comment).not.toContain('scope')
  })

  test('falls back to the first question of the troubleshooting flow when its own needs a missing value', () => {
    const comment = renderComment({ report: reportOf(), pack: PACK, diagnosis: askOf([], 'Is {{scope}} listed?') })
    expect(comment).toContain(`> ${PACK.topic.ask}`)
  })
})

describe('no comment', () => {
  test('is written when the decision is silent', () => {
    expect(renderComment({ report: reportOf(), pack: PACK, diagnosis: silence() })).toBeNull()
  })

  test('is written about a signature that is not in the pack', () => {
    expect(renderComment({ report: reportOf(), pack: PACK, diagnosis: assertOf(candidateOf('gone')) })).toBeNull()
  })
})

describe('every comment', () => {
  const hostile = (text: string, kind: 'assert' | 'ask') => {
    const evidence = [
      evidenceOf({ text, heading: text, source: text, strength: 'strong' }),
      evidenceOf({ text: `${text} 2`, heading: text, segment: 'prose', strength: 'strong' }),
    ]
    const against = evidence.map((it) => ({ ...it, line: it.line + 1_000 }))
    const candidate = candidateOf('missing-scope', { evidence, against })
    const captures = { scope: text, granted: text }
    return renderComment({
      report: reportOf({
        environment: { product: 'claude-code', version: text, os: 'linux' },
        secrets: [{ kind: 'jwt', segment: 'log', source: text, line: 1, live: true }],
      }),
      pack: PACK,
      diagnosis:
        kind === 'assert'
          ? assertOf(candidate, { captures })
          : askOf([candidate], 'Is {{scope}} listed?', { captures, generic: evidenceOf({ text }) }),
    })
  }

  test.each(['assert', 'ask'] as const)('keeps any text from an issue inert: %s', (kind) => {
    for (const text of hostileTexts(120, 7)) {
      const comment = hostile(text, kind) ?? ''
      const nodes = [...nodesOf(parseMarkdown(comment))]
      const links = nodes.flatMap((node) => (node.type === 'link' ? [node.url] : []))
      const tags = nodes.flatMap((node) => (node.type === 'html' ? node.value.split('\n') : []))
      expect(links.filter((url) => !/^https:\/\/(redirect\.github\.com\/|example\.com\/)/.test(url))).toEqual([])
      expect(
        tags.filter(
          (tag) => !/^(<\/?(details|sub)>|<br>|<summary>.*<\/summary>|<!-- auth-triage:v1 \{.*\} -->)$/.test(tag),
        ),
      ).toEqual([])
      expect(nodes.map((node) => node.type)).not.toEqual(expect.arrayContaining(['heading']))
      expect(nodes.map((node) => node.type)).not.toEqual(expect.arrayContaining(['image']))
      expect(textOutsideCode(comment)).not.toMatch(/@[a-z0-9]|#\d|gh-\d|www\.|:\/\//i)
    }
  })

  test('is byte for byte the same for the same input', () => {
    for (const text of hostileTexts(20, 8)) expect(hostile(text, 'assert')).toBe(hostile(text, 'assert'))
  })

  test('has the decision in its marker, and nothing from the issue', () => {
    expect(parseMarker(hostile('@octocat -->', 'assert') ?? '')).toEqual({
      decision: 'assert',
      signature: 'missing-scope',
      pack: '0123456789ab',
    })
  })

  test('stays below the size limit for any pack and issue', () => {
    const long = '` {{scope}} @x '.repeat(5_000)
    const step = { check: long, how: long, outcomes: [{ see: long }, { see: long }] }
    const signature = signatureOf('missing-scope', {
      cause: long,
      checklist: Array.from({ length: 9 }, () => step),
      'confused-with': Array.from({ length: 20 }, () => ({ id: 'invalid-scope', tell: long })),
      remedies: Array.from({ length: 20 }, () => ({
        text: long,
        standing: 'verified',
        source: 'https://example.com/',
      })),
      prevention: [long, long],
      'solved-when': long,
    })
    const evidence = [
      evidenceOf({ text: long, heading: long }),
      evidenceOf({ text: `${'`'.repeat(50_000)}\n`.repeat(20), source: long }),
    ]
    const against = evidence.map((it) => ({ ...it, line: it.line + 1_000 }))
    const candidate = candidateOf('missing-scope', { evidence, against })
    // More kinds, and more locations of one kind, than are shown. Only the shown ones need to be long.
    const secrets = Array.from({ length: 500 }, (_, line) => ({
      kind: line < 10 ? long : `kind ${line}`,
      segment: 'log' as const,
      source: line < 10 ? long : 'debug.log',
      line,
      live: true,
    }))
    const input = { report: reportOf({ secrets }), pack: packOf(signature) }
    const captures = { scope: long }
    const asserted = renderComment({ ...input, diagnosis: assertOf(candidate, { captures }) })
    const asked = renderComment({
      ...input,
      diagnosis: askOf([candidate, candidate], long, { captures, generic: evidenceOf({ text: long }) }),
    })
    expect(asserted?.length).toBeLessThan(MAX_BODY)
    expect(asserted).toMatch(/<\/sub>$/)
    expect(asked?.length).toBeLessThan(MAX_BODY)
    expect(asked).toMatch(/<\/sub>$/)
  })
})
