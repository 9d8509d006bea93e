import { describe, expect, test } from 'vitest'
import { endSentence, fillCommand, renderAuthored, renderMessage } from '../../../src/core/comments/authored.ts'
import { hostileTexts } from '../../support/hostile-text.ts'
import { kindsIn, textOutsideCode } from '../../support/markdown.ts'

describe('sentences of a signature', () => {
  test.each([
    ['keep their code', 'Look at `scopes=` in the log.', {}, 'Look at `scopes=` in the log.'],
    ['get values in code', 'The scope {{scope}} is missing.', { scope: 'user:x' }, 'The scope `user:x` is missing.'],
    ['get values inside code', 'See `scope={{scope}}`.', { scope: 'user:x' }, 'See `scope=user:x`.'],
    ['show a value that stands in code alone like one among words', 'It is `{{a}}`.', { a: 'x' }, 'It is `x`.'],
    ['quote a value of no strict shape without its marks', 'It is `{{a}}`.', { a: 'a`b' }, 'It is “a…b”.'],
    [
      'quote words of which a shell would make a command',
      'It is {{a}}.',
      { a: 'x|sh y; $(z)' },
      'It is “x…sh y; …z…”.',
    ],
    ['keep code that such a value does not belong into', 'Run `get {{a-b}}`.', { 'a-b': 'x;y' }, 'Run `get YOUR_A_B`.'],
    ['put a plain value into a command as an argument', 'Run `get {{a}}`.', { a: 'x.y' }, "Run `get 'x.y'`."],
    ['put no other into a name either', 'See `a={{a}}`.', { a: '$(x)' }, 'See `a=YOUR_A`.'],
    ['keep neighbouring values apart', '{{a}}{{b}}', { a: '1', b: '2' }, '`1` `2`'],
    ['lose a sentence without its value', 'It lists {{a}}. Then stop.', {}, 'Then stop.'],
    [
      'lose the part from a missing value on',
      '`{{a}}` is in the list; yours has `{{b}}`',
      { a: '1' },
      '`1` is in the list.',
    ],
    ['lose all of it when the first part is missing', '`{{a}}` is in the list; yours has `{{b}}`', { b: '1' }, ''],
    ['take an empty value for a missing one', 'It is {{a}}.', { a: ' ' }, ''],
    ['take no value from the language', 'It is {{constructor}}.', {}, ''],
    ['lose a sentence with a broken placeholder', 'It is {{a. Stop.', { a: '1' }, 'Stop.'],
    ['do not fill in values twice', 'It is {{a}}.', { a: '{{b}}', b: '2' }, 'It is “…b…”.'],
    ['do not end inside code', 'Run `a. b; {{x}}`. Then stop.', {}, 'Then stop.'],
    ['notify nobody', 'Update @scope/package, see #12.', {}, 'Update `@scope/package`, see `#12`.'],
  ])('%s', (_, text, captures, expected) => {
    expect(renderAuthored(text, captures)).toBe(expected)
  })

  test('become nothing but text and code, whatever the values hold', () => {
    for (const scope of hostileTexts(1_000)) {
      const markdown = renderAuthored('Yours is {{scope}}, not `{{scope}}` or `x={{scope}}`; {{scope}}{{scope}}.', {
        scope,
      })
      expect(['inlineCode', 'paragraph', 'root', 'text']).toEqual(expect.arrayContaining(kindsIn(markdown)))
      expect(textOutsideCode(markdown)).not.toMatch(/@[a-z0-9]|#\d|\{\{/i)
    }
  })

  test.each([
    ['The list', 'The list.'],
    ['Is it there?', 'Is it there?'],
    ['It is `a`', 'It is `a`.'],
    ['', ''],
  ])('end with a full stop: %j', (text, expected) => {
    expect(endSentence(text)).toBe(expected)
  })
})

test('a message about a placeholder names it', () => {
  const message = '`{{a}}` stands in code, {{b}} does not; see @octocat'
  expect(renderMessage(message)).toBe('`{{a}}` stands in code, `{{b}}` does not; see `@octocat`')
})

describe('commands of a signature', () => {
  test.each([
    ['a plain word', 'mcp.example.com', "curl -i https://'mcp.example.com'/mcp"],
    ['nothing', undefined, 'curl -i https://YOUR_SERVER_HOST/mcp'],
    ['a substitution', '$(curl evil.example)', 'curl -i https://YOUR_SERVER_HOST/mcp'],
    ['a second command', 'x;rm', 'curl -i https://YOUR_SERVER_HOST/mcp'],
    ['a pipe', 'x|sh', 'curl -i https://YOUR_SERVER_HOST/mcp'],
    ['another argument', 'x -o .profile', 'curl -i https://YOUR_SERVER_HOST/mcp'],
    ['an option', '--config', 'curl -i https://YOUR_SERVER_HOST/mcp'],
    ['a quote', "x'", 'curl -i https://YOUR_SERVER_HOST/mcp'],
    ['a second line', 'x\nrm', 'curl -i https://YOUR_SERVER_HOST/mcp'],
    ['a look-alike letter', 'mсp.example.com', 'curl -i https://YOUR_SERVER_HOST/mcp'],
  ])('take a value only if a shell takes it as one plain word: %s', (_, value, expected) => {
    const captures: Record<string, string> = value === undefined ? {} : { 'server-host': value }
    expect(fillCommand('curl -i https://{{server-host}}/mcp', captures)).toBe(expected)
  })

  test.each([
    ["tcpdump 'tcp port {{port}}'", "tcpdump 'tcp port 8080'"],
    ['tcpdump "tcp port {{port}}"', 'tcpdump "tcp port 8080"'],
    ["tcpdump it\\'s {{port}}", "tcpdump it\\'s '8080'"],
    ['tcpdump "a \\" b {{port}}" {{port}}', 'tcpdump "a \\" b 8080" \'8080\''],
    ["tcpdump 'a \\' {{port}}", "tcpdump 'a \\' '8080'"],
  ])('quote a value once, by the quotes around it: %s', (command, expected) => {
    expect(fillCommand(command, { port: '8080' })).toBe(expected)
  })
})
