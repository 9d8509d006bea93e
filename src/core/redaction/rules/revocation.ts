/** What several rules say about a credential: its name in a warning, and how its owner revokes it. */

export const SIGN_OUT = 'sign out or remove the authorised app, so that the server revokes the token'
export const CHANGE_PASSWORD = 'change the password'
export const CHANGE_EVERYWHERE = 'change it wherever it is used'
export const REVOKE_AT_ISSUER = 'revoke it where it was issued'

export const PASSWORD = { id: 'password', name: 'password', nature: 'live', revoke: CHANGE_EVERYWHERE } as const
export const TOKEN = { id: 'token', name: 'token', nature: 'live', revoke: REVOKE_AT_ISSUER } as const
export const BASIC_CREDENTIALS = {
  id: 'basic-credentials',
  name: 'user name and password',
  nature: 'live',
  revoke: CHANGE_PASSWORD,
} as const
