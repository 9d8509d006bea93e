/**
 * The kinds of credentials and personal details that redaction knows, one row a kind, most specific first. A pattern
 * replaces what its group `secret` holds (the whole match where it has none) and leaves the rest as it is.
 *
 * Why plain RegExp is safe here: every pattern starts at a literal or at a boundary that its own unbounded class cannot
 * cross (the look-behind), and neighbouring repetitions share no character or are bounded. So no stretch of text is
 * read twice from two starts, and no pattern takes more than linear time; `redact.test.ts` measures it. Upper bounds keep
 * a run of megabytes from overflowing the engine's stack.
 */
import { named, prefixed, type SecretKind } from './secret-kind.ts'
import { isLongAndRandom, isPlaceholder, looksLikeCode, looksLikePassword, looksRandom } from './secret-shape.ts'

const TOKENS: readonly SecretKind[] = [
  {
    id: 'private-key',
    hints: ['private key-----'],
    live: true,
    pattern:
      /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:(?:[^-]|-(?!----)){0,20000}-----END [A-Z ]{0,30}PRIVATE KEY-----|(?:(?:\s|\\n){0,4}[A-Za-z0-9+/=]{32,100}){0,400})/g,
  },
  prefixed('jwt', ['eyj'], String.raw`eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{0,}`),
  prefixed('github-token', ['gh', 'github_pat_'], String.raw`gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{22,}`),
  prefixed('anthropic-key', ['sk-ant-'], String.raw`sk-ant-[a-z0-9]{2,12}-[\w-]{16,}`),
  prefixed(
    'openai-key',
    ['sk-'],
    String.raw`sk-(?!ant-)[\w-]{20,}`,
    (it) => looksRandom(it) && (/[A-Z]/.test(it) || it.length > 40),
  ),
  prefixed('slack-token', ['xox', 'xapp-'], String.raw`xox[abeoprs]-[\w-]{10,}|xapp-\d-[\w-]{10,}`),
  {
    id: 'slack-webhook',
    hints: ['hooks.slack.com'],
    live: true,
    pattern: /hooks\.slack\.com\/services\/(?<secret>[A-Z0-9]{6,14}\/[A-Z0-9]{6,14}\/\w{16,128})/g,
  },
  prefixed('aws-access-key-id', ['akia', 'asia'], '(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])'),
  prefixed('google-api-key', ['aiza'], String.raw`AIza[\w-]{30,}`),
  prefixed('google-access-token', ['ya29.'], String.raw`ya29\.[\w.-]{20,}`),
  prefixed('google-client-secret', ['gocspx-'], String.raw`GOCSPX-[\w-]{16,}`),
  { id: 'google-refresh-token', hints: ['1//0'], live: true, pattern: /(?<![\w/:])1\/\/0[\w-]{20,1024}/g },
  prefixed('npm-token', ['npm_'], 'npm_[A-Za-z0-9]{30,}'),
  prefixed('pypi-token', ['pypi-'], String.raw`pypi-AgE[\w-]{20,}`),
  prefixed(
    'stripe-key',
    ['_live_', '_test_', 'whsec_'],
    '[sr]k_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{16,}',
  ),
  prefixed('gitlab-token', ['glpat-', 'gloas-', 'gldt-'], String.raw`(?:glpat|gloas|gldt)-[\w-]{16,}`),
  prefixed('huggingface-token', ['hf_'], 'hf_[A-Za-z0-9]{30,}'),
  prefixed('notion-token', ['ntn_', 'secret_'], '(?:ntn_|secret_)[A-Za-z0-9]{36,}'),
  prefixed('linear-key', ['lin_'], 'lin_(?:api|oauth)_[A-Za-z0-9]{20,}'),
  prefixed('atlassian-token', ['atatt3'], 'ATATT3[A-Za-z0-9_=-]{20,}'),
  prefixed('sendgrid-key', ['sg.'], String.raw`SG\.[\w-]{16,}\.[\w-]{16,}`),
  prefixed('docker-token', ['dckr_'], String.raw`dckr_[po]at_[\w-]{20,}`),
  prefixed('groq-key', ['gsk_'], 'gsk_[A-Za-z0-9]{30,}'),
  prefixed('azure-client-secret', ['q~'], String.raw`[\w.~-]{3}\dQ~[\w.~-]{31,34}(?![\w.~-])`),
]

