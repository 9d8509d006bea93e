/** URLs that carry a credential in the user part, the path or the query string. */

import type { RedactionRule } from '../rule.ts'
import { isUuid, looksGenerated, looksLikePassword, looksLikePathKey, looksRandom } from '../value-shapes.ts'
import { CHANGE_PASSWORD, REVOKE_AT_ISSUER } from './revocation.ts'

const NEW_URL = 'create a new URL where the server was set up; anyone with this one has access'

export const URL_CREDENTIALS: readonly RedactionRule[] = [
  {
    id: 'connection-string',
    name: 'password in a connection string',
    nature: 'live',
    revoke: CHANGE_PASSWORD,
    hints: ['://'],
    shape: /:\/\/[^\s:/@"'`<>?#]{0,128}:[^\s/"'`<>[\]?]{1,256}@/y,
    // A password may contain an @, so it ends at the last one before the path.
    pattern:
      /:\/\/(?<=(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s:/@"'`<>?#]{0,128}:(?<secret>[^\s/"'`<>[\]?]{1,256})(?=@)/gi,
    accept: looksLikePassword,
  },
  {
    id: 'connection-string',
    name: 'password in a connection string',
    nature: 'live',
    revoke: CHANGE_PASSWORD,
    // The data source of MySQL in Go: user:password@tcp(host:3306)/db
    hints: ['@tcp(', '@unix('],
    pattern: /(?<![\w.-])[\w.-]{1,64}:(?<secret>[^\s"'`]{1,128}?)(?=@(?:tcp|unix)\()/g,
    accept: looksLikePassword,
  },
  {
    id: 'connection-string',
    name: 'password in a connection string',
    nature: 'live',
    revoke: CHANGE_PASSWORD,
    // .pgpass: host:port:database:user:password
    hints: [':5432:', ':6432:', ':*:'],
    pattern:
      /(?<![\w.*:-])[\w.*-]{1,128}:(?:\d{2,5}|\*):[\w.*-]{1,64}:[\w.*-]{1,64}:(?<secret>[^\s:]{4,256})(?=[ \t]{0,4}(?:\n|$))/g,
    accept: looksLikePassword,
  },
  {
    id: 'mcp-url-key',
    name: 'key in the URL of an MCP server',
    nature: 'live',
    revoke: NEW_URL,
    hints: ['/mcp', '/sse'],
    shape: /\/\w{3}(?<=[\w~=-]{20}\/\w{3})/y,
    pattern: /(?<=\/)(?<secret>[\w~=-]{20,512})(?=\/(?:mcp|sse|messages?|stream)(?![\w-]))/g,
    accept: looksLikePathKey,
  },
  {
    id: 'mcp-url-key',
    name: 'key in the URL of an MCP server',
    nature: 'live',
    revoke: NEW_URL,
    hints: ['/mcp/', '/sse/', '//mcp.'],
    shape: /\/(?:\w{3}\/|\/mcp\.[\w.-]{1,60}\/)(?:[\w.-]{1,24}\/){0,4}[\w~=-]{24}/iy,
    pattern:
      /(?<=\/(?:mcp|sse)\/(?:[\w.-]{1,24}\/){0,4}|\/\/mcp\.[\w.-]{1,60}\/(?:[\w.-]{1,24}\/){0,4})(?<secret>[\w~=-]{24,512})(?![\w~=.-])/g,
    accept: looksLikePathKey,
  },
  {
    id: 'mcp-url-key',
    name: 'key in the URL of an MCP server',
    nature: 'live',
    revoke: NEW_URL,
    hints: ['key=', 'auth='],
    pattern:
      /(?<=[?&])(?:key|apikey|user_?key|auth)=(?=[\w.~%+=-]{16})(?<=:\/\/[^\s"'<>]{1,520})(?<secret>[\w.~%+=-]{16,1024})/gi,
    accept: (it) => looksRandom(it),
  },
  {
    id: 'connection-string',
    name: 'password in a connection string',
    nature: 'live',
    revoke: CHANGE_PASSWORD,
    // Oracle: jdbc:oracle:thin:user/password@host, sqlplus user/password@host
    hints: ['oracle:', 'sqlplus', 'expdp', 'impdp', 'connect '],
    shape: /(?:oracle:|sqlplus|expdp|impdp|connect [\w$#]{1,30}\/)/iy,
    pattern:
      /(?:jdbc:oracle:[a-z0-9]{2,8}:|(?:sqlplus|expdp|impdp|connect)[ \t](?:-\w{1,8}[ \t]){0,4})["']?[^\s/:@"']{1,128}\/"?(?<secret>[^\s/"'@]{1,128})(?="?@)/gi,
    accept: looksLikePassword,
  },
  {
    id: 'login-link',
    name: 'login or password reset link',
    nature: 'live',
    revoke: 'request a new link, so that this one stops working',
    hints: ['reset', 'invit', 'magic', 'activat', 'confirm', 'verif', 'login/', 'passwordless'],
    shape: /(?:reset|invit|magic|activat|confirm|verif|login|passwordless)[\w-]{0,20}\/[\w-]{20}/iy,
    pattern:
      /(?<=:\/\/[^\s"'<>?#]{1,200}\/[\w-]{0,20})(?:reset|invit|magic|activat|confirm|verif|login|passwordless)[\w-]{0,20}\/(?<secret>[\w-]{20,512})(?![\w-])/gi,
    accept: (it) => isUuid(it) || (looksGenerated(it, 20) && !/^[0-9a-f]{40}$/i.test(it)),
  },
  {
    id: 'connection-string',
    name: 'token in a URL',
    nature: 'live',
    revoke: REVOKE_AT_ISSUER,
    hints: ['://'],
    shape: /:\/\/[\w.~%+-]{16,512}@/y,
    // A token as the user name, without a password, as git and pip accept it.
    pattern: /:\/\/(?<=(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\/)(?<secret>[\w.~%+-]{16,512})(?=@[\w[])/gi,
    accept: (it) => looksGenerated(it),
  },
]
