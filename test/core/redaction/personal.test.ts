/** Details that identify a person or a place, in the forms in which reports contain them, and what looks like them. */
import { describe, expect, test } from 'vitest'
import { redact } from '../../../src/core/redaction/redact.ts'

const FOUND: Readonly<Record<string, readonly (readonly [text: string, detail: string])[]>> = {
  'an encoded e-mail address': [
    ['GET /authorize?login_hint=ines.kaya%40nordwind.io&scope=openid', 'ines.kaya'],
    ['next=%2Fcb%3Fuser%3Dines.kaya%2540nordwind.io', 'ines.kaya'],
    ['{"url":"https://nordwind.io/u/ines.kaya%40nordwind.io"}', 'ines.kaya'],
  ],
  'a login hint': [
    ['login_hint=ikaya&prompt=none', 'ikaya'],
    ['"login_hint": "ikaya"', 'ikaya'],
    ['?login_hint=NORDWIND%5Cikaya', 'ikaya'],
  ],
  'a name with an umlaut': [
    ['/Users/jörg.müller/.config/app.json', 'jörg'],
    ['C:\\Users\\Zoë Groß\\AppData\\Local', 'Groß'],
    ['/home/françois/.netrc', 'françois'],
  ],
  'a folder in Git Bash or WSL': [
    ['/c/Users/ikaya/.ssh/config', 'ikaya'],
    ['/mnt/d/Users/ikaya/project', 'ikaya'],
    ['cd /c/Users/ikaya && npm start', 'ikaya'],
  ],
  'a folder below another root': [
    ['/var/home/ikaya/.local/share', 'ikaya'],
    ['open /export/home/ikaya/key: permission denied', 'ikaya'],
    ['"/nfs/home/ikaya/.cache"', 'ikaya'],
  ],
  'a folder of WSL in Windows': [
    ['\\\\wsl.localhost\\Ubuntu\\home\\ikaya\\app', 'ikaya'],
    ['\\\\wsl$\\Debian\\home\\ikaya\\.npmrc', 'ikaya'],
    ['"\\\\\\\\wsl.localhost\\\\Ubuntu\\\\home\\\\ikaya\\\\app"', 'ikaya'],
  ],
  'an encoded path': [
    ['file=%2FUsers%2Fikaya%2Fapp.log', 'ikaya'],
    ['redirect=%252Fhome%252Fikaya%252Fx', 'ikaya'],
    ['vscode://file%2Fhome%2Fikaya%2Fx', 'ikaya'],
  ],
  'a name of two words in a path': [
    ['C:\\Users\\Ines Kaya\\.claude.json', 'Kaya'],
    ['"C:\\\\Users\\\\Ines Kaya\\\\AppData"', 'Kaya'],
    ['/Users/Ines%20Kaya/Library', 'Kaya'],
  ],
  'a host in an internal domain': [
    ['connect to build07.ops.nordwind.corp failed', 'build07'],
    ['ldap://dc01.nordwind.internal:389', 'dc01'],
    ['Ines-MacBook-Pro.local:8080', 'Ines-MacBook-Pro'],
  ],
}

describe.each(Object.entries(FOUND))('%s', (_, texts) => {
  test.each(texts)('is removed from %s', (text, detail) => {
    expect(redact(text).text).not.toContain(detail)
  })
})

test.each([
  'keycloak 26.0.1.2 and later',
  'Below 2.5 it does not happen (2.3.3.1 and others tried)',
  '1.1.8.2 includes a fix',
  'upgrade log4j from 2.17.1.0 to 2.17.2.1',
  'connecting to sts.eu-west-1.amazonaws.com and login.microsoftonline.com',
  'principal HTTP/web01.nordwind.io@NORDWIND.IO has no keytab entry',
  'for MSSQLSvc/db01:1433@NORDWIND.IO: KDC_ERR_S_PRINCIPAL_UNKNOWN',
  '/home/jenkins/workspace/app and /home/runner/work and /home/vagrant/x',
  'issuer https://idp.internal/realms/main',
])('stays: %s', (text) => {
  expect(redact(text).text).toBe(text)
})

test('a person in Kerberos is removed', () => {
  expect(redact('kinit ikaya@NORDWIND.IO failed').text).not.toContain('ikaya')
})
