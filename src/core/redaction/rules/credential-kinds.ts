/** The words for a credential, in the languages of reports, and what a name with one of them stands for. */
import type { CredentialNature } from '../credential-names.ts'
import { NO_ARN, type RedactionRule } from '../rule.ts'
import { CHANGE_EVERYWHERE, REVOKE_AT_ISSUER } from './revocation.ts'

export interface CredentialKind extends Pick<RedactionRule, 'id' | 'name' | 'revoke' | 'hints'> {
  readonly nature: CredentialNature
  /** Pattern for the word in the name; `natureOf` judges the whole name. */
  readonly word: string
}

/** The word goes on in small letters only; a capital starts the next word, as in `dbPassProd`. */
const WORD_END = '(?-i:(?![a-z]))'

export const CREDENTIAL_KINDS: readonly CredentialKind[] = [
  {
    id: 'password',
    name: 'password',
    revoke: CHANGE_EVERYWHERE,
    nature: 'password',
    word: `passw(?:or)?[dt]|passord|psk${WORD_END}|passphrase|passcode|pwd|passe?${WORD_END}|pword|pw${WORD_END}|contrase.a|senha|wachtwoord|kennwort|clave|parola|l[oö]senord|adgangskode|salasana|has[lł]o|heslo|[sş]ifre|пароль|密码|密碼|口令|パスワード|비밀번호|암호|mdp${WORD_END}|jelsz[oó]|kodeord|lozinka|masterauth|authtok`,
    hints: [
      'pass',
      'psk',
      'pw',
      'contrase',
      'senha',
      'wachtwoord',
      'kennwort',
      'clave',
      'parola',
      'losenord',
      'lösenord',
      'adgangskode',
      'salasana',
      'haslo',
      'hasło',
      'heslo',
      'sifre',
      'şifre',
      'пароль',
      '密码',
      '密碼',
      'パスワード',
      '비밀번호',
      '口令',
      '암호',
      'mdp',
      'jelsz',
      'kodeord',
      'lozinka',
      'masterauth',
      'authtok',
    ],
  },
  {
    id: 'token',
    name: 'token',
    revoke: REVOKE_AT_ISSUER,
    nature: 'token',
    word: `token|токен|令牌|密钥|トークン|secret${NO_ARN}|cred(?:ential|s?${WORD_END})|pats?${WORD_END}|jwt|bearer|(?:api|access|secret|auth)key`,
    hints: [
      'token',
      'токен',
      '令牌',
      '密钥',
      'トークン',
      'secret',
      'cred',
      'pat',
      'jwt',
      'bearer',
      'apikey',
      'accesskey',
      'authkey',
    ],
  },
  {
    id: 'api-key',
    name: 'API key',
    revoke: REVOKE_AT_ISSUER,
    nature: 'key',
    word: `(?:key|session|ticket)s?${WORD_END}|(?:cl(?:é|ef)|chave|chiave|klucz|ключ)(?:[ ](?:d['’]|de[ ]|do[ ]|del[ ])?api)?|schlüssel|キー|키|auth(?!0)${WORD_END}|clearance|assertion`,
    hints: [
      'key',
      'session',
      'ticket',
      'auth',
      'clearance',
      'assertion',
      'clé',
      'clef',
      'chave',
      'chiave',
      'klucz',
      'ключ',
      'schlüssel',
      'キー',
      '키',
    ],
  },
]
