/** Logins of mail, file and database protocols, as their clients log them, and of programs that answer a prompt. */
import type { RedactionRule } from '../rule.ts'
import { holdsPassword, isUnnamedLogin, looksLikePassword } from '../value-shapes.ts'
import { BASIC_CREDENTIALS, PASSWORD } from './revocation.ts'

/** A path, a number or a plain word is not a password; a test runner prints `PASS` before the name of a file. */
const isGiven = (value: string): boolean => looksLikePassword(value) && !/^(?:[a-z]+|[A-Z]+|[\d.]+)$|[/\\]/.test(value)

/** SASL's PLAIN (RFC 4616), with a zero byte before the user and the password, or a token of OAuth (RFC 7628). */
function holdsSaslLogin(value: string): boolean {
  const text = Buffer.from(value, 'base64').toString('latin1')
  const parts = text.split('\0')
  return (parts.length === 3 && (parts[2] ?? '').length > 2) || text.includes('auth=') || holdsPassword(value)
}

export const PROTOCOLS: readonly RedactionRule[] = [
  {
    ...BASIC_CREDENTIALS,
    // SMTP, IMAP, POP3 and XMPP: AUTH PLAIN x, AUTHENTICATE PLAIN x, AUTH XOAUTH2 x
    hints: ['plain ', 'xoauth2 ', 'oauthbearer '],
    pattern:
      /(?:AUTH(?:ENTICATE)?|mechanism)[ \t:="']{1,4}(?:PLAIN|XOAUTH2|OAUTHBEARER)[ \t]{1,2}(?<secret>[A-Za-z0-9+/]{12,8192}={0,2})/gi,
    accept: holdsSaslLogin,
  },
  {
    ...PASSWORD,
    // SMTP: the server asks for `Password:` in base64, and the client answers in base64.
    hints: ['334 ugfzc3dvcmq6'],
    pattern:
      /334 UGFzc3dvcmQ6[^\n]{0,20}\n[^\n]{0,60}?(?<![\w+/])(?<secret>[A-Za-z0-9+/]{4,1024}={0,2})(?=[ \t"']{0,4}(?:\n|$))/gi,
    spansLines: true,
  },
  {
    ...PASSWORD,
    // IMAP (RFC 9051, 6.2.3): a tag, LOGIN, the user and the password.
    hints: [' login '],
    shape: /(?<=\d) LOGIN /y,
    pattern: /(?<![\w])[A-Za-z]{0,4}\d{1,6} LOGIN "?[^\s"]{1,128}"? "?(?<secret>[^\s"]{3,256})/g,
    accept: isGiven,
  },
  {
    ...PASSWORD,
    // FTP and POP3: the answer to USER, then PASS.
    hints: ['pass '],
    pattern:
      /(?:USER [^\n]{1,128}|331[ -][^\n]{0,200}|\+OK[^\n]{0,200})\n(?:[^\n]{0,60}\n)?[^\n]{0,60}?(?<![\w])PASS (?<secret>\S{3,256})/g,
    accept: isGiven,
    spansLines: true,
  },
  {
    ...PASSWORD,
    // Redis, as its monitor and its client print commands.
    hints: ['"auth" "', '> auth ', '>auth ', '] auth '],
    pattern: /(?<=[>\]"] ?)AUTH(?:" "(?:[\w.-]{1,64}" ")?| (?:default )?)(?<secret>[^\s"]{4,512})(?=["\s]|$)/g,
    accept: (it) => isGiven(it) && !/^(?:PLAIN|LOGIN|XOAUTH2|CRAM-MD5|GSSAPI|NTLM|TLS|SCRAM)/.test(it),
  },
  {
    ...PASSWORD,
    // IRC
    hints: ['nickserv'],
    pattern: /NickServ[ :]{1,3}(?:IDENTIFY|REGISTER) (?:[\w[\]-]{1,32} )?(?<secret>\S{4,128})(?=[ \t]{0,4}(?:\n|$))/gi,
    accept: isGiven,
  },
  {
    ...PASSWORD,
    // OpenVPN: the user name and the password inside the configuration.
    hints: ['<auth-user-pass>'],
    pattern: /<auth-user-pass>\s{0,8}\n[^\n<]{1,128}\n[ \t>]{0,8}(?<secret>[^\s<]{3,256})/g,
    spansLines: true,
  },
  {
    ...PASSWORD,
    // expect: the answer to a prompt.
    hints: ['assword', 'assphrase'],
    shape: /ass(?:word|phrase)[^\n]{0,20}["'}\]][^\n]{0,20}\n?[^\n]{0,20}send/iy,
    pattern:
      /ass(?:word|phrase)[^\n]{0,20}["'}\]][^\n]{0,20}?\n?[^\n]{0,20}?send(?:line)?(?:[ \t]--)?[ \t(]{1,4}["'](?<secret>[^\s"'$[\]\\]{3,256})(?=(?:\\[rn])*["'])/gi,
    accept: looksLikePassword,
    spansLines: true,
  },
  {
    ...BASIC_CREDENTIALS,
    // A user name and a password in base64 that ends in a filler, without a name.
    hints: ['='],
    shape: /={1,2}(?![\w=])(?<=[A-Za-z0-9+/]{18}={1,2})/y,
    pattern: /(?<![\w+/=-])[A-Za-z0-9+/]{18,344}={1,2}(?![\w=])/g,
    accept: isUnnamedLogin,
  },
]
