/** Fragments that have a meaning in Markdown, on GitHub or in a terminal. */
const FRAGMENTS = [
  '@octocat',
  '@org/team',
  'a@b.example',
  '#12',
  'GH-12',
  'gh-7',
  'owner/repo#1',
  'owner/repo@0123456789abcdef',
  'https://github.com/o/r/issues/1',
  'http://x.example',
  'www.example.com',
  'mailto:a@b.example',
  'fixes #3',
  'Duplicate of #4',
  '0123456789abcdef0123456789abcdef01234567',
  'deadbeef1,',
  'GHSA-aaaa-bbbb-cccc',
  'JIRA-9',
  ':tada:',
  ':+1:',
  '`',
  '``',
  '```',
  '````',
  '~~~',
  '```js',
  '\\',
  '\\`',
  '*',
  '**bold**',
  '_x_',
  '~~gone~~',
  '<b>',
  '</details>',
  '<!--',
  '-->',
  '<img src=x onerror=1>',
  '![alt](https://x.example/i.png)',
  '[text](https://x.example)',
  '[text',
  '](javascript:1)',
  '[ref]: /x',
  '[^1]',
  '[^1]: note',
  '- [ ] task',
  '# heading',
  '====',
  '----',
  '---',
  '> quote',
  '[!WARNING]',
  '1.',
  '2)',
  '-',
  '+',
  '|a|b|',
  '|-|-|',
  '&lt;',
  '&#64;octocat',
  '&',
  '$x$',
  '$`x`$',
  '{{scope}}',
  '$' + '{TOKEN}',
  '%2e',
  '\u202e',
  '\u200b',
  '\u2066',
  '\ufeff',
  '\u0000',
  '\u0007',
  '\u001b[31m',
  '\ud800',
  '\u2028',
  '\r\n',
  '\n',
  '\n\n',
  '\t',
  ' ',
  '  ',
  '\u00a0',
  'token',
  'scope',
  '401',
  'Unauthorized',
  'naïve',
  '登录',
  '🔑',
  '…',
  '→',
  'word.',
  '(word)',
  '"word"',
  'refresh()',
  'user:inference',
  'path/to/file',
  'x'.repeat(400),
]

/** A generator of numbers in [0, 1), the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** `count` texts of 1 to 12 hostile fragments, joined with or without spaces; the same for the same seed. */
export function hostileTexts(count: number, seed = 1): string[] {
  const random = seeded(seed)
  const pick = () => FRAGMENTS[Math.floor(random() * FRAGMENTS.length)] ?? ''
  const glue = () => (random() < 0.5 ? ' ' : '')
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + Math.floor(random() * 12) }, () => pick() + glue()).join(''),
  )
}

/**
 * Timeout for a test that normally takes much less time, but would exceed the timeout if its time grew quadratically.
 */
export const squareTime = (ms: number) => ({ timeout: ms })
