/**
 * Pieces of text that have an effect when GitHub or a terminal shows them. Tests insert them into reports. No piece may
 * have an effect in the bot's comments.
 */

import { renderMaintainersBoxes } from '../../src/core/comments/maintainers-section.ts'
import { renderMarker } from '../../src/core/comments/marker.ts'
import { some } from '../support/secrets.ts'

const MENTIONS = [
  '@octocat',
  '@acme/security',
  '(@octocat)',
  '**@octocat**',
  '@octocat@acme',
  '&#64;octocat',
  '&commat;octocat',
  '@\u200boctocat',
  '\\@octocat',
  '@<b></b>octocat',
]

const REFERENCES = [
  ...[
    '#1',
    'fixes #12',
    'acme/gateway#1',
    'GH-1',
    'gh-12',
    '&#35;12',
    '#\u200b1',
    'JIRA-9',
    'GHSA-2q5c-qw9c-fmvq',
    'GHSA-aaaa-bbbb-cccc',
    'CVE-2021-42574',
  ],
  ...['0123456789abcdef0123456789abcdef01234567', 'deadbee', 'acme/gateway@deadbeef1', 'Duplicate of #1'],
]

const LINKS = [
  ...[
    'https://evil.example/x',
    'http://evil.example',
    'www.evil.example',
    'evil@evil.example',
    'mailto:evil@evil.example',
  ],
  ...[
    '<https://evil.example>',
    '<evil@evil.example>',
    '[text](https://evil.example)',
    '[text](javascript:alert(1))',
    '[text',
  ],
  ...[
    '](https://evil.example)',
    '[text][ref]',
    '[ref]',
    '[ref]: https://evil.example',
    '\n\n[source]: https://evil.example\n\n',
  ],
  ...[
    '![alt](https://evil.example/i.png)',
    '![alt][ref]',
    'ftp://evil.example',
    'https\\://evil.example',
    'xmpp:evil@evil.example/x',
  ],
]

const HTML = [
  ...[
    '<b>',
    '</b>',
    '<img src=x onerror=alert(1)>',
    '<a href="https://evil.example">',
    '<script>',
    '<style>',
    '<!--',
    '-->',
  ],
  ...[
    '<!-- x -->',
    '<?php',
    '<![CDATA[',
    '<!DOCTYPE html>',
    '</details>',
    '</sub>',
    '</summary>',
    '<details open>',
    '<br>',
  ],
  ...[
    '<pre>',
    '</pre>',
    '<textarea>',
    '&lt;b&gt;',
    '&#60;b&#62;',
    '&nbsp;',
    '<sub>',
    '<summary>x</summary>',
    '\n<details>\n\n',
  ],
]

const FENCES = [
  ...[
    '`',
    '``',
    '```',
    '````',
    '`````',
    '``````````',
    '~~~',
    '~~~~~',
    '```js',
    '```mermaid',
    '```suggestion',
    '~~~geojson',
    '\\`',
    '`` ` ``',
  ],
  ...[
    '\n```\n',
    '\n````\n',
    '\n~~~\n',
    '\n    indented @octocat\n',
    '\n\t#1\n',
    '\n```text\n',
    '\n> ```\n',
    '\n- ```\n',
    'a`b',
    '`a',
    "'`'",
  ],
]

const BLOCKS = [
  ...[
    '|a|b|',
    '\n|a|b|\n|-|-|\n|@x|#1|\n',
    '|',
    '\\|',
    '- [x]',
    '- [ ]',
    '- [x] done',
    '* [X] done',
    '1. [x] done',
    '[x]',
  ],
  ...[
    '# heading',
    '\nSetext\n====\n',
    '\n----\n',
    '***',
    '> quote',
    '> [!CAUTION]',
    '[!NOTE]',
    '1.',
    '2)',
    '-',
    '+',
    '*',
    '=',
    '\n- item\n',
  ],
  ...['[^1]', '\n[^1]: note @octocat\n', '*a*', '__b__', '~~c~~', '**', '_', '~', '\\', '\\\\', '  \n', 'a\\\nb'],
]

const REACTIONS = [
  ':+1:',
  ':tada:',
  ':octocat:',
  '$x$',
  '$$x$$',
  '$`x`$',
  '\n$$\nx\n$$\n',
  '\n```math\nx\n```\n',
  '{{scope}}',
  '{{',
  '}}',
  '%40octocat',
]

/** Bidirectional and zero-width characters, control characters, line ends, fillers, tags, lone surrogates. */
const INVISIBLE_CHARACTERS = [
  0x202e, 0x202a, 0x2066, 0x2067, 0x2069, 0x200e, 0x200f, 0x61c, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff, 0xad, 0x00,
  0x07, 0x08, 0x1b, 0x7f, 0x0d, 0x0a, 0x2028, 0x2029, 0x85, 0x0b, 0x0c, 0x09, 0xa0, 0x3164, 0xfe0f, 0xe0041, 0xe000,
  0xd800, 0xdc00, 0xfdd0,
].map((code) => String.fromCodePoint(code))

const INVISIBLE = [
  ...INVISIBLE_CHARACTERS,
  ...['\r\n', '\n\n', '\u001b[31m', '\u001b[2J', '\u001b]8;;https://evil.example\u0007x\u001b]8;;\u0007', '\u009b31m'],
]

/**
 * The bot's own markers and wording, and text that redaction looks for. Both could be mistaken for text that the bot
 * itself wrote.
 */
const OWN = [
  renderMarker({ decision: 'silent', signature: null, pack: '0123456789ab' }),
  '<!-- auth-triage:v1',
  renderMaintainersBoxes(),
  '- [x] This answer is wrong: take it back',
  ...['/triage stop', '[redacted:github-token]', '> [!WARNING]', '**What to check**', '[source](https://evil.example)'],
  ...['-----BEGIN RSA PRIVATE KEY-----', '-----END RSA PRIVATE KEY-----', `ghp_${some(36)}`, `ghp_${some(18)}`],
  ...[
    `password="${some(12)}`,
    `${some(12)}"`,
    `token: '${some(24)}`,
    `api_key=${some(20)}\``,
    'Authorization: Bearer',
    'Set-Cookie: a=',
  ],
]

export const LIVE_MARKDOWN: readonly string[] = [
  ...MENTIONS,
  ...REFERENCES,
  ...LINKS,
  ...HTML,
  ...FENCES,
  ...BLOCKS,
  ...REACTIONS,
  ...INVISIBLE,
  ...OWN,
]