const HEADERS: readonly SecretKind[] = [
  {
    id: 'cookie',
    hints: ['cookie'],
    live: true,
    pattern:
      /(?<![\w-])(?:set-)?cookie\\?["']?[ \t]{0,4}:[ \t]{0,4}\\?["']?(?<secret>[\w!#$%&*+.^|~-]{1,256}=[^\s;,"'\\]{1,8192}(?:;[ \t]?[\w!#$%&*+.^|~-]{1,256}=[^\s;,"'\\]{1,8192}){0,200})/gi,
  },
  {
    id: 'authorization',
    hints: ['authorization'],
    live: true,
    pattern:
      /(?<![\w-])(?:proxy-)?authorization\\?["']?[ \t]{0,4}[:=][ \t]{0,4}\\?["']?(?:(?:bearer|basic|token|apikey|digest)[ \t]{1,4})?(?<secret>[A-Za-z0-9._~+/=-]{8,32768})/gi,
    accept: (it) => looksRandom(it, 10) || /[a-z][A-Z].*[a-z][A-Z].*[a-z][A-Z]/.test(it),
  },
  {
    id: 'bearer-token',
    hints: ['bearer'],
    live: true,
    pattern: /(?<![\w-])bearer[ \t]{1,4}(?<secret>[A-Za-z0-9._~+/=-]{16,32768})/gi,
    accept: looksRandom,
  },
]

/** Names that are also the end of longer words. */
const ALONE = '(?<![A-Za-z0-9.])'

const NAMED: readonly SecretKind[] = [
  ...named({ id: 'aws-secret-access-key', hints: ['secret'], names: 'secret[_-]?access[_-]?key' }),
  ...named({
    id: 'aws-session-token',
    hints: ['session', 'security-token'],
    names: 'session[_-]?token|amz-security-token',
  }),
  ...named({
    id: 'signed-url',
    hints: ['sig'],
    names: `amz-signature|amz-credential|${ALONE}sig`,
    acceptLoose: isLongAndRandom,
  }),
  ...named({ id: 'client-secret', hints: ['client'], names: 'client[_-]?secret' }),
  ...named({ id: 'refresh-token', hints: ['refresh'], names: 'refresh[_-]?token' }),
  ...named({
    id: 'access-token',
    hints: ['access', 'auth', 'bearer'],
    names: '(?:access|auth|oauth|bearer)[_-]?token',
  }),
  ...named({ id: 'id-token', hints: ['id'], names: `${ALONE}id[_-]?token` }),
  // A verifier is of use to nobody without its code, and a code ends with its first use or after ten minutes (RFC 6749, 4.1.2).
  ...named({ id: 'code-verifier', hints: ['verifier'], names: 'code[_-]?verifier', live: false }),
  ...named({ id: 'api-key', hints: ['key'], names: '(?:api|secret)[_-]?key|subscription-key' }),
  ...named({ id: 'signing-secret', hints: ['signing', 'webhook'], names: '(?:signing|webhook)[_-]?secret' }),
  ...named({
    id: 'password',
    hints: ['passw', 'passphrase', 'pwd'],
    names: `password|passwd|passphrase|${ALONE}pwd`,
    accept: looksLikePassword,
    acceptLoose: (it) => looksRandom(it, 8),
  }),
  ...named({
    id: 'token',
    hints: ['token', 'secret'],
    names: `${ALONE}(?:token|secret)`,
    accept: looksRandom,
    acceptLoose: isLongAndRandom,
  }),
]

/** Values that only a URL or a form body makes recognisable. `error`, `scope`, `resource` and the like stay. */
const PARAMETERS: readonly SecretKind[] = [
  {
    id: 'authorization-code',
    hints: ['code='],
    live: false,
    pattern: /(?<=[?&#]|(?:%26|%3f))code=(?<secret>[A-Za-z0-9._~+/%!*-]{8,32768})/gi,
    accept: looksLikeCode,
  },
  {
    id: 'state',
    hints: ['state='],
    live: false,
    pattern: /(?<=[?&#]|(?:%26|%3f))state=(?<secret>[A-Za-z0-9._~+/%=*-]{8,32768})/gi,
    accept: looksLikeCode,
  },
  {
    id: 'password',
    hints: ['://'],
    live: true,
    pattern: /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@"'<>]{0,128}:(?<secret>[^\s/@"'<>[\]]{1,256})(?=@)/gi,
    accept: looksLikePassword,
  },
]

/** Accounts that every machine of their kind has, and stand-ins for a name. */
const SHARED_ACCOUNTS =
  /^(?:runner(?:admin)?|node|ubuntu|vscode|codespace|root|user(?:name)?|app|circleci|ec2-user|coder|linuxbrew|jovyan|vsts|git|shared|public|default|all users|administrator|containeradministrator|me|you|someone|name|x+|\.+)$/i
const namesPerson = (account: string): boolean => !SHARED_ACCOUNTS.test(account)

/** Not the end of an e-mail address: file names, packages and units that also have an at sign. */
const NO_DOMAIN =
  /\.(?:service|socket|timer|tgz|m?[jt]sx?|json|md|py|git|local|internal|png|svg|example|invalid|test)$/i
const NO_PERSON =
  /^(?:git|no-?reply|user|you|me|name|someone|foo|bar|test)@|@(?:[\w-]+\.)?example\.|@(?:email|domain|company)\.com$/i

const PERSONAL: readonly SecretKind[] = [
  {
    id: 'email',
    hints: ['@'],
    live: false,
    pattern: /(?<![\w.+%-]|:\/\/)[\w.+%-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}(?![\w-])/g,
    accept: (it) => !NO_DOMAIN.test(it) && !NO_PERSON.test(it),
  },
  {
    id: 'user',
    hints: ['/users/', '/home/'],
    live: false,
    pattern:
      /(?:(?<![\w.-])|(?<=[A-Za-z]:|\/mnt\/[a-z]|file:\/\/))\/(?:Users|home)\/(?<secret>[^\s/"'`:;,<>()[\]{}|\\*?$%~]{1,64})/g,
    accept: namesPerson,
  },
  {
    id: 'user',
    hints: ['users\\'],
    live: false,
    pattern:
      /\\Users\\{1,4}(?<secret>[^\\/:*?"'<>|\s[\]%$]{1,64}(?: [^\\/:*?"'<>|\s[\]%$]{1,64}){0,3}(?=\\)|[^\\/:*?"'<>|\s[\]%$]{1,64})/gi,
    accept: namesPerson,
  },
  // Claude Code names project folders after their path, with hyphens for slashes.
  {
    id: 'user',
    hints: ['-users-', '-home-'],
    live: false,
    pattern: /(?<=projects[\\/]{1,4})-(?:Users|home)-(?<secret>[A-Za-z0-9_.]{1,64})/g,
    accept: namesPerson,
  },
]

export const SECRET_KINDS: readonly SecretKind[] = [...TOKENS, ...HEADERS, ...NAMED, ...PARAMETERS, ...PERSONAL].map(
  (kind) => ({
    ...kind,
    accept: (value) => !isPlaceholder(value) && (kind.accept?.(value) ?? true),
  }),
)
