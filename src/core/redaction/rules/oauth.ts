/** Values that pass between client, browser and authorization server. Parameters like `error` and `scope` are kept. */

import { named, type RedactionRule } from '../rule.ts'
import { looksLikeCode } from '../value-shapes.ts'

const SIGN_OUT = 'sign out or remove the authorised app, so that the server revokes the token'

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
  ...named({ id: 'device-code', names: ['device_code'], nature: 'single-use', accept: looksLikeCode }),
  {
    id: 'authorization-code',
    nature: 'single-use',
    hints: ['code='],
    pattern: /(?<=[?&#]|(?:%26|%3f))code=(?<secret>[A-Za-z0-9._~+/%!*-]{8,32768})/gi,
    accept: looksLikeCode,
  },
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
    hints: ['state='],
    pattern: /(?<=[?&#]|(?:%26|%3f))state=(?<secret>[A-Za-z0-9._~+/%=*-]{8,32768})/gi,
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
]
