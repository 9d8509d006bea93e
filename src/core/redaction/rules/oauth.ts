/** Values that pass between client, browser and authorization server. Parameters like `error` and `scope` are kept. */

import { named, type RedactionRule } from '../rule.ts'
import { looksGenerated, looksLikeCode } from '../value-shapes.ts'
import { SIGN_OUT } from './revocation.ts'

/** A SAML response in base64 is longer than its smallest XML element; a status or an id is shorter. */
const MIN_SAML_LENGTH = 80

export const OAUTH_VALUES: readonly RedactionRule[] = [
  ...named({
    id: 'client-secret',
    name: 'client secret',
    names: ['client_secret'],
    revoke: 'create a new secret where the client is registered',
  }),
  ...named({ id: 'refresh-token', name: 'refresh token', names: ['refresh_token'], revoke: SIGN_OUT }),
  ...named({
    id: 'access-token',
    name: 'access token',
    revoke: SIGN_OUT,
    names: ['access_token', 'auth_token', 'oauth_token', 'bearer_token', 'private_token', 'session_token'],
  }),
  ...named({ id: 'id-token', name: 'ID token', names: [], alone: ['id_token'], revoke: SIGN_OUT }),
  // A verifier is useless without its code, and a code expires on first use or after ten minutes (RFC 6749, 4.1.2).
  ...named({ id: 'code-verifier', names: ['code_verifier'], nature: 'single-use' }),
  // The link of a mail that signs a person in.
  ...named({
    id: 'login-token',
    names: ['token_hash', 'confirmation_token'],
    nature: 'single-use',
    accept: looksLikeCode,
  }),
  ...named({ id: 'device-code', names: ['device_code'], nature: 'single-use', accept: looksLikeCode }),
  {
    id: 'authorization-code',
    nature: 'single-use',
    hints: ['code=', 'code%3d', 'code%253d'],
    pattern: /(?<=[?&#]|%(?:25){0,2}(?:26|3f))code(?:=|%(?:25){0,2}3d)(?<secret>[A-Za-z0-9._~+/%!*-]{8,32768})/gi,
    accept: looksLikeCode,
  },
  {
    id: 'authorization-code',
    nature: 'single-use',
    // Without the URL around it; an exit code or an error code is short or a word.
    hints: ['code='],
    shape: /code=[\w.~+/%-]{20}/iy,
    pattern: /(?<![\w?&#%.-])code=(?<secret>[A-Za-z0-9._~+/%-]{20,8192})/g,
    accept: (it) => looksLikeCode(it) && looksGenerated(it, 20),
  },
  ...named({
    id: 'saml-response',
    names: ['samlresponse'],
    nature: 'single-use',
    accept: (it) => it.length >= MIN_SAML_LENGTH,
    acceptLoose: (it) => it.length >= MIN_SAML_LENGTH,
  }),
  // Google's codes are recognised anywhere in a text.
  {
    id: 'authorization-code',
    nature: 'single-use',
    hints: ['4/0a', '4%2f0a'],
    pattern: /(?<![\w/-])4(?:\/|%2f)0A[\w-]{20,1024}/gi,
  },
  {
    id: 'authorization-code',
    nature: 'single-use',
    // A `"code"` on its own is usually an error code.
    hints: ['"code', "'code"],
    pattern:
      /(?<=[{,\s[(])\\{0,3}["']code\\{0,3}["'][ \t]{0,4}[:=][ \t]{0,4}\\{0,3}["'](?<secret>[\w.~+/%!*-]{20,8192})(?=\\{0,3}["'])/g,
    accept: (it) => looksLikeCode(it) && /\d/.test(it) && /[a-z]/.test(it),
  },
  {
    id: 'state',
    nature: 'single-use',
    hints: ['state=', 'state%3d', 'state%253d'],
    pattern: /(?<=[?&#]|%(?:25){0,2}(?:26|3f))state(?:=|%(?:25){0,2}3d)(?<secret>[A-Za-z0-9._~+/%=*-]{8,32768})/gi,
    accept: looksLikeCode,
  },
  {
    id: 'state',
    nature: 'single-use',
    hints: ['"state', "'state"],
    pattern:
      /(?<=[{,\s[(])\\{0,3}["']state\\{0,3}["'][ \t]{0,4}[:=][ \t]{0,4}\\{0,3}["'](?<secret>[\w.~+/%=*-]{20,8192})(?=\\{0,3}["'])/g,
    accept: (it) => looksLikeCode(it) && /\d/.test(it) && /[a-z]/i.test(it),
  },
  {
    id: 'authorization-code',
    nature: 'single-use',
    hints: ['#'],
    shape: /#[\w-]{40}/y,
    // A code and its state, as the login page of Claude Code shows them for pasting.
    pattern: /(?<![\w-])[\w-]{40,128}#[\w-]{40,128}(?![\w-])/g,
    // A commit with an anchor is written like this too.
    accept: (it) => it.split('#').every((part) => looksGenerated(part) && !/^(?:[0-9a-f]+|diff-.*)$/.test(part)),
  },
  {
    id: 'user-code',
    nature: 'single-use',
    hints: ['user_code', 'usercode', 'one-time code', 'user code', 'device code'],
    // RFC 8628, section 6.1: a short code that a person types.
    pattern:
      /(?:user_?code|(?:one-time|user|device)[ ]code)\\{0,3}["']?[ \t]{0,4}(?:[:=]|is)[ \t]{0,4}\\{0,3}["'*`]{0,2}(?<secret>[A-Z0-9]{4}-?[A-Z0-9]{4}|\d{3}-\d{3}-\d{3})(?![\w-])/gi,
    accept: (it) => /^[A-Z0-9-]+$/.test(it) && /[\d-]/.test(it),
  },
]
