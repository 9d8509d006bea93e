/**
 * Decides what a name says about its value: whether `githubToken`, `API_KEY_PROD`, `x-functions-key` or `dbPass` names a
 * credential, and `max_tokens`, `tokenEndpoint`, `publicKey` or `cache-key` does not.
 */

/**
 * `password`: any text may be one. `token`: the name of a credential. `key`: a word that names many other things too, so
 * that the value has to show that it is one.
 */
export type CredentialNature = 'password' | 'token' | 'key'

const NATURES: ReadonlyMap<string, CredentialNature> = new Map([
  ...wordsOf(
    'password passwords passwd passphrase passcode pwd pass psk pword pw passwort passe contraseña contrasena senha wachtwoord kennwort clave parola lösenord losenord adgangskode salasana hasło haslo heslo şifre sifre пароль 密码 密碼 口令 パスワード 비밀번호 암호 mdp jelszó jelszo kodeord lozinka şifrem sifrem şifresi sifresi parolam пароля паролем masterauth authtok passord passordet lösenordet losenordet adgangskoden kodeordet salasanani heslem hasłem',
  ).map((it) => [it, 'password'] as const),
  ...wordsOf(
    'token tokens токен 令牌 密钥 トークン secret secrets pat pats credential credentials cred creds jwt bearer apikey apikeys accesskey secretkey',
  ).map((it) => [it, 'token'] as const),
  ...wordsOf('key keys schlüssel clé clef chave chiave klucz ключ キー 키 auth session clearance ticket assertion').map(
    (it) => [it, 'key'] as const,
  ),
])

/** These name something else when no other word is before them. */
const NEEDS_QUALIFIER = new Set([
  'key',
  'keys',
  'schlüssel',
  'clé',
  'clef',
  'chave',
  'chiave',
  'klucz',
  'ключ',
  'キー',
  '키',
])

/** Ends of words that are written together, as in `authtoken`. */
const COMPOUND =
  /(?:(token|secret|apikey|accesskey|secretkey|authkey|credentials)s?|(passw(?:or)?d|passphrase|(?:bind|root|user|admin|db|ssh|ldap|login|mail|smtp|ftp|vpn|proxy)(?:pw|pass)|requirepass))$/

/** After the credential's word, these say that the value describes it: `token_type`, `secretName`, `key-id`. */
const DESCRIPTIONS = new Set(
  wordsOf(`id ids name names type types kind url urls uri endpoint endpoints path paths file files filename dir folder
    length len size sizes count counts limit limits max min total usage used cost budget price window expiry expires
    expired expiration expire exp ttl lifetime age date time timestamp at in on fingerprint thumbprint hash checksum
    digest prefix suffix status state valid validity error errors exception code codes version versions ref reference
    arn alias index method methods format source mode required enabled disabled policy policies algorithm alg issuer
    audience store storage manager management provider providers location label labels host port scope scopes class
    handler service cache cached resolver refresh validation validator verification response request rotation rule
    rules field fields input form param params parameter header headers placeholder regex pattern info details
    description hint page reset exchange auth authentication grant based through over only flow flows test tests from to of with for
    is was not has missing
    encryption encoding strength complexity vault operator controller mount mounts volume uid user username owner`),
)

/** `pass` is a verb before any other word, as in `passHeader`. */
const WORDS_AFTER_PASS = new Set(
  wordsOf('prod production dev development stage staging qa live local db old new admin'),
)

/** Before the credential's word, these say that it is something else: `max_tokens`, `nextPageToken`, `public_key`. */
const OTHER_TOKENS = new Set(
  wordsOf(`max min num number total input output prompt completion reasoning cached used remaining thinking context
    page next previous prev continuation cursor pagination sync word sub unk eos bos pad mask special stop no has is
    missing invalid expired`),
)
/** With one of these the others say nothing, as in `NEXT_PRIVATE_API_TOKEN`. */
const PRIVATE = new Set(wordsOf('api private secret auth'))
const OTHER_KEYS = new Set(
  wordsOf(`public pub primary foreign partition sort cache idempotency registry row object hot lookup map dict json
    group unique composite index item field config setting property prop query translation i18n message text label
    routing shortcut arrow first last issue project jira bucket blob image host shard hash range event data react state
    storage entity candidate natural surrogate search file cluster param parameter dedup deduplication fingerprint
    state type kind metric tag label resource host known authorized any press on no missing invalid duplicate unknown
    the a an this that these each every same wrong from by with for restored`),
)

/**
 * @param name as it stands in the text, in any case: snake, kebab, camel, Pascal, dotted, or words
 * @returns null if the name does not name a credential
 */
export function natureOf(name: string): CredentialNature | null {
  const words = splitName(name)
  const at = words.findLastIndex((word) => natureOfWord(word) !== null)
  if (at === -1) return null
  const nature = natureOfWord(words[at] as string) as CredentialNature
  const after = words.slice(at + 1)
  if (after.some((word) => DESCRIPTIONS.has(word))) return null
  if (words[at] === 'pass' && !after.every((word) => WORDS_AFTER_PASS.has(word))) return null
  const before = words.slice(0, at)
  // The name of an assembly in .NET: PublicKeyToken=b03f5f7f11d50a3a.
  if (before.at(-1) === 'key' && before.at(-2) === 'public') return null
  const isVague = before.length === 0 && !after.includes('api') && NEEDS_QUALIFIER.has(words[at] as string)
  if (nature === 'key') return isVague || before.some((it) => OTHER_KEYS.has(it)) ? null : 'key'
  const isPublic =
    nature === 'token' && before.some((it) => OTHER_TOKENS.has(it)) && !before.some((it) => PRIVATE.has(it))
  return isPublic ? null : nature
}

function natureOfWord(word: string): CredentialNature | null {
  const exact = NATURES.get(word)
  if (exact !== undefined) return exact
  const compound = COMPOUND.exec(word)
  if (compound === null) return null
  return compound[1] === undefined ? 'password' : 'token'
}

function splitName(name: string): readonly string[] {
  return (
    name
      // The name of a service with a number, as in `fs.s3a.secret.key`.
      .replace(/(?<=^|[._-])[a-z]\d{1,2}[a-z]?(?=[._-])/g, ' ')
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .replace(/([A-Za-z])([^\0-\u024f])/g, '$1 $2')
      .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  )
}

function wordsOf(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
