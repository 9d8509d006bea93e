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
  'an e-mail address with letters of other alphabets': [
    ['user jörg.müller@nordwind.io denied', 'jörg'],
    ['user hans@müller-söhne.de denied', 'hans'],
    ['вход для иван.петров@почта.рф', 'иван'],
    ['ユーザーines.kaya@nordwind.ioは拒否', 'ines.kaya'],
  ],
  'a folder in other forms': [
    ['C%3A%5CUsers%5CInesKaya%5CAppData', 'InesKaya'],
    ['/Users/Ines Kaya/Library/x', 'Kaya'],
    ['\\\\files01\\home$\\ikaya\\x', 'ikaya'],
  ],
  'the prompt of a shell': [
    ['ikaya@thinkpad:~/src$ npm i', 'ikaya'],
    ['ikaya@MacBook-Pro ~ % gh auth login', 'MacBook-Pro'],
    ['(base) [ikaya@node07 work]# id', 'node07'],
  ],
  'an account of a Windows domain': [
    ['logged in as NORDWIND\\ikaya', 'ikaya'],
    ['"user": "NORDWIND\\\\nkaya"', 'nkaya'],
  ],
  'an account that a tool or a directory names': [
    ['Logged in to github.com account ikaya (keyring)', 'ikaya'],
    ['uid=ikaya,ou=people,dc=nordwind,dc=io', 'ikaya'],
    ['CN=Ines Kaya,OU=Staff,DC=nordwind', 'Ines Kaya'],
    ['User: arn:aws:iam::111111111111:user/ines.kaya is not authorized', 'ines.kaya'],
    ['$ whoami\nikaya', 'ikaya'],
    ['ines.kaya_nordwind.io#EXT#@acme.onmicrosoft.com', 'ines.kaya'],
  ],
  'a machine': [
    ['Workstation Name: DESKTOP-7QK2L9P', '7QK2L9P'],
    ['802.1X failed for 3c:22:fb:9a:17:e4', '3c:22'],
    ['Static hostname: ikaya-thinkpad', 'ikaya'],
  ],
  'claims of an ID token': [
    ['{"name":"Ines Kaya","preferred_username":"x1"}', 'Ines'],
    ['{"given_name":"Ines","family_name":"Kaya"}', 'Kaya'],
  ],
  'an IP address': [
    ['X-Forwarded-For: 81.169.144.23', '81.169.144.23'],
    ['connect to 23.20.12.5 failed', '23.20.12.5'],
    ['listening at 23.20.12.5:8443', '23.20.12.5'],
    ['GET http://23.20.12.5/x', '23.20.12.5'],
    ['10.0.0.7 refused', '10.0.0.7'],
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
  'openssl 1.1.1.4, assembly 17.0.3.1, Rails 6.1.3.1 here, RFC 6749, 4.1.2.1',
  'npm i eslint@latest # and more',
  'user: ACME\\nnext line, account ABC\\t1',
  'root@web:~# id',
])('stays: %s', (text) => {
  expect(redact(text).text).toBe(text)
})

test('a person in Kerberos is removed', () => {
  expect(redact('kinit ikaya@NORDWIND.IO failed').text).not.toContain('ikaya')
})
