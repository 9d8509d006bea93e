import { expect, test } from 'vitest'
import { posixOnlyIn } from '../../../src/core/signatures/posix-only.ts'

test.each([
  ['env | cut -d= -f1', 'env'],
  ['npm ls | grep a', '| grep'],
  ['ssh -v HOST 2>&1 | grep -E "a|b"', '| grep'],
  ['klist -f', 'klist -'],
  ['ls -l .', 'ls -'],
  ['npm ls; ps ax', '; ps'],
  ['A=b client', 'A='],
  ['A=b env', 'A=b env'],
  ['curl -s https://a.example', 'curl'],
  ['python3 -c "print(1)"', 'python3'],
  ['command -v client', 'command'],
  ['client >/dev/null', '/dev/'],
  ['client "$(hostname)"', '$('],
  ['client -H "Authorization: Bearer $TOKEN"', '$TOKEN'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the syntax of shells
  ['echo "${PIPESTATUS[0]}"', '${PIPESTATUS'],
  ['cat ~/.client/settings.json', '~'],
  ['client login && client list', '&&'],
  ['client login || true', '||'],
  ['client < token.txt', '<'],
  ['for a in 1 2; do client $a; done', 'for a in'],
  ['client {{server-url}}/path', '{{server-url}}'],
  [`client -d '{"a":1}'`, `'{"a":1}'`],
  ['Open the page, or run `env | grep A` in the same shell', 'env'],
])('is found: %s', (how, passage) => {
  expect(posixOnlyIn(how)).toBe(passage)
})

test.each([
  'kubectl get pods -A',
  "kubectl get pod POD -o jsonpath='{.spec}'",
  'kubectl exec POD -- env',
  'client login; client list',
  'curl.exe -s -o NUL https://a.example',
  'client {{server-url}} --host 127.0.0.1',
  "client '{{server-url}}/path'",
  "Select-String -Path a -Pattern 'x|grep ~/ $HOME'",
  '$env:NAME.Length',
  `'{"a":1}' | curl.exe -d '@-'`,
  '(Get-Content a | ConvertFrom-Json).b',
  'client > $null; "exit $LastExitCode"',
  'Settings → Keys and tokens',
  'the `<Audience>` of the response',
  'look at the time, the head and the tail of the log',
])('is not found: %s', (how) => {
  expect(posixOnlyIn(how)).toBeNull()
})
